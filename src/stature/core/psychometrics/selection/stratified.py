"""Comparing selection within strata, such as departments: Mantel-Haenszel and Breslow-Day."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, ndtri

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import FloatArray, Numbers
from stature.core.psychometrics.results import (
    Dropped,
    Interval,
    Result,
    Statistic,
    decimals,
    p_text,
)
from stature.core.psychometrics.selection.arrays import pair_tables


@dataclass(frozen=True, kw_only=True, eq=False)
class MantelHaenszel(Statistic):
    """The common odds ratio of all strata, with the test that it is 1.

    ``chi_square`` and ``p`` are without, the ``_corrected`` ones with continuity correction.
    ``log_standard_error`` is the error of the logarithm of the odds ratio (None if it is 0).
    """

    chi_square: float
    p: float
    chi_square_corrected: float
    p_corrected: float
    log_standard_error: float | None
    strata: int

    def _error(self) -> str:
        test = f"chi-square {decimals(self.chi_square_corrected)}, {p_text(self.p_corrected)}"
        strata = "1 stratum" if self.strata == 1 else f"{self.strata:,} strata"
        return f"{super()._error()} over {strata}; {test} with continuity correction"


@dataclass(frozen=True, kw_only=True, eq=False)
class Homogeneity(Result):
    """Whether the odds ratio is the same in all strata: Breslow-Day, and with Tarone's change."""

    chi_square: float
    p: float
    tarone_chi_square: float
    tarone_p: float
    df: int

    def summary(self) -> str:
        """Whether the strata are shown to differ."""
        verdict = "differ" if self.tarone_p <= 0.05 else "are not shown to differ"
        return (
            f"The odds ratios of the strata {verdict}: Breslow-Day chi-square with Tarone's "
            f"correction {decimals(self.tarone_chi_square)} on {self.df} degrees of freedom, "
            f"{p_text(self.tarone_p)}. {self._provenance()}"
        )


@dataclass(frozen=True, eq=False)
class _Strata:
    """Four cells of each stratum: a, b of the group and c, d of the reference."""

    cells: tuple[FloatArray, FloatArray, FloatArray, FloatArray]
    dropped: tuple[Dropped, ...]

    @property
    def sizes(self) -> FloatArray:
        return np.asarray(sum(self.cells))

    def odds_parts(self) -> tuple[FloatArray, FloatArray]:
        a, b, c, d = self.cells
        return a * d / self.sizes, b * c / self.sizes


def mantel_haenszel(selected: Numbers, pool: Numbers, *, level: float = 0.95) -> MantelHaenszel:
    """The odds ratio of selection that strata have in common, and whether it differs from 1.

    With a, b the selected and not selected of the group, c, d of the reference and n = a+b+c+d in
    each stratum: OR = sum(a d / n) / sum(b c / n), from 0 on. chi2 = (|sum(a - E)| - h)^2 /
    sum(V), E = (a+b)(a+c)/n, V = (a+b)(c+d)(a+c)(b+d) / (n^2 (n-1)), h = 1/2 with correction (none
    if the sum is smaller). The interval is OR exp(-+ z SE), with the Robins-Breslow-Greenland
    error of log OR. ``selected`` and ``pool`` are counts (strata × 2: group, reference). A stratum
    where either group is absent, or all or nobody are selected, tells nothing and is dropped.

    Raises UndefinedStatistic if no stratum is left or the odds ratio is infinite, and
    PsychometricsError for what are no counts.

    Reference: Mantel & Haenszel (1959), Journal of the National Cancer Institute 22, 719-748;
    Robins, Breslow & Greenland (1986), Biometrics 42, 311-323.

    Examples:
        >>> common = mantel_haenszel([[5, 10], [8, 20]], [[20, 30], [20, 40]])
        >>> round(common.estimate, 4), round(common.chi_square, 4)
        (0.6667, 0.9156)
    """
    strata = _informative(selected, pool)
    reach = float(ndtri((1 + require_share(level, "level")) / 2))
    odds_ratio, log_error = _common_odds_ratio(strata)
    found = None
    if log_error is not None:
        low, high = (odds_ratio * math.exp(side * reach * log_error) for side in (-1, 1))
        found = Interval(low, high, level, "Robins-Breslow-Greenland")
    plain, corrected = _chi_squares(strata)
    return MantelHaenszel(
        n=int(strata.sizes.sum()),
        dropped=strata.dropped,
        name="Common odds ratio",
        estimate=odds_ratio,
        standard_error=None if log_error is None else odds_ratio * log_error,
        interval=found,
        why_no_error="" if found else "nobody of the group was selected where it could be compared",
        chi_square=plain,
        p=float(chdtrc(1, plain)),
        chi_square_corrected=corrected,
        p_corrected=float(chdtrc(1, corrected)),
        log_standard_error=log_error,
        strata=len(strata.sizes),
    )


def breslow_day(selected: Numbers, pool: Numbers) -> Homogeneity:
    """Whether the odds ratio of selection is the same in all strata.

    With A the first cell that each stratum's margins give under the common (Mantel-Haenszel) odds
    ratio, and V = 1 / (1/A + 1/B + 1/C + 1/D): chi2 = sum((a - A)^2 / V), and with Tarone's
    correction less sum(a - A)^2 / sum(V); df = strata - 1. Counts are strata × 2 (group,
    reference); strata that tell nothing are dropped as in ``mantel_haenszel``.

    Raises UndefinedStatistic for fewer than two strata that can be compared and for a common odds
    ratio of 0 or infinity, and PsychometricsError for what are no counts.

    Reference: Breslow & Day (1980), Statistical Methods in Cancer Research 1, eq. 4.30; Tarone
    (1985), Biometrika 72, 91-95; Breslow (1996), Journal of the American Statistical Association
    91, 14-28.

    Examples:
        >>> test = breslow_day([[5, 10], [8, 20]], [[20, 30], [20, 40]])
        >>> test.df, test.p > .9
        (1, True)
    """
    strata = _informative(selected, pool)
    odds_ratio, _ = _common_odds_ratio(strata)
    if len(strata.sizes) < 2 or odds_ratio == 0:
        raise UndefinedStatistic(
            "needs two strata that can be compared, and a common odds ratio above 0",
            where="selected, pool",
        )
    apart, variances = _from_common(strata, odds_ratio)
    plain = float((apart**2 / variances).sum())
    tarone = max(0.0, plain - float(apart.sum() ** 2 / variances.sum()))
    df = len(strata.sizes) - 1
    return Homogeneity(
        n=int(strata.sizes.sum()),
        dropped=strata.dropped,
        chi_square=plain,
        p=float(chdtrc(df, plain)),
        tarone_chi_square=tarone,
        tarone_p=float(chdtrc(df, tarone)),
        df=df,
    )


def _informative(selected: Numbers, pool: Numbers) -> _Strata:
    chosen, everyone = pair_tables(selected, pool)
    total, pooled = everyone.sum(axis=1), chosen.sum(axis=1)
    tells = everyone.all(axis=1) & (pooled > 0) & (pooled < total)
    if not tells.any():
        raise UndefinedStatistic(
            "no stratum has both groups, and both selected and not selected persons",
            where="selected, pool",
        )
    chosen, rejected = chosen[tells], (everyone - chosen)[tells]
    left_out = int((~tells).sum())
    reason = "either group is absent, or all or nobody were selected"
    return _Strata(
        (chosen[:, 0], rejected[:, 0], chosen[:, 1], rejected[:, 1]),
        (Dropped(left_out, "strata", reason),) if left_out else (),
    )


def _common_odds_ratio(strata: _Strata) -> tuple[float, float | None]:
    """The odds ratio and the Robins-Breslow-Greenland error of its logarithm."""
    above, below = strata.odds_parts()
    if not below.sum():
        raise UndefinedStatistic(
            "the common odds ratio is infinite",
            where="selected, pool",
            remedy="Exchange group and reference.",
        )
    if not above.sum():
        return 0.0, None
    a, b, c, d = strata.cells
    alike, unlike = (a + d) / strata.sizes, (b + c) / strata.sizes
    up, down = above.sum(), below.sum()
    variance = (
        (alike * above).sum() / (2 * up**2)
        + (alike * below + unlike * above).sum() / (2 * up * down)
        + (unlike * below).sum() / (2 * down**2)
    )
    return float(up / down), math.sqrt(variance)


def _chi_squares(strata: _Strata) -> tuple[float, float]:
    """Without and with continuity correction."""
    a, b, c, d = strata.cells
    n = strata.sizes
    apart = abs(float((a - (a + b) * (a + c) / n).sum()))
    variance = float(((a + b) * (c + d) * (a + c) * (b + d) / (n**2 * (n - 1))).sum())
    corrected = apart - 0.5 if apart >= 0.5 else apart
    return apart**2 / variance, corrected**2 / variance


def _from_common(strata: _Strata, odds_ratio: float) -> tuple[FloatArray, FloatArray]:
    """How far each first cell lies from its value under the common odds ratio, and its variance.

    A solves A (D) = OR (B) (C), a quadratic; this form of its root loses no digits near OR = 1.
    """
    a, b, c, d = strata.cells
    row, column = a + b, a + c
    linear = (c + d - column) + odds_ratio * (row + column)
    product = odds_ratio * row * column
    root = np.sqrt(linear**2 + 4 * (1 - odds_ratio) * product)
    fitted = 2 * product / (linear + root)
    cells = (fitted, row - fitted, column - fitted, c + d - column + fitted)
    return a - fitted, 1 / np.asarray(sum(1 / cell for cell in cells))
