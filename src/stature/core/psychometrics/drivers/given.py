"""Correlations given from outside, checked before weights are made of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table, numeric_vector
from stature.core.psychometrics.drivers.prepared import predictor_names, refuse_redundant

_ROUNDING = 1e-8


def checked_correlations(
    correlations: Numbers, with_outcome: Numbers, names: Sequence[str] | None = None
) -> FloatArray:
    """Correlations of p predictors and the outcome, which comes last (p + 1 × p + 1).

    Raises PsychometricsError for a matrix that is not square, symmetric and with ones on its
    diagonal, for missing values and for correlations that cannot stand together, and
    UndefinedStatistic for predictors that depend on each other.

    Reference: Rousseeuw & Molenberghs (1994), The American Statistician 48, 276-279 (which
    correlations can stand together).

    Examples:
        >>> checked_correlations([[1, 0], [0, 1]], [.6, .5]).tolist()
        [[1.0, 0.0, 0.6], [0.0, 1.0, 0.5], [0.6, 0.5, 1.0]]
    """
    table = numeric_table(correlations, name="correlations", axes=("predictors", "predictors"))
    last = numeric_vector(with_outcome, name="with_outcome")
    p = len(last)
    if table.shape != (p, p):
        raise PsychometricsError(
            f"expected {p} × {p} correlations, got {table.shape[0]} × {table.shape[1]}",
            where="correlations",
        )
    joint = np.ones((p + 1, p + 1))
    joint[:p, :p] = table
    joint[:p, p] = joint[p, :p] = last
    _refuse_impossible(joint)
    refuse_redundant(joint[:p, :p], predictor_names(names, p))
    return joint


def _refuse_impossible(joint: FloatArray) -> None:
    if np.isnan(joint).any():
        raise PsychometricsError("a correlation is missing", where="correlations")
    if np.abs(joint - joint.T).max() > _ROUNDING:
        raise PsychometricsError("the matrix is not symmetric", where="correlations")
    if np.abs(np.diag(joint) - 1).max() > _ROUNDING:
        raise PsychometricsError("the diagonal is not all ones", where="correlations")
    if np.linalg.eigvalsh(joint)[0] < -_ROUNDING:
        raise PsychometricsError(
            "no persons can have all these correlations at once",
            where="correlations",
            remedy="Use correlations of the same persons (listwise, not pairwise).",
        )
