"""How far a one-factor model lies from correlations, with its derivatives."""

from __future__ import annotations

import numpy as np

from stature.core.psychometrics.arrays import FloatArray


def discrepancy(correlation: FloatArray, loadings: FloatArray, uniquenesses: FloatArray) -> float:
    """Distance of the model Σ = λλ' + diag(ψ) from correlations S (items × items); 0 or more.

    Formula: log|Σ| + tr(SΣ⁻¹) - log|S| - p; infinite where Σ is not positive definite.

    Never fails for a positive definite S.

    Reference: Lawley & Maxwell (1971), Factor Analysis as a Statistical Method, ch. 4.

    Examples:
        >>> discrepancy(np.eye(2), np.zeros(2), np.ones(2))
        0.0
    """
    implied = np.outer(loadings, loadings) + np.diag(uniquenesses)
    try:
        root = np.linalg.cholesky(implied)
    except np.linalg.LinAlgError:
        return np.inf
    half = np.linalg.solve(implied, correlation)
    determinant = 2 * np.log(np.diag(root)).sum() - np.linalg.slogdet(correlation)[1]
    return max(float(determinant + np.trace(half) - len(loadings)), 0.0)


def derivatives(
    correlation: FloatArray, loadings: FloatArray, uniquenesses: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Gradient, curvature and expected curvature of the discrepancy by (λ, ψ).

    Formula: with V = Σ⁻¹ and Ω = V - VSV, gradient_a = tr(Ω Σ_a); expected curvature
    tr(V Σ_a V Σ_b); curvature that, less 2 tr(V Σ_a Ω Σ_b), plus tr(Ω Σ_ab).

    Never fails for a positive definite Σ.

    Reference: Lawley & Maxwell (1971), Factor Analysis as a Statistical Method, ch. 4; the
    tests compare it with numerical derivatives.

    Examples:
        >>> gradient, _, _ = derivatives(np.eye(2), np.zeros(2), np.ones(2))
        >>> gradient.tolist()
        [0.0, 0.0, 0.0, 0.0]
    """
    p = len(loadings)
    implied = np.outer(loadings, loadings) + np.diag(uniquenesses)
    inverse = np.asarray(np.linalg.inv(implied), dtype=np.float64)
    rest: FloatArray = inverse - inverse @ correlation @ inverse
    gradient = np.concatenate([2 * rest @ loadings, np.diag(rest)])
    expected = _traces(inverse, inverse, loadings)
    curvature = expected - 2 * _traces(inverse, rest, loadings)
    curvature[:p, :p] += 2 * rest
    return gradient, curvature, expected


def _traces(left: FloatArray, right: FloatArray, loadings: FloatArray) -> FloatArray:
    """tr(Σ_a L Σ_b R) for all parameters a, b = (λ, ψ)."""
    by_left, by_right = left @ loadings, right @ loadings
    both = np.outer(by_left, by_right)
    loading = both + both.T + (loadings @ by_left) * right + (loadings @ by_right) * left
    mixed = right * by_left + left * by_right
    return np.block([[loading, mixed], [mixed.T, left * right]])
