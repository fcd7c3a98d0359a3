"""A mean change in standard deviations, with errors that know how the two occasions correlate."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import gammaln, ndtri

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.change.two_occasions import PairedMoments
from stature.core.psychometrics.noncentral_t import noncentrality_limits
from stature.core.psychometrics.results import Interval, Statistic

_CERTAIN = 1 - 1e-12


def change_in_average_sd(pair: PairedMoments, *, level: float = 0.95) -> Statistic:
    """Mean change over the root of the mean variance of both occasions (d_av).

    d = change / s, s^2 = (s1^2 + s2^2) / 2; var(d) = d^2 (s1^4 + s2^4 + 2 r^2 s1^2 s2^2) / (8 f
    s^4) + (s1^2 + s2^2 - 2 r s1 s2) / (f s^2), f = n - 1; normal limits. Allows for different
    spreads; it is the value to compare with a difference between two groups.

    In standard deviations, any range. Takes moments, so nothing is missing.

    Raises UndefinedStatistic if neither occasion has spread.

    Reference: Bonett (2008), Psychological Methods 13, 99-109, eq. 13 and following; Cumming
    (2012), Understanding the New Statistics, eq. 11.10.

    Examples:
        >>> from stature.core.psychometrics.change.two_occasions import paired_moments
        >>> pair = paired_moments([1, 2, 3, 4], [2, 2, 5, 5])
        >>> round(change_in_average_sd(pair).estimate, 4)
        0.6547
    """
    first, second = pair.before_sd**2, pair.after_sd**2
    average = (first + second) / 2
    if average == 0:
        raise UndefinedStatistic("neither occasion has any spread", where="before and after")
    d, df = pair.change / math.sqrt(average), pair.n - 1
    of_spread = first**2 + second**2 + 2 * pair.r**2 * first * second
    variance = d**2 * of_spread / (8 * df * average**2) + pair.change_sd**2 / (df * average)
    return _normal("Change in average SDs (d_av)", d, math.sqrt(variance), pair.n, level)


def change_in_sd_of_change(pair: PairedMoments, *, level: float = 0.95) -> Statistic:
    """Mean change over the SD of the changes (d_z), with its exact interval.

    d = change / s_d; limits: noncentrality of t = d sqrt(n) with n - 1 df, over sqrt(n); SE =
    sqrt(1/n + d^2 / (2 (n - 1))). It tells how consistent the change is, not how large beside the
    differences between people.

    In standard deviations of the changes, any range. Takes moments, so nothing is missing.

    Raises UndefinedStatistic if everyone changed by the same amount.

    Reference: Cohen (1988), Statistical Power Analysis, eq. 2.3.5; Goulet-Pelletier & Cousineau
    (2018), The Quantitative Methods for Psychology 14, 242-265 (interval).

    Examples:
        >>> from stature.core.psychometrics.change.two_occasions import paired_moments
        >>> pair = paired_moments([1, 2, 3, 4], [2, 2, 5, 5])
        >>> round(change_in_sd_of_change(pair).estimate, 4)
        1.2247
    """
    require_share(level, "level")
    if pair.change_sd == 0:
        raise UndefinedStatistic("everyone changed by the same amount", where="before and after")
    d, root = pair.change / pair.change_sd, math.sqrt(pair.n)
    low, high = noncentrality_limits(np.array([d * root]), pair.n - 1, level=level)[:, 0] / root
    return Statistic(
        n=pair.n,
        name="Change in SDs of the changes (d_z)",
        estimate=d,
        standard_error=math.sqrt(1 / pair.n + d * d / (2 * (pair.n - 1))),
        interval=Interval(float(low), float(high), level, "noncentral t"),
    )


def change_in_sd_before(pair: PairedMoments, *, level: float = 0.95) -> Statistic:
    """Mean change over the SD of the first occasion, without small-sample bias (Becker's g).

    g = J change / s1, J = Gamma(f/2) / (sqrt(f/2) Gamma((f - 1)/2)), f = n - 1; var(g) =
    2 (1 - r) / n + g^2 / (2 n); normal limits. Metafor calls it SMCR. The error supposes that both
    occasions have the same spread; if they do not, d_av is the one to trust.

    In standard deviations, any range. Takes moments, so nothing is missing.

    Raises UndefinedStatistic if the first occasion has no spread or for fewer than three people.

    Reference: Becker (1988), British Journal of Mathematical and Statistical Psychology 41,
    257-278; Morris & DeShon (2002), Psychological Methods 7, 105-125; Viechtbauer (2010), Journal
    of Statistical Software 36(3).

    Examples:
        >>> from stature.core.psychometrics.change.two_occasions import paired_moments
        >>> round(change_in_sd_before(paired_moments([1, 2, 3, 4], [2, 2, 5, 5])).estimate, 4)
        0.5605
    """
    if pair.before_sd == 0:
        raise UndefinedStatistic("the first occasion has no spread", where="before")
    if pair.n < 3:
        raise UndefinedStatistic(f"needs three people or more, got {pair.n}", where="before")
    df = pair.n - 1
    unbiased = math.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) / math.sqrt(df / 2)
    g = unbiased * pair.change / pair.before_sd
    error = math.sqrt((2 * (1 - pair.r) + g * g / 2) / pair.n)
    return _normal("Change in SDs of the first occasion (g)", g, error, pair.n, level)


def retest_correlation(pair: PairedMoments, *, level: float = 0.95) -> Statistic:
    """Correlation of the two occasions, with Fisher's interval.

    tanh(atanh(r) ± z / sqrt(n - 3)); standard error (1 - r^2) / sqrt(n - 1).

    Ranges from -1 to 1. Takes moments, so nothing is missing. Below four people, and for r of 1 or
    -1, there is no error, and the result says so.

    Raises UndefinedStatistic if an occasion has no spread.

    Reference: Fisher (1921), Metron 1, 3-32.

    Examples:
        >>> from stature.core.psychometrics.change.two_occasions import paired_moments
        >>> str(retest_correlation(paired_moments([1, 2, 3, 4], [2, 2, 5, 5])).interval)
        '95% interval −0.475 to 0.998, Fisher'
    """
    if pair.before_sd == 0 or pair.after_sd == 0:
        raise UndefinedStatistic("an occasion has no spread", where="before and after")
    z = float(ndtri((1 + require_share(level, "level")) / 2))
    if pair.n < 4 or abs(pair.r) > _CERTAIN:
        why = "fewer than four people" if pair.n < 4 else "the scores lie on one line"
        return Statistic(n=pair.n, name="Retest correlation", estimate=pair.r, why_no_error=why)
    half, centre = z / math.sqrt(pair.n - 3), math.atanh(pair.r)
    return Statistic(
        n=pair.n,
        name="Retest correlation",
        estimate=pair.r,
        standard_error=(1 - pair.r**2) / math.sqrt(pair.n - 1),
        interval=Interval(math.tanh(centre - half), math.tanh(centre + half), level, "Fisher"),
    )


def _normal(name: str, estimate: float, error: float, n: int, level: float) -> Statistic:
    half = float(ndtri((1 + require_share(level, "level")) / 2)) * error
    return Statistic(
        n=n,
        name=name,
        estimate=estimate,
        standard_error=error,
        interval=Interval(estimate - half, estimate + half, level, "normal"),
    )
