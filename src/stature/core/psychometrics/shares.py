"""Intervals for shares: so many of so many, for many shares at once."""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy.special import betaincinv, ndtri

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import MOST_COUNTED, require_share
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table, numeric_vector

ShareInterval = Literal["wilson", "exact"]
_ROUNDING = 1e-9


def share_interval(
    shares: Numbers, trials: Numbers, *, level: float = 0.95, interval: ShareInterval = "wilson"
) -> tuple[FloatArray, FloatArray]:
    """Low and high ends of the intervals of shares (each of its own trials); NaN of no trials.

    "wilson": (s + z²/2n ± z sqrt(s(1 - s)/n + z²/4n²)) / (1 + z²/n). "exact" (Clopper-Pearson):
    beta quantiles with the counts s n, which covers at least the level and is wider.

    ``shares`` and ``trials`` are one number, a row or a table, of shapes that NumPy can match; the
    ends are from 0 to 1. A share that is missing (NaN) or has no trials has no interval (NaN).

    Raises PsychometricsError for text, infinite numbers, shapes that do not match, shares outside
    0 to 1, trials below 0 or too many, another name and a level outside 0 to 1.

    Reference: Wilson (1927), Journal of the American Statistical Association 22, 209-212; Clopper
    & Pearson (1934), Biometrika 26, 404-413.

    Examples:
        >>> low, high = share_interval([0.8], [10])
        >>> round(float(low[0]), 4), round(float(high[0]), 4)
        (0.4902, 0.9433)
    """
    require_share(level, "level")
    shares, trials = _matched(_numbers(shares, "shares"), _numbers(trials, "trials"))
    trials = np.where(trials > 0, trials, np.nan)
    if interval == "wilson":
        return _wilson(shares, trials, float(ndtri((1 + level) / 2)))
    if interval == "exact":
        return _exact(shares * trials, trials, (1 - level) / 2)
    raise PsychometricsError(f"expected 'wilson' or 'exact', got {interval!r}", where="interval")


def _numbers(values: Numbers, name: str) -> FloatArray:
    """One number, a row or a table, whichever was given."""
    try:
        dimensions = np.ndim(values)
    except ValueError:  # rows of different lengths, which the table will name
        dimensions = 2
    if dimensions == 2:
        return numeric_table(values, name=name, axes=("rows", "columns"), at_least=(0, 0))
    row = np.asarray(values)[None] if dimensions == 0 else values
    vector = numeric_vector(row, name=name, at_least=0)
    return vector.reshape(()) if dimensions == 0 else vector


def _matched(shares: FloatArray, trials: FloatArray) -> tuple[FloatArray, FloatArray]:
    try:
        np.broadcast_shapes(shares.shape, trials.shape)
    except ValueError as error:
        raise PsychometricsError(
            f"expected trials for shares of the shape {shares.shape}, got {trials.shape}",
            where="trials",
        ) from error
    for numbers, most, name in ((shares, 1.0, "shares"), (trials, MOST_COUNTED, "trials")):
        outside = (numbers < -_ROUNDING) | (numbers > most * (1 + _ROUNDING))
        if outside.any():
            raise PsychometricsError(
                f"expected numbers from 0 to {most:g}, got {numbers[outside][0]:g}", where=name
            )
    return np.clip(shares, 0, 1), trials


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
