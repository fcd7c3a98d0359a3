"""Cohen's kappa: two coders, plain or weighted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import FloatArray, read_only
from stature.core.psychometrics.bootstrap import OfMeans
from stature.core.psychometrics.coding.code_table import CodeTable
from stature.core.psychometrics.coding.codes import read_pair
from stature.core.psychometrics.coding.resampling import FoundError, error_by_resampling
from stature.core.psychometrics.coding.two_coders import (
    chance_error,
    large_sample_error,
    most_agreement,
    two_coder_agreement,
)
from stature.core.psychometrics.coding.weights import Weights, agreement_weights, agreement_word
from stature.core.psychometrics.results import Interval, Statistic, decimals

KappaError = Literal["large-sample", "bca"]
_TINY = 1e-12


@dataclass(frozen=True, kw_only=True, eq=False)
class CohenKappa(Statistic):
    """Cohen's kappa with its error and with what made it high or low.

    ``table`` counts the units by the first coder's category (rows) and the second's. ``maximum``
    is the highest kappa that the coders' own use of the categories allows. ``bias_index`` is how
    far their use differs (0 to 1). ``prevalence_index`` (two categories only) is how far one
    category outweighs the other (0 to 1): when it is high, kappa is low although coders agree.
    ``prevalence_adjusted`` is the kappa if all categories were equally common. ``z`` and
    ``p_value`` (two-sided) test whether agreement differs from chance; None where chance has no
    error, because a coder used one category only.
    """

    weights: Weights | None
    categories: npt.NDArray[Any]
    table: FloatArray
    observed_agreement: float
    expected_agreement: float
    maximum: float
    bias_index: float
    prevalence_index: float | None
    prevalence_adjusted: float
    z: float | None
    p_value: float | None

    def summary(self) -> str:
        """The estimate, its error, the custom word for it, and the agreement behind it."""
        near = ", near misses counted in part" if self.weights else ""
        return (
            f"{super().summary()} The coders agree on {self.observed_agreement:.0%}{near}; chance "
            f"alone would give {self.expected_agreement:.0%}. Landis and Koch call such a kappa "
            f"{agreement_word(self.estimate)}. Given how often each coder used each category, it "
            f"could be {decimals(self.maximum)} at most."
        )


def cohen_kappa(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    *,
    weights: Weights | None = None,
    categories: Sequence[Any] | None = None,
    level: float = 0.95,
    error: KappaError = "large-sample",
    replicates: int = 2_000,
    seed: int = 1,
) -> CohenKappa:
    """Agreement of two coders beyond chance, from one code of each for every unit.

    kappa = (p_o - p_e) / (1 - p_e), from -1 to 1, where p_o is the (weighted) share of agreement
    and p_e the share expected from the coders' own use of the categories. Weights count steps
    between categories, so words need ``categories`` in their order. The error is that of large
    samples, or of a bootstrap over units ("bca"); the interval is cut at -1 and 1.

    A unit with a missing code (None, NaN, empty text) is dropped and reported.

    Raises PsychometricsError for codes that cannot be read or differ in number, and
    UndefinedStatistic if no unit has both codes or if both coders used one and the same category.

    Reference: Cohen (1960), Educational and Psychological Measurement 20, 37-46; Cohen (1968);
    error and test: Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72, 323-327.
    Indices: Byrt, Bishop & Carlin (1993), Journal of Clinical Epidemiology 46, 423-429.

    Examples:
        >>> kappa = cohen_kappa([1, 1, 1, 2, 2, 2], [1, 1, 2, 2, 2, 2])
        >>> round(kappa.estimate, 4), round(kappa.maximum, 4)
        (0.6667, 0.6667)
    """
    require_share(level, "level")
    if error not in ("large-sample", "bca"):
        raise PsychometricsError(f"expected 'large-sample' or 'bca', got {error!r}", where="error")
    coded, dropped = read_pair(first, second, categories=categories).with_at_least(2)
    agreement = _weights(coded, weights)
    table = _cross_table(coded)
    n = len(coded.codes)
    share = table / n
    observed, expected = (float(part[0]) for part in two_coder_agreement(share[None], agreement))
    _refuse_certainty(expected)
    kappa = (observed - expected) / (1 - expected)
    by_chance = chance_error(share, agreement, n)
    z = kappa / by_chance if by_chance else None
    if error == "large-sample":
        found = _large_sample(kappa, large_sample_error(share, agreement, n), level)
    else:
        cells, cell = np.unique(_cells(coded), return_inverse=True)
        found = error_by_resampling(
            _kappa_of_cells(cells, agreement),
            np.eye(len(cells))[cell],
            level=level,
            replicates=replicates,
            seed=seed,
        )
    return CohenKappa(
        name=f"Cohen's kappa ({weights} weights)" if weights else "Cohen's kappa",
        n=n,
        unit="units",
        dropped=dropped,
        notes=coded.gap_notes() if weights else (),
        estimate=kappa,
        standard_error=found.standard_error,
        interval=found.interval,
        why_no_error=found.why_no_error,
        weights=weights,
        categories=read_only(coded.categories.copy()),
        table=read_only(table),
        observed_agreement=observed,
        expected_agreement=expected,
        maximum=(most_agreement(share, agreement) - expected) / (1 - expected),
        bias_index=float(np.abs(share.sum(axis=1) - share.sum(axis=0)).sum() / 2),
        prevalence_index=abs(float(share[0, 0] - share[1, 1])) if len(share) == 2 else None,
        prevalence_adjusted=(observed - agreement.mean()) / (1 - agreement.mean()),
        z=z,
        p_value=None if z is None else float(2 * ndtr(-abs(z))),
    )


def _weights(coded: CodeTable, weights: Weights | None) -> FloatArray:
    if not len(coded.codes):
        raise UndefinedStatistic("no unit has a code of both coders", where="codes")
    if weights is not None:
        coded.require_order("weights")
    return agreement_weights(len(coded.categories), weights)


def _refuse_certainty(expected: float) -> None:
    if 1 - expected < _TINY:
        raise UndefinedStatistic(
            "both coders used one and the same category, so agreement cannot be told from chance",
            where="codes",
            remedy="Code units that differ, or report the percent agreement.",
        )


def _cells(coded: CodeTable) -> npt.NDArray[np.intp]:
    cells: npt.NDArray[np.intp] = coded.codes[:, 0] * len(coded.categories) + coded.codes[:, 1]
    return cells


def _cross_table(coded: CodeTable) -> FloatArray:
    width = len(coded.categories)
    counts = np.bincount(_cells(coded), minlength=width**2)
    return counts.reshape(width, width).astype(np.float64)


def _large_sample(kappa: float, spread: float, level: float) -> FoundError:
    if not spread:
        return FoundError(why_no_error="the large-sample error is 0 here, which says nothing")
    half = float(ndtri((1 + level) / 2)) * spread
    interval = Interval(max(-1.0, kappa - half), min(1.0, kappa + half), level, "large-sample")
    return FoundError(spread, interval)


def _kappa_of_cells(cells: npt.NDArray[np.intp], agreement: FloatArray) -> OfMeans:
    """Kappa from the shares of the cells that occur; NaN where a resample does not vary."""
    width = len(agreement)

    def kappa(means: FloatArray) -> FloatArray:
        shares = np.zeros((len(means), width * width))
        shares[:, cells] = means
        observed, expected = two_coder_agreement(shares.reshape(-1, width, width), agreement)
        return (observed - expected) / np.where(1 - expected > _TINY, 1 - expected, np.nan)

    return kappa
