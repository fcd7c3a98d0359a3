"""Lawshe's content validity ratio: how many experts call an item essential."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Real

import numpy as np
from scipy.special import bdtrc

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import (
    BoolArray,
    FloatArray,
    IntArray,
    Numbers,
    numeric_vector,
    read_only,
)
from stature.core.psychometrics.content_validity.critical import MOST_EXPERTS, critical_counts
from stature.core.psychometrics.results import Result, counted, decimals
from stature.core.psychometrics.shares import ShareInterval, share_interval


@dataclass(frozen=True, kw_only=True, eq=False)
class ContentValidityRatio(Result):
    """Lawshe's ratio of each item, with interval, exact p value and verdict.

    Arrays have one entry for each item. ``critical`` is the least ratio that chance reaches in
    at most ``alpha`` of cases, NaN if the panel is too small for any. ``kept`` items reach it.
    ``content_validity_index`` is the mean ratio of the kept items; None if none is kept.
    """

    ratio: FloatArray
    low: FloatArray
    high: FloatArray
    p_value: FloatArray
    critical: FloatArray
    kept: BoolArray
    panel: IntArray
    content_validity_index: float | None
    alpha: float
    level: float
    interval_method: str

    def summary(self) -> str:
        """How many items are kept, and their mean ratio."""
        index = self.content_validity_index
        mean = "" if index is None else f", mean ratio of those {decimals(index)}"
        return (
            f"Called essential more often than by chance: {int(self.kept.sum())} of "
            f"{counted(len(self.kept), 'items')}{mean}. "
            f"Ratios from {decimals(float(self.ratio.min()))} "
            f"to {decimals(float(self.ratio.max()))}. {self._provenance()}"
        )


def content_validity_ratio(
    essential: Numbers,
    panel: Numbers,
    *,
    alpha: float = 0.05,
    level: float = 0.95,
    interval: ShareInterval = "wilson",
) -> ContentValidityRatio:
    """Lawshe's content validity ratio of items, from the experts who call each essential.

    CVR = (n_e - N/2) / (N/2), from -1 (nobody) to 1 (everybody). ``essential`` holds n_e for each
    item; ``panel`` is N, one for all items or one for each. The p value is P(X >= n_e) for X
    binomial (N, 1/2); the interval is that of the share n_e / N ("wilson" or "exact"), on the
    scale of the ratio.

    Experts who did not judge an item are left out of its N; a missing count is refused.

    Raises PsychometricsError for counts that are missing, not whole, negative or above the panel.

    Reference: Lawshe (1975), Personnel Psychology 28, 563-575; exact test Wilson, Pan & Schumsky
    (2012) and Ayre & Scally (2014).

    Examples:
        >>> found = content_validity_ratio([10, 9, 6], 10)
        >>> found.ratio.round(2).tolist(), found.kept.tolist()
        ([1.0, 0.8, 0.2], [True, True, False])
    """
    require_share(alpha, "alpha")
    counts, size = _counts(essential, panel)
    low, high = share_interval(counts / size, size, level=level, interval=interval)
    critical = critical_counts(size, alpha)
    kept = counts >= critical
    ratio = 2 * counts / size - 1
    small = int((critical > size).sum())
    return ContentValidityRatio(
        n=int(size.max()),
        unit="experts",
        notes=(f"The panel is too small for a verdict on {counted(small, 'items')}.",)
        if small
        else (),
        ratio=read_only(ratio),
        low=read_only(2 * low - 1),
        high=read_only(2 * high - 1),
        p_value=read_only(np.minimum(bdtrc(counts - 1, size.astype(np.intp), 0.5), 1.0)),
        critical=read_only(np.where(critical <= size, 2 * critical / size - 1, np.nan)),
        kept=read_only(kept),
        panel=read_only(size.astype(np.intp)),
        content_validity_index=float(ratio[kept].mean()) if kept.any() else None,
        alpha=alpha,
        level=level,
        interval_method=interval,
    )


def _counts(essential: Numbers, panel: Numbers) -> tuple[FloatArray, FloatArray]:
    counts, size = _each(essential, "essential"), _each(panel, "panel")
    if len(size) not in (1, len(counts)):
        raise PsychometricsError(
            f"expected one size or one for each of {len(counts)} items, got {len(size)}",
            where="panel",
        )
    size = np.broadcast_to(size, counts.shape).copy()
    for numbers, name in ((counts, "essential"), (size, "panel")):
        _refuse_missing(numbers, name)
    whole = (counts == np.rint(counts)) & (size == np.rint(size))
    wrong = ~(whole & (counts >= 0) & (counts <= size) & (size >= 1))
    if wrong.any():
        place = int(np.argmax(wrong))
        raise PsychometricsError(
            f"expected a whole number of experts out of the panel, got {counts[place]:g} of "
            f"{size[place]:g}",
            where=f"essential[{place}]",
        )
    return counts, size


def _refuse_missing(numbers: FloatArray, name: str) -> None:
    if np.isnan(numbers).any():
        raise PsychometricsError(
            "a count is missing",
            where=f"{name}[{int(np.argmax(np.isnan(numbers)))}]",
            remedy="Leave the item out, or count its experts.",
        )
    if numbers.max() > MOST_EXPERTS:
        raise PsychometricsError(f"{numbers.max():g} is too large to reckon with", where=name)


def _each(values: Numbers, name: str) -> FloatArray:
    return numeric_vector([values] if isinstance(values, Real) else values, name=name)
