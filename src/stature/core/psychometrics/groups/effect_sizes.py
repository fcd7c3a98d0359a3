"""How far apart two groups lie, in standard deviations."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

import numpy as np
from scipy.special import gammaln

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_flag, require_number
from stature.core.psychometrics.arrays import FloatArray, Numbers
from stature.core.psychometrics.bootstrap import bootstrap_means
from stature.core.psychometrics.groups.arrays import TwoSamples, two_samples
from stature.core.psychometrics.groups.results import GroupComparison
from stature.core.psychometrics.noncentral_t import noncentrality_limits
from stature.core.psychometrics.results import Interval, decimals

DifferenceInterval = Literal["noncentral-t", "bca"]


def standardized_mean_difference(
    first: Numbers,
    second: Numbers,
    *,
    unbiased: bool = True,
    interval: DifferenceInterval = "noncentral-t",
    level: float = 0.95,
    replicates: int = 2_000,
    seed: int = 1,
) -> GroupComparison:
    """Cohen's d, or Hedges' g when ``unbiased``: the difference of two means in pooled SDs.

    d = (M1 - M2) / s, s^2 = ((n1-1) s1^2 + (n2-1) s2^2) / m with m = n1 + n2 - 2; g = J d with
    J = Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)). Standard error of d: sqrt(1/n1 + 1/n2 +
    d^2 / (2 (n1 + n2))), of g J times that. Any real number; positive if the first mean is higher.
    ``first`` and ``second`` hold one value for each person; NaN is left out of its group. The
    noncentral-t interval (times J for g) holds for normal values with equal variances; BCa
    resamples the persons of each group.

    Raises UndefinedStatistic for fewer than two known values in a group and if nobody differs
    within the groups.

    Reference: Cohen (1988), Statistical Power Analysis, eq. 2.5.1; Hedges (1981), Journal of
    Educational Statistics 6, 107-128 (J); Borenstein et al. (2009), Introduction to
    Meta-Analysis, eq. 4.18-4.24 (errors); Cumming & Finch (2001) (interval).

    Examples:
        >>> g = standardized_mean_difference([5, 6, 7, 8], [3, 4, 5, 6])
        >>> round(g.estimate, 4), round(g.standard_error, 4)
        (1.3457, 0.7003)
    """
    samples = two_samples(first, second, at_least=2)
    spread = _pooled_sd(samples)
    d = float(samples.first.mean() - samples.second.mean()) / spread
    correction = _correction(samples, require_flag(unbiased, "unbiased"))
    if interval == "noncentral-t":
        found = _noncentral_interval(d, samples, correction, level)
    elif interval == "bca":
        found = _bca_interval(samples, correction, level, replicates, seed)
    else:
        raise PsychometricsError(
            f"expected 'noncentral-t' or 'bca', got {interval!r}", where="interval"
        )
    return GroupComparison(
        n=sum(samples.sizes),
        first_n=samples.sizes[0],
        second_n=samples.sizes[1],
        dropped=samples.dropped,
        name="Hedges' g" if unbiased else "Cohen's d",
        estimate=correction * d,
        standard_error=correction * _standard_error(d, *samples.sizes),
        interval=found,
        meaning=_words(correction * d),
    )


def bias_correction(df: float) -> float:
    """Hedges' J, by which d is multiplied so that it is right on average in small samples.

    J = Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)), between 0 and 1, for m > 1 degrees of freedom.

    Raises UndefinedStatistic for one degree of freedom or fewer.

    Reference: Hedges (1981), Journal of Educational Statistics 6, 107-128, eq. 6e.

    Examples:
        >>> round(bias_correction(18), 5)
        0.95765
    """
    if not require_number(df, "df") > 1:
        raise UndefinedStatistic(f"needs more than one degree of freedom, got {df}", where="df")
    return math.exp(float(gammaln(df / 2) - gammaln((df - 1) / 2)) - math.log(df / 2) / 2)


def _correction(samples: TwoSamples, unbiased: bool) -> float:
    return bias_correction(sum(samples.sizes) - 2) if unbiased else 1.0


def _pooled_sd(samples: TwoSamples) -> float:
    squares = sum(float(((x - x.mean()) ** 2).sum()) for x in (samples.first, samples.second))
    if all(x.min() == x.max() for x in (samples.first, samples.second)) or squares == 0:
        raise UndefinedStatistic(
            "nobody differs from the others of the group, so there is no unit of difference",
            where="first, second",
            remedy="Report the difference of the means itself.",
        )
    return math.sqrt(squares / (sum(samples.sizes) - 2))


def _standard_error(d: float, first_n: int, second_n: int) -> float:
    return math.sqrt(1 / first_n + 1 / second_n + d**2 / (2 * (first_n + second_n)))


def _noncentral_interval(
    d: float, samples: TwoSamples, correction: float, level: float
) -> Interval:
    n1, n2 = samples.sizes
    root = math.sqrt(1 / n1 + 1 / n2)
    low, high = noncentrality_limits(np.array([d / root]), n1 + n2 - 2, level=level)[:, 0]
    to_d = correction * root
    return Interval(float(low) * to_d, float(high) * to_d, level, "noncentral t")


def _bca_interval(
    samples: TwoSamples, correction: float, level: float, replicates: int, seed: int
) -> Interval:
    """Values are centred and scaled first: squares of large numbers would lose their digits."""
    centre, scale = float(samples.first.mean()), _pooled_sd(samples)
    columns = [
        np.column_stack([x, x**2])
        for x in ((samples.first - centre) / scale, (samples.second - centre) / scale)
    ]
    statistic = _difference_from_means(*samples.sizes, correction)
    drawn = bootstrap_means(statistic, *columns, replicates=replicates, seed=seed)
    return drawn.interval(level=level)


def _difference_from_means(
    n1: int, n2: int, correction: float
) -> Callable[[FloatArray, FloatArray], FloatArray]:
    def difference(first: FloatArray, second: FloatArray) -> FloatArray:
        squares = n1 * (first[:, 1] - first[:, 0] ** 2) + n2 * (second[:, 1] - second[:, 0] ** 2)
        variance = np.where(squares > 1e-12, squares, np.nan) / (n1 + n2 - 2)
        found: FloatArray = correction * (first[:, 0] - second[:, 0]) / np.sqrt(variance)
        return found

    return difference


def _words(d: float) -> str:
    where = "above" if d > 0 else "below"
    if round(d, 3) == 0:
        return "The two group means are alike."
    return (
        f"The mean of the first group lies {decimals(abs(d))} standard deviations {where} "
        "the mean of the second."
    )
