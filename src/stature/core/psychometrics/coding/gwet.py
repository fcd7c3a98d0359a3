"""Gwet's AC1 and AC2: agreement that stays meaningful when one category is very common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.coding.chance_corrected import category_shares, chance_corrected
from stature.core.psychometrics.coding.code_table import CodeTable
from stature.core.psychometrics.coding.codes import read_codes
from stature.core.psychometrics.coding.weights import Weights, agreement_weights, agreement_word
from stature.core.psychometrics.results import Dropped, Statistic


@dataclass(frozen=True, kw_only=True, eq=False)
class GwetAgreement(Statistic):
    """AC1 (or AC2 with weights) with its error; ``n`` counts the units with a code.

    ``pairs`` counts the units with at least two codes, on which the observed agreement rests.
    """

    weights: Weights | None
    pairs: int
    observed_agreement: float
    expected_agreement: float

    def summary(self) -> str:
        """The estimate, its error, and the agreement behind it."""
        near = ", near misses counted in part" if self.weights else ""
        return (
            f"{super().summary()} Two coders agree on {self.observed_agreement:.0%}{near}; chance "
            f"would give {self.expected_agreement:.0%}. Landis and Koch's word for this is "
            f"{agreement_word(self.estimate)}."
        )


def gwet_ac1(
    codes: npt.ArrayLike, *, categories: Sequence[Any] | None = None, level: float = 0.95
) -> GwetAgreement:
    """Gwet's AC1 from codes (units × coders): agreement beyond chance among unsure coders.

    AC1 = (p_a - p_e) / (1 - p_e), p_e = sum_k pi_k (1 - pi_k) / (q - 1), where pi_k is the mean
    share of category k of q; from -1 to 1. ``categories`` are all that could have been given;
    without them, those that occur.

    A unit with one code counts for the shares only; units without a code are dropped and
    reported. The interval uses Student's t.

    Raises PsychometricsError for codes that cannot be read, UndefinedStatistic if no unit has two
    codes or if there is one category only.

    Reference: Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48,
    eq. 5-7; error eq. 36.

    Examples:
        >>> round(gwet_ac1([[0, 0], [1, 1], [0, 1], [1, 1]]).estimate, 4)
        0.5294
    """
    return _gwet(codes, None, categories, level)


def gwet_ac2(
    codes: npt.ArrayLike,
    *,
    weights: Weights = "quadratic",
    categories: Sequence[Any] | None = None,
    level: float = 0.95,
) -> GwetAgreement:
    """Gwet's AC2 from codes (units × coders): AC1 with half marks for near misses.

    As AC1, with agreement weights w_kl and p_e = (sum w_kl) sum_k pi_k (1 - pi_k) / (q (q - 1)).
    Weights count steps between categories, so words need ``categories`` in their order.

    Missing codes are treated as in ``gwet_ac1``.

    Raises as ``gwet_ac1`` does, and PsychometricsError for words without their order.

    Reference: Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 3.

    Examples:
        >>> round(gwet_ac2([[1, 1], [2, 3], [3, 3], [1, 2]], weights="linear").estimate, 4)
        0.4483
    """
    return _gwet(codes, weights, categories, level)


def _gwet(
    codes: npt.ArrayLike, weights: Weights | None, categories: Sequence[Any] | None, level: float
) -> GwetAgreement:
    require_share(level, "level")
    table, dropped = _usable(read_codes(codes, categories=categories))
    if weights is not None:
        table.require_order("weights")
    width = len(table.categories)
    agreement = agreement_weights(width, weights)
    mean = category_shares(table.counts).mean(axis=0)
    found = chance_corrected(table, agreement, agreement.sum() * (1 - mean) / (width * (width - 1)))
    return GwetAgreement(
        name="Gwet's AC1" if weights is None else f"Gwet's AC2 ({weights} weights)",
        n=found.units,
        unit="units",
        dropped=dropped,
        notes=table.gap_notes() if weights else (),
        estimate=found.coefficient,
        standard_error=found.standard_error,
        interval=found.interval(level),
        why_no_error=found.why_no_error,
        weights=weights,
        pairs=int((table.given > 1).sum()),
        observed_agreement=found.observed,
        expected_agreement=found.expected,
    )


def _usable(table: CodeTable) -> tuple[CodeTable, tuple[Dropped, ...]]:
    coded, dropped = table.with_at_least(1)
    if not np.any(coded.given > 1):
        raise UndefinedStatistic("no unit has two codes, so nothing can agree", where="codes")
    if len(coded.categories) < 2:
        raise UndefinedStatistic(
            "one category alone leaves no room for disagreement",
            where="codes",
            remedy="Give all categories that could have been chosen.",
        )
    return coded, dropped
