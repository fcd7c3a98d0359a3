"""What may be saved of an assignment: read once for every answer, so as quickly as can be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from stature.web.accounts.models import User
from stature.web.keys import hash_of_key
from stature.web.prepared import Parameter, PreparedLookUp, field_of
from stature.web.programmes.models import Assignment, AssignmentLink, RoundState
from stature.web.responses.asked import COLUMNS, Asked, asked_by
from stature.web.responses.models import SavedResponse

# What closes an assignment is read and looked at here. As conditions of the query, it could lead
# the database to look through all that is open for the one that fits the key.
STATE: Final = "assignment__assessment__round__state"
CLOSED_BY: Final = (
    "assignment__done_at",
    "assignment__declined_at",
    "assignment__assessment__withdrawn_at",
)


def asked_by_link(key: str, bound: Collection[int]) -> Asked:
    """What may be saved by a link's key, in a browser bound to these assignments.

    Raises SavedResponse.DoesNotExist when nothing may.
    """
    row = _BY_LINK.row(key_sha256=hash_of_key(key))
    return asked_by(row if row and row["assignment"] in bound and _is_open(row) else None)


def asked_of_user(user: User, pk: int) -> Asked:
    """What may be saved of one's own assignment. Raises SavedResponse.DoesNotExist if nothing."""
    row = _OF_USER.row(assignment=pk, user=user.pk)
    return asked_by(row if row and _is_open(row) else None)


def _is_open(row: Mapping[str, Any]) -> bool:
    return row[STATE] == RoundState.OPEN and all(row[each] is None for each in CLOSED_BY)


_BY_LINK: Final = PreparedLookUp(
    lambda: SavedResponse.objects.filter(
        assignment__links__key_sha256=Parameter(
            "key_sha256", field_of(AssignmentLink, "key_sha256")
        )
    ),
    *COLUMNS,
    "assignment",
    STATE,
    *CLOSED_BY,
)
_OF_USER: Final = PreparedLookUp(
    lambda: SavedResponse.objects.filter(
        assignment=Parameter("assignment", field_of(Assignment, "id")),
        assignment__person__user=Parameter("user", field_of(User, "id")),
    ),
    *COLUMNS,
    STATE,
    *CLOSED_BY,
)
