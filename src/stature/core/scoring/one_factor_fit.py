"""How badly one factor fits the items of a scale: the root mean square error of approximation."""

from __future__ import annotations

import math

from scipy.special import chndtr, chndtrinc

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.results import Interval, Statistic


def approximation_error(chi_square: float, df: int, n: int, *, level: float = 0.90) -> Statistic:
    """RMSEA of a model from its chi-square: 0 is a perfect fit, above .08 is poor by convention.

    Formula: sqrt(max(0, chi² - df) / (df × n)); the interval puts the limits of the noncentrality
    of chi² in the place of chi² - df. An end that no noncentrality reaches is 0.

    Raises UndefinedStatistic for a model without degrees of freedom.

    Reference: Steiger (1990), Multivariate Behavioral Research 25, 173-180; Browne & Cudeck
    (1993), Alternative ways of assessing model fit, pp. 144-146 (interval, .05 and .08).

    Examples:
        >>> fit = approximation_error(85.306, df=24, n=301)  # lavaan's first example
        >>> round(fit.estimate, 3), round(fit.interval.low, 3), round(fit.interval.high, 3)
        (0.092, 0.071, 0.114)
    """
    require_share(level, "level")
    if df < 1 or n < 1:
        raise UndefinedStatistic("a model without degrees of freedom fits any answers")
    low, high = (
        math.sqrt(_noncentrality(chi_square, df, share) / (df * n))
        for share in ((1 + level) / 2, (1 - level) / 2)
    )
    return Statistic(
        name="RMSEA",
        estimate=math.sqrt(max(0.0, chi_square - df) / (df * n)),
        interval=Interval(low, high, level, "noncentral chi-square"),
        n=n,
    )


def _noncentrality(chi_square: float, df: int, share: float) -> float:
    """The noncentrality under which a share of the distribution lies below chi²; 0 if none does."""
    if chndtr(chi_square, df, 0.0) <= share:
        return 0.0
    return float(chndtrinc(chi_square, df, share))
