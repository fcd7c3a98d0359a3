"""Reading assignments: by a link's key, by who is signed in, and for saving in a hurry."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.db.models import F, QuerySet

from stature.core.instrument.model import Instrument
from stature.web.accounts.models import User
from stature.web.keys import hash_of_key
from stature.web.prepared import Parameter, PreparedLookUp, field_of
from stature.web.programmes.models import Assignment, AssignmentLink, Relationship, RoundState
from stature.web.responses.asked import COLUMNS, Asked, asked_by
from stature.web.responses.models import SavedResponse
from stature.web.responses.selectors import instrument_in_use, published_instrument

OWN_PERSPECTIVE: Final = "individual"
# What lets an answer be saved; one query asks it together with the response, for every answer.
OPEN: Final[dict[str, Any]] = {
    "assignment__done_at": None,
    "assignment__declined_at": None,
    "assignment__assessment__withdrawn_at": None,
    "assignment__assessment__round__state": RoundState.OPEN,
}
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


def asked_by_link(key: str, bound: Collection[int]) -> Asked:
    """What may be saved by a link's key, in a browser bound to these assignments.

    Raises SavedResponse.DoesNotExist when nothing may.
    """
    row = _BY_LINK.row(key_sha256=hash_of_key(key))
    return asked_by(row if row and row["assignment"] in bound else None)


def asked_of_user(user: User, pk: int) -> Asked:
    """What may be saved of one's own assignment. Raises SavedResponse.DoesNotExist if nothing."""
    return asked_by(_OF_USER.row(assignment=pk, user=user.pk))


_BY_LINK: Final = PreparedLookUp(
    lambda: SavedResponse.objects.filter(
        assignment__links__key_sha256=Parameter(
            "key_sha256", field_of(AssignmentLink, "key_sha256")
        ),
        **OPEN,
    ),
    *COLUMNS,
    "assignment",
)
_OF_USER: Final = PreparedLookUp(
    lambda: SavedResponse.objects.filter(
        assignment=Parameter("assignment", field_of(Assignment, "id")),
        assignment__person__user=Parameter("user", field_of(User, "id")),
        **OPEN,
    ),
    *COLUMNS,
)


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
