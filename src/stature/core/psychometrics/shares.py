"""Intervals for shares: so many of so many, for many shares at once."""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy.special import betaincinv, ndtri

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arrays import FloatArray, Numbers, require_share

ShareInterval = Literal["wilson", "exact"]


def share_interval(
    shares: Numbers, trials: Numbers, *, level: float = 0.95, interval: ShareInterval = "wilson"
) -> tuple[FloatArray, FloatArray]:
    """Low and high ends of the intervals of shares (each of its own trials); NaN of no trials.

    "wilson": (s + z²/2n ± z sqrt(s(1 - s)/n + z²/4n²)) / (1 + z²/n). "exact" (Clopper-Pearson):
    beta quantiles with the counts s n, which covers at least the level and is wider.

    ``shares`` and ``trials`` have any shapes that NumPy can match; the ends are from 0 to 1.

    Raises PsychometricsError for another name and a level outside 0 to 1.

    Reference: Wilson (1927), Journal of the American Statistical Association 22, 209-212; Clopper
    & Pearson (1934), Biometrika 26, 404-413.

    Examples:
        >>> low, high = share_interval([0.8], [10])
        >>> round(float(low[0]), 4), round(float(high[0]), 4)
        (0.4902, 0.9433)
    """
    require_share(level, "level")
    shares, trials = np.asarray(shares, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    trials = np.where(trials > 0, trials, np.nan)
    if interval == "wilson":
        return _wilson(shares, trials, float(ndtri((1 + level) / 2)))
    if interval == "exact":
        return _exact(shares * trials, trials, (1 - level) / 2)
    raise PsychometricsError(f"expected 'wilson' or 'exact', got {interval!r}", where="interval")


def _wilson(shares: FloatArray, trials: FloatArray, z: float) -> tuple[FloatArray, FloatArray]:
    centre = shares + z**2 / (2 * trials)
    half = z * np.sqrt(shares * (1 - shares) / trials + (z / (2 * trials)) ** 2)
    scale = 1 + z**2 / trials
    low = np.where(shares == 0, 0 * trials, (centre - half) / scale)  # rounding leaves a speck
    high = np.where(shares == 1, 1 + 0 * trials, (centre + half) / scale)
    return np.clip(low, 0, 1), np.clip(high, 0, 1)


def _exact(counts: FloatArray, trials: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    none, every = counts <= 0, counts >= trials
    low = betaincinv(np.where(none, 1, counts), trials - counts + 1, tail)
    high = betaincinv(counts + 1, np.where(every, 1, trials - counts), 1 - tail)
    return np.where(none, 0.0, low), np.where(every, 1.0, high)
