"""Fleiss' kappa: any number of coders, who may differ from unit to unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import FloatArray, read_only
from stature.core.psychometrics.coding.chance_corrected import (
    category_shares,
    chance_corrected,
    pair_agreement,
)
from stature.core.psychometrics.coding.code_table import CodeTable
from stature.core.psychometrics.coding.codes import read_codes
from stature.core.psychometrics.coding.weights import agreement_word
from stature.core.psychometrics.results import Dropped, Statistic

MissingCodes = Literal["listwise", "available"]


@dataclass(frozen=True, kw_only=True, eq=False)
class FleissKappa(Statistic):
    """Fleiss' kappa, overall and for each category against the rest.

    ``standard_error`` and ``interval`` are for the kappa found. ``z`` and ``p_value`` (two-sided)
    test it against chance with ``chance_error``; for the categories, ``category_z`` does so. They
    are None if units have different numbers of codes. A category that is never used has NaN.
    """

    categories: npt.NDArray[Any]
    shares: FloatArray
    category_kappa: FloatArray
    category_z: FloatArray | None
    observed_agreement: float
    expected_agreement: float
    chance_error: float | None
    z: float | None
    p_value: float | None

    def summary(self) -> str:
        """The estimate, its error, and the agreement behind it."""
        return (
            f"{super().summary()} Two coders agree on {self.observed_agreement:.0%}; chance alone "
            f"would give {self.expected_agreement:.0%}. Landis and Koch call such a kappa "
            f"{agreement_word(self.estimate)}."
        )


def fleiss_kappa(
    codes: npt.ArrayLike,
    *,
    categories: Sequence[Any] | None = None,
    missing: MissingCodes = "listwise",
    level: float = 0.95,
) -> FleissKappa:
    """Agreement of many coders beyond chance, from codes (units × coders).

    kappa = (p_a - p_e) / (1 - p_e), at most 1: p_a is the share of agreeing pairs of coders, p_e
    the sum of squared mean shares of the categories. The standard error is linearised; z uses the
    error under chance, var = 2 [(sum pq)² - sum pq (q - p)] / (n m (m - 1) (sum pq)²).

    Missing codes: "listwise" keeps the units that every coder coded, "available" all units with
    two codes (and counts those with one for the shares). What is dropped is reported.

    Raises PsychometricsError for codes that cannot be read, UndefinedStatistic if no unit has two
    codes or if all codes are the same.

    Reference: Fleiss (1971), Psychological Bulletin 76, 378-382; chance error Fleiss, Nee &
    Landis (1979), Psychological Bulletin 86, 974-977; standard error Gwet (2008), as irrCAC.

    Examples:
        >>> codes = [["a", "a", "a"], ["a", "b", "b"], ["b", "b", "b"], ["a", "a", "b"]]
        >>> round(fleiss_kappa(codes).estimate, 4)
        0.3333
    """
    require_share(level, "level")
    table, dropped = _kept(read_codes(codes, categories=categories), missing)
    counts = table.counts
    mean = category_shares(counts).mean(axis=0)
    found = chance_corrected(table, np.eye(len(mean)), mean)
    by_category = _category_kappas(counts, mean)
    by_chance, category_error = _chance_errors(counts, mean)
    z = None if by_chance is None else found.coefficient / by_chance
    return FleissKappa(
        name="Fleiss' kappa",
        n=found.units,
        unit="units",
        dropped=dropped,
        notes=_notes(mean),
        estimate=found.coefficient,
        standard_error=found.standard_error,
        interval=found.interval(level),
        why_no_error=found.why_no_error,
        categories=read_only(table.categories.copy()),
        shares=read_only(mean),
        category_kappa=read_only(by_category),
        category_z=None if category_error is None else read_only(by_category / category_error),
        observed_agreement=found.observed,
        expected_agreement=found.expected,
        chance_error=by_chance,
        z=z,
        p_value=None if z is None else float(2 * ndtr(-abs(z))),
    )


def _kept(table: CodeTable, missing: str) -> tuple[CodeTable, tuple[Dropped, ...]]:
    if missing not in ("listwise", "available"):
        raise PsychometricsError(
            f"expected 'listwise' or 'available', got {missing!r}", where="missing"
        )
    coders = table.codes.shape[1]
    kept, dropped = table.with_at_least(max(2, coders) if missing == "listwise" else 1)
    if not np.any(kept.given > 1):
        raise UndefinedStatistic(
            "no unit has the codes that are needed",
            where="codes",
            remedy="Let two coders code each unit, or choose missing='available'.",
        )
    return kept, dropped


def _notes(mean: FloatArray) -> tuple[str, ...]:
    unused = int((mean == 0).sum())
    return (f"{unused} of the categories were never used.",) if unused else ()


def _category_kappas(counts: FloatArray, mean: FloatArray) -> FloatArray:
    """Kappa of each category against all others together; NaN if it is never or always used."""
    rest = counts.sum(axis=1, keepdims=True) - counts
    split = np.stack([counts, rest], axis=2).transpose(1, 0, 2)
    agreed = np.array([np.nanmean(pair_agreement(two, np.eye(2))) for two in split])
    varied = 2 * mean * (1 - mean)
    return 1 - (1 - agreed) / np.where(varied > 0, varied, np.nan)


def _chance_errors(counts: FloatArray, mean: FloatArray) -> tuple[float | None, float | None]:
    """Under chance, of kappa and of each category's kappa; None with uneven numbers of codes."""
    n, given = len(counts), counts.sum(axis=1)
    coders = given[0]
    if (given != coders).any():
        return None, None
    varied = mean * (1 - mean)
    each = 2 / (n * coders * (coders - 1))
    spread = varied.sum() ** 2 - (varied * (1 - 2 * mean)).sum()
    return float(np.sqrt(each * spread) / varied.sum()), float(np.sqrt(each))
