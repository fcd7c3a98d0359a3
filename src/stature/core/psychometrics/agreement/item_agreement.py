"""Agreement on one item within each group: variance, a_wg and average deviation."""

from __future__ import annotations

import numpy as np

from stature.core.psychometrics.agreement.item_spread import ItemSpread
from stature.core.psychometrics.arrays import FloatArray

# Sums of fractions that ought to be equal may differ in their last digits.
_SLACK = 1e-9


def item_variance(item: ItemSpread) -> FloatArray:
    """Variance of an item's answers in each group, dividing by raters - 1; NaN below two raters.

    Never fails.

    Reference: James, Demaree & Wolf (1984), eq. 1.

    Examples:
        >>> from stature.core.psychometrics.agreement.item_spread import spread_of
        >>> item_variance(spread_of(np.array([1, 2, 3]), np.array([0, 0, 0]), 1)).tolist()
        [1.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        variance: FloatArray = item.squares() / (item.raters - 1)
    return np.where(item.raters >= 2, variance, np.nan)


def item_a_wg(item: ItemSpread, variance: FloatArray, scale: tuple[int, int]) -> FloatArray:
    """Brown and Hauenstein's a_wg of one item in each group, at most 1; NaN where it has no value.

    a_wg = 1 - 2 s² (k - 1) / (k ((H + L) M - M² - H L)) for k raters with mean M. It has no value
    below two raters, and where M lies nearer to an end of the scale than when all raters but one
    choose that end and one the other; it is 1 where all choose the same end.

    Never fails.

    Reference: Brown & Hauenstein (2005), Organizational Research Methods 8, 165-184, eq. 6 to 8
    (equation numbers from memory; the formula agrees with multilevel::awg in R).

    Examples:
        >>> from stature.core.psychometrics.agreement.item_spread import spread_of
        >>> item = spread_of(np.array([2, 3, 4]), np.array([0, 0, 0]), 1)
        >>> item_a_wg(item, item_variance(item), (1, 5)).tolist()
        [0.6666666666666667]
    """
    low, high = scale
    raters, total = item.raters, item.total
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / raters
        largest = ((high + low) * mean - mean**2 - high * low) * raters / (raters - 1)
        a_wg = 1 - 2 * variance / largest
    beyond = (total < low * (raters - 1) + high - _SLACK) | (
        total > high * (raters - 1) + low + _SLACK
    )
    at_end = (total <= low * raters) | (total >= high * raters)
    values: FloatArray = np.where(beyond, np.nan, a_wg)
    return np.where(raters >= 2, np.where(at_end, 1.0, values), np.nan)


def item_deviation(item: ItemSpread, centre: FloatArray) -> FloatArray:
    """Mean distance of an item's answers from the centre of their group; NaN below two raters.

    Never fails.

    Reference: Burke, Finkelstein & Dusig (1999), Organizational Research Methods 2, 49-68.

    Examples:
        >>> from stature.core.psychometrics.agreement.item_spread import spread_of
        >>> spread = spread_of(np.array([1, 2, 3]), np.array([0, 0, 0]), 1)
        >>> item_deviation(spread, np.array([3.0])).tolist()
        [1.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation: FloatArray = item.distances(centre) / item.raters
    return np.where(item.raters >= 2, deviation, np.nan)
