"""The one-factor model by maximum likelihood: each item measures one thing, plus its own rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import FloatArray, Numbers, read_only
from stature.core.psychometrics.reliability.covariance import covariance_table
from stature.core.psychometrics.reliability.discrepancy import derivatives, discrepancy

_GRADIENT = 1e-9
_STEP = 1e-8
_MOST_STEPS = 500
_SINGULAR = 1e-12


@dataclass(frozen=True, eq=False)
class OneFactor:
    """Loadings λ and uniquenesses ψ (one for each item): covariance = λλ' + diag(ψ).

    The factor has variance 1 and points the way most items do. ``discrepancy`` is the minimum of
    log|Σ| + tr(SΣ⁻¹) - log|S| - p; times n it is chi-square with ``df`` degrees of freedom.
    ``scale`` holds the items' standard deviations; the model is fitted to correlations and
    ``standard_loadings`` and ``standard_uniquenesses`` belong to those.
    """

    standard_loadings: FloatArray
    standard_uniquenesses: FloatArray
    correlation: FloatArray
    scale: FloatArray
    discrepancy: float
    steps: int

    @property
    def loadings(self) -> FloatArray:
        """λ in the units of the items."""
        return read_only(self.standard_loadings * self.scale)

    @property
    def uniquenesses(self) -> FloatArray:
        """ψ in the squared units of the items."""
        return read_only(self.standard_uniquenesses * self.scale**2)

    @property
    def parts(self) -> tuple[float, float]:
        """Variance of the sum of the items that is common, and that is unique."""
        return float(self.loadings.sum()) ** 2, float(self.uniquenesses.sum())

    @property
    def df(self) -> int:
        """Degrees of freedom: covariances less parameters."""
        p = len(self.scale)
        return p * (p - 3) // 2

    @property
    def heywood(self) -> tuple[int, ...]:
        """Items (counted from 0) whose uniqueness is zero or negative, which cannot be."""
        return tuple(int(item) for item in np.flatnonzero(self.standard_uniquenesses <= 1e-8))


def fit_one_factor(covariance: Numbers) -> OneFactor:
    """One-factor (congeneric) model of covariances (items × items) by maximum likelihood.

    Formula: minimise log|Σ| + tr(SΣ⁻¹) over λ and ψ with Σ = λλ' + diag(ψ), by Newton steps
    (Fisher scoring where the curvature is not positive). It has converged when no entry of the
    gradient exceeds 1e-9 and none of the last step 1e-8, for items scaled to variance 1.
    Uniquenesses are not kept above zero; those that end there are named in ``heywood``.

    Raises UndefinedStatistic for fewer than three items, a covariance matrix that is not positive
    definite, and a model without a maximum; PsychometricsError if the table is not a covariance
    matrix.

    Reference: Jöreskog (1971), Psychometrika 36, 109-133 (congeneric tests); Lawley & Maxwell
    (1971), Factor Analysis as a Statistical Method, ch. 4.

    Examples:
        >>> loadings = np.array([0.6, 0.7, 0.8, 0.9])
        >>> exact = np.outer(loadings, loadings) + np.diag(1 - loadings**2)
        >>> fit_one_factor(exact).loadings.round(6).tolist()
        [0.6, 0.7, 0.8, 0.9]
    """
    correlation, scale = _standardized(covariance_table(covariance, at_least=1))
    loadings, uniquenesses = _start(correlation)
    value = discrepancy(correlation, loadings, uniquenesses)
    for steps in range(1, _MOST_STEPS + 1):
        gradient, curvature, expected = derivatives(correlation, loadings, uniquenesses)
        step = _descent(gradient, curvature, expected)
        if np.abs(gradient).max() < _GRADIENT and np.abs(step).max() < _STEP:
            sign = 1.0 if loadings @ scale >= 0 else -1.0
            return OneFactor(sign * loadings, uniquenesses, correlation, scale, value, steps)
        loadings, uniquenesses, value = _walk(correlation, loadings, uniquenesses, step, value)
    raise UndefinedStatistic(
        f"the one-factor model has no maximum that {_MOST_STEPS} steps could reach: the factor "
        "drifts into one item",
        where=f"items[{int(np.argmin(uniquenesses))}]",
        remedy="The items share too little, or too few persons answered. Use alpha.",
    )


def _standardized(covariance: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Correlations and standard deviations; the model can be fitted to these only."""
    scale = np.sqrt(np.diag(covariance))
    if len(scale) < 3:
        raise UndefinedStatistic(
            f"a one-factor model needs three items, got {len(scale)}",
            where="items",
            remedy="For two items, use alpha.",
        )
    if not scale.all():
        item = int(np.argmin(scale))
        raise UndefinedStatistic(
            "everyone gave the same answer", where=f"items[{item}]", remedy="Leave the item out."
        )
    correlation = covariance / np.outer(scale, scale)
    if np.linalg.eigvalsh(correlation)[0] < _SINGULAR:
        raise UndefinedStatistic(
            "an item is a sum of others, or there are more items than persons",
            where="items",
            remedy="Leave out items that repeat others, or use alpha.",
        )
    return correlation, scale


def _start(correlation: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Uniquenesses by Jöreskog (1963), and the first factor that goes with them."""
    p = len(correlation)
    uniquenesses = (1 - 0.5 / p) / np.diag(np.linalg.inv(correlation))
    root = np.sqrt(uniquenesses)
    values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
    return root * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.01)), uniquenesses


def _descent(gradient: FloatArray, curvature: FloatArray, expected: FloatArray) -> FloatArray:
    """Newton's step where it goes down, else the step of Fisher scoring."""
    try:
        np.linalg.cholesky(curvature)
        step = -np.linalg.solve(curvature, gradient)
    except np.linalg.LinAlgError:
        step = -np.linalg.lstsq(expected, gradient, rcond=None)[0]
    return np.asarray(step, dtype=np.float64)


def _walk(
    correlation: FloatArray,
    loadings: FloatArray,
    uniquenesses: FloatArray,
    step: FloatArray,
    value: float,
) -> tuple[FloatArray, FloatArray, float]:
    """As much of the step as brings the discrepancy down."""
    p = len(loadings)
    for length in 0.5 ** np.arange(40):
        nearer = loadings + length * step[:p], uniquenesses + length * step[p:]
        reached = discrepancy(correlation, *nearer)
        if reached <= value + 1e-13:
            return *nearer, reached
    return loadings, uniquenesses, value
