"""Halo: dimensions correlate more when the same rater judges both than when two raters do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arrays import BoolArray, FloatArray, Numbers, numeric_cube
from stature.core.psychometrics.bootstrap import bootstrap_means
from stature.core.psychometrics.results import Statistic, decimals


@dataclass(frozen=True, kw_only=True, eq=False)
class HaloIndex(Statistic):
    """Mean correlation between dimensions within a rater less that across raters.

    About 0 means that raters see dimensions apart as far as candidates differ on them apart.
    """

    within_rater: float
    across_raters: float

    def summary(self) -> str:
        """Both mean correlations and their difference."""
        return (
            f"Different dimensions correlate {decimals(self.within_rater)} when one rater judges "
            f"both, and {decimals(self.across_raters)} when two raters do. The halo index, their "
            f"difference, is {decimals(self.estimate)}{self._error()}. {self._provenance()}"
        )


def halo_index(
    ratings: Numbers, *, level: float = 0.95, replicates: int = 1_000, seed: int = 1
) -> HaloIndex:
    """The halo index of complete ratings (candidates × raters × dimensions), -2 to 2.

    Formula: mean r(rater j on dimension d, rater j on d′) less mean r(j on d, j′ on d′), over all
    pairs of different dimensions, and in the second term of different raters. Standard error and
    interval by a bootstrap of candidates (BCa). Missing ratings are refused.

    Raises UndefinedStatistic for one rater, one dimension, fewer than three candidates, or a rater
    who gives all candidates the same mark on a dimension.

    Reference: Cooper (1981), Psychological Bulletin 90, 218-244; Murphy, Jako & Anhalt (1993),
    Journal of Applied Psychology 78, 218-225.

    Examples:
        >>> rng = np.random.default_rng(1)
        >>> liking = rng.normal(size=(300, 2, 1))  # of each candidate by each rater
        >>> halo = halo_index(liking + rng.normal(size=(300, 2, 3)), replicates=200)
        >>> 0.35 < halo.within_rater < 0.65, abs(halo.across_raters) < 0.1
        (True, True)
    """
    cube = _complete(ratings)
    n, raters, dimensions = cube.shape
    if n < 3 or raters < 2 or dimensions < 2:
        raise UndefinedStatistic(
            "a halo index needs three candidates, two raters and two dimensions", where="ratings"
        )
    marks = cube.reshape(n, raters * dimensions)
    flat = np.flatnonzero(marks.min(axis=0) == marks.max(axis=0))
    if len(flat):
        rater, dimension = divmod(int(flat[0]), dimensions)
        raise UndefinedStatistic(
            "a rater gives all candidates the same mark on a dimension",
            where=f"raters[{rater}], dimensions[{dimension}]",
        )
    upper = np.triu_indices(marks.shape[1])
    standard = (marks - marks.mean(axis=0)) / marks.std(axis=0)
    columns = np.hstack([standard, standard[:, upper[0]] * standard[:, upper[1]]])
    pairs = _pairs(raters, dimensions, upper)

    def values(means: FloatArray) -> FloatArray:
        return _halo(means, upper, pairs, marks.shape[1])

    boot = bootstrap_means(values, columns, replicates=replicates, seed=seed)
    return HaloIndex(
        name="halo index",
        estimate=float(boot.estimate[0]),
        standard_error=float(boot.standard_error[0]),
        interval=boot.interval(0, level=level),
        n=n,
        unit="candidates",
        within_rater=float(boot.estimate[1]),
        across_raters=float(boot.estimate[2]),
    )


def _pairs(
    raters: int, dimensions: int, upper: tuple[np.ndarray, ...]
) -> tuple[BoolArray, BoolArray]:
    """Which pairs of columns are two dimensions of one rater, and of two raters."""
    rater = np.repeat(np.arange(raters), dimensions)
    dimension = np.tile(np.arange(dimensions), raters)
    apart = dimension[upper[0]] != dimension[upper[1]]
    same_rater = rater[upper[0]] == rater[upper[1]]
    return apart & same_rater, apart & ~same_rater


def _halo(
    means: FloatArray,
    upper: tuple[np.ndarray, ...],
    pairs: tuple[BoolArray, BoolArray],
    width: int,
) -> FloatArray:
    """Halo index and both mean correlations of each replicate (B × 3)."""
    first, second = upper
    centre, products = means[:, :width], means[:, width:]
    covariance = products - centre[:, first] * centre[:, second]
    variance = covariance[:, first == second]
    correlation = covariance / np.sqrt(variance[:, first] * variance[:, second])
    within, across = (correlation[:, chosen].mean(axis=1) for chosen in pairs)
    return np.stack([within - across, within, across], axis=1)


def _complete(ratings: Numbers) -> FloatArray:
    axes = ("candidates", "raters", "dimensions")
    cube = numeric_cube(ratings, name="ratings", axes=axes, at_least=(1, 1, 1))
    if np.isnan(cube).any():
        raise PsychometricsError(
            "a rating is missing", where="ratings", remedy="Leave the candidate out."
        )
    return cube
