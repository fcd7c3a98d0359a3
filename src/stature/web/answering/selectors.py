"""Reading assignments of somebody who is signed in, and what each of them asks."""

from __future__ import annotations

from typing import Final

from django.db.models import F, QuerySet

from stature.core.instrument.model import Instrument
from stature.web.accounts.models import User
from stature.web.people.models import Person
from stature.web.programmes.models import Assessment, Assignment, Relationship, RoundState
from stature.web.responses.published import Questionnaire
from stature.web.responses.selectors import instrument_in_use, published_questionnaire

OWN_PERSPECTIVE: Final = "individual"
RELATED: Final = (
    "person",
    "response",
    "assessment__participant",
    "assessment__round__programme__organisation",
)


def assignment_of_user(user: User, pk: int) -> Assignment:
    """An assignment of the person whose account this is. Raises DoesNotExist for all others."""
    return _asked().select_related(*RELATED).get(pk=pk, person__user=user)


def assignments_of_user(user: User) -> QuerySet[Assignment]:
    """What somebody is asked to answer, in all organisations, by the last day."""
    return (
        _asked()
        .filter(person__user=user)
        .select_related(*RELATED)
        .order_by(F("assessment__round__closes_on").asc(nulls_last=True), "pk")
    )


def other_leaders_to_rate(assignment: Assignment) -> QuerySet[Assignment]:
    """Whom else a rater is asked about in the same round; their own questionnaire is not in it."""
    return (
        _asked()
        .filter(
            person=assignment.person_id,
            assessment__round=assignment.assessment.round_id,
            assessment__withdrawn_at=None,
        )
        .exclude(pk=assignment.pk)
        .exclude(relationship=Relationship.SELF)
        .select_related(*RELATED)
        .order_by("assessment__participant__last_name", "pk")
    )


def lists_approved_by(user: User) -> QuerySet[Assessment]:
    """The leaders of open rounds whose line manager this is, so that a list of raters, once it was
    sent, is theirs to approve. Nobody approves their own.
    """
    return (
        Assessment.objects.filter(
            round__state=RoundState.OPEN,
            round__is_feedback=True,
            withdrawn_at=None,
            participant__removed_at=None,
            participant__manager__user=user,
            participant__manager__removed_at=None,
        )
        .exclude(participant__user=user)
        .select_related("participant", "round__programme__organisation")
    )


def lists_that_wait_for(user: User) -> QuerySet[Assessment]:
    """Those of the lists that were sent and are not approved yet, the oldest first."""
    waiting = lists_approved_by(user).filter(raters_sent_at__isnull=False)
    return waiting.order_by("raters_sent_at", "pk")


def leads_team(user: User) -> bool:
    """Whether somebody has this user as line manager."""
    return Person.objects.filter(manager__user=user, manager__removed_at=None).exists()


def _asked() -> QuerySet[Assignment]:
    return Assignment.objects.exclude(assessment__round__state=RoundState.DRAFT)


def instrument_asked(assignment: Assignment) -> Questionnaire:
    """The instrument of the round, as it was when the round was opened."""
    sha256 = assignment.assessment.round.instrument_sha256
    return published_questionnaire(sha256) if sha256 else instrument_in_use()


def perspectives_asked(assignment: Assignment, instrument: Questionnaire) -> list[str]:
    """The participant rates everything; colleagues do not rate themselves. A questionnaire on
    delivered behaviour has no perspectives: each person rates the leader.
    """
    if not isinstance(instrument, Instrument):
        return []
    if is_about_self(assignment):
        return list(instrument.perspective_ids)
    others = [each for each in instrument.perspective_ids if each != OWN_PERSPECTIVE]
    return others or list(instrument.perspective_ids)


def is_about_self(assignment: Assignment) -> bool:
    """Whether the person answers about themselves."""
    return assignment.relationship == Relationship.SELF


def minutes_needed(assignment: Assignment, instrument: Questionnaire) -> int:
    """How long it takes, by the share of the questions that are asked."""
    if not isinstance(instrument, Instrument):
        return instrument.minutes
    share = len(perspectives_asked(assignment, instrument)) / len(instrument.perspectives)
    return max(1, round(instrument.minutes * share))
