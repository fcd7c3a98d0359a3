"""Regression on two ratings, their squares and their product, in well-conditioned units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import qr

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.cross_products import (
    cross_products,
    moment_matrices,
    only_regular,
)

TERMS = ("constant", "self", "others", "self²", "self × others", "others²")
_SINGULAR = 1e-9


@dataclass(frozen=True, eq=False)
class Polynomial:
    """Coefficients b0 to b5 with their covariances (6 × 6), R² and sufficient columns (n × 28)."""

    coefficients: FloatArray
    covariances: FloatArray
    r_squared: float
    columns: FloatArray
    to_ratings: FloatArray
    mean_outcome: float

    def resampled(self, means: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Coefficients (B × 6) and R² (B) from means of ``columns``; NaN where there are none."""
        moments = moment_matrices(means)
        terms, regular = only_regular(moments[:, :6, :6])
        with_outcome = moments[:, :6, 6]
        b = np.linalg.solve(terms, with_outcome[:, :, None])[:, :, 0]
        mean = moments[:, 0, 6]
        explained = (b * with_outcome).sum(axis=1) - mean**2
        with np.errstate(divide="ignore", invalid="ignore"):
            r_squared = explained / (moments[:, 6, 6] - mean**2)
        coefficients = np.where(regular[:, None], b, np.nan) @ self.to_ratings.T
        coefficients[:, 0] += self.mean_outcome
        return coefficients, np.where(regular, r_squared, np.nan)


def fitted_polynomial(
    self_scores: FloatArray, others: FloatArray, outcome: FloatArray, *, robust: bool
) -> Polynomial:
    """Least squares of Z = b0 + b1 X + b2 Y + b3 X² + b4 XY + b5 Y² (each vector n, complete).

    Covariances are s² inv(D'D), or robust to unequal spread (HC3). The ratings are shifted and
    scaled alike before the fit and the coefficients turned back, so that large ratings lose no
    digits.

    Raises UndefinedStatistic for fewer than 8 persons, an outcome that does not vary and terms
    that depend on each other, with their names.

    Reference: Edwards & Parry (1993), Academy of Management Journal 36, 1577-1613; Long &
    Ervin (2000), The American Statistician 54, 217-224 (HC3).

    Examples:
        >>> x, y = (axis.ravel() for axis in np.meshgrid(np.arange(3.0), np.arange(3.0)))
        >>> fit = fitted_polynomial(x, y, 1 + x - 2 * y**2, robust=False)
        >>> (fit.coefficients.round(6) + 0.0).tolist()
        [1.0, 1.0, 0.0, 0.0, 0.0, -2.0]
    """
    _refuse_too_little(outcome)
    both = np.concatenate([self_scores, others])
    centre, scale = float(both.mean()), float(both.std()) or 1.0
    terms = _terms((self_scores - centre) / scale, (others - centre) / scale)
    _refuse_dependent(terms)
    q, r = np.linalg.qr(terms)
    mean = outcome.mean()
    centred = outcome - mean  # large outcomes lose no digits either
    b = np.linalg.solve(r, q.T @ centred)
    residuals = centred - terms @ b
    inverse = np.linalg.inv(r)
    if robust:
        leverage = (q**2).sum(axis=1)
        _refuse_leverage(leverage)
        weighted = q * (residuals / (1 - leverage))[:, None]
        covariances = inverse @ (weighted.T @ weighted) @ inverse.T
    else:
        covariances = inverse @ inverse.T * (residuals @ residuals) / (len(outcome) - 6)
    back = _to_ratings(centre, scale)
    coefficients = back @ b
    coefficients[0] += mean
    spread = float(centred @ centred)
    return Polynomial(
        coefficients=coefficients,
        covariances=back @ covariances @ back.T,
        r_squared=1 - float(residuals @ residuals) / spread,
        columns=cross_products(np.column_stack([terms, centred / np.sqrt(spread / len(outcome))])),
        to_ratings=back * np.sqrt(spread / len(outcome)),
        mean_outcome=float(mean),
    )


def _terms(x: FloatArray, y: FloatArray) -> FloatArray:
    return np.column_stack([np.ones_like(x), x, y, x**2, x * y, y**2])


def _to_ratings(centre: float, scale: float) -> FloatArray:
    """Turns coefficients for (x - c)/s and (y - c)/s into coefficients for x and y."""
    c, s = centre, scale
    turned = [
        [1, 0, 0, 0, 0, 0],
        [-c / s, 1 / s, 0, 0, 0, 0],
        [-c / s, 0, 1 / s, 0, 0, 0],
        [c**2 / s**2, -2 * c / s**2, 0, 1 / s**2, 0, 0],
        [c**2 / s**2, -c / s**2, -c / s**2, 0, 1 / s**2, 0],
        [c**2 / s**2, 0, -2 * c / s**2, 0, 0, 1 / s**2],
    ]
    return np.array(turned, dtype=np.float64).T


def _refuse_too_little(outcome: FloatArray) -> None:
    if len(outcome) < 8:
        raise UndefinedStatistic(
            f"a surface has six coefficients and needs at least 8 persons, got {len(outcome)}",
            where="self_scores",
        )
    if outcome.min() == outcome.max():
        raise UndefinedStatistic("does not vary, so nothing can explain it", where="outcome")


def _refuse_dependent(terms: FloatArray) -> None:
    scaled = terms / np.sqrt(np.maximum((terms**2).sum(axis=0), 1e-300))
    _, r, order = qr(scaled, mode="economic", pivoting=True)
    dependent = sorted(order[np.abs(np.diag(r)) < _SINGULAR])
    if dependent:
        raise UndefinedStatistic(
            "these terms can be computed from the others: "
            + ", ".join(TERMS[place] for place in dependent),
            where="self_scores and other_scores",
            remedy="A surface needs three or more different values of each rating, and ratings of "
            "self and others that are not the same.",
        )


def _refuse_leverage(leverage: FloatArray) -> None:
    if leverage.max() > 1 - 1e-10:
        raise UndefinedStatistic(
            "one person alone decides a coefficient, so no robust error exists",
            where=f"person {int(np.argmax(leverage))}",
            remedy="Use interval='ols', or leave the person out.",
        )
