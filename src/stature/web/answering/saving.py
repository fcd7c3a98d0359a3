"""Saving answers to an assignment, by a personal link or signed in, as quickly as can be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.contrib.sessions.models import Session
from django.db.models import Exists, Expression, Model
from django.http import HttpRequest

from stature.web.accounts.models import User
from stature.web.answering.visits import bound_to
from stature.web.keys import hash_of_key
from stature.web.prepared import Parameter, PreparedLookUp, field_of
from stature.web.programmes.models import Assessment, Assignment, AssignmentLink, Round, RoundState
from stature.web.responses.asked import COLUMNS, asked_by
from stature.web.responses.fitting import Answers
from stature.web.responses.models import SavedResponse
from stature.web.responses.remembered import Known, RememberingSaver
from stature.web.responses.services import save_answers

# What closes an assignment is read and looked at here. As conditions of the query, it could lead
# the database to look through all that is open for the one that fits the key.
STATE: Final = "assignment__assessment__round__state"
CLOSED_BY: Final = (
    "assignment__done_at",
    "assignment__declined_at",
    "assignment__assessment__withdrawn_at",
)
# The rows that let an answer in, by the names of the conditions below.
FACTS: Final = {
    "link": "assignment__links__pk",
    "assignment": "assignment__pk",
    "assessment": "assignment__assessment__pk",
    "round": "assignment__assessment__round__pk",
}


def save_by_link(request: HttpRequest, key: str, answers: Answers) -> None:
    """Keep answers that came by a link's key, in the browser that is bound to them.

    Raises SavedResponse.DoesNotExist when nothing may be saved, and what ``save_answers`` does.
    """
    who = (hash_of_key(key), request.session.session_key)
    _BY_LINK.save(who, answers, lambda: _known_by_link(request, key))


def save_by_account(user: User, pk: int, answers: Answers) -> None:
    """Keep answers to one's own assignment. Raises as ``save_by_link`` does."""
    row = _OF_USER.row(assignment=pk, user=user.pk)
    save_answers(asked=asked_by(row if row and _is_open(row) else None), answers=answers)


def _known_by_link(request: HttpRequest, key: str) -> Known:
    row = _OF_LINK.row(key_sha256=hash_of_key(key))
    may = row and row[FACTS["assignment"]] in bound_to(request) and _is_open(row)
    asked = asked_by(row if may else None)
    session: Any = request.session
    facts = {name: row[column] for name, column in FACTS.items()} if row else {}
    facts |= {"session": session.session_key, "session_data": session.as_read}
    return Known(asked, facts)


def _is_open(row: Mapping[str, Any]) -> bool:
    return row[STATE] == RoundState.OPEN and all(row[each] is None for each in CLOSED_BY)


def _still_holds() -> tuple[Expression, ...]:
    """That an answer may still come by this link in this browser: each row found by its key."""
    return (
        _has(AssignmentLink, "link", assignment=Parameter("assignment", _pk(Assignment))),
        _has(Assignment, "assignment", done_at=None, declined_at=None),
        _has(Assessment, "assessment", withdrawn_at=None),
        _has(Round, "round", state=RoundState.OPEN),
        _has(
            Session,
            "session",
            session_data=Parameter("session_data", field_of(Session, "session_data")),
            expire_date__gt=Parameter("now", field_of(Session, "expire_date")),
        ),
    )


def _has(model: type[Model], name: str, **more: Any) -> Expression:
    return Exists(model._default_manager.filter(pk=Parameter(name, _pk(model)), **more))


def _pk(model: type[Model]) -> Any:
    return model._meta.pk


_BY_LINK: Final = RememberingSaver(_still_holds)
_OF_LINK: Final = PreparedLookUp(
    lambda: SavedResponse.objects.filter(
        assignment__links__key_sha256=Parameter(
            "key_sha256", field_of(AssignmentLink, "key_sha256")
        )
    ),
    *COLUMNS,
    *FACTS.values(),
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
