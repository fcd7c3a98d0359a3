"""What an item has to do with the other items, from sums of the covariance matrix alone."""

from __future__ import annotations

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import FloatArray, Numbers
from stature.core.psychometrics.reliability.covariance import covariance_table

_ROUNDING = 1e-12
_BEYOND_ONE = 1e-9
_SINGULAR = 1.5e-8  # the square root of the machine precision, as psych::Pinv


def item_rest_correlations(covariance: Numbers) -> FloatArray:
    """Correlation of each item with the sum of the other items (J), from covariances (J × J).

    Formula: cov(x_j, T - x_j) / sqrt(var(x_j) var(T - x_j)), with cov(x_j, T - x_j) =
    sum_k c_jk - c_jj and var(T - x_j) = sum(C) - 2 sum_k c_jk + c_jj. Range -1 to 1. NaN where
    the item, or the sum of the others, does not vary.

    Raises PsychometricsError for a table that is not square, symmetric and complete, and
    UndefinedStatistic if covariances over different persons for each pair of items
    contradict each other, so that a variance is negative or a correlation exceeds 1.

    Reference: Nunnally & Bernstein (1994), ch. 8; ``r.drop`` in psych::alpha.

    Examples:
        >>> item_rest_correlations(np.array([[1.0, 0.5], [0.5, 1.0]])).tolist()
        [0.5, 0.5]
    """
    variance, with_all, total = _sums(covariance_table(covariance, at_least=1))
    rest = total - 2 * with_all + variance
    return _bounded(with_all - variance, variance, rest)


def item_total_correlations(correlation: Numbers) -> FloatArray:
    """Correlation of each item with the sum of all standardised items (J), from correlations.

    Formula: sum_k r_jk / sqrt(sum(R)). Range -1 to 1. The item itself is part of the sum.

    Raises PsychometricsError for a table that is not square, symmetric and complete, and
    UndefinedStatistic if correlations over different persons for each pair of items
    contradict each other, so that their sum is negative.

    Reference: ``std.r`` in psych::alpha; McDonald (1999), Test Theory, ch. 6 and 7.

    Examples:
        >>> item_total_correlations(np.array([[1.0, 0.5], [0.5, 1.0]])).round(4).tolist()
        [0.866, 0.866]
    """
    table = covariance_table(correlation, at_least=1)
    return _bounded(table.sum(axis=1), np.ones(len(table)), table.sum())


def corrected_item_total_correlations(correlation: Numbers) -> FloatArray:
    """Item-total correlation (J) of standardised items, corrected for overlap and unreliability.

    Formula: as item_total_correlations, with each 1 of the diagonal replaced by the squared
    multiple correlation of the item with the others, 1 - 1 / (R^-1)_jj, kept within 0 and 1. May
    exceed 1, as any correlation that is corrected for unreliability. NaN for every item where the
    items have nothing in common, as when some still wait to be reverse-keyed.

    Raises PsychometricsError for a table that is not square, symmetric and complete.

    Reference: ``r.cor`` in psych::alpha; Cureton (1966), Psychometrika 31, 93-96.

    Examples:
        >>> corrected_item_total_correlations(np.array([[1.0, 0.5], [0.5, 1.0]])).round(4).tolist()
        [0.6124, 0.6124]
    """
    reduced = covariance_table(correlation, at_least=1).copy()
    np.fill_diagonal(reduced, _squared_multiple_correlations(reduced))
    total = float(reduced.sum())
    if total <= _ROUNDING:
        return np.full(len(reduced), np.nan)
    corrected: FloatArray = reduced.sum(axis=1) / np.sqrt(total)
    return corrected


def alpha_if_deleted(covariance: Numbers) -> FloatArray:
    """Cronbach's alpha of the other items, for each item (J), from covariances (J × J).

    Formula: with k = J - 1 items left, k / (k - 1) × (1 - (trace - c_jj) / var(T - x_j)). At most
    1; negative values are possible. NaN where two items at least are not left, or where the sum
    of the others does not vary.

    Raises PsychometricsError for a table that is not square, symmetric and complete, and
    UndefinedStatistic if covariances over different persons for each pair of items
    contradict each other, so that a variance is negative.

    Reference: Cronbach (1951), Psychometrika 16, 297-334, eq. 2; ``alpha.drop`` in psych::alpha.

    Examples:
        >>> alpha_if_deleted(np.full((3, 3), 0.5) + np.eye(3) / 2).round(4).tolist()
        [0.6667, 0.6667, 0.6667]
    """
    variance, with_all, total = _sums(covariance_table(covariance, at_least=1))
    left = len(variance) - 1
    rest = _not_negative(total - 2 * with_all + variance, variance.sum())
    if left < 2:
        return np.full(left + 1, np.nan)
    share = np.full(left + 1, np.nan)
    np.divide(variance.sum() - variance, rest, out=share, where=rest > 0)
    return left / (left - 1) * (1 - share)


def _sums(covariance: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    return np.diag(covariance), covariance.sum(axis=1), float(covariance.sum())


def _not_negative(variance: FloatArray, scale: float) -> FloatArray:
    """Variances with rounding errors set to 0."""
    if (variance < -_ROUNDING * scale).any():
        raise UndefinedStatistic(
            "the covariances of different persons contradict each other",
            where="covariances",
            remedy="Use missing='listwise'.",
        )
    return np.where(variance > _ROUNDING * scale, variance, 0.0)


def _bounded(covariance: FloatArray, variance: FloatArray, other: FloatArray | float) -> FloatArray:
    """Correlations, NaN where one side does not vary; a rounding error above 1 becomes 1."""
    product = variance * _not_negative(np.asarray(other), float(variance.sum()))
    correlation = np.full(len(covariance), np.nan)
    np.divide(covariance, np.sqrt(product), out=correlation, where=product > 0)
    if np.nanmax(np.abs(correlation), initial=0.0) > 1 + _BEYOND_ONE:
        raise UndefinedStatistic(
            "covariances of different persons give a correlation beyond 1",
            where="covariances",
            remedy="Use missing='listwise'.",
        )
    return np.asarray(np.clip(correlation, -1, 1))


def _squared_multiple_correlations(correlation: FloatArray) -> FloatArray:
    """From the pseudo-inverse; 1 for an item that the others determine (psych then says 0)."""
    inverse = np.linalg.pinv(correlation, rcond=_SINGULAR, hermitian=True)
    free = np.diag(correlation @ inverse) > 1 - _SINGULAR
    diagonal = np.where(free, np.diag(inverse), np.inf)
    return np.asarray(np.clip(1 - 1 / diagonal, 0, 1))
