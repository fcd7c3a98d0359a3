"""The result of a driver analysis, and its bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import FloatArray, read_only
from stature.core.psychometrics.bootstrap import Bootstrap, Method, bootstrap_means
from stature.core.psychometrics.drivers.prepared import Prepared, correlations_of_means
from stature.core.psychometrics.results import Dropped, Interval, Result, Statistic, decimals

Weights = Callable[[FloatArray], FloatArray]
IntervalKind = Literal["bca", "percentile"] | None


@dataclass(frozen=True, kw_only=True, eq=False)
class DriverImportance(Result):
    """How much of an outcome's variance each predictor explains.

    ``weights`` (p, parts of R², never below 0) add up to ``r_squared``. ``standard_errors`` (p) and
    ``intervals`` (p) come from a bootstrap; if there was none, ``why_no_error`` says why.
    ``coefficients`` (p) are standardised regression weights, kept for their sign only: under
    correlated predictors their size is no measure of importance.
    """

    method: str
    names: tuple[str, ...]
    weights: FloatArray
    r_squared: Statistic
    coefficients: FloatArray
    standard_errors: FloatArray | None = None
    intervals: tuple[Interval, ...] | None = None
    why_no_error: str = ""

    @property
    def estimate(self) -> FloatArray:
        """The weights."""
        return self.weights

    @property
    def shares(self) -> FloatArray:
        """Weights as parts of R², which add up to 1; UndefinedStatistic if R² is 0."""
        if self.r_squared.estimate <= 0:
            raise UndefinedStatistic("nothing is explained, so there is nothing to share out")
        return np.asarray(self.weights / self.r_squared.estimate)

    @property
    def ranking(self) -> tuple[str, ...]:
        """The predictors' names, the most important first."""
        return tuple(self.names[place] for place in np.argsort(-self.weights, kind="stable"))

    def summary(self) -> str:
        """What is explained in all, and by each predictor, the most important first."""
        order = np.argsort(-self.weights, kind="stable")
        lines = "; ".join(self._line(int(place)) for place in order)
        explained = f"The predictors explain {self.r_squared.estimate:.0%} of the outcome."
        caution = "A share tells what goes together with the outcome, not what causes it."
        return f"{explained} {self.method}: {lines}. {self._error()} {caution} {self._provenance()}"

    def _line(self, place: int) -> str:
        weight = f"{self.names[place]} {decimals(float(self.weights[place]))}"
        if not self.intervals:
            return weight
        interval = self.intervals[place]
        return f"{weight} ({decimals(interval.low)} to {decimals(interval.high)})"

    def _error(self) -> str:
        if not self.intervals:
            return f"No error: {self.why_no_error}."
        return f"In brackets: {self.intervals[0].level:.0%} intervals, {self.intervals[0].method}."


def importance(
    method: str,
    weights: Weights,
    ready: Prepared,
    *,
    interval: IntervalKind,
    level: float,
    replicates: int,
    seed: int,
) -> DriverImportance:
    """The weights of prepared predictors with their bootstrap; ``weights`` maps B × p + 1 × p + 1
    correlations to B × p weights.

    Raises PsychometricsError for an unknown interval or level, and UndefinedStatistic if too many
    resamples have no value.

    Reference: Tonidandel & LeBreton (2011), Journal of Business and Psychology 26, 1-9.

    Examples:
        >>> from stature.core.psychometrics.drivers.prepared import prepared
        >>> ready = prepared([[1], [2], [4]], [1, 3, 3], ["support"])
        >>> squares = lambda correlations: correlations[:, :-1, -1] ** 2
        >>> found = importance("Squares", squares, ready, interval=None, level=.95,
        ...     replicates=100, seed=1)
        >>> found.weights.round(3).tolist()
        [0.571]
    """
    require_share(level, "level")
    if interval is not None and interval not in get_args(Method):
        raise PsychometricsError(
            f"expected 'bca', 'percentile' or None, got {interval!r}", where="interval"
        )
    bare = of_correlations(
        method,
        weights,
        ready.correlations,
        ready.names,
        n=len(ready.standardised),
        dropped=ready.dropped,
        why_no_error="no interval was asked for",
    )
    if interval is None:
        return bare

    def weights_and_sum(means: FloatArray) -> FloatArray:
        found = weights(correlations_of_means(means))
        return np.column_stack([found, found.sum(axis=1)])

    boot = bootstrap_means(weights_and_sum, ready.columns, replicates=replicates, seed=seed)
    return _with_error(bare, boot, level, interval)


def of_correlations(
    method: str,
    weights: Weights,
    correlations: FloatArray,
    names: tuple[str, ...],
    *,
    n: int,
    why_no_error: str,
    dropped: tuple[Dropped, ...] = (),
) -> DriverImportance:
    """The weights alone, from correlations with the outcome last (p + 1 × p + 1).

    Never fails: the correlations were checked before.

    Reference: Johnson (2000), Multivariate Behavioral Research 35, 1-19.

    Examples:
        >>> squares = lambda correlations: correlations[:, :-1, -1] ** 2
        >>> of_correlations("Squares", squares, np.array([[1, .5], [.5, 1]]), ("support",),
        ...     n=20, why_no_error="only correlations are known").weights.tolist()
        [0.25]
    """
    found = weights(correlations[None])[0]
    return DriverImportance(
        method=method,
        names=names,
        n=n,
        dropped=dropped,
        weights=read_only(found),
        r_squared=Statistic(name="R²", n=n, estimate=float(found.sum()), why_no_error=why_no_error),
        coefficients=read_only(np.linalg.solve(correlations[:-1, :-1], correlations[:-1, -1])),
        why_no_error=why_no_error,
    )


def _with_error(
    bare: DriverImportance, boot: Bootstrap, level: float, kind: Method
) -> DriverImportance:
    p = len(bare.names)
    intervals = tuple(boot.interval(place, level=level, method=kind) for place in range(p + 1))
    undefined = f"{boot.undefined:,} resamples had no value and were left out."
    r_squared = replace(
        bare.r_squared,
        standard_error=float(boot.standard_error[p]),
        interval=intervals[p],
        why_no_error="",
    )
    return replace(
        bare,
        notes=(undefined,) if boot.undefined else (),
        r_squared=r_squared,
        standard_errors=read_only(boot.standard_error[:p].copy()),
        intervals=intervals[:p],
        why_no_error="",
    )
