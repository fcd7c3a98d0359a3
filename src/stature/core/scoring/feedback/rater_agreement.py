"""How much the raters of one leader agree, from the published counts of answers alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.instrument.feedback.model import HIGHEST, LOWEST
from stature.core.psychometrics.agreement import (
    WithinGroupAgreement,
    agreement_band,
    within_group_agreement,
)
from stature.core.psychometrics.arrays import FloatArray

Counts = Sequence[int]
NO_COUNTS = "the counts of answers are not shown"
WHY_NO_ERROR = "one leader's raters cannot show how the index would vary"


@dataclass(frozen=True)
class RaterAgreement:
    """r_wg(J) of one leader's raters on a competency under two nulls, or why there is none.

    ``words`` names the agreement under the uniform null. One leader's index has no standard
    error; the mean over leaders of a round has one.
    """

    uniform: float | None
    slight_skew: float | None
    words: str
    why_none: str = ""
    why_no_error: str = WHY_NO_ERROR


def rater_agreement(
    units: Mapping[str, Sequence[Counts | None]],
) -> dict[str, RaterAgreement]:
    """Agreement on each unit, from each of its items' counts of the answers 1 to 5.

    An item's counts are None where they are not shown; then the unit has no agreement.
    """
    found = dict.fromkeys(units, RaterAgreement(None, None, "", NO_COUNTS))
    known = {
        code: [item for item in items if item is not None]
        for code, items in units.items()
        if items and None not in items
    }
    return found | _known(known)


def _known(units: Mapping[str, Sequence[Counts]]) -> dict[str, RaterAgreement]:
    """All units in one go: each unit is a group, and items beyond its own are missing."""
    if not units:
        return {}
    tables = [_answers(items, max(map(len, units.values()))) for items in units.values()]
    groups = [code for code, table in zip(units, tables, strict=True) for _ in table]
    try:
        result = within_group_agreement(
            np.concatenate(tables),
            groups,
            scale=(LOWEST, HIGHEST),
            missing="available",
        )
    except UndefinedStatistic:  # no unit has two answers to an item
        return {}
    return {str(code): _of_group(result, place) for place, code in enumerate(result.labels)}


def _answers(items: Sequence[Counts], columns: int) -> FloatArray:
    """Answers that give these counts (persons × columns); who gave which is not known."""
    answers = np.full((max(sum(item) for item in items), columns), np.nan)
    for place, item in enumerate(items):
        answers[: sum(item), place] = np.repeat(np.arange(LOWEST, HIGHEST + 1), item)
    return answers


def _of_group(result: WithinGroupAgreement, place: int) -> RaterAgreement:
    uniform = float(result.r_wg["uniform"].values[place])
    skewed = float(result.r_wg["slight skew"].values[place])
    return RaterAgreement(uniform, skewed, f"{agreement_band(uniform)} agreement")
