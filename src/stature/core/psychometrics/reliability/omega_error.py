"""The standard error of omega total, with and without assuming normal answers."""

from __future__ import annotations

import numpy as np

from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.reliability.covariance import error_from_influence
from stature.core.psychometrics.reliability.discrepancy import derivatives
from stature.core.psychometrics.reliability.one_factor import OneFactor


def normal_error(fit: OneFactor, n: int) -> float:
    """Standard error of omega for n persons with normal answers and a model that fits.

    Formula: the delta method with the inverse of the information, n/2 times the expected curvature.

    Never fails for a fit that converged.

    Reference: Raykov (2002), Multivariate Behavioral Research 37, 89-103.

    Examples:
        >>> from stature.core.psychometrics.reliability.one_factor import fit_one_factor
        >>> fit = fit_one_factor([[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]])
        >>> round(normal_error(fit, 100), 4)
        0.0433
    """
    _, _, expected = derivatives(fit.correlation, fit.standard_loadings, fit.standard_uniquenesses)
    gradient = _gradient(fit)
    return float(np.sqrt(2 / n * gradient @ np.linalg.solve(expected, gradient)))


def distribution_free_error(fit: OneFactor, deviations: FloatArray) -> float:
    """Standard error of omega from the influence of each person, without assuming a distribution.

    Formula: the parameters θ solve gradient(θ, S) = 0, so dθ/dS = -curvature⁻¹ d gradient/dS, with
    the curvature as it is and not as the model expects; that keeps the error right under misfit.
    ``deviations`` (persons × items) are in standard deviations of the items.

    Never fails for a fit that converged.

    Reference: Yuan & Bentler (2002), Psychometrika 67, 251-259.

    Examples:
        >>> from stature.core.psychometrics.reliability.one_factor import fit_one_factor
        >>> fit = fit_one_factor([[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]])
        >>> signs = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
        >>> round(distribution_free_error(fit, signs), 4)
        0.1637
    """
    _, curvature, _ = derivatives(fit.correlation, fit.standard_loadings, fit.standard_uniquenesses)
    weights = np.linalg.solve(curvature, _gradient(fit))
    by_loading, by_uniqueness = np.split(weights, 2)
    loadings = fit.standard_loadings
    implied = np.outer(loadings, loadings) + np.diag(fit.standard_uniquenesses)
    solved = np.linalg.solve(implied, deviations.T)  # items × persons
    raw = 2 * (by_loading @ solved) * (loadings @ solved) + by_uniqueness @ solved**2
    return error_from_influence(raw - raw.mean())


def _gradient(fit: OneFactor) -> FloatArray:
    """Derivatives of omega by the loadings and uniquenesses of standardized items."""
    common, unique = fit.parts
    total = (common + unique) ** 2
    by_loading = 2 * np.sqrt(common) * unique / total * fit.scale
    return np.concatenate([by_loading, -common / total * fit.scale**2])
