"""Light's kappa: the mean of Cohen's kappas of all pairs of coders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import FloatArray, IntArray, read_only
from stature.core.psychometrics.coding.code_table import CodeTable
from stature.core.psychometrics.coding.codes import read_codes
from stature.core.psychometrics.coding.resampling import error_by_resampling
from stature.core.psychometrics.coding.two_coders import two_coder_agreement
from stature.core.psychometrics.coding.weights import Weights, agreement_weights
from stature.core.psychometrics.results import Statistic

_TINY = 1e-12


@dataclass(frozen=True, kw_only=True, eq=False)
class LightKappa(Statistic):
    """The mean kappa of all pairs of coders; ``pairs`` (coders × coders) holds each pair's."""

    pairs: FloatArray


def light_kappa(
    codes: npt.ArrayLike,
    *,
    weights: Weights | None = None,
    categories: Sequence[Any] | None = None,
    level: float = 0.95,
    replicates: int = 2_000,
    seed: int = 1,
) -> LightKappa:
    """Mean of Cohen's kappas of all pairs of coders, from codes (units × coders); -1 to 1.

    Unlike Fleiss' kappa it is meant for the same coders throughout, and each keeps their own use
    of the categories. Each pair rests on the units that both coded; units with fewer than two
    codes are dropped and reported. The interval resamples units (BCa).

    Raises PsychometricsError for codes that cannot be read, UndefinedStatistic for one coder and
    for a pair without a common unit or with one and the same category throughout.

    Reference: Light (1971), Psychological Bulletin 76, 365-377; Conger (1980), Psychological
    Bulletin 88, 322-328.

    Examples:
        >>> codes = [[1, 1, 1], [2, 2, 1], [1, 1, 1], [2, 2, 2], [1, 2, 1], [2, 2, 2]]
        >>> round(light_kappa(codes).estimate, 4)
        0.5778
    """
    require_share(level, "level")
    table, dropped = read_codes(codes, categories=categories).with_at_least(2)
    if not len(table.codes):
        raise UndefinedStatistic("no unit has the codes of two coders", where="codes")
    if weights is not None:
        table.require_order("weights")
    agreement = agreement_weights(len(table.categories), weights)
    first, second = np.triu_indices(table.codes.shape[1], 1)
    cells = _pair_cells(table, first, second)
    kappas = _kappas(cells.mean(axis=0)[None], agreement)[0]
    _refuse_empty_pairs(kappas, first, second)
    pairs = np.eye(table.codes.shape[1])
    pairs[first, second] = pairs[second, first] = kappas
    error = error_by_resampling(
        lambda means: _kappas(means, agreement).mean(axis=1),
        cells,
        level=level,
        replicates=replicates,
        seed=seed,
    )
    return LightKappa(
        name="Light's kappa",
        n=len(table.codes),
        unit="units",
        dropped=dropped,
        notes=table.gap_notes() if weights else (),
        estimate=float(kappas.mean()),
        standard_error=error.standard_error,
        interval=error.interval,
        why_no_error=error.why_no_error,
        pairs=read_only(pairs),
    )


def _pair_cells(table: CodeTable, first: IntArray, second: IntArray) -> FloatArray:
    """For each unit, the cell of each pair's table that it falls into (units × pairs·q²)."""
    one, two, width = table.codes[:, first], table.codes[:, second], len(table.categories)
    unit, pair = np.nonzero((one >= 0) & (two >= 0))
    cells = np.zeros((len(one), len(first), width * width))
    cells[unit, pair, one[unit, pair] * width + two[unit, pair]] = 1.0
    return cells.reshape(len(one), -1)


def _kappas(means: FloatArray, agreement: FloatArray) -> FloatArray:
    """Kappa of each pair (B × pairs); NaN where a pair has none."""
    width = len(agreement)
    tables = means.reshape(-1, width, width)
    total = tables.sum(axis=(1, 2), keepdims=True)
    shares = tables / np.where(total > 0, total, np.nan)
    observed, expected = two_coder_agreement(shares, agreement)
    kappas = (observed - expected) / np.where(1 - expected > _TINY, 1 - expected, np.nan)
    return kappas.reshape(len(means), -1)


def _refuse_empty_pairs(kappas: FloatArray, first: IntArray, second: IntArray) -> None:
    if np.isfinite(kappas).all():
        return
    place = int(np.argmin(np.isfinite(kappas)))
    raise UndefinedStatistic(
        f"coders {first[place]} and {second[place]} have no unit in common, or used one and the "
        "same category throughout",
        where="codes",
        remedy="Leave one of them out.",
    )
