"""What item analysis returns: one row of figures for each item of a scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.psychometrics.arrays import FloatArray, IntArray
from stature.core.psychometrics.items.options import OptionCounts
from stature.core.psychometrics.moments import Missing
from stature.core.psychometrics.results import Result, counted, decimals, listed

_WEAK = 0.3


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemAnalysis(Result):
    """Figures of each of J items; every array has one entry for each item.

    ``answered`` counts answers. ``mean`` (with ``standard_error``) and ``difficulty``, the mean as
    a share of the item's range (None without bounds), say how easily people agree;
    ``standard_deviation`` and ``skew`` how they differ. ``item_total`` is the correlation with the
    mean of all items answered, ``item_total_standardised`` with the sum of standardised items,
    ``item_total_corrected`` the same corrected for overlap and unreliability, ``item_rest`` with
    the sum of the other items, with ``item_rest_low`` and ``item_rest_high`` its interval at
    ``level``. ``alpha`` is Cronbach's alpha of the scale, ``alpha_if_deleted`` without the item.
    ``floor`` and ``ceiling`` are the shares at the lowest and the highest answer (None without
    bounds) and ``options`` the counts of each answer (None if there are more than 100).
    Correlations are NaN for an item that does not vary, and a note says how many.
    """

    answered: IntArray
    mean: FloatArray
    standard_error: FloatArray
    difficulty: FloatArray | None
    standard_deviation: FloatArray
    skew: FloatArray
    item_total: FloatArray
    item_total_standardised: FloatArray
    item_total_corrected: FloatArray
    item_rest: FloatArray
    item_rest_low: FloatArray
    item_rest_high: FloatArray
    level: float
    alpha: float
    alpha_if_deleted: FloatArray
    floor: FloatArray | None
    ceiling: FloatArray | None
    options: OptionCounts | None
    missing: Missing
    why_no_error: str = "the error of alpha comes with cronbach_alpha"

    @property
    def estimate(self) -> float:
        """Cronbach's alpha of the scale."""
        return self.alpha

    def summary(self) -> str:
        """Alpha, the range of the item-rest correlations, and which items to look at."""
        rest = self.item_rest
        weak = listed((np.flatnonzero(rest < _WEAK) + 1).tolist())
        look = (
            f"Items that go little with the others (below {_WEAK:g}): {weak}. "
            "Check their wording and whether they are reverse-keyed."
            if weak
            else "Every item goes with the others."
        )
        return (
            f"{counted(len(rest), 'items')}, alpha {decimals(self.alpha)}. "
            f"Correlations of an item with the "
            f"others run from {decimals(float(np.nanmin(rest)))} to "
            f"{decimals(float(np.nanmax(rest)))}. {look} {self._provenance()}"
        )
