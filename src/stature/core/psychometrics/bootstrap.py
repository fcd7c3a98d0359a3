"""The bootstrap through sufficient columns: resampled means are one matrix product.

A statistic that depends on the data only through means of columns (items, squares, products,
one-hot answers) needs no resampled data set: draw weights (replicates × n), multiply by the
columns (n × q), and apply the statistic to all replicates at once. The jackknife behind the BCa
interval comes from the same columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Literal

import numpy as np
from scipy.special import ndtr, ndtri

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_seed, require_share, require_whole
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table, read_only
from stature.core.psychometrics.results import Interval

Method = Literal["bca", "percentile"]
OfMeans = Callable[..., FloatArray]
_WEIGHTS_AT_ONCE = 1_000_000  # 8 MB, which stay in the processor's cache
_FEW_PATTERNS = 20
_MOST_UNDEFINED = 0.05


@dataclass(frozen=True, eq=False)
class Bootstrap:
    """Replicates (B × statistics) of one or more statistics of the same sample.

    ``estimate`` and ``standard_error`` hold one number for each statistic. ``undefined`` counts
    the replicates that had no value, such as a resample without variance; they are left out.
    """

    estimate: FloatArray
    standard_error: FloatArray
    replicates: FloatArray
    undefined: int
    _bias: FloatArray
    _acceleration: Callable[[], FloatArray]

    def interval(self, index: int = 0, *, level: float = 0.95, method: Method = "bca") -> Interval:
        """The interval of one statistic: bias-corrected and accelerated, or by percentiles.

        Reference: Efron & Tibshirani (1993), An Introduction to the Bootstrap, eq. 14.9-14.15.
        """
        tail = (1 - require_share(level, "level")) / 2
        tails = np.array([tail, 1 - tail])
        column = self.replicates[:, index]
        if method == "bca":
            bias, acceleration = self._bias[index], self._acceleration()[index]
            shifted = bias + ndtri(tails)
            stretch = 1 - acceleration * shifted
            # With extreme skewness the stretch passes through infinity: the end is the last one.
            ends = np.where(shifted > 0, 1.0, 0.0)
            safe = np.where(stretch > 0, stretch, 1.0)
            tails = np.where(stretch > 0, ndtr(bias + shifted / safe), ends)
        elif method != "percentile":
            raise PsychometricsError(
                f"expected 'bca' or 'percentile', got {method!r}", where="method"
            )
        low, high = np.quantile(column, tails)
        words = "BCa bootstrap" if method == "bca" else "percentile bootstrap"
        return Interval(float(low), float(high), level, f"{words}, {len(column):,} replicates")


def bootstrap_means(
    statistic: OfMeans, *samples: Numbers, replicates: int = 2_000, seed: int = 1
) -> Bootstrap:
    """Bootstrap a statistic of column means.

    ``samples`` are tables (n × q) of sufficient columns without missing values; each is resampled
    on its own, so two groups are two samples. ``statistic`` takes one array of means (B × q) for
    each sample and returns B values, or B × k values for k statistics at once.

    Raises PsychometricsError for missing values and for fewer than two rows in a sample, and
    UndefinedStatistic if the statistic has no value for the sample itself or for more than 5 in
    100 replicates.

    Reference: Efron & Tibshirani (1993), ch. 6, 13 and 14.

    Examples:
        >>> x = np.arange(10.0)[:, None]
        >>> mean = bootstrap_means(lambda means: means[:, 0], x, replicates=4000)
        >>> round(float(mean.standard_error[0]), 1)  # s / sqrt(n) = .9
        0.9
    """
    require_whole(replicates, "replicates", at_least=2)
    collapsed = [_collapse(_complete(sample)) for sample in samples]
    apply = _as_columns(statistic)
    estimate = apply(*(_mean(columns, counts) for columns, counts in collapsed))[0]
    if not np.isfinite(estimate).all():
        raise UndefinedStatistic("the statistic has no value for this sample", where="bootstrap")
    rng = np.random.default_rng(require_seed(seed))
    drawn = apply(*(_resampled_means(*sample, replicates, rng) for sample in collapsed))
    defined = np.isfinite(drawn).all(axis=1)
    undefined = int((~defined).sum())
    if undefined > _MOST_UNDEFINED * replicates:
        raise UndefinedStatistic(
            f"{undefined:,} of {replicates:,} resamples have no value",
            where="bootstrap",
            remedy="The sample is too small, or varies too little, for a bootstrap.",
        )
    drawn = drawn[defined]
    below = (drawn < estimate).mean(axis=0) + (drawn == estimate).mean(axis=0) / 2
    few = 0.5 / len(drawn)
    return Bootstrap(
        estimate=read_only(estimate),
        standard_error=read_only(drawn.std(axis=0, ddof=1)),
        replicates=read_only(drawn),
        undefined=undefined,
        _bias=ndtri(np.clip(below, few, 1 - few)),
        _acceleration=cache(partial(_acceleration, apply, collapsed)),  # a percentile needs none
    )


def _as_columns(statistic: OfMeans) -> OfMeans:
    """The statistic with its values as columns, and without warnings: NaN tells enough."""

    def columns(*means: FloatArray) -> FloatArray:
        with np.errstate(divide="ignore", invalid="ignore"):
            values = np.asarray(statistic(*means), dtype=np.float64)
        return values[:, None] if values.ndim == 1 else values

    return columns


def _complete(sample: Numbers) -> FloatArray:
    columns = numeric_table(
        sample, name="sample", axes=("units", "columns"), at_least=(2, 1), tiny=True
    )
    if np.isnan(columns).any():
        raise PsychometricsError("a missing value cannot be resampled", where="sample")
    return columns


def _collapse(columns: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Equal rows as one row with its count, when that is worth it."""
    patterns, counts = np.unique(columns, axis=0, return_counts=True)
    if len(patterns) * _FEW_PATTERNS <= len(columns):
        return patterns, counts.astype(np.float64)
    return columns, np.ones(len(columns))


def _mean(columns: FloatArray, counts: FloatArray) -> FloatArray:
    mean: FloatArray = (counts @ columns)[None] / counts.sum()
    return mean


def _resampled_means(
    columns: FloatArray, counts: FloatArray, replicates: int, rng: np.random.Generator
) -> FloatArray:
    n = int(counts.sum())
    means = [weights @ columns for weights in _weights(counts, n, replicates, rng)]
    return np.concatenate(means) / n


def _weights(
    counts: FloatArray, n: int, replicates: int, rng: np.random.Generator
) -> Iterator[FloatArray]:
    """How often each row is drawn in each replicate, a block of replicates at a time."""
    block = max(1, _WEIGHTS_AT_ONCE // len(counts))
    for start in range(0, replicates, block):
        size = min(block, replicates - start)
        if len(counts) < n:
            yield rng.multinomial(n, counts / n, size=size).astype(np.float64)
        else:
            weights = np.empty((size, n))
            for row in weights:
                row[:] = np.bincount(rng.integers(0, n, n, dtype=np.int32), minlength=n)
            yield weights


def _acceleration(apply: OfMeans, samples: list[tuple[FloatArray, FloatArray]]) -> FloatArray:
    """Skewness of the jackknife's influence values; several samples add up."""
    means = [_mean(*sample) for sample in samples]
    cubes: FloatArray | float = 0.0
    squares: FloatArray | float = 0.0
    for index, (columns, counts) in enumerate(samples):
        n = counts.sum()
        without_one = (means[index] * n - columns) / (n - 1)
        others = [np.broadcast_to(mean, (len(columns), mean.shape[1])) for mean in means]
        values = apply(*others[:index], without_one, *others[index + 1 :])
        weights = np.where(np.isfinite(values).all(axis=1), counts, 0.0)[:, None]
        values = np.where(weights > 0, values, 0.0)
        influence = (weights * values).sum(axis=0) / weights.sum() - values
        cubes = cubes + (weights * influence**3).sum(axis=0) * ((n - 1) / n) ** 3
        squares = squares + (weights * influence**2).sum(axis=0) * ((n - 1) / n) ** 2
    spread = np.asarray(squares) ** 1.5
    return np.asarray(cubes) / np.where(spread > 0, 6 * spread, 1.0)
