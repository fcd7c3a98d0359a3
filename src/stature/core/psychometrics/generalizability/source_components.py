"""Variance components of 360-degree scores, by REML and by moments."""

from __future__ import annotations

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import BoolArray, FloatArray, read_only
from stature.core.psychometrics.generalizability.components import VarianceComponents, zero_notes
from stature.core.psychometrics.generalizability.layout import RaterScores
from stature.core.psychometrics.generalizability.main_effects import main_effects
from stature.core.psychometrics.generalizability.nested import NestedScores
from stature.core.psychometrics.generalizability.reml import RemlFit, Slope, maximise

_SCORES = ("ratee", "ratee × source", "rater")
_ITEMS = ("ratee × item", "ratee × source × item", "residual")


def source_components(data: RaterScores) -> VarianceComponents:
    """Variance components of raters within ratee × source, with or without items, by REML.

    Without items: ratee, ratee × source, rater (with error). With items the same, then ratee ×
    item, ratee × source × item and residual; item means and item contrasts are fitted together.
    With one source the components of ratee × source fall away. Sources and items follow by moments.

    Raises UndefinedStatistic if scores do not vary, for one ratee, and if the design cannot tell
    the components apart.

    Reference: Searle, Casella & McCulloch (1992), Variance Components, ch. 6 (REML); Brennan
    (2001), Generalizability Theory, ch. 3.

    Examples:
        >>> ratees = [1, 1, 2, 2, 3, 3]
        >>> peers = RaterScores.of([3, 4, 1, 2, 5, 5], ratees, ["peer"] * 6, range(6), None)
        >>> source_components(peers).estimates.round(3).tolist()  # mean squares 6.167 and .333
        [2.917, 0.333]
    """
    if (data.scores == data.scores[:1]).all():
        raise UndefinedStatistic("all scores are alike", where="scores")
    if len(data.raters) < 2:
        raise UndefinedStatistic("needs at least two ratees", where="ratees")
    strata = data.strata()
    loadings = _loadings(data.scores.shape[1])
    fit, estimated = _fit(data, strata, loadings)
    effects = main_effects(strata, [loading @ fit.components for loading in loadings])
    names = (*np.array(_SCORES + _ITEMS)[: len(estimated)][estimated].tolist(), *effects.names)
    estimates = np.append(fit.components[estimated], effects.estimates)
    within = fit.covariance[np.ix_(estimated, estimated)]
    return VarianceComponents(
        n=len(data.scores),
        unit="raters",
        names=names,
        estimates=read_only(estimates),
        covariance=read_only(_block(within, effects.covariance)),
        log_likelihood=fit.log_likelihood,
        iterations=fit.iterations,
        gradient=fit.gradient,
        converged=True,
        notes=zero_notes(names, estimates),
    )


def _block(first: FloatArray, second: FloatArray) -> FloatArray:
    """Both covariance matrices in one; between them, errors are taken as independent."""
    inner, size = len(first), len(first) + len(second)
    both = np.zeros((size, size))
    both[:inner, :inner], both[inner:, inner:] = first, second
    return both


def _loadings(items: int) -> list[FloatArray]:
    """How each stratum's ratee, ratee × source and rater variance adds up from the components."""
    if items == 1:
        return [np.eye(3)]
    means = np.hstack([np.eye(3), np.eye(3) / items])
    return [means, np.hstack([np.zeros((3, 3)), np.eye(3)])]


def _fit(
    data: RaterScores, strata: list[NestedScores], loadings: list[FloatArray]
) -> tuple[RemlFit, BoolArray]:
    count = loadings[0].shape[1]
    estimated = np.ones(count, dtype=bool)
    if len(data.source_labels) == 1:
        estimated[1::3] = False

    def slope(components: FloatArray) -> Slope:
        parts = [
            stratum.slope(loading @ components)
            for stratum, loading in zip(strata, loadings, strict=True)
        ]
        pairs = list(zip(parts, loadings, strict=True))
        return Slope(
            sum(part.log_likelihood for part in parts),
            np.sum([loading.T @ part.score for part, loading in pairs], axis=0),
            np.sum([loading.T @ part.information @ loading for part, loading in pairs], axis=0),
        )

    start = np.where(estimated, data.scores.var() / count, 0.0)
    residual = np.arange(count) == count - 1
    return maximise(slope, start, positive=residual, estimated=estimated), estimated
