"""Agreement beyond chance of many coders, with the linearised error that Fleiss and Gwet share.

Both coefficients are (p_a - p_e) / (1 - p_e) with the same p_a. Chance p_e is quadratic in the
mean shares of the categories; what one unit adds to it is linear, with slopes that differ between
the coefficients. From that follows each unit's influence, and from the influences the error.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.coding.code_table import CodeTable
from stature.core.psychometrics.results import Interval

_TINY = 1e-12


@dataclass(frozen=True, eq=False)
class ChanceCorrected:
    """A coefficient, its two agreements, and its standard error (None with one unit)."""

    coefficient: float
    observed: float
    expected: float
    standard_error: float | None
    units: int

    @property
    def why_no_error(self) -> str:
        """Why there is no error; empty if there is one."""
        if self.standard_error is not None:
            return ""
        return "one unit has no error" if self.units < 2 else "all units agree alike"

    def interval(self, level: float) -> Interval | None:
        """By Student's t with units - 1 degrees of freedom, cut at -1 and 1."""
        if self.standard_error is None:
            return None
        half = float(stdtrit(self.units - 1, (1 + level) / 2)) * self.standard_error
        low, high = max(-1.0, self.coefficient - half), min(1.0, self.coefficient + half)
        return Interval(low, high, level, "linearised error, t")


def category_shares(counts: FloatArray) -> FloatArray:
    """Share of each category in each unit's codes (units × categories).

    Never fails; every unit has a code.

    Reference: Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48.

    Examples:
        >>> category_shares(np.array([[1.0, 3.0]])).tolist()
        [[0.25, 0.75]]
    """
    shares: FloatArray = counts / counts.sum(axis=1, keepdims=True)
    return shares


def pair_agreement(counts: FloatArray, agreement: FloatArray) -> FloatArray:
    """Share of agreeing pairs of coders in each unit; NaN with fewer than two codes.

    sum_k n_k (sum_l w_kl n_l - 1) / (m (m - 1)), for m codes of which n_k are of category k.

    Never fails.

    Reference: Fleiss (1971), Psychological Bulletin 76, 378-382, eq. 3; weights as Gwet (2014),
    Handbook of Inter-Rater Reliability, 4th ed., ch. 3.

    Examples:
        >>> pair_agreement(np.array([[2.0, 1.0], [1.0, 0.0]]), np.eye(2)).round(4).tolist()
        [0.3333, nan]
    """
    given = counts.sum(axis=1)
    pairs = np.where(given > 1, given * (given - 1), np.nan)
    shares: FloatArray = (counts * (counts @ agreement - 1)).sum(axis=1) / pairs
    return shares


def chance_corrected(
    table: CodeTable, agreement: FloatArray, slopes: FloatArray
) -> ChanceCorrected:
    """(p_a - p_e) / (1 - p_e) with p_e = slopes · mean shares, and its linearised error.

    With n units, of which n' have two codes or more, unit i has the influence
    k_i = (n / n') (p_ai - p_e) / (1 - p_e) - 2 (1 - k) (p_ei - p_e) / (1 - p_e),
    the first part 0 with one code; var = sum (k_i - k)² / (n (n - 1)).

    Raises UndefinedStatistic if chance agreement is perfect.

    Reference: Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48;
    with missing codes Gwet (2014), ch. 5. Agrees with irrCAC.

    Examples:
        >>> from stature.core.psychometrics.coding.codes import read_codes
        >>> table = read_codes([[0, 0], [1, 1], [0, 1], [1, 1]])
        >>> round(chance_corrected(table, np.eye(2), np.array([0.375, 0.625])).coefficient, 4)
        0.4667
    """
    counts = table.counts
    shares, agreed = category_shares(counts), pair_agreement(counts, agreement)
    paired = np.isfinite(agreed)
    observed, by_unit = float(agreed[paired].mean()), shares @ slopes
    expected = float(by_unit.mean())
    if 1 - expected < _TINY:
        raise UndefinedStatistic(
            "all codes are the same, so agreement cannot be told from chance",
            where="codes",
            remedy="Code units that differ, or report the percent agreement.",
        )
    coefficient = (observed - expected) / (1 - expected)
    own = np.where(paired, agreed - expected, 0.0) * len(counts) / paired.sum()
    influence = (own - 2 * (1 - coefficient) * (by_unit - expected)) / (1 - expected)
    spread = influence.std(ddof=1) / np.sqrt(len(counts)) if len(counts) > 1 else 0.0
    error = float(spread) if spread > _TINY else None
    return ChanceCorrected(coefficient, observed, expected, error, len(counts))
