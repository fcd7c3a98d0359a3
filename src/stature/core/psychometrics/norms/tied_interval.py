"""Intervals for the share of a population below a score that some of the sample share.

Of n people, m are below the score and k share it. On a finer scale the shared scores would differ,
so that m, m + 1, ... or m + k people would be below, each as likely as the others. The limits
average the tail probabilities of these k + 1 counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from scipy.special import betainc, betaincinv

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.shares import share_interval

IntervalMethod = Literal["bayesian", "mid-p", "clopper-pearson", "wilson"]
Tail = Callable[[FloatArray], FloatArray]
_STEPS = 60
_EXACT = 1e-14
# The count is moved by so much in the first parameter of the beta tail, below and above.
_SHIFTS: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "bayesian": ((0.5,), (0.5,)),
    "mid-p": ((0.0, 1.0), (0.0, 1.0)),
    "clopper-pearson": ((0.0,), (1.0,)),
}
METHOD_WORDS = {
    "bayesian": "Bayesian with Jeffreys prior, ties broken at random",
    "mid-p": "mid-p, ties broken at random",
    "clopper-pearson": "Clopper-Pearson, ties broken at random",
    "wilson": "Wilson, ties counted as half",
}


def tied_share_interval(
    below: FloatArray,
    equal: FloatArray,
    n: int,
    *,
    level: float = 0.95,
    method: IntervalMethod = "bayesian",
) -> tuple[FloatArray, FloatArray]:
    """Low and high limits (0 to 1) for the share of the population below each score.

    bayesian: mean over j = 0..k of the posteriors Beta(m + j + .5, n - m - j + .5).
    mid-p: mean over j of P(X > m + j | p) + P(X = m + j | p) / 2, X binomial, equal to a/2 or
    1 - a/2. clopper-pearson: the same with P(X >= m + j) and P(X > m + j). wilson: score interval
    of m + k/2 out of n. All but wilson start at 0 if nobody is below or equal, and end at 1 if
    everybody is below.

    ``below`` and ``equal`` are counts for each score. Missing counts are not accepted.

    Raises PsychometricsError for an unknown method and a level outside 0 to 1.

    Reference: Crawford, Garthwaite & Slick (2009), The Clinical Neuropsychologist 23, 1173-1195;
    Garthwaite & Crawford (2011), Journal of Applied Statistics 38, 1921-1934 (ties); Brown, Cai &
    DasGupta (2001), Statistical Science 16, 101-133 (limits at 0 and 1; Wilson).

    Examples:
        >>> low, high = tied_share_interval(np.array([90.0]), np.array([0.0]), 100)
        >>> low.round(4).tolist(), high.round(4).tolist()
        ([0.8299], [0.9474])
    """
    tail = (1 - require_share(level, "level")) / 2
    if method == "wilson":
        return share_interval((below + equal / 2) / n, n, level=level)
    if method not in _SHIFTS:
        raise PsychometricsError(
            f"expected one of {', '.join(METHOD_WORDS)}, got {method!r}", where="interval"
        )
    pairs, places = np.unique(np.stack([below, equal]), axis=1, return_inverse=True)
    m, k = pairs
    for_low, for_high = _SHIFTS[method]
    low, high = _limit(m, k, n, for_low, tail), _limit(m, k, n, for_high, 1 - tail)
    low[m + k == 0] = 0.0
    high[m == n] = 1.0
    places = places.ravel()
    return low[places], high[places]


def tied_share_sd(below: FloatArray, equal: FloatArray, n: int) -> FloatArray:
    """Standard deviation (0 to .5) of the Bayesian posterior of the share below each score.

    The variance of the mixture is the mean variance of its beta distributions plus the variance of
    their means, with a = m + j + .5 and j even over 0..k:
    mean(a (n + 1 - a)) / ((n + 1)^2 (n + 2)) + k (k + 2) / (12 (n + 1)^2).

    ``below`` and ``equal`` are counts for each score. Never fails for counts within 0..n.

    Reference: Crawford, Garthwaite & Slick (2009), The Clinical Neuropsychologist 23, 1173-1195
    (the posterior); Gelman et al. (2013), Bayesian Data Analysis, eq. 2.8 (law of total variance).

    Examples:
        >>> tied_share_sd(np.array([50.0]), np.array([0.0]), 100).round(4).tolist()
        [0.0495]
    """
    mean = below + equal / 2 + 0.5
    spread = equal * (equal + 2) / 12
    within = ((n + 1) * mean - mean**2 - spread) / (n + 2)
    sd: FloatArray = np.sqrt(within + spread) / (n + 1)
    return sd


def _limit(
    m: FloatArray, k: FloatArray, n: int, shifts: tuple[float, ...], target: float
) -> FloatArray:
    """Where the mean tail reaches the target: between the limits of the ends of the tie."""
    bracket = _quantile(m + shifts[0], n, target), _quantile(m + k + shifts[-1], n, target)
    return _solve(lambda share: _mean_tail(share, m, k, n, shifts) - target, *bracket)


def _quantile(count: FloatArray, n: int, target: float) -> FloatArray:
    """The share at which ``_tail`` of the count is the target; 0 or 1 if it never is."""
    b = n - count + 1
    inside = (count > 0) & (b > 0)
    share = betaincinv(np.where(inside, count, 1.0), np.where(inside, b, 1.0), target)
    return np.where(inside, share, np.where(count <= 0, 0.0, 1.0))


def _solve(rising: Tail, low: FloatArray, high: FloatArray) -> FloatArray:
    """The roots of a rising function for all scores at once, by the Illinois method.

    Reference: Dowell & Jarratt (1971), BIT 11, 168-174. Where there is no root inside, the nearer
    end is the answer.
    """
    ends, at_low, at_high = (low, high), rising(low), rising(high)
    at_ends, side, middle = (at_low, at_high), np.zeros_like(low), low
    for _ in range(_STEPS):
        gap = at_high - at_low
        secant = low + (high - low) * (-at_low / np.where(gap > 0, gap, 1.0))
        middle = np.clip(secant, low, high)
        at_middle = rising(middle)
        up = at_middle > 0
        at_low = np.where(up & (side > 0), at_low / 2, np.where(up, at_low, at_middle))
        at_high = np.where(~up & (side < 0), at_high / 2, np.where(up, at_middle, at_high))
        low, high = np.where(up, low, middle), np.where(up, middle, high)
        side = np.where(up, 1.0, -1.0)
        if np.abs(np.where(low < high, at_middle, 0.0)).max() < _EXACT:
            break
    middle = np.where(at_ends[0] >= 0, ends[0], middle)
    return np.where(at_ends[1] <= 0, ends[1], middle)


def _mean_tail(
    share: FloatArray, m: FloatArray, k: FloatArray, n: int, shifts: tuple[float, ...]
) -> FloatArray:
    """Mean over the shifts of the mean over j = 0..k of I_p(m + j + shift, n - m - j + 1 - shift).

    The sum over j = 1..k-1 telescopes, since with S(c) = n p I_p(c, n - c) - c I_p(c + 1, n - c)
    each term is S(c - 1) - S(c), so a million tied scores cost no more than two.
    """
    total = np.zeros_like(share)
    for shift in shifts:
        first = m + shift
        total += _tail(first, n, share)
        total += np.where(k >= 1, _tail(first + k, n, share), 0.0)
        inner = _partial_mean(first, n, share) - _partial_mean(first + k - 1, n, share)
        total += np.where(k >= 2, inner, 0.0)
    return total / (len(shifts) * (k + 1))


def _tail(count: FloatArray, n: int, share: FloatArray) -> FloatArray:
    """P(X >= count), for a binomial X, carried on to counts between whole numbers."""
    return _beta_tail(count, n - count + 1, share)


def _partial_mean(count: FloatArray, n: int, share: FloatArray) -> FloatArray:
    """E max(X - count, 0)."""
    above: FloatArray = n * share * _beta_tail(count, n - count, share)
    return above - count * _beta_tail(count + 1, n - count, share)


def _beta_tail(a: FloatArray, b: FloatArray, share: FloatArray) -> FloatArray:
    """I_p(a, b) with its limits: 1 where a is 0 or less, 0 where b is."""
    inside = (a > 0) & (b > 0)
    value = betainc(np.where(inside, a, 1.0), np.where(inside, b, 1.0), share)
    return np.where(inside, value, np.where(a <= 0, 1.0, 0.0))
