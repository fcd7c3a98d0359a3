"""LMG: each predictor's gain in R², averaged over all orders of entering the predictors."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np

from stature.core.errors import PsychometricsError
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

_METHOD = "LMG"
_MOST_PREDICTORS = 20
_SUBSETS_AT_ONCE = 1 << 15


def lmg(
    predictors: Numbers,
    outcome: Numbers,
    *,
    names: Sequence[str] | None = None,
    interval: IntervalKind = "bca",
    level: float = 0.95,
    replicates: int = 2_000,
    seed: int = 1,
) -> DriverImportance:
    """Each predictor's (n × p) gain in R² for an outcome (n), averaged over all orders of entry.

    LMG_j = sum over sets S without j of |S|! (p - |S| - 1)! / p! (R²(S and j) - R²(S)): the Shapley
    value of R², and general dominance. The weights are at least 0 and add up to R². Exact, for at
    most 20 predictors. Missing: listwise. Intervals: bootstrap of persons. Its cost grows with
    (replicates + n) 2^p; with ``interval=None`` there is none.

    Raises PsychometricsError for wrong shapes or options and for more than 20 predictors, and
    UndefinedStatistic, with names, for columns that do not vary, predictors that depend on each
    other and fewer than p + 2 persons.

    Reference: Lindeman, Merenda & Gold (1980), Introduction to Bivariate and Multivariate Analysis,
    119 ff.; Grömping (2006), Journal of Statistical Software 17(1).

    Examples:
        >>> pay, support = [1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 5]
        >>> found = lmg(np.column_stack([pay, support]), [1, 1, 3, 4, 4, 7],
        ...     names=["pay", "support"], interval=None)
        >>> found.weights.round(3).tolist()
        [0.615, 0.29]
    """
    ready = prepared(predictors, outcome, names)
    _refuse_too_many(len(ready.names))
    return importance(
        _METHOD,
        _lmg,
        ready,
        interval=interval,
        level=level,
        replicates=replicates,
        seed=seed,
    )


def lmg_of_correlations(
    correlations: Numbers, with_outcome: Numbers, *, n: int, names: Sequence[str] | None = None
) -> DriverImportance:
    """LMG weights from correlations of predictors (p × p) and with the outcome (p).

    The formula is that of ``lmg``; without answers there is no interval. A missing correlation is
    an error.

    Raises PsychometricsError for numbers that are no correlations of the same persons and for more
    than 20 predictors, and UndefinedStatistic for predictors that depend on each other.

    Reference: Grömping (2006), Journal of Statistical Software 17(1).

    Examples:
        >>> lmg_of_correlations([[1, .5], [.5, 1]], [.6, .5], n=80).weights.round(4).tolist()
        [0.2617, 0.1517]
    """
    joint = checked_correlations(correlations, with_outcome, names)
    _refuse_too_many(len(joint) - 1)
    return of_correlations(
        _METHOD,
        _lmg,
        joint,
        predictor_names(names, len(joint) - 1),
        n=require_whole(n, "n", at_least=1),
        why_no_error="only correlations are known",
    )


def _refuse_too_many(count: int) -> None:
    if count > _MOST_PREDICTORS:
        raise PsychometricsError(
            f"all orders of {count} predictors are too many: at most {_MOST_PREDICTORS}",
            where="predictors",
            remedy="Use relative_weights, which agree closely, or fewer predictors.",
        )


def _lmg(joint: FloatArray) -> FloatArray:
    """Weights (B × p) of correlations with the outcome last; NaN where predictors are redundant."""
    predictors, regular = only_regular(joint[:, :-1, :-1])
    joint = joint.copy()
    joint[:, :-1, :-1] = predictors
    block = max(1, _SUBSETS_AT_ONCE >> predictors.shape[1])
    starts = range(0, len(joint), block)
    weights = [_average_gains(_unexplained(joint[start : start + block])) for start in starts]
    return np.where(regular[:, None], np.concatenate(weights), np.nan)


def _unexplained(joint: FloatArray) -> FloatArray:
    """The outcome's variance (B × 2^p) that each set of predictors leaves unexplained.

    One predictor after the other is left out or swept out of the rest, for all sets of the earlier
    ones at once, so that nothing is computed twice: about 12 · 2^p steps. The first predictor is
    the lowest bit of a set's number. The sets come last in memory, where loops are long.
    """
    left = np.moveaxis(joint, 0, -1)[..., None]
    for _ in range(joint.shape[1] - 1):
        rest, column = left[1:, 1:], left[1:, 0]
        swept = rest - (column / left[0, 0])[:, None] * column
        left = np.concatenate([rest, swept], axis=-1)
    return np.asarray(left[0, 0])


def _average_gains(unexplained: FloatArray) -> FloatArray:
    """What each predictor explains beyond the others, weighted by the orders behind each set."""
    count, sets = unexplained.shape
    p = sets.bit_length() - 1
    by_size = np.array([1 / (p * comb(p - 1, size)) for size in range(p)])
    orders = by_size[np.bitwise_count(np.arange(sets // 2))]
    gains = np.empty((count, p))
    for place in range(p):
        pairs = unexplained.reshape(count, -1, 2, 1 << place)
        gains[:, place] = (pairs[:, :, 0] - pairs[:, :, 1]).reshape(count, -1) @ orders
    return gains
