"""Reading programmes and rounds: always within one organisation, and never an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import and_
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from stature.web.accounts.access import ADMINISTRATION
from stature.web.accounts.models import Membership, Organisation, Role, User
from stature.web.people.models import Person
from stature.web.programmes.models import (
    Assessment,
    Assignment,
    Programme,
    Relationship,
    Round,
    RoundState,
)

TAKING_PART: Final = Q(assessment__withdrawn_at=None)
CAN_BE_WRITTEN_TO: Final = Q(
    person__opted_out_at=None, person__bounced_at=None, person__removed_at=None
)
IN_PROGRESS: Final = "in-progress"


@dataclass(frozen=True)
class GroupStatus:
    """How far one group is: counts of people, never of answers."""

    relationship: str
    asked: int = 0
    invited: int = 0
    started: int = 0
    done: int = 0
    declined: int = 0

    @property
    def label(self) -> str:
        """The group in words."""
        return str(Relationship(self.relationship).label)


@dataclass(frozen=True)
class RoundStatus:
    """How far a round is, by group and for all together."""

    groups: tuple[GroupStatus, ...]

    @property
    def everyone(self) -> GroupStatus:
        """All groups together, under the name of no group."""
        counts = {name: sum(getattr(each, name) for each in self.groups) for name in COUNTED}
        return GroupStatus("", **counts)


COUNTED: Final[dict[str, Any]] = {
    "asked": Count("pk"),
    "invited": Count("invited_at"),
    "started": Count("started_at"),
    "done": Count("done_at"),
    "declined": Count("declined_at"),
}


def programmes_of(organisation: Organisation) -> QuerySet[Programme]:
    """The programmes of an organisation with their rounds, newest first."""
    return Programme.objects.filter(organisation=organisation).prefetch_related(
        Prefetch("rounds", Round.objects.order_by("number"))
    )


def progress_of(programmes: Iterable[Programme]) -> dict[int, GroupStatus]:
    """How far the rounds of these programmes are, by the rounds' numbers, in one query."""
    counted = (
        Assignment.objects.filter(TAKING_PART, assessment__round__programme__in=list(programmes))
        .order_by()
        .values("assessment__round")
        .annotate(**COUNTED)
    )
    return {row.pop("assessment__round"): GroupStatus("", **row) for row in counted}


def find_programme(organisation: Organisation, pk: int) -> Programme:
    """A programme of the organisation. Raises Programme.DoesNotExist for every other one."""
    return programmes_of(organisation).get(pk=pk)


def rounds_of(organisation: Organisation) -> QuerySet[Round]:
    """The rounds of an organisation, newest first."""
    return Round.objects.filter(programme__organisation=organisation).select_related(
        "programme__organisation"
    )


def find_round(organisation: Organisation, pk: int) -> Round:
    """A round of the organisation. Raises Round.DoesNotExist for every other one."""
    return rounds_of(organisation).get(pk=pk)


def assignments_of(round: Round) -> QuerySet[Assignment]:
    """Everybody who is asked in a round; those about withdrawn participants are left out."""
    return Assignment.objects.filter(TAKING_PART, assessment__round=round)


def status_of(round: Round) -> RoundStatus:
    """How far a round is. One query, whatever the number of people."""
    counted = assignments_of(round).order_by().values("relationship").annotate(**COUNTED)
    found = {row["relationship"]: GroupStatus(**row) for row in counted}
    return RoundStatus(tuple(found[each] for each in Relationship.values if each in found))


def participants_of(round: Round, *, search: str = "", state: str = "") -> QuerySet[Assessment]:
    """The participants with those who answer about them, by words in their name and by status."""
    asked = Assignment.objects.select_related("person").order_by("relationship", "pk")
    return (
        Assessment.objects.filter(
            _names(search, "participant__"), _stands_at(state), round_id=round.pk
        )
        .select_related("participant")
        .prefetch_related(Prefetch("assignments", asked))
    )


def people_of_round(round: Round) -> tuple[list[Person], list[tuple[int, int, str]]]:
    """The participants of a round and the colleagues who were asked about them."""
    taking_part = Assessment.objects.filter(round=round, withdrawn_at=None)
    asked = assignments_of(round).filter(declined_at=None, person__removed_at=None)
    ratings = asked.exclude(relationship=Relationship.SELF).values_list(
        "assessment__participant", "person", "relationship"
    )
    return list(Person.objects.filter(assessments__in=taking_part)), list(ratings)


def find_assessment(round: Round, pk: int) -> Assessment:
    """A participant of the round. Raises Assessment.DoesNotExist for every other one."""
    return participants_of(round).get(pk=pk)


def people_to_choose(round: Round, *, search: str = "") -> QuerySet[Person]:
    """The people of the organisation who do not take part in the round yet."""
    there = Assessment.objects.filter(round=round, participant=OuterRef("pk"))
    return Person.objects.filter(
        _names(search), ~Exists(there), organisation=round.programme.organisation_id
    )


def assignments_to_invite(round: Round) -> QuerySet[Assignment]:
    """Those who still wait for their invitation and may be written to."""
    return _open_assignments(round).filter(invited_at=None)


def reminder_number(round: Round, today: date) -> int:
    """How many reminders are due by this day: none, one or two. None after the last day."""
    if not round.is_open or round.closes_on is None or today > round.closes_on:
        return 0
    return sum(day <= today for day in _reminder_days(round))


def assignments_to_remind(round: Round, today: date) -> QuerySet[Assignment]:
    """Those who get a reminder today: invited before its day, not done, and not reminded yet.

    Afterwards set ``reminders_sent`` to ``reminder_number(round, today)``: a reminder that was
    missed is not made up for.
    """
    number = reminder_number(round, today)
    if not number:
        return Assignment.objects.none()
    day = _reminder_days(round)[number - 1]
    return _open_assignments(round).filter(reminders_sent__lt=number, invited_at__date__lt=day)


def _reminder_days(round: Round) -> list[date]:
    if round.closes_on is None:
        return []
    before = {round.first_reminder_days, round.second_reminder_days}
    return sorted(round.closes_on - timedelta(days=days) for days in before)


def _open_assignments(round: Round) -> QuerySet[Assignment]:
    return (
        assignments_of(round)
        .filter(CAN_BE_WRITTEN_TO, done_at=None, declined_at=None)
        .select_related("person", "assessment__participant")
    )


def _names(search: str, path: str = "") -> Q:
    """Every word is found somewhere in the names, the address or the identifier."""
    fields = ("first_name", "last_name", "email", "identifier")
    words = (
        reduce(Q.__or__, (Q(**{f"{path}{field}__icontains": word}) for field in fields))
        for word in search.replace("\0", "").split()[:6]
    )
    return reduce(and_, words, Q())


def _stands_at(state: str) -> Q:
    """Participants by their own questionnaire, or by whether somebody is still to answer."""
    own = Assignment.objects.filter(assessment=OuterRef("pk"), relationship=Relationship.SELF)
    choices = {
        "not-invited": Exists(own.filter(invited_at=None)),
        "not-started": Exists(own.filter(started_at=None, declined_at=None)),
        IN_PROGRESS: Exists(own.filter(started_at__isnull=False, done_at=None)),
        "done": Exists(own.filter(done_at__isnull=False)),
        "declined": Exists(own.filter(declined_at__isnull=False)),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }
    return Q(choices[state]) if state in choices else Q()


def languages_in_words(round: Round) -> list[str]:
    """The names of the languages that people can choose from, each in itself."""
    names = dict(settings.LANGUAGES)
    return [str(names.get(code, code)) for code in round.languages]


def administrators_of(organisation: Organisation) -> QuerySet[User]:
    """The programme administrators of an organisation."""
    runs = Membership.objects.filter(
        organisation=organisation, user=OuterRef("pk"), role=Role.ADMINISTRATOR
    )
    return User.objects.filter(Exists(runs), is_active=True).order_by("pk")


def facilitators_of(organisation: Organisation) -> QuerySet[User]:
    """Who may be named as facilitator: those who run programmes in the organisation."""
    runs = Membership.objects.filter(
        organisation=organisation, user=OuterRef("pk"), role__in=ADMINISTRATION
    )
    return User.objects.filter(Exists(runs), is_active=True).order_by("name", "email")


def rounds_to_close(today: date) -> QuerySet[Round]:
    """The open rounds whose last day is over."""
    return Round.objects.filter(state=RoundState.OPEN, closes_on__lt=today)
