"""The impact ratio, which the four-fifths rule looks at, with its interval."""

from __future__ import annotations

import math

from scipy.optimize import brentq
from scipy.special import ndtri

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.results import Interval, Statistic
from stature.core.psychometrics.selection.arrays import group_counts

_FARTHEST = 1e9


def impact_ratio(
    selected: int, pool: int, reference_selected: int, reference_pool: int, *, level: float = 0.95
) -> Statistic:
    """The selection rate of a group divided by that of the reference group.

    R = (a/n1) / (c/n2), from 0 on; .8 is the four-fifths rule. The interval is
    R exp(-+ z se), se^2 = 1/a - 1/n1 + 1/c - 1/n2, and the standard error R se. Where that has no
    value (nobody of the group selected, or everybody of both), the interval is Koopman's score
    interval and there is no standard error.

    Raises UndefinedStatistic if nobody of the reference group was selected or a group is empty, and
    PsychometricsError for what are no counts.

    Reference: Uniform Guidelines (1978), 29 CFR 1607.4D; Katz et al. (1978), Biometrics 34,
    469-474; Morris & Lobsenz (2000), Personnel Psychology 53, 89-111; Koopman (1984), Biometrics
    40, 513-517.

    Examples:
        >>> ratio = impact_ratio(12, 40, 30, 60)
        >>> ratio.estimate, round(ratio.interval.low, 3), round(ratio.interval.high, 3)
        (0.6, 0.351, 1.026)
    """
    counts = group_counts([selected, reference_selected], [pool, reference_pool], None)
    (a, c), (n1, n2) = counts.selected, counts.pool
    if not (n1 and n2 and c):
        raise UndefinedStatistic(
            "needs persons in both groups, and somebody selected of the reference group",
            where="impact ratio",
            remedy="Name another reference group.",
        )
    ratio = float((a / n1) / (c / n2))
    squared = float(1 / a - 1 / n1 + 1 / c - 1 / n2) if a else 0.0
    z = float(ndtri((1 + require_share(level, "level")) / 2))
    log_error = math.sqrt(squared) if squared > 0 else None
    if log_error is None:
        low, high = _score_limits(int(a), int(n1), int(c), int(n2), z)
        found = Interval(low, high, level, "score (Koopman)")
    else:
        low, high = (ratio * math.exp(side * z * log_error) for side in (-1, 1))
        found = Interval(low, high, level, "log ratio")
    return Statistic(
        n=int(n1 + n2),
        name="Impact ratio",
        estimate=ratio,
        standard_error=None if log_error is None else ratio * log_error,
        interval=found,
    )


def _score_limits(a: int, n1: int, c: int, n2: int, z: float) -> tuple[float, float]:
    """Ratios that the score test just rejects; only for a = 0 and for a = n1, c = n2."""

    def excess(ratio: float) -> float:
        return _score_chi_square(a, n1, c, n2, ratio) - z**2

    if a == 0:
        return 0.0, float(brentq(excess, 1e-12, _FARTHEST, xtol=1e-13))
    low = brentq(excess, 1 / _FARTHEST, 1.0, xtol=1e-13)
    return float(low), float(brentq(excess, 1.0, _FARTHEST, xtol=1e-13))


def _score_chi_square(a: int, n1: int, c: int, n2: int, ratio: float) -> float:
    """Koopman's statistic: how badly the best rates with this ratio fit the counts."""
    linear = ratio * (n1 + c) + a + n2
    root = math.sqrt(max(linear**2 - 4 * ratio * (n1 + n2) * (a + c), 0.0))
    reference = 2 * (a + c) / (linear + root)
    rate = ratio * reference
    terms = ((a, n1, rate), (c, n2, reference))
    return sum((x - n * p) ** 2 / (n * p * (1 - p)) for x, n, p in terms if 0 < p < 1)
