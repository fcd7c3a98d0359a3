"""Covariances given instead of answers, and what each person adds to a statistic of them."""

from __future__ import annotations

import math

import numpy as np

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table

_ROUNDING = 1e-12


def covariance_table(covariance: Numbers, *, at_least: int = 2) -> FloatArray:
    """Covariances (or correlations) of items as a symmetric table, items × items.

    Raises PsychometricsError for a table that is not square and symmetric, misses a value, has
    a negative variance, or has fewer than ``at_least`` items.

    Reference: Lord & Novick (1968), Statistical Theories of Mental Test Scores, ch. 4.

    Examples:
        >>> covariance_table([[1, 0.5], [0.5, 1]]).tolist()
        [[1.0, 0.5], [0.5, 1.0]]
    """
    table = numeric_table(
        covariance, name="covariance", axes=("items", "items"), at_least=(at_least, at_least)
    )
    if table.shape[0] != table.shape[1]:
        rows, columns = table.shape
        raise PsychometricsError(
            f"expected a square table, got {rows} × {columns}", where="covariance"
        )
    if np.isnan(table).any():
        raise PsychometricsError("a covariance is missing", where="covariance")
    if np.abs(table - table.T).max() > 1e-8 * np.abs(table).max():
        raise PsychometricsError("the table is not symmetric", where="covariance")
    if np.diag(table).min() < 0:
        raise PsychometricsError("a variance is negative", where="covariance")
    return table


def total_variance(covariance: FloatArray) -> float:
    """Variance of the sum of the items: the sum of all entries of items × items.

    Raises UndefinedStatistic if the sum does not vary, up to rounding.

    Reference: Lord & Novick (1968), Statistical Theories of Mental Test Scores, ch. 4.

    Examples:
        >>> total_variance(np.array([[1.0, 0.5], [0.5, 1.0]]))
        3.0
    """
    total = float(covariance.sum())
    if not covariance.any():
        raise UndefinedStatistic("everyone gave the same answers", where="items")
    if total <= _ROUNDING * float(np.abs(covariance).sum()):
        raise UndefinedStatistic(
            "the sum of the items does not vary: they cancel each other out",
            where="items",
            remedy="Turn round the items that are worded the other way first.",
        )
    return total


def influence_on_covariances(deviations: FloatArray, gradients: FloatArray) -> FloatArray:
    """What each person adds to statistics of covariances: statistics × persons.

    Formula: influence_i = sum_jk G_jk (z_ij z_ik - mean of z_j z_k), for deviations z from the
    mean (persons × items) and gradients G (statistics × items × items, symmetric).

    Never fails.

    Reference: Maydeu-Olivares, Coffman & Hartmann (2007), Psychological Methods 12, 157-176
    (alpha; the same delta method serves every smooth function of covariances).

    Examples:
        >>> influence_on_covariances(np.array([[-1.0], [1.0], [0.0]]), np.ones((1, 1, 1))).round(2)
        array([[ 0.33,  0.33, -0.67]])
    """
    raw = np.stack([((deviations @ gradient) * deviations).sum(axis=1) for gradient in gradients])
    centred: FloatArray = raw - raw.mean(axis=1, keepdims=True)
    return centred


def error_from_influence(influence: FloatArray) -> float:
    """Standard error of a statistic from the influence of each of n persons on it.

    Formula: sqrt(sum of influence² / (n (n - 1))); the influences have mean zero.

    Never fails for two persons or more.

    Reference: Maydeu-Olivares, Coffman & Hartmann (2007), Psychological Methods 12, 157-176.

    Examples:
        >>> round(error_from_influence(np.array([-1.0, 0.0, 1.0])), 4)  # s / sqrt(n) of a mean
        0.5774
    """
    n = influence.shape[-1]
    return math.sqrt(float(influence @ influence) / (n * (n - 1)))
