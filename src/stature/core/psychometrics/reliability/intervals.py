"""Intervals of a reliability."""

from __future__ import annotations

from scipy.special import fdtri, ndtri

from stature.core.psychometrics.arguments import require_number, require_share, require_whole
from stature.core.psychometrics.results import Interval


def normal_interval(estimate: float, error: float, *, level: float, method: str) -> Interval:
    """Interval of a reliability: estimate ± z × standard error, cut off at 1.

    Raises PsychometricsError for a level outside 0 to 1.

    Reference: Maydeu-Olivares, Coffman & Hartmann (2007), Psychological Methods 12, 157-176.

    Examples:
        >>> print(normal_interval(0.8, 0.02, level=0.95, method="distribution-free"))
        95% interval 0.761 to 0.839, distribution-free
    """
    reach = float(ndtri((1 + require_share(level, "level")) / 2)) * error
    return Interval(estimate - reach, max(estimate, min(estimate + reach, 1.0)), level, method)


def feldt_interval(alpha: float, *, n: int, items: int, level: float = 0.95) -> Interval:
    """Interval of alpha by Feldt, from alpha, n persons and the number of items.

    Formula: 1 - (1 - alpha) F, F the quantiles of the F distribution with n - 1 and
    (n - 1)(items - 1) degrees of freedom.

    Raises PsychometricsError for fewer than two persons or items, and for a level outside 0 to 1.

    Reference: Feldt (1965), Psychometrika 30, 357-370; Feldt, Woodruff & Salih (1987), Applied
    Psychological Measurement 11, 93-103.

    Examples:
        >>> interval = feldt_interval(0.8, n=100, items=10)
        >>> round(interval.low, 4), round(interval.high, 4)
        (0.736, 0.8537)
    """
    alpha = require_number(alpha, "alpha", at_most=1)
    n, items = require_whole(n, "n", at_least=2), require_whole(items, "items", at_least=2)
    tail = (1 - require_share(level, "level")) / 2
    low, high = (
        1 - (1 - alpha) * float(fdtri(n - 1, (n - 1) * (items - 1), share))
        for share in (1 - tail, tail)
    )
    return Interval(low, high, level, "Feldt")
