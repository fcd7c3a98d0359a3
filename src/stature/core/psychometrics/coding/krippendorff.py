"""Krippendorff's alpha: agreement of any number of coders, any measurement, gaps allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import FloatArray, read_only
from stature.core.psychometrics.bootstrap import OfMeans
from stature.core.psychometrics.coding.code_table import CodeTable
from stature.core.psychometrics.coding.codes import read_codes
from stature.core.psychometrics.coding.disagreement import (
    Disagreement,
    Measurement,
    disagreement,
)
from stature.core.psychometrics.coding.resampling import error_by_resampling
from stature.core.psychometrics.results import Statistic

_TINY = 1e-10


@dataclass(frozen=True, kw_only=True, eq=False)
class KrippendorffAlpha(Statistic):
    """Krippendorff's alpha with its bootstrap interval.

    ``n`` counts the units with at least two codes, ``codes`` their codes. The two disagreements
    are mean squared distances; alpha is 1 - observed / expected.
    """

    measurement: Measurement
    coders: int
    codes: int
    observed_disagreement: float
    expected_disagreement: float

    @property
    def verdict(self) -> str:
        """Krippendorff's (2004, p. 241) custom: .800 to rely on, .667 for tentative conclusions."""
        if self.estimate >= 0.8:
            return "high enough to rely on"
        return "enough for tentative conclusions" if self.estimate >= 0.667 else "too low to use"

    def summary(self) -> str:
        """The estimate, its error, and what Krippendorff would make of it."""
        return f"{super().summary()} By Krippendorff's custom this is {self.verdict}."


def krippendorff_alpha(
    codes: npt.ArrayLike,
    *,
    measurement: Measurement = "nominal",
    categories: Sequence[Any] | None = None,
    level: float = 0.95,
    replicates: int = 2_000,
    seed: int = 1,
) -> KrippendorffAlpha:
    """Agreement of coders beyond chance, from codes (units × coders).

    alpha = 1 - D_o / D_e: the mean squared distance of two codes of the same unit, against that
    of two codes of any units. 1 is perfect, 0 is chance, below 0 is worse than chance. Codes may
    be words (nominal; ordinal if ``categories`` gives their order) or numbers.

    Missing codes (None, NaN, empty text) are allowed; a unit with fewer than two codes is dropped
    and reported. The interval resamples units (BCa); the ordinal distances are taken anew in each
    resample.

    Raises PsychometricsError for tables that cannot be read or do not fit the measurement, and
    UndefinedStatistic if no unit has two codes or if all codes are the same.

    Reference: Krippendorff (2004), Content Analysis, ch. 11; Hayes & Krippendorff (2007),
    Communication Methods and Measures 1, 77-89. Resampling units: Zapf et al. (2016), BMC Medical
    Research Methodology 16:93.

    Examples:
        >>> codes = [[1, 1], [2, 2], [3, 3], [3, 3], [2, 2], [1, 2], [4, 4], [1, 1]]
        >>> alpha = krippendorff_alpha(codes, measurement="interval")
        >>> round(alpha.estimate, 4)
        0.943
    """
    require_share(level, "level")
    table, dropped = read_codes(codes, categories=categories).with_at_least(2)
    _refuse_without_variety(table)
    parts = disagreement(table, measurement)
    n, observed, expected = (float(part[0]) for part in parts.from_sums(_sums(parts.columns)))
    error = error_by_resampling(
        _alpha(parts, expected), parts.columns, level=level, replicates=replicates, seed=seed
    )
    return KrippendorffAlpha(
        name=f"Krippendorff's alpha ({measurement})",
        n=len(table.codes),
        unit="units",
        dropped=dropped,
        estimate=1 - (n - 1) * observed / expected,
        standard_error=error.standard_error,
        interval=error.interval,
        why_no_error=error.why_no_error,
        measurement=measurement,
        coders=table.codes.shape[1],
        codes=int(n),
        observed_disagreement=observed / n,
        expected_disagreement=expected / (n * (n - 1)),
    )


def coincidence_matrix(
    codes: npt.ArrayLike, *, categories: Sequence[Any] | None = None
) -> FloatArray:
    """How often two codes meet in the same unit (categories × categories), from units × coders.

    o[c, k] = sum over units of the ordered pairs (c, k) / (codes of the unit - 1); rows add up to
    how often each code was given. Units with fewer than two codes are left out.

    Raises PsychometricsError for tables that cannot be read, UndefinedStatistic if no unit has
    two codes.

    Reference: Krippendorff (2004), Content Analysis, ch. 11, eq. 6.

    Examples:
        >>> coincidence_matrix([["a", "b"], ["b", "b"]]).tolist()
        [[0.0, 1.0], [1.0, 2.0]]
    """
    table, _ = read_codes(codes, categories=categories).with_at_least(2)
    _refuse_without_pairs(table)
    counts = table.counts
    shares = counts / (table.given - 1)[:, None]
    return read_only(counts.T @ shares - np.diag(shares.sum(axis=0)))


def _sums(columns: FloatArray) -> FloatArray:
    sums: FloatArray = columns.sum(axis=0)[None]
    return sums


def _refuse_without_pairs(table: CodeTable) -> None:
    if not len(table.codes):
        raise UndefinedStatistic(
            "no unit has two codes, so nothing can agree",
            where="codes",
            remedy="Let at least two coders code the same units.",
        )


def _refuse_without_variety(table: CodeTable) -> None:
    _refuse_without_pairs(table)
    used = table.codes[table.codes >= 0]
    if used.min() == used.max():
        raise UndefinedStatistic(
            "all codes are the same, so agreement cannot be told from chance",
            where="codes",
            remedy="Code units that differ, or report the percent agreement.",
        )


def _alpha(parts: Disagreement, expected: float) -> OfMeans:
    """Alpha from means over units; NaN where a resample does not vary."""
    units = len(parts.columns)

    def alpha(means: FloatArray) -> FloatArray:
        n, within, total = parts.from_sums(means * units)
        return 1 - (n - 1) * within / np.where(total > _TINY * expected, total, np.nan)

    return alpha
