"""Exact limits for standardised means: which noncentralities a t value speaks against."""

from __future__ import annotations

import numpy as np
from scipy.special import nctdtr, nctdtrinc

from stature.core.psychometrics.arrays import FloatArray, require_share

_STEP = 1e-4


def noncentrality_limits(t: FloatArray, df: float, *, level: float = 0.95) -> FloatArray:
    """The interval (2 × values) for the noncentrality behind observed t values.

    low solves P(T <= t | df, low) = 1 - a/2 and high solves P(T <= t | df, high) = a/2, where
    a = 1 - level. Dividing by sqrt(n) gives the exact interval of a standardised mean of normal
    scores.

    ``t`` has any length; the limits have no unit. Missing t values have missing limits.

    Raises PsychometricsError for a level outside 0 to 1.

    Reference: Steiger & Fouladi (1997), in Harlow, Mulaik & Steiger (eds), What if there were no
    significance tests?, 221-257; Crawford & Garthwaite (2002), Neuropsychologia 40, 1196-1208.

    Examples:
        >>> noncentrality_limits(np.array([2.0]), 9.0).ravel().round(3).tolist()
        [-0.206, 4.116]
    """
    tail = (1 - require_share(level, "level")) / 2
    distinct, places = np.unique(t, return_inverse=True)
    limits = np.array([_noncentrality(distinct, df, p) for p in (1 - tail, tail)])
    return np.asarray(limits[:, places])


def _noncentrality(t: FloatArray, df: float, probability: float) -> FloatArray:
    """SciPy's inverse has six digits; two Newton steps on the distribution give twelve."""
    found: FloatArray = nctdtrinc(df, probability, t)
    for _ in range(2):
        slope = (nctdtr(df, found + _STEP, t) - nctdtr(df, found - _STEP, t)) / (2 * _STEP)
        step = (nctdtr(df, found, t) - probability) / slope
        found = found - np.where(np.isfinite(step), np.clip(step, -0.1, 0.1), 0.0)
    found[np.isnan(t)] = np.nan
    return found
