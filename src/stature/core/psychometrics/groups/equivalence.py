"""Whether two groups are near enough to count as the same: two one-sided tests."""

from __future__ import annotations

import math
from typing import Literal

from scipy.special import ndtr, stdtr, stdtrit

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arrays import Numbers
from stature.core.psychometrics.groups.arrays import (
    TwoSamples,
    require_alpha,
    require_bounds,
    two_samples,
)
from stature.core.psychometrics.groups.results import Equivalence
from stature.core.psychometrics.groups.two_proportions import (
    ProportionMethod,
    TwoProportions,
    proportion_test,
)
from stature.core.psychometrics.results import Interval

BoundUnits = Literal["raw", "sd"]
Bounds = float | tuple[float, float]


def equivalence_test(
    first: Numbers,
    second: Numbers,
    *,
    bounds: Bounds,
    units: BoundUnits = "raw",
    alpha: float = 0.05,
) -> Equivalence:
    """Whether two means are near enough to count as the same: TOST with Welch's t.

    t_L = (M1 - M2 - low) / se and t_U = (M1 - M2 - high) / se, se^2 = s1^2/n1 + s2^2/n2, with
    Welch's degrees of freedom; p_L = P(T >= t_L), p_U = P(T <= t_U). ``bounds`` are one number for
    minus and plus it, or (low, high), in the units of the values or, with ``units="sd"``, in units
    of sqrt((s1^2 + s2^2) / 2). NaN is left out of its group.

    Raises UndefinedStatistic for fewer than two known values in a group and if nobody differs
    within the groups, and PsychometricsError for bounds that are not around a range, other units
    or alpha outside 0 to .5.

    Reference: Lakens (2017), Social Psychological and Personality Science 8, 355-362, eq. 1-4;
    Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680.

    Examples:
        >>> near = equivalence_test([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6.6], bounds=3)
        >>> near.equivalent, round(near.p, 4)
        (True, 0.0141)
    """
    samples = two_samples(first, second, at_least=2)
    low, high = require_bounds(bounds)
    share = require_alpha(alpha)
    variances = samples.first.var(ddof=1), samples.second.var(ddof=1)
    if units == "sd":
        unit = math.sqrt(sum(variances) / 2)
        low, high = low * unit, high * unit
    elif units != "raw":
        raise PsychometricsError(f"expected 'raw' or 'sd', got {units!r}", where="units")
    error, df = _welch(samples)
    difference = float(samples.first.mean() - samples.second.mean())
    reach = float(stdtrit(df, 1 - share)) * error
    return Equivalence(
        n=sum(samples.sizes),
        first_n=samples.sizes[0],
        second_n=samples.sizes[1],
        dropped=samples.dropped,
        name="Difference of means",
        estimate=difference,
        standard_error=error,
        interval=Interval(difference - reach, difference + reach, 1 - 2 * share, "Welch"),
        bounds=(low, high),
        statistic_lower=(difference - low) / error,
        statistic_upper=(difference - high) / error,
        df=df,
        p_lower=float(stdtr(df, (low - difference) / error)),
        p_upper=float(stdtr(df, (difference - high) / error)),
        difference_p=2 * float(stdtr(df, -abs(difference) / error)),
        alpha=share,
    )


def equivalence_of_proportions(
    first_successes: int,
    first_n: int,
    second_successes: int,
    second_n: int,
    *,
    bounds: Bounds,
    alpha: float = 0.05,
    method: ProportionMethod = "wald",
) -> Equivalence:
    """Whether two proportions are near enough to count as the same: TOST with z.

    z_L = (p1 - p2 - low) / se_L and z_U = (p1 - p2 - high) / se_U. Wald: both errors are
    sqrt(p1 q1/n1 + p2 q2/n2). Score: each error comes from the most likely proportions that
    differ by the bound, which also serves where everybody or nobody shows it; its interval holds
    the differences that the score test does not reject. ``bounds`` are differences of proportions.

    Raises UndefinedStatistic if the Wald error is 0, and PsychometricsError for wrong counts,
    bounds outside -1 to 1, alpha outside 0 to .5 or another method.

    Reference: Lakens (2017), Social Psychological and Personality Science 8, 355-362 (Wald, as in
    his TOSTtwo.prop); Farrington & Manning (1990), Statistics in Medicine 9, 1447-1454 (score).

    Examples:
        >>> near = equivalence_of_proportions(80, 100, 82, 100, bounds=.15)
        >>> near.equivalent, round(near.p, 4)
        (True, 0.0095)
    """
    pair = TwoProportions.from_counts(first_successes, first_n, second_successes, second_n)
    test = proportion_test(pair, method)
    low, high = require_bounds(bounds)
    if low <= -1 or high >= 1:
        raise PsychometricsError(f"expected bounds within -1 and 1, got {bounds}", where="bounds")
    share = require_alpha(alpha)
    lower, upper = test.statistic(low), test.statistic(high)
    return Equivalence(
        n=pair.first_n + pair.second_n,
        first_n=pair.first_n,
        second_n=pair.second_n,
        name="Difference of proportions",
        estimate=pair.difference,
        standard_error=test.error,
        interval=test.interval(level=1 - 2 * share),
        bounds=(low, high),
        statistic_lower=lower,
        statistic_upper=upper,
        df=math.inf,
        p_lower=float(ndtr(-lower)),
        p_upper=float(ndtr(upper)),
        difference_p=2 * float(ndtr(-abs(test.statistic(0.0)))),
        alpha=share,
    )


def _welch(samples: TwoSamples) -> tuple[float, float]:
    """The standard error of the difference and Welch's degrees of freedom."""
    if all(x.min() == x.max() for x in (samples.first, samples.second)):
        raise UndefinedStatistic(
            "nobody differs from the others of the group, so the difference has no error",
            where="first, second",
            remedy="Compare the means as they are.",
        )
    shares = [float(x.var(ddof=1)) / len(x) for x in (samples.first, samples.second)]
    spread = sum(share**2 / (n - 1) for share, n in zip(shares, samples.sizes, strict=True))
    return math.sqrt(sum(shares)), sum(shares) ** 2 / spread
