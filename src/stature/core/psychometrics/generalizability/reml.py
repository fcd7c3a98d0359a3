"""Restricted maximum likelihood by Fisher scoring, with components held at 0 where they end there.

A likelihood tells its value, its slope and its expected information at given variance components.
Convergence is judged by the slope and by the change of the components, never by the likelihood
alone, which is flat near its top.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import BoolArray, FloatArray

_MOST_ITERATIONS = 500
_MOST_HALVINGS = 40
_SLOPE_TOLERANCE = 1e-7  # in standard errors
_CHANGE_TOLERANCE = 1e-11  # as a share of the total variance
_LEAST_RESIDUAL = 1e-8  # as a share of the total variance
_LEAST_EIGENVALUE = 1e-10  # of the information, scaled to ones on its diagonal


@dataclass(frozen=True, eq=False)
class Slope:
    """The restricted log-likelihood with its first derivatives and expected information."""

    log_likelihood: float
    score: FloatArray
    information: FloatArray


@dataclass(frozen=True, eq=False)
class RemlFit:
    """Components at the top of the likelihood and their covariances.

    ``gradient`` is the steepest slope left, in standard errors; ``change`` is the last change of
    a component as a share of the total variance.
    """

    components: FloatArray
    covariance: FloatArray
    log_likelihood: float
    gradient: float
    change: float
    iterations: int


def maximise(
    likelihood: Callable[[FloatArray], Slope],
    start: FloatArray,
    *,
    positive: BoolArray,
    estimated: BoolArray | None = None,
) -> RemlFit:
    """The variance components that maximise a restricted likelihood, none of them below 0.

    Fisher scoring: new = old + information⁻¹ · score, shortened while the likelihood falls. A
    component at 0 whose slope points below 0 is held there while the others move. Components
    that are not ``estimated`` stay where they start; ``positive`` marks the residual ones.

    Raises UndefinedStatistic if the data cannot tell the components apart, if the residual is 0,
    or if the slope does not vanish within 500 steps.

    Reference: Jennrich & Sampson (1976), Technometrics 18, 11-17 (scoring for components);
    Searle, Casella & McCulloch (1992), Variance Components, ch. 8.3 (held at the boundary).

    Examples:
        >>> def variance(x):  # squared deviations that sum to 12, with 5 degrees of freedom
        ...     likelihood = -2.5 * np.log(x[0]) - 6 / x[0]
        ...     return Slope(likelihood, -2.5 / x + 6 / x**2, 2.5 / x[:, None] ** 2)
        >>> fit = maximise(variance, np.array([1.0]), positive=np.array([True]))
        >>> round(float(fit.components[0]), 8)
        2.4
    """
    estimated = np.ones(len(start), dtype=bool) if estimated is None else estimated
    components, slope = start, likelihood(start)
    _require_distinct(slope.information[np.ix_(estimated, estimated)])
    for iteration in range(1, _MOST_ITERATIONS + 1):
        step = _step(components, slope, estimated)
        moved, slope = _uphill(likelihood, components, slope, step, positive)
        change = float(np.abs(moved - components).max() / moved.sum())
        components = moved
        _require_residual(components, positive)
        gradient = _steepest(components, slope, estimated)
        if change <= _CHANGE_TOLERANCE and gradient <= _SLOPE_TOLERANCE:
            covariance = _covariance(slope.information, estimated)
            top = slope.log_likelihood
            return RemlFit(components, covariance, top, gradient, change, iteration)
    raise UndefinedStatistic(
        f"the variance components did not settle in {_MOST_ITERATIONS} steps",
        where="REML",
        remedy="Look for a rater, a ratee or a source with extreme scores.",
    )


def _movable(components: FloatArray, slope: Slope, estimated: BoolArray) -> BoolArray:
    movable: BoolArray = estimated & ((components > 0) | (slope.score > 0))
    return movable


def _step(components: FloatArray, slope: Slope, estimated: BoolArray) -> FloatArray:
    free = _movable(components, slope, estimated)
    step = np.zeros(len(components))
    step[free] = np.linalg.solve(slope.information[np.ix_(free, free)], slope.score[free])
    return step


def _uphill(
    likelihood: Callable[[FloatArray], Slope],
    components: FloatArray,
    slope: Slope,
    step: FloatArray,
    positive: BoolArray,
) -> tuple[FloatArray, Slope]:
    """The longest of step, step / 2, ... that neither lowers the likelihood nor overshoots.

    Near the top the likelihood is flat to rounding, and only the slope shows that a step went
    too far: it then points back, more than half as steeply as it pointed there.
    """
    floor = np.where(positive, components / 10, 0.0)
    least = slope.log_likelihood - 1e-10 * (1 + abs(slope.log_likelihood))
    for halving in range(_MOST_HALVINGS):
        moved = np.maximum(components + step / 2**halving, floor)
        there = likelihood(moved)
        way = moved - components
        if there.log_likelihood >= least and there.score @ way >= -abs(slope.score @ way) / 2:
            return moved, there
    return components, slope


def _steepest(components: FloatArray, slope: Slope, estimated: BoolArray) -> float:
    free = _movable(components, slope, estimated)
    return float(np.abs(slope.score[free] / np.sqrt(np.diag(slope.information)[free])).max())


def _covariance(information: FloatArray, estimated: BoolArray) -> FloatArray:
    covariance = np.zeros_like(information)
    chosen = np.ix_(estimated, estimated)
    covariance[chosen] = np.linalg.inv(information[chosen])
    return covariance


def _require_distinct(information: FloatArray) -> None:
    spread = np.sqrt(np.clip(np.diag(information), 0, None))
    if spread.all():
        scaled = information / np.outer(spread, spread)
        if np.linalg.eigvalsh(scaled)[0] > _LEAST_EIGENVALUE:
            return
    raise UndefinedStatistic(
        "these data cannot tell the variance components apart",
        where="REML",
        remedy="Ratees need several raters each, and ratees of several sources several sources; "
        "a source needs ratees with two raters.",
    )


def _require_residual(components: FloatArray, positive: BoolArray) -> None:
    if components[positive].min() <= _LEAST_RESIDUAL * components.sum():
        raise UndefinedStatistic(
            "ratees and raters explain every score, so no residual is left to estimate error from",
            where="REML",
            remedy="Check that the scores are single raters' scores and not averages.",
        )
