"""Variance of sources and of items, from their generalised least squares means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.generalizability.nested import NestedScores

_NAMES = ("source", "item", "source × item")


@dataclass(frozen=True, eq=False)
class MainEffects:
    """Components of source, item and source × item, as far as the design has them."""

    names: tuple[str, ...]
    estimates: FloatArray
    covariance: FloatArray


@dataclass(frozen=True)
class _MeanSquare:
    """A variance of means: sampling error, and components with their multipliers."""

    value: float
    noise: float
    df: int
    parts: dict[str, float]


def main_effects(strata: list[NestedScores], components: list[FloatArray]) -> MainEffects:
    """Variance components of sources and items, by moments.

    Formula: what the means of sources (and their contrasts between items) differ by, less the
    expected part of sampling error; below 0 becomes 0. In a balanced design these are the analysis
    of variance estimates. The covariances take each mean square as a scaled chi-square.
    ``strata`` and ``components`` (ratee, ratee × source, rater) are those of item means and, if
    there are items, of contrasts.

    Never fails; a design with one source and no items has no main effects.

    Reference: Searle, Casella & McCulloch (1992), Variance Components, ch. 5 (moments).

    Examples:
        >>> main_effects([], []).names
        ()
    """
    squares = _mean_squares(strata, components)
    names = tuple(name for name in _NAMES if any(name in square.parts for square in squares))
    if not names:
        return MainEffects((), np.zeros(0), np.zeros((0, 0)))
    unmix = np.linalg.inv([[square.parts.get(name, 0.0) for name in names] for square in squares])
    excess = np.array([square.value - square.noise for square in squares])
    sampling = np.diag([2 * square.value**2 / square.df for square in squares])
    return MainEffects(names, np.maximum(unmix @ excess, 0.0), unmix @ sampling @ unmix.T)


def _mean_squares(strata: list[NestedScores], components: list[FloatArray]) -> list[_MeanSquare]:
    squares = []
    items = len(strata[1].means) + 1 if len(strata) > 1 else 0
    if strata and strata[0].means.shape[2] > 1:
        parts = {"source": 1.0} | ({"source × item": 1 / items} if items else {})
        squares.append(_between_sources(strata[0], components[0], parts))
    if items:
        squares.append(_between_items(strata[1], components[1]))
        if strata[1].means.shape[2] > 1:
            squares.append(_between_sources(strata[1], components[1], {"source × item": 1.0}))
    return squares


def _between_sources(
    stratum: NestedScores, components: FloatArray, parts: dict[str, float]
) -> _MeanSquare:
    means, covariance = stratum.source_means(components)
    sets, sources = means.shape
    df = sets * (sources - 1)
    spread = float(((means - means.mean(axis=1, keepdims=True)) ** 2).sum())
    noise = float(np.trace(covariance) - covariance.sum() / sources) / (sources - 1)
    return _MeanSquare(spread / df, noise, df, parts)


def _between_items(stratum: NestedScores, components: FloatArray) -> _MeanSquare:
    means, covariance = stratum.source_means(components)
    df, sources = means.shape
    parts = {"item": 1.0} | ({"source × item": 1 / sources} if sources > 1 else {})
    value = float((means.mean(axis=1) ** 2).sum()) / df
    return _MeanSquare(value, float(covariance.mean()), df, parts)
