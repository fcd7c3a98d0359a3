"""How often a person of one group is ahead of a person of the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtri

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import FloatArray, Numbers
from stature.core.psychometrics.bootstrap import bootstrap_means
from stature.core.psychometrics.groups.area_errors import (
    delong_error,
    hanley_mcneil_error,
    shares_won,
)
from stature.core.psychometrics.groups.arrays import TwoSamples, two_samples
from stature.core.psychometrics.groups.results import GroupComparison
from stature.core.psychometrics.results import Interval, decimals

SuperiorityInterval = Literal["bca", "delong", "hanley-mcneil", "score"]
Shares = tuple[FloatArray, FloatArray]

_MOST_VALUES = 1_000
_MOST_CELLS = 10_000_000
_TINY = 1e-12
_NO_SPREAD = (
    "Every person wins the same share of pairs, so the sample shows no error of its own: the score "
    "interval is given, and no standard error."
)
_MANY = "Too many different values for the bootstrap: the DeLong interval is shown."


def probability_of_superiority(
    first: Numbers,
    second: Numbers,
    *,
    interval: SuperiorityInterval = "bca",
    level: float = 0.95,
    replicates: int = 2_000,
    seed: int = 1,
) -> GroupComparison:
    """How likely a person of the first group is above one of the second: A, the AUC.

    A = P(X > Y) + P(X = Y) / 2 over all pairs, between 0 and 1; .5 means no difference. The
    standard error is DeLong's, sqrt(S10/n1 + S01/n2), with S the variances of each person's share
    of pairs won; with ``interval="hanley-mcneil"`` it is theirs. Intervals: BCa bootstrap (up to
    1,000 different values, else DeLong, which a note tells); DeLong and Hanley-McNeil, A plus and
    minus z standard errors, cut at 0 and 1; score, the values A0 with |A - A0| <= z times the
    Hanley-McNeil error at A0. The last is given, with a note, if the groups do not overlap or all
    are tied. NaN is left out of its group.

    Raises UndefinedStatistic for fewer than two known values in a group, and PsychometricsError for
    another interval.

    Reference: Vargha & Delaney (2000), Journal of Educational and Behavioral Statistics 25,
    101-132 (A); DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44, 837-845; Hanley & McNeil
    (1982), Radiology 143, 29-36; Newcombe (2006), Statistics in Medicine 25, 559-573 (score).

    Examples:
        >>> auc = probability_of_superiority([3, 4, 5], [1, 2, 3], interval="delong")
        >>> round(auc.estimate, 4), round(auc.standard_error, 4)
        (0.9444, 0.0786)
    """
    if interval not in ("bca", "delong", "hanley-mcneil", "score"):
        raise PsychometricsError(
            f"expected 'bca', 'delong', 'hanley-mcneil' or 'score', got {interval!r}",
            where="interval",
        )
    require_share(level, "level")
    samples = two_samples(first, second, at_least=2)
    shares = (
        shares_won(samples.first, samples.second),
        shares_won(samples.second, samples.first),
    )
    estimate = float(shares[0].mean())
    method, note = _method_that_fits(interval, shares, samples)
    if method == "bca":
        found = _bca_interval(samples, level, replicates, seed)
    elif method == "score":
        found = _score_interval(estimate, samples.sizes, level)
    else:
        found = _wald_interval(estimate, _error(method, shares), level, method)
    return GroupComparison(
        n=sum(samples.sizes),
        first_n=samples.sizes[0],
        second_n=samples.sizes[1],
        dropped=samples.dropped,
        notes=(note,) if note else (),
        name="Probability of superiority",
        estimate=estimate,
        standard_error=None if note == _NO_SPREAD else _error(interval, shares),
        interval=found,
        meaning=(
            f"A person of the first group is above one of the second in {estimate:.0%} of all "
            "pairs, ties counted as half."
        ),
    )


def cliffs_delta(
    first: Numbers,
    second: Numbers,
    *,
    interval: SuperiorityInterval = "bca",
    level: float = 0.95,
    replicates: int = 2_000,
    seed: int = 1,
) -> GroupComparison:
    """Cliff's delta: the share of pairs that the first group wins, less the share it loses.

    delta = P(X > Y) - P(X < Y) = 2 A - 1, between -1 and 1. The error and the interval are those of
    A (``probability_of_superiority``), doubled and moved. NaN is left out of its group.

    Raises UndefinedStatistic for fewer than two known values in a group, and PsychometricsError for
    another interval.

    Reference: Cliff (1993), Psychological Bulletin 114, 494-509, eq. 1; Vargha & Delaney (2000)
    for the step from A.

    Examples:
        >>> round(cliffs_delta([3, 4, 5], [1, 2, 3], interval="delong").estimate, 4)
        0.8889
    """
    superiority = probability_of_superiority(
        first, second, interval=interval, level=level, replicates=replicates, seed=seed
    )
    error, found = superiority.standard_error, superiority.interval
    assert found is not None
    delta = 2 * superiority.estimate - 1
    return replace(
        superiority,
        name="Cliff's delta",
        estimate=delta,
        standard_error=None if error is None else 2 * error,
        interval=Interval(2 * found.low - 1, 2 * found.high - 1, level, found.method),
        meaning=(
            "The share of pairs that the first group wins, less the share that it loses, "
            f"is {decimals(delta)}."
        ),
    )


def _error(method: SuperiorityInterval, shares: Shares) -> float:
    if method == "hanley-mcneil":
        return hanley_mcneil_error(float(shares[0].mean()), len(shares[0]), len(shares[1]))
    return delong_error(*shares)


def _method_that_fits(
    asked: SuperiorityInterval, shares: Shares, samples: TwoSamples
) -> tuple[SuperiorityInterval, str]:
    if all(share.min() == share.max() for share in shares):
        return "score", _NO_SPREAD
    values = len(np.unique(np.concatenate([samples.first, samples.second])))
    if asked == "bca" and (values > _MOST_VALUES or values * sum(samples.sizes) > _MOST_CELLS):
        return "delong", _MANY
    return asked, ""


def _bca_interval(samples: TwoSamples, level: float, replicates: int, seed: int) -> Interval:
    """A depends on the persons only through how many of them have each value."""
    values = np.unique(np.concatenate([samples.first, samples.second]))
    one_hot = [(x[:, None] == values).astype(np.float64) for x in (samples.first, samples.second)]
    drawn = bootstrap_means(_area_from_shares, *one_hot, replicates=replicates, seed=seed)
    return drawn.interval(level=level)


def _area_from_shares(first: FloatArray, second: FloatArray) -> FloatArray:
    """Rounded, because sums in another order must still count as ties with the estimate."""
    below = np.cumsum(second, axis=1) - second / 2
    area: FloatArray = np.round((first * below).sum(axis=1), 12)
    return area


def _wald_interval(estimate: float, error: float, level: float, method: str) -> Interval:
    reach = float(ndtri((1 + level) / 2)) * error
    names = {"delong": "DeLong", "hanley-mcneil": "Hanley-McNeil"}
    low, high = max(0.0, estimate - reach), min(1.0, estimate + reach)
    return Interval(low, high, level, names[method])


def _score_interval(estimate: float, sizes: tuple[int, int], level: float) -> Interval:
    z = float(ndtri((1 + level) / 2))

    def excess(area: float, side: int) -> float:
        return side * (area - estimate) - z * hanley_mcneil_error(area, *sizes)

    # At 0 and 1 the error is 0, which would pass for a solution next to an estimate of 0 or 1.
    low = 0.0 if estimate == 0 else brentq(excess, 0.0, min(estimate, 1 - _TINY), args=(-1,))
    high = 1.0 if estimate == 1 else brentq(excess, max(estimate, _TINY), 1.0, args=(1,))
    return Interval(float(low), float(high), level, "score with the Hanley-McNeil error")
