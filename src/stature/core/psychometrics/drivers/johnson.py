"""Johnson's relative weights: the outcome explained through predictors made orthogonal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stature.core.psychometrics.arguments import require_whole
from stature.core.psychometrics.arrays import FloatArray, Numbers
from stature.core.psychometrics.cross_products import only_regular
from stature.core.psychometrics.drivers.given import checked_correlations
from stature.core.psychometrics.drivers.importance import (
    DriverImportance,
    IntervalKind,
    importance,
    of_correlations,
)
from stature.core.psychometrics.drivers.prepared import predictor_names, prepared

_METHOD = "Relative weights"


def relative_weights(
    predictors: Numbers,
    outcome: Numbers,
    *,
    names: Sequence[str] | None = None,
    interval: IntervalKind = "bca",
    level: float = 0.95,
    replicates: int = 2_000,
    seed: int = 1,
) -> DriverImportance:
    """Johnson's relative weight of each predictor (n × p) for an outcome (n).

    With R the predictors' correlations, r theirs with the outcome, and L the symmetric square root
    of R: weights = (L * L) (inv(L) r)^2, squares taken element by element. They are at least 0 and
    add up to R². Missing: listwise. Intervals: bootstrap of persons, BCa or percentile; since a
    weight is never below 0, an interval above 0 is no test of it
    (see ``relative_weights_above_chance``).

    Raises PsychometricsError for wrong shapes or options, and UndefinedStatistic, with names, for
    columns that do not vary, predictors that depend on each other and fewer than p + 2 persons.

    Reference: Johnson (2000), Multivariate Behavioral Research 35, 1-19; Tonidandel &
    LeBreton (2011), Journal of Business and Psychology 26, 1-9 (use and intervals).

    Examples:
        >>> pay, support = [1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 5]
        >>> found = relative_weights(np.column_stack([pay, support]), [1, 1, 3, 4, 4, 7],
        ...     names=["pay", "support"], interval=None)
        >>> found.weights.round(3).tolist(), round(found.r_squared.estimate, 3)
        ([0.615, 0.29], 0.905)
    """
    return importance(
        _METHOD,
        johnson_weights,
        prepared(predictors, outcome, names),
        interval=interval,
        level=level,
        replicates=replicates,
        seed=seed,
    )


def relative_weights_of_correlations(
    correlations: Numbers, with_outcome: Numbers, *, n: int, names: Sequence[str] | None = None
) -> DriverImportance:
    """Johnson's relative weights from correlations of predictors (p × p) and with the outcome (p).

    The formula is that of ``relative_weights``; without answers there is no interval. A missing
    correlation is an error.

    Raises PsychometricsError for numbers that are no correlations of the same persons, and
    UndefinedStatistic for predictors that depend on each other.

    Reference: Johnson (2000), Multivariate Behavioral Research 35, 1-19.

    Examples:
        >>> found = relative_weights_of_correlations([[1, 0], [0, 1]], [.6, .5], n=80)
        >>> found.weights.round(2).tolist()
        [0.36, 0.25]
    """
    joint = checked_correlations(correlations, with_outcome, names)
    return of_correlations(
        _METHOD,
        johnson_weights,
        joint,
        predictor_names(names, len(joint) - 1),
        n=require_whole(n, "n", at_least=1),
        why_no_error="only correlations are known",
    )


def johnson_weights(joint: FloatArray) -> FloatArray:
    """Weights (B × p) of correlations with the outcome last (B × p + 1 × p + 1).

    NaN where predictors depend on each other. Never fails.

    Reference: Johnson (2000), Multivariate Behavioral Research 35, 1-19.

    Examples:
        >>> johnson_weights(np.array([[[1, 0.5], [0.5, 1]]])).tolist()
        [[0.25]]
    """
    predictors, regular = only_regular(joint[:, :-1, :-1])
    eigenvalues, vectors = np.linalg.eigh(predictors)
    turned = np.swapaxes(vectors, 1, 2)
    root = (vectors * np.sqrt(eigenvalues)[:, None, :]) @ turned
    inverse_root = (vectors / np.sqrt(eigenvalues)[:, None, :]) @ turned
    coefficients = inverse_root @ joint[:, :-1, -1:]
    weights = ((root**2) @ (coefficients**2))[:, :, 0]
    return np.where(regular[:, None], weights, np.nan)
