"""The standard error of a probability of superiority, which is an area under the curve."""

from __future__ import annotations

import math

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_number, require_whole
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_vector


def shares_won(values: Numbers, others: Numbers) -> FloatArray:
    """For each value the share of the others that lie below it, ties counted as half.

    Between 0 and 1; the mean over ``values`` is the probability of superiority. Neither may hold
    NaN. Takes one sort, not all pairs.

    Raises PsychometricsError for what is not a row of numbers, and for missing values.

    Reference: DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44, 837-845, eq. 3 and 4 (their
    structural components).

    Examples:
        >>> shares_won(np.array([3.0, 5.0]), np.array([1.0, 3.0])).tolist()
        [0.75, 1.0]
    """
    known, ordered = _complete(values, "values"), np.sort(_complete(others, "others"))
    places = np.searchsorted(ordered, known, "left") + np.searchsorted(ordered, known, "right")
    share: FloatArray = places / (2 * len(ordered))
    return share


def delong_error(first: Numbers, second: Numbers) -> float:
    """The standard error of an area under the curve from the shares of pairs won in each group.

    SE^2 = S10 / n1 + S01 / n2, with S the variances (n - 1) of ``shares_won`` in either group.
    At least 0; it is 0 if the groups do not overlap.

    Raises PsychometricsError for fewer than two shares in a group.

    Reference: DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44, 837-845, eq. 5 and 6.

    Examples:
        >>> round(delong_error(np.array([5 / 6, 1, 1]), np.array([0, 0, 1 / 6])), 4)
        0.0786
    """
    won, lost = _complete(first, "first", 2), _complete(second, "second", 2)
    return math.sqrt(won.var(ddof=1) / len(won) + lost.var(ddof=1) / len(lost))


def hanley_mcneil_error(area: float, first_n: int, second_n: int) -> float:
    """The standard error of an area under the curve from the area and the group sizes alone.

    SE^2 = (A (1-A) + (n1-1) (Q1 - A^2) + (n2-1) (Q2 - A^2)) / (n1 n2), with Q1 = A / (2-A) and
    Q2 = 2 A^2 / (1+A); n1 is the size of the group that is expected to be above. At least 0.

    Raises PsychometricsError for an area outside 0 to 1 and for an empty group.

    Reference: Hanley & McNeil (1982), Radiology 143, 29-36, eq. 1 and 2.

    Examples:
        >>> round(hanley_mcneil_error(0.893, 51, 58), 4)  # their example: .032
        0.0325
    """
    area = require_number(area, "area", at_least=0, at_most=1)
    first_n = require_whole(first_n, "first_n", at_least=1)
    second_n = require_whole(second_n, "second_n", at_least=1)
    above, below = area / (2 - area), 2 * area**2 / (1 + area)
    variance = (
        area * (1 - area) + (first_n - 1) * (above - area**2) + (second_n - 1) * (below - area**2)
    ) / (first_n * second_n)
    return math.sqrt(max(variance, 0.0))


def _complete(values: Numbers, name: str, at_least: int = 1) -> FloatArray:
    vector = numeric_vector(values, name=name, at_least=at_least)
    if np.isnan(vector).any():
        raise PsychometricsError("a value is missing", where=name, remedy="Leave it out first.")
    return vector
