"""How far ratees share their raters."""

from __future__ import annotations

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import IntArray


def non_overlap(ratees: IntArray, raters: IntArray) -> float:
    """The multiplier q: how little ratees share their raters.

    Formula: q = 1 / k - Σ c / (kᵢ kⱼ) / (n (n - 1)), computed in linear time, for the sum over
    pairs is Σ over raters of (Σ 1 / kᵢ)² less Σ 1 / kᵢ. Takes codes 0, 1, ... with one entry for
    each score; range 0 (all raters shared) to 1 / k (none shared).

    Raises UndefinedStatistic for fewer than two ratees.

    Reference: Putka, Le, McCloy & Diaz (2008), eq. 5 and appendix.

    Examples:
        >>> non_overlap(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 2]))
        0.25
    """
    met = np.bincount(ratees)
    n = len(met)
    if n < 2:
        raise UndefinedStatistic("needs at least two ratees", where="ratees")
    inverse_sum = float((1 / met).sum())
    shared = float((np.bincount(raters, 1 / met[ratees]) ** 2).sum()) - inverse_sum
    return max(0.0, inverse_sum / n - shared / (n * (n - 1)))
