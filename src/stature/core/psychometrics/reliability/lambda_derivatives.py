"""Guttman's lambdas and how they follow a change of the covariances."""

from __future__ import annotations

import numpy as np

from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.reliability.covariance import total_variance

_SINGULAR = 1e-12


def lambdas_and_derivatives(
    covariance: FloatArray, signs: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Guttman's six lambdas, and their derivatives by the covariances (6 × items × items).

    Formula: each lambda is 1 - (what is not reliable)/V, so only that part and its derivative
    differ. ``signs`` (1 or -1 for each item) is the split of lambda 4.

    Raises UndefinedStatistic if the sum of the items does not vary.

    Reference: Guttman (1945), Psychometrika 10, 255-282; the tests compare the derivatives with
    numerical ones.

    Examples:
        >>> values, _ = lambdas_and_derivatives(np.array([[1, 0.5], [0.5, 1]]), np.array([1, -1]))
        >>> values.round(4).tolist()
        [0.3333, 0.6667, 0.6667, 0.6667, 0.6667, 0.5]
    """
    p, total = len(covariance), total_variance(covariance)
    diagonal = np.eye(p)
    shared = covariance - np.diag(np.diag(covariance))
    two, by_two = _root(p / (p - 1) * (shared**2).sum(), p / (p - 1) * shared)
    squares = (shared**2).sum(axis=1)
    row = int(np.argmax(squares))
    with_row = np.zeros((p, p))
    with_row[row] = with_row[:, row] = shared[row] / 2
    five, by_five = _root(squares[row], with_row)
    alone = float(np.trace(covariance))
    six, by_six = _unpredicted(covariance)
    parts = np.array(
        [
            alone,
            alone - two,
            (p * alone - total) / (p - 1),
            signs @ covariance @ signs,
            alone - 2 * five,
            six,
        ]
    )
    by_parts = np.stack(
        [
            diagonal,
            diagonal - by_two,
            (p * diagonal - 1) / (p - 1),
            np.outer(signs, signs),
            diagonal - 2 * by_five,
            by_six,
        ]
    )
    return 1 - parts / total, (parts[:, None, None] / total - by_parts) / total


def _root(square: float, half_derivative: FloatArray) -> tuple[float, FloatArray]:
    """A square root and its derivative; zero where the square is zero."""
    root = float(np.sqrt(square))
    return root, half_derivative / root if root else np.zeros_like(half_derivative)


def _unpredicted(covariance: FloatArray) -> tuple[float, FloatArray]:
    """Sum of the items' variances that the other items do not predict; NaN if one is a sum."""
    spread = np.sqrt(np.diag(covariance))
    scale = np.outer(spread, spread)
    if not spread.all() or np.linalg.eigvalsh(covariance / scale)[0] < _SINGULAR:
        return np.nan, np.full_like(covariance, np.nan)
    inverse = np.linalg.inv(covariance / scale) / scale
    residual = 1 / np.diag(inverse)
    return float(residual.sum()), (inverse * residual**2) @ inverse


def derivatives_by_variances(gradients: FloatArray, correlation: FloatArray) -> FloatArray:
    """Derivatives by correlations turned into derivatives by covariances of standardized items.

    Formula: dr_jk = dc_jk - r_jk (dc_jj + dc_kk) / 2.

    Never fails.

    Reference: Lord & Novick (1968), Statistical Theories of Mental Test Scores, ch. 4.

    Examples:
        >>> by_correlation = np.array([[[0, 0.5], [0.5, 0]]])
        >>> derivatives_by_variances(by_correlation, np.array([[1, 0.8], [0.8, 1]])).tolist()
        [[[-0.4, 0.5], [0.5, -0.4]]]
    """
    by_variance = (gradients * correlation).sum(axis=2)
    turned: FloatArray = gradients - by_variance[:, :, None] * np.eye(len(correlation))
    return turned
