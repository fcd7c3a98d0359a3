"""Regression to the mean: where a second score is to be expected if nothing has changed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_share, require_whole
from stature.core.psychometrics.arrays import FloatArray, Numbers
from stature.core.psychometrics.change.individual_change import (
    KNOWN_VALUES,
    ReliableChange,
    reliable_change,
)
from stature.core.psychometrics.change.known_values import finite, imperfect, positive_sd
from stature.core.psychometrics.change.pairs import frozen, read_pairs
from stature.core.psychometrics.results import Result, decimals


@dataclass(frozen=True, kw_only=True, eq=False)
class ExpectedRetest(Result):
    """The score to expect at a second measurement.

    ``estimate`` is that score and ``shift`` how far it lies from the first one, both in raw units
    and NaN where the score is missing; ``standard_error`` is that of predicting one person's
    second score, and ``low`` and ``high`` hold that score with probability ``level``.
    """

    scores: FloatArray
    estimate: FloatArray
    shift: FloatArray
    standard_error: FloatArray
    low: FloatArray
    high: FloatArray
    level: float
    critical: float

    def summary(self) -> str:
        """Where one person's second score will lie, or how far scores will move on their own."""
        known = np.flatnonzero(~np.isnan(self.estimate))
        if len(known) > 1:
            mean = decimals(float(np.abs(self.shift[known]).mean()), 2)
            return (
                f"If nothing changes, {len(known):,} second scores will lie {mean} from the first "
                f"on average. {self._provenance()}"
            )
        score, estimate, low, high = (
            decimals(float(numbers[known[0]]), 2)
            for numbers in (self.scores, self.estimate, self.low, self.high)
        )
        return (
            f"After a score of {score}, expect {estimate} if nothing changes ({self.level:.0%} "
            f"prediction interval {low} to {high}). {self._provenance()}"
        )


def regression_to_the_mean(
    scores: Numbers,
    *,
    mean: float,
    sd: float,
    retest_r: float,
    retest_mean: float | None = None,
    retest_sd: float | None = None,
    n: int | None = None,
    level: float = 0.95,
) -> ExpectedRetest:
    """The score to expect from each person at a second measurement, with a prediction interval.

    expected = M2 + r (S2 / S1)(score - M1), error S2 sqrt(1 - r^2), normal limits; M2 and S2 are
    M1 and S1 unless given. r is the retest correlation, or the reliability of parallel forms. With
    ``n``, the people behind these numbers, the error is S2 sqrt((1 - r^2)(n - 1)/(n - 2)) sqrt(1 +
    1/n + (score - M1)^2 / (S1^2 (n - 1))), and the limits come from t with n - 2 df.

    ``scores`` one for each person, raw units. A missing score leaves NaN and is counted.

    Raises UndefinedStatistic for r of 1 or below 0, an SD of 0, n below 3 and if every score is
    missing; PsychometricsError for values that cannot be.

    Reference: Nesselroade, Stigler & Baltes (1980), Psychological Bulletin 88, 622-637; Crawford &
    Howell (1998), Journal of Clinical and Experimental Neuropsychology 20, 755-762 (error with n).

    Examples:
        >>> result = regression_to_the_mean([30.0], mean=50, sd=10, retest_r=0.8)
        >>> result.estimate.round(6).tolist(), result.standard_error.round(6).tolist()
        ([34.0], [6.0])
    """
    pairs = read_pairs(scores, scores)
    first, r = positive_sd(sd, "sd"), imperfect(retest_r, "retest_r", from_zero=True)
    second = first if retest_sd is None else positive_sd(retest_sd, "retest_sd")
    distance = pairs.before - finite(mean, "mean")
    centre = mean if retest_mean is None else finite(retest_mean, "retest_mean")
    expected = centre + r * second / first * distance
    error = second * math.sqrt(1 - r * r) * _of_the_regression(distance / first, n)
    critical = _critical(n, require_share(level, "level"))
    return ExpectedRetest(
        n=int(pairs.complete.sum()),
        dropped=pairs.dropped,
        notes=(KNOWN_VALUES,) if n is None else (f"The regression rests on {n:,} persons.",),
        scores=frozen(pairs.before),
        estimate=frozen(expected),
        shift=frozen(expected - pairs.before),
        standard_error=frozen(error),
        low=frozen(expected - critical * error),
        high=frozen(expected + critical * error),
        level=level,
        critical=critical,
    )


def reliable_change_from_regression(
    before: Numbers,
    after: Numbers,
    *,
    mean: float,
    sd: float,
    retest_r: float,
    retest_mean: float | None = None,
    retest_sd: float | None = None,
    n: int | None = None,
    level: float = 0.95,
    higher_is_better: bool = True,
) -> ReliableChange:
    """Does the score after lie outside what regression predicts from the score before?

    RC = (after - expected) / error, both as in ``regression_to_the_mean``. Without the retest
    values this is the Gulliksen-Lord-Novick index; with ``retest_mean`` that of Hsu, Linn & Lord;
    with ``retest_sd`` too that of McSweeny et al.; with ``n`` that of Crawford & Howell, judged by
    t. Extreme scores are expected to come back, so less of their movement is called change. The
    mean and the correlation must come from people like these who had no reason to change.

    Shapes and units as in ``reliable_change_index``. A missing score leaves NaN and is counted.

    Raises what ``regression_to_the_mean`` raises.

    Reference: Hsu (1989), Behavioral Assessment 11, 459-467; McSweeny et al. (1993), The Clinical
    Neuropsychologist 7, 300-312; Crawford & Howell (1998), Journal of Clinical and Experimental
    Neuropsychology 20, 755-762; critique: Maassen (2000), same journal 22, 622-632.

    Examples:
        >>> reliable_change_from_regression([30], [46], mean=50, sd=10,
        ...     retest_r=0.8).estimate.round(6).tolist()
        [2.0]
    """
    pairs = read_pairs(before, after)
    retest = regression_to_the_mean(
        pairs.before,
        mean=mean,
        sd=sd,
        retest_r=retest_r,
        retest_mean=retest_mean,
        retest_sd=retest_sd,
        n=n,
        level=level,
    )
    return reliable_change(
        pairs,
        retest.estimate,
        np.where(np.isnan(retest.standard_error), np.inf, retest.standard_error),
        method="regression-based",
        level=level,
        higher_is_better=higher_is_better,
        critical=retest.critical,
        notes=retest.notes,
    )


def _of_the_regression(z: FloatArray, n: int | None) -> FloatArray:
    """What the error of the regression line itself adds; nothing if it is taken as known."""
    if n is None:
        return np.ones(len(z)) + 0 * z
    if require_whole(n, "n", at_least=1) < 3:
        raise UndefinedStatistic(f"a regression needs at least 3 people, got {n}", where="n")
    factor: FloatArray = np.sqrt((n - 1) / (n - 2) * (1 + 1 / n + z**2 / (n - 1)))
    return factor


def _critical(n: int | None, level: float) -> float:
    tail = (1 + level) / 2
    return float(ndtri(tail) if n is None else stdtrit(n - 2, tail))
