"""Mean products of columns: all that a regression needs, and small enough to resample."""

from __future__ import annotations

import numpy as np

from stature.core.psychometrics.arrays import BoolArray, FloatArray

_SINGULAR = 1e-10


def cross_products(columns: FloatArray) -> FloatArray:
    """The products of every two columns (n × q), each with itself too, as n × q(q + 1)/2.

    Their means are what ``moment_matrices`` makes matrices of; put a column of ones first to keep
    the means. Never fails: a missing value makes its products missing.

    Reference: Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 9 (regression by
    resampled persons).

    Examples:
        >>> cross_products(np.array([[1.0, 2.0], [1.0, 3.0]])).tolist()
        [[1.0, 2.0, 4.0], [1.0, 3.0, 9.0]]
    """
    first, second = np.triu_indices(columns.shape[1])
    products: FloatArray = columns[:, first] * columns[:, second]
    return products


def moment_matrices(means: FloatArray) -> FloatArray:
    """Symmetric matrices (B × q × q) from means of cross products (B × q(q + 1)/2).

    Never fails.

    Reference: as for ``cross_products``.

    Examples:
        >>> moment_matrices(np.array([[1.0, 2.5, 6.5]])).tolist()
        [[[1.0, 2.5], [2.5, 6.5]]]
    """
    q = int((np.sqrt(8 * means.shape[1] + 1) - 1) / 2)
    first, second = np.triu_indices(q)
    matrices = np.empty((len(means), q, q))
    matrices[:, first, second] = means
    matrices[:, second, first] = means
    return matrices


def only_regular(matrices: FloatArray) -> tuple[FloatArray, BoolArray]:
    """The matrices (B × q × q, symmetric), singular ones replaced by identity; and which were not.

    A matrix counts as singular if, after scaling to a diagonal of ones, its least eigenvalue is
    below 1e-10, or if it holds NaN. One singular resample would otherwise stop all the others.
    Never fails.

    Reference: Belsley, Kuh & Welsch (1980), Regression Diagnostics, ch. 3 (column scaling).

    Examples:
        >>> only_regular(np.array([[[1.0, 1.0], [1.0, 1.0]]]))[1].tolist()
        [False]
    """
    diagonal = np.diagonal(matrices, axis1=1, axis2=2)
    usable = np.asarray(np.isfinite(matrices).all(axis=(1, 2)) & (diagonal > 0).all(axis=1))
    safe = np.where(usable[:, None, None], matrices, np.eye(matrices.shape[1]))
    spread = np.sqrt(np.diagonal(safe, axis1=1, axis2=2))
    scaled = safe / (spread[:, :, None] * spread[:, None, :])
    regular: BoolArray = usable & (np.linalg.eigvalsh(scaled)[:, 0] > _SINGULAR)
    return np.where(regular[:, None, None], safe, np.eye(matrices.shape[1])), regular
