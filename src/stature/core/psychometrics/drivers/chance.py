"""Does a predictor explain more than a column of random numbers would?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stature.core.psychometrics.arguments import require_seed, require_share
from stature.core.psychometrics.arrays import FloatArray, Numbers, read_only
from stature.core.psychometrics.bootstrap import bootstrap_means
from stature.core.psychometrics.drivers.johnson import johnson_weights
from stature.core.psychometrics.drivers.prepared import correlations_of_means, prepared
from stature.core.psychometrics.results import Interval, Result, listed


@dataclass(frozen=True, kw_only=True, eq=False)
class WeightsAboveChance(Result):
    """Each predictor's relative weight minus that of random numbers (p), with its interval."""

    names: tuple[str, ...]
    differences: FloatArray
    intervals: tuple[Interval, ...]

    @property
    def estimate(self) -> FloatArray:
        """The differences."""
        return self.differences

    @property
    def above_chance(self) -> tuple[str, ...]:
        """The predictors whose interval lies above 0."""
        pairs = zip(self.names, self.intervals, strict=True)
        return tuple(name for name, interval in pairs if interval.low > 0)

    def summary(self) -> str:
        """Which predictors explain more than random numbers would."""
        found = listed(self.above_chance) or "none of the predictors"
        return f"Explaining more than random numbers would: {found}. {self._provenance()}"


def relative_weights_above_chance(
    predictors: Numbers,
    outcome: Numbers,
    *,
    names: Sequence[str] | None = None,
    level: float = 0.95,
    replicates: int = 2_000,
    seed: int = 1,
) -> WeightsAboveChance:
    """For each predictor (n × p): its relative weight minus that of a column of random numbers.

    A relative weight is never below 0, so its own interval is no test; this is one. The random
    column is added to the predictors and drawn with ``seed``; the interval of the difference is a
    BCa bootstrap. Missing: listwise.

    Raises what ``relative_weights`` raises, with one predictor more.

    Reference: Tonidandel, LeBreton & Johnson (2009), Psychological Methods 14, 387-399.

    Examples:
        >>> x = np.arange(40.0)
        >>> outcome = x + np.tile([0, 3, 1, 2, 5], 8)
        >>> relative_weights_above_chance(x[:, None], outcome, replicates=500).above_chance
        ('predictor 1',)
    """
    require_share(level, "level")
    ready = prepared(predictors, outcome, names)
    noise = np.random.default_rng(require_seed(seed)).standard_normal(len(ready.standardised))
    with_noise = prepared(
        np.column_stack([ready.standardised[:, :-1], noise]), ready.standardised[:, -1], None
    )

    def above_chance(means: FloatArray) -> FloatArray:
        weights = johnson_weights(correlations_of_means(means))
        return weights[:, :-1] - weights[:, -1:]

    boot = bootstrap_means(above_chance, with_noise.columns, replicates=replicates, seed=seed)
    undefined = f"{boot.undefined:,} resamples had no value and were left out."
    return WeightsAboveChance(
        n=len(noise),
        dropped=ready.dropped,
        notes=(undefined,) if boot.undefined else (),
        names=ready.names,
        differences=read_only(boot.estimate.copy()),
        intervals=tuple(boot.interval(place, level=level) for place in range(len(ready.names))),
    )
