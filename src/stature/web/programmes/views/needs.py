"""What needs an administrator in an open round of feedback: whose list of raters waits for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import ngettext

from stature.web.programmes.approving import waiting_in
from stature.web.programmes.models import Assessment, Round

NAMED: Final = 10
"""More leaders than this are counted and not named: the table of participants has them all."""


@dataclass(frozen=True)
class Need:
    """Leaders who wait for the same: a sentence with their number, and the first of them.

    ``waits_for`` is ``you``, ``manager`` or ``leader``.
    """

    waits_for: str
    sentence: str
    leaders: list[Assessment]
    n_more: int


def what_needs_you(round: Round) -> list[Need]:
    """What waits in a round: for administrators first, then for others who may need a word."""
    waiting = waiting_in(round)
    needs = (
        _need("you", waiting.with_administrators.order_by("raters_sent_at", "pk"), _for_you),
        _need("manager", waiting.with_managers.order_by("raters_sent_at", "pk"), _for_managers),
        _need("leader", waiting.without_list, _for_leaders),
    )
    return [need for need in needs if need.leaders]


def _need(waits_for: str, found: QuerySet[Assessment], sentence: Callable[[int], str]) -> Need:
    n = found.count()
    return Need(waits_for, sentence(n), list(found[:NAMED]), max(0, n - NAMED))


def _for_you(n: int) -> str:
    return ngettext(
        "%(n)d list of raters waits for you. No line manager can be asked to approve it.",
        "%(n)d lists of raters wait for you. No line manager can be asked to approve them.",
        n,
    ) % {"n": n}


def _for_managers(n: int) -> str:
    return ngettext(
        "%(n)d list of raters waits for a line manager. You can approve it too.",
        "%(n)d lists of raters wait for line managers. You can approve them too.",
        n,
    ) % {"n": n}


def _for_leaders(n: int) -> str:
    return ngettext(
        "%(n)d leader has not sent a list of raters.",
        "%(n)d leaders have not sent a list of raters.",
        n,
    ) % {"n": n}
