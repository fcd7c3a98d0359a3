"""Split-half reliability: two parts of one scale, taken as two measures of the same."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import (
    BoolArray,
    FloatArray,
    Numbers,
    numeric_table,
    read_only,
)
from stature.core.psychometrics.moments import complete_rows
from stature.core.psychometrics.reliability.covariance import error_from_influence
from stature.core.psychometrics.reliability.lengthening import spearman_brown
from stature.core.psychometrics.results import Interval, Statistic

_ROUNDING = 1e-12
_ROUNDING_SQUARED = 1e-24


@dataclass(frozen=True, kw_only=True, eq=False)
class SplitHalf(Statistic):
    """Split-half reliability of the whole scale, from the correlation between its two parts.

    ``equal_length`` is the value by Spearman and Brown, ``unequal_length`` the value by Horst,
    which allows for parts of different length (the two are the same for halves); ``estimate`` is
    the latter. ``guttman`` is 4 cov(a, b) / var(a + b), also called Rulon's or Flanagan's, which
    lets the parts differ in variance. ``first`` tells which items form the first part.
    """

    correlation: float
    equal_length: float
    unequal_length: float
    guttman: float
    first: BoolArray


def split_half(
    answers: Numbers,
    *,
    split: Literal["odd-even"] | npt.ArrayLike = "odd-even",
    level: float = 0.95,
) -> SplitHalf:
    """Split-half reliability of a scale, from answers (persons × items, NaN where missing).

    Formula: r between the sums of the two parts; equal length 2r/(1 + r); unequal length
    (sqrt(r⁴ + 4 r² (1 - r²) q (1 - q)) - r²) / (2 (1 - r²) q (1 - q)), with q the share of items
    in the first part; at most 1. If r is below zero, both take the equal-length value.

    ``split`` is "odd-even" or one true or false for each item: true for the first part.
    Missing: listwise. Error: from the influence of each person on r, without assuming a
    distribution; the interval is built on the scale of Fisher's z and carried through the formula.

    Raises UndefinedStatistic for one item, fewer than three complete persons, a part that does
    not vary, or parts that correlate at -1; PsychometricsError for a split that is not one entry
    for each item or leaves a part empty.

    Reference: Spearman (1910) and Brown (1910), British Journal of Psychology 3, 271-322; Horst
    (1951), Educational and Psychological Measurement 11, 368-371; Rulon (1939), Harvard Educational
    Review 9, 99-103.

    Examples:
        >>> half = split_half([[1, 2, 1, 1], [2, 2, 3, 2], [3, 4, 3, 5], [4, 4, 5, 3]])
        >>> round(half.correlation, 4), round(half.estimate, 4)
        (0.6919, 0.8179)
    """
    level = require_share(level, "level")
    table = numeric_table(answers)
    first = _first_part(split, table.shape[1])
    kept, dropped = complete_rows(table)
    if len(kept) < 3:
        raise UndefinedStatistic(
            f"needs three persons with every answer, got {len(kept)}", where="answers"
        )
    a, b = _part(kept[:, first], "first"), _part(kept[:, ~first], "second")
    r = float(np.clip(a @ b / math.sqrt((a @ a) * (b @ b)), -1, 1))
    share = float(first.mean())
    estimate = _horst(r, share)
    error = _error_of_correlation(a, b, r)
    return SplitHalf(
        name="Split-half reliability",
        estimate=estimate,
        interval=_interval(r, error, share, level),
        standard_error=error * _slope(r, share),
        n=len(kept),
        dropped=dropped,
        notes=tuple(_notes(r, share)),
        correlation=r,
        equal_length=spearman_brown(r, 2),
        unequal_length=estimate,
        guttman=float(4 * (a @ b) / ((a + b) @ (a + b))),
        first=read_only(first),
    )


def _first_part(split: str | npt.ArrayLike, items: int) -> BoolArray:
    if items < 2:
        raise UndefinedStatistic("one item cannot be split in two", where="items")
    if isinstance(split, str):
        if split != "odd-even":
            raise PsychometricsError(
                f"expected 'odd-even' or one true or false for each item, got {split!r}",
                where="split",
            )
        odd: BoolArray = np.arange(items) % 2 == 0
        return odd
    mask = np.asarray(split)
    if mask.shape != (items,) or mask.dtype != np.bool_:
        raise PsychometricsError(
            f"expected true or false for each of {items} items, got {mask.dtype} of shape "
            f"{mask.shape}",
            where="split",
        )
    if mask.all() or not mask.any():
        raise PsychometricsError("a part has no items", where="split")
    return mask.copy()


def _part(answers: FloatArray, name: str) -> FloatArray:
    """The sum of a part's items for each person, as deviations from its mean."""
    total = answers.sum(axis=1)
    deviations: FloatArray = total - total.mean()
    if deviations @ deviations <= _ROUNDING_SQUARED * (total @ total):
        raise UndefinedStatistic(f"the {name} part does not vary", where="split")
    return deviations


def _horst(r: float, share: float) -> float:
    """Reliability of the whole from the correlation of its parts; r below 0 by Spearman-Brown."""
    if r <= 0:
        return spearman_brown(r, 2)
    if 1 - r < _ROUNDING:
        return 1.0
    spread = (1 - r**2) * share * (1 - share)
    return (math.sqrt(r**4 + 4 * r**2 * spread) - r**2) / (2 * spread)


def _slope(r: float, share: float) -> float:
    step = 1e-6 * min(1.0, 1 + r)
    low, high = r - step, min(r + step, 1.0)
    return (_horst(high, share) - _horst(low, share)) / (high - low)


def _error_of_correlation(a: FloatArray, b: FloatArray, r: float) -> float:
    first, second = a / math.sqrt(a @ a / len(a)), b / math.sqrt(b @ b / len(b))
    return error_from_influence(first * second - r * (first**2 + second**2) / 2)


def _interval(r: float, error: float, share: float, level: float) -> Interval:
    """On Fisher's z, where the error of r hardly depends on r."""
    reach = float(ndtri((1 + level) / 2)) * error
    room = 1 - r**2
    ends = [
        r if room < _ROUNDING else math.tanh(math.atanh(r) + way * reach / room) for way in (-1, 1)
    ]
    low, high = (_horst(end, share) for end in ends)
    return Interval(low, high, level, "distribution-free, by Fisher's z")


def _notes(r: float, share: float) -> list[str]:
    notes = []
    if r < 0:
        notes.append("The two parts go against each other. Check for items worded the other way.")
    if share != 0.5:
        notes.append("The parts differ in length, which the estimate allows for.")
    return notes
