"""Items on which self and all others differ by a point or more."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stature.core.instrument.feedback.model import FeedbackInstrument
from stature.core.scoring.feedback.figures import Figure


@dataclass(frozen=True)
class ItemGap:
    """Self minus all others on one item, its standard error, and how many others it rests on."""

    item: str
    difference: float
    standard_error: float
    n_others: int


def item_gaps(
    own: Mapping[str, int | None],
    others: Mapping[str, Figure],
    own_error: float,
    instrument: FeedbackInstrument,
) -> tuple[ItemGap, ...]:
    """Items, largest gap first, whose gap reaches ``item_gap_from`` with enough others.

    ``own`` holds the self-rating of each item, ``others`` the mean of all others; ``own_error`` is
    the standard error of one answer. Ties keep the order of the questionnaire.
    """
    rules = instrument.scoring
    found = [
        ItemGap(item.code, rating - theirs.mean, math.hypot(own_error, error), theirs.n)
        for item in instrument.items
        if (rating := own.get(item.code)) is not None
        and (theirs := others.get(item.code)) is not None
        and theirs.mean is not None
        and (error := theirs.standard_error) is not None
        and theirs.n >= rules.least_others
        and abs(rating - theirs.mean) >= rules.item_gap_from - 1e-9
    ]
    return tuple(_largest_first(found))


def _largest_first(found: Sequence[ItemGap]) -> list[ItemGap]:
    return sorted(found, key=lambda gap: -round(abs(gap.difference), 6))
