"""One figure of feedback: a mean with n and its error, or the reason why there is none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from scipy.special import ndtri

from stature.core.instrument.feedback.model import HIGHEST, LOWEST
from stature.core.scoring.feedback.spread import RoundSpread
from stature.core.scoring.feedback.units import UnitKind

NOBODY_RATED: Final = "nobody rated enough of it"


@dataclass(frozen=True)
class Figure:
    """A mean from 1 to 5 of n raters, its standard error and its interval.

    ``mean`` is None where nobody rated; then ``why_none`` says so, and nothing has an error.
    """

    mean: float | None
    n: int
    standard_error: float | None
    low: float | None
    high: float | None
    why_none: str = ""


def no_figure(why: str = NOBODY_RATED, n: int = 0) -> Figure:
    """A figure without a value, and why."""
    return Figure(None, n, None, None, None, why)


def figure_of(mean: float, n: int, standard_error: float, level: float) -> Figure:
    """A mean with its normal interval, which never leaves the scale."""
    if math.isnan(mean):
        return no_figure()
    reach = float(ndtri((1 + level) / 2)) * standard_error
    return Figure(mean, n, standard_error, max(LOWEST, mean - reach), min(HIGHEST, mean + reach))


def error_of_sample(spread: RoundSpread, kind: UnitKind, n: float) -> float:
    """Standard error of the mean of n raters of one group: they stand for others like them."""
    return spread.within_group[kind].sd / math.sqrt(n)


def error_of_all_others(spread: RoundSpread, kind: UnitKind, n: float) -> float:
    """Standard error of the mean of n raters of all groups, each rater counting the same."""
    return spread.within_leader[kind].sd / math.sqrt(n)


def error_of_answers(spread: RoundSpread, items: float) -> float:
    """Standard error of what one person says: other items on the same might be answered apart."""
    return spread.items.sd / math.sqrt(items)
