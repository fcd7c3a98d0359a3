"""The noncentral t distribution, which SciPy's own function returns as NaN in its tails."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammainccinv, gammaincinv, ndtr, ndtri

from stature.core.psychometrics.arrays import FloatArray, require_share

_TAIL = 1e-18
_NODES = 4_001


def noncentrality_interval(t: float, df: float, *, level: float = 0.95) -> tuple[float, float]:
    """The noncentrality parameters of t that leave an observed t in either tail.

    P(T <= t; low) = 1 - tail and P(T <= t; high) = tail, with tail = (1 - level) / 2. The
    distribution function is the mean of Phi(t s - nc) over s = sqrt(chi2(df) / df), by the
    trapezoid rule in log s. ``df`` above 0; the limits are in units of t.

    Raises PsychometricsError if the level is not between 0 and 1.

    Reference: Steiger & Fouladi (1997), Noncentrality interval estimation, in Harlow, Mulaik &
    Steiger, What if there were no significance tests?; Cumming & Finch (2001), Educational and
    Psychological Measurement 61, 532-574.

    Examples:
        >>> low, high = noncentrality_interval(2.1, 18)
        >>> round(low, 3), round(high, 3)
        (-0.001, 4.149)
    """
    tail = (1 - require_share(level, "level")) / 2
    shift, weights = t * _scales(df), _weights(df)
    reach = ndtri(1 - tail / 2) + 9

    def excess(noncentrality: float, share: float) -> float:
        return float(weights @ ndtr(shift - noncentrality)) - share

    ends = float(shift.min()) - reach, float(shift.max()) + reach
    low, high = (brentq(excess, *ends, args=(share,), xtol=1e-12) for share in (1 - tail, tail))
    return float(low), float(high)


def _scales(df: float) -> FloatArray:
    """Values of s = sqrt(chi2 / df), equally spaced in log s over all that matters."""
    ends = gammaincinv(df / 2, _TAIL), gammainccinv(df / 2, _TAIL)
    scales: FloatArray = np.sqrt(np.geomspace(*ends, _NODES) / (df / 2))
    return scales


def _weights(df: float) -> FloatArray:
    squares = _scales(df) ** 2
    log_density = df / 2 * (np.log(squares) - squares)
    density = np.exp(log_density - log_density.max())
    weights: FloatArray = density / density.sum()
    return weights
