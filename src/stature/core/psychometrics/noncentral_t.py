"""Exact limits for standardised means: which noncentralities a t value speaks against."""

from __future__ import annotations

import numpy as np
from scipy.special import gammainccinv, gammaincinv, nctdtr, ndtri

from stature.core.psychometrics.arguments import require_number, require_share
from stature.core.psychometrics.arrays import FloatArray

_STEP = 1e-4
_PRECISION = 1e-12
_MOST_STEPS = 80


def noncentrality_limits(t: FloatArray, df: float, *, level: float = 0.95) -> FloatArray:
    """The interval (2 × values) for the noncentrality behind observed t values.

    low solves P(T <= t | df, low) = 1 - a/2 and high solves P(T <= t | df, high) = a/2, where
    a = 1 - level. Dividing by sqrt(n) gives the exact interval of a standardised mean of normal
    scores.

    ``t`` has any length; the limits have no unit. Missing t values have missing limits.

    Raises PsychometricsError for a level outside 0 to 1.

    Reference: Steiger & Fouladi (1997), in Harlow, Mulaik & Steiger (eds), What if there were no
    significance tests?, 221-257; Cumming & Finch (2001), Educational and Psychological Measurement
    61, 532-574; Crawford & Garthwaite (2002), Neuropsychologia 40, 1196-1208.

    Examples:
        >>> noncentrality_limits(np.array([2.0]), 9.0).ravel().round(3).tolist()
        [-0.206, 4.116]
    """
    df = require_number(df, "df", above=0)
    tail = (1 - require_share(level, "level")) / 2
    distinct, places = np.unique(t, return_inverse=True)
    limits = np.full((2, len(distinct)), np.nan)
    known = ~np.isnan(distinct)
    for row, share in enumerate((1 - tail, tail)):
        limits[row, known] = _noncentrality(distinct[known], df, share)
    return np.asarray(limits[:, places])


def _noncentrality(t: FloatArray, df: float, share: float) -> FloatArray:
    """Newton's steps between bounds; SciPy's own inverse has six digits, and NaN here and there."""
    low, high = _bounds(t, df, min(share, 1 - share))
    guess = t * (1 - 1 / (4 * df)) - ndtri(share) * np.sqrt(1 + t**2 / (2 * df))
    found: FloatArray = np.clip(guess, low, high)
    for _ in range(_MOST_STEPS):
        excess = nctdtr(df, found, t) - share  # falls as the noncentrality grows
        low, high = np.where(excess > 0, found, low), np.where(excess < 0, found, high)
        slope = nctdtr(df, found + _STEP, t) - nctdtr(df, found - _STEP, t)
        flat = slope == 0
        step = np.where(flat, np.inf, 2 * _STEP * excess / np.where(flat, 1.0, slope))
        if (np.abs(step) <= _PRECISION * np.maximum(1, np.abs(found))).all():
            break
        newton = found - step
        found = np.where((low <= newton) & (newton <= high), newton, (low + high) / 2)
    return found


def _bounds(t: FloatArray, df: float, tail: float) -> tuple[FloatArray, FloatArray]:
    """The noncentrality is a quantile of t s - z; each of s and z strays in half the tail."""
    least, most = gammaincinv(df / 2, tail / 2), gammainccinv(df / 2, tail / 2)
    ends = np.sort(np.outer(np.sqrt(np.array([least, most]) / (df / 2)), t), axis=0)
    reach = float(ndtri(1 - tail / 2))
    return ends[0] - reach, ends[1] + reach
