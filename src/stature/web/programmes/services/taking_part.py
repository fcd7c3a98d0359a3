"""Who takes part: participants, and the colleagues who are asked about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stature.web.accounts.models import User
from stature.web.audit.services import Actor
from stature.web.people.models import Person
from stature.web.programmes.errors import RoundStateError, TakingPartError
from stature.web.programmes.links import end_links
from stature.web.programmes.models import (
    Assessment,
    Assignment,
    Relationship,
    Round,
    RoundState,
)
from stature.web.programmes.rater_limits import leaders_rated, rates_enough
from stature.web.programmes.services.held import held_round, record
from stature.web.programmes.services.inviting import ask_for_invitations
from stature.web.programmes.services.known_managers import propose_managers

TAKES_PEOPLE = (RoundState.DRAFT, RoundState.OPEN)
COLLEAGUES = frozenset(Relationship.values) - {Relationship.SELF}
BATCH: Final = 500
Anything = TypeVar("Anything")
Rating = tuple[int, int, str]
"""A colleague in a list: the participant's person, the colleague's person, the relationship."""


@transaction.atomic
def add_participant(*, round: Round, person: Person, by: User | None = None) -> Assessment:
    """Have one more person assessed; nothing changes for one who is."""
    add_participants(round=round, people=[person], by=by)
    return Assessment.objects.get(round=round, participant=person)


@transaction.atomic
def add_participants(*, round: Round, people: Iterable[Person], by: User | None = None) -> int:
    """Have these people assessed and say how many are new. Each answers about themselves.

    In an open round they are invited. Those who take part already are passed over.
    """
    held = held_round(round.pk, *TAKES_PEOPLE)
    there = set(Assessment.objects.filter(round=held).values_list("participant", flat=True))
    wanted = {person.pk: person for person in people if person.pk not in there}
    _check_organisation(held, wanted.values())
    added = Assessment.objects.bulk_create(
        [Assessment(round=held, participant_id=pk) for pk in wanted]
    )
    Assignment.objects.bulk_create(
        Assignment(assessment=each, person_id=each.participant_id, relationship=Relationship.SELF)
        for each in added
    )
    if added:
        propose_managers(held, added)
        record("rounds.participants-added", round=held, by=by, n=len(added))
        ask_for_invitations(held)
    return len(added)


@transaction.atomic
def add_rater(
    *,
    assessment: Assessment,
    person: Person,
    relationship: str,
    by: Actor | None = None,
    announce: bool = True,
) -> Assignment:
    """Ask a colleague about a participant. Raises TakingPartError where that cannot be.

    Without ``announce`` no line is written: the caller writes one for many.
    """
    held = held_round(assessment.round_id, *TAKES_PEOPLE)
    _check_organisation(held, [person])
    _check_rater(held, assessment, person, relationship)
    added = Assignment.objects.create(
        assessment=assessment, person=person, relationship=relationship
    )
    if announce:
        record("rounds.colleague-added", round=held, by=by, relationship=relationship)
    ask_for_invitations(held)
    return added


@transaction.atomic
def add_raters(*, round: Round, ratings: Iterable[Rating], by: User | None = None) -> int:
    """Ask many colleagues and say how many are new. Rows that cannot be are passed over:
    ``findings.findings_in`` names them beforehand.
    """
    held = held_round(round.pk, *TAKES_PEOPLE)
    if not held.colleagues_asked:
        return 0
    n = sum(len(_add_batch(held, batch)) for batch in batches(list(ratings)))
    if n:
        record("rounds.colleagues-added", round=held, by=by, n=n)
        ask_for_invitations(held)
    return n


def batches(everything: Sequence[Anything]) -> Iterator[Sequence[Anything]]:
    """A long list in pieces that one statement can hold."""
    for start in range(0, len(everything), BATCH):
        yield everything[start : start + BATCH]


@transaction.atomic
def remove_rater(*, assignment: Assignment, by: Actor | None = None) -> None:
    """Take a colleague off the list who has not begun. The participant's own place stays."""
    held = held_round(assignment.assessment.round_id, *TAKES_PEOPLE)
    end_links(assignment)
    removed, _kinds = (
        Assignment.objects.filter(pk=assignment.pk, started_at=None, response=None)
        .exclude(relationship=Relationship.SELF)
        .delete()
    )
    if not removed:
        raise TakingPartError(
            _("This person has begun to answer, so they stay on the list."),
            remedy=_("They can decline by their own link."),
        )
    record("rounds.colleague-removed", round=held, by=by)


@transaction.atomic
def withdraw_participant(*, assessment: Assessment, by: User | None = None) -> None:
    """Take a participant out: off the list of a draft, else out of the round with all who were
    asked about them. Answers are kept and no longer used.
    """
    held = held_round(assessment.round_id, *TAKES_PEOPLE, RoundState.CLOSED)
    if held.is_draft:
        Assessment.objects.filter(pk=assessment.pk).delete()
    else:
        Assessment.objects.filter(pk=assessment.pk, withdrawn_at=None).update(
            withdrawn_at=timezone.now()
        )
    record("rounds.participant-withdrawn", round=held, by=by, assessment_id=assessment.pk)


def _add_batch(round: Round, ratings: Sequence[Rating]) -> list[Assignment]:
    """Ask the colleagues of one batch who fit and are not asked yet."""
    rated = Assessment.objects.filter(
        round=round, withdrawn_at=None, participant__in={rating[0] for rating in ratings}
    )
    about = dict(rated.values_list("participant", "pk"))
    known = set(
        Person.objects.filter(
            organisation=round.programme.organisation_id,
            pk__in={rating[1] for rating in ratings},
        ).values_list("pk", flat=True)
    )
    taken = set(
        Assignment.objects.filter(assessment__in=about.values()).values_list("assessment", "person")
    )
    new: dict[tuple[int, int], Assignment] = {}
    load = Counter(leaders_rated(round, known))
    for participant, person, relationship in ratings:
        place = (about.get(participant, 0), person)
        if participant == person or (round.is_feedback and load[person] >= round.rater_load):
            continue
        if place[0] == 0 or person not in known or place in taken | new.keys():
            continue
        if relationship in COLLEAGUES:
            new[place] = Assignment(
                assessment_id=place[0], person_id=person, relationship=relationship
            )
            load[person] += 1
    return Assignment.objects.bulk_create(new.values())


def _check_organisation(round: Round, people: Iterable[Person]) -> None:
    if any(person.organisation_id != round.programme.organisation_id for person in people):
        raise TakingPartError(_("This person is not known to your organisation."))


def _check_rater(round: Round, assessment: Assessment, person: Person, relationship: str) -> None:
    if not round.colleagues_asked:
        raise RoundStateError(_("No colleagues are asked in this round."))
    if assessment.withdrawn_at is not None:
        raise TakingPartError(_("This participant was taken out of the round."))
    if person.pk == assessment.participant_id or relationship == Relationship.SELF:
        raise TakingPartError(
            _("Participants rate themselves already."), remedy=_("Choose somebody else.")
        )
    if Assignment.objects.filter(assessment=assessment, person=person).exists():
        raise TakingPartError(_("This person is asked about the participant already."))
    if rates_enough(round, person):
        raise too_many_leaders(round, str(person))


def too_many_leaders(round: Round, names: str) -> TakingPartError:
    """What is said where these people would rate more leaders than one person may."""
    return TakingPartError(
        _("%(names)s: asked about %(most)d leaders in this round already, and that is the most.")
        % {"names": names, "most": round.rater_load},
        remedy=_("Choose somebody else."),
    )
