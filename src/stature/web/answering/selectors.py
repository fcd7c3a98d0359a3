"""Reading assignments of somebody who is signed in, and what each of them asks."""

from __future__ import annotations

from typing import Final

from django.db.models import F, QuerySet

from stature.core.instrument.model import Instrument
from stature.web.accounts.models import User
from stature.web.programmes.models import Assignment, Relationship, RoundState
from stature.web.responses.selectors import instrument_in_use, published_instrument

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


def _asked() -> QuerySet[Assignment]:
    return Assignment.objects.exclude(assessment__round__state=RoundState.DRAFT)


def instrument_asked(assignment: Assignment) -> Instrument:
    """The instrument of the round, as it was when the round was opened."""
    sha256 = assignment.assessment.round.instrument_sha256
    return published_instrument(sha256) if sha256 else instrument_in_use()


def perspectives_asked(assignment: Assignment, instrument: Instrument) -> list[str]:
    """The participant rates everything; colleagues do not rate themselves."""
    if is_about_self(assignment):
        return list(instrument.perspective_ids)
    others = [each for each in instrument.perspective_ids if each != OWN_PERSPECTIVE]
    return others or list(instrument.perspective_ids)


def is_about_self(assignment: Assignment) -> bool:
    """Whether the person answers about themselves."""
    return assignment.relationship == Relationship.SELF


def minutes_needed(assignment: Assignment, instrument: Instrument) -> int:
    """How long it takes, by the share of the questions that are asked."""
    share = len(perspectives_asked(assignment, instrument)) / len(instrument.perspectives)
    return max(1, round(instrument.minutes * share))
