"""Do the raters of one group agree enough to be averaged: r_wg(J), Lindell's r* and a_wg."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.psychometrics.agreement.answers_on_scale import scale_options
from stature.core.psychometrics.agreement.group_index import GroupIndex, OverGroups
from stature.core.psychometrics.agreement.grouped import (
    Labels,
    Missing,
    grouped_answers,
)
from stature.core.psychometrics.agreement.item_agreement import item_a_wg, item_variance
from stature.core.psychometrics.agreement.item_spread import ItemSpread
from stature.core.psychometrics.agreement.nulls import agreement_band, null_variances
from stature.core.psychometrics.arguments import require_mapping, require_number
from stature.core.psychometrics.arrays import BoolArray, FloatArray, IntArray, Numbers, read_only
from stature.core.psychometrics.results import Result, counted, decimals

_CUSTOMARY = 0.70


@dataclass(frozen=True, kw_only=True, eq=False)
class WithinGroupAgreement(Result):
    """Agreement within groups under every null; ``estimate`` is the mean r_wg(J), uniform null.

    ``labels``, ``raters`` and ``mean_variance`` (of the items) have one entry for each group.
    ``r_wg`` and ``lindell`` hold one index for each null, ``null_variances`` what each null
    expects. ``a_wg`` is None if no group has a mean far enough from the ends of the scale.
    """

    items: int
    options: int
    labels: npt.NDArray[Any]
    raters: IntArray
    mean_variance: FloatArray
    null_variances: Mapping[str, float]
    r_wg: Mapping[str, GroupIndex]
    lindell: Mapping[str, GroupIndex]
    a_wg: GroupIndex | None

    @property
    def estimate(self) -> float:
        """Mean r_wg(J) over groups under the uniform null."""
        return self.r_wg["uniform"].estimate

    def summary(self) -> str:
        """Agreement under every null, with the customary words, in plain sentences."""
        nulls = "; ".join(_in_words(null, index) for null, index in self.r_wg.items())
        a_wg = "a_wg has no value here."
        if self.a_wg is not None:
            a_wg = f"Mean a_wg: {decimals(self.a_wg.estimate)} ({_band(self.a_wg)})."
        return (
            f"{counted(len(self.labels), 'groups')} rated {counted(self.items, 'items')} "
            f"with {self.options} options. "
            f"Mean r_wg{'(J)' * (self.items > 1)} by null: {nulls}. The null is the spread that is "
            f"expected without any agreement; kind raters call for a skewed one. "
            f"{a_wg} {self._provenance()}"
        )


def within_group_agreement(
    answers: Numbers,
    groups: Labels,
    *,
    scale: tuple[int, int],
    missing: Missing = "listwise",
    other_nulls: Mapping[str, float] | None = None,
    replicates: int = 0,
    level: float = 0.95,
    seed: int = 1,
) -> WithinGroupAgreement:
    """Agreement of raters within groups, always under several nulls together.

    With J items, m their mean variance (dividing by raters - 1) in a group, and v the variance of
    the null: r_wg(J) = J (1 - m/v) / (J (1 - m/v) + m/v), from 0 to 1; if m > v the group counts
    as 0 and is counted in ``reset``. With one item this is r_wg = 1 - m/v. Lindell's
    r* = 1 - m/v may be negative. a_wg = 1 - 2 s² (k - 1) / (k ((H + L) M - M² - H L)) is averaged
    over items; an item has none if its mean M of k raters lies beyond (L (k - 1) + H) / k or
    (H (k - 1) + L) / k, and 1 if everyone chose the same end.

    ``answers`` is raters × items (or one item), ``groups`` one label for each rater, ``scale``
    the lowest and highest answer L and H; options are the whole numbers from L to H. Groups of
    one are dropped. ``missing`` is listwise (raters with every answer, as in R's multilevel) or
    available (each item has its own raters; J counts the items with two or more). ``other_nulls``
    adds variances of your own. The mean over groups has Student's t interval, or with
    ``replicates`` a BCa bootstrap interval over groups.

    Raises PsychometricsError for answers outside the scale, and UndefinedStatistic if no group
    has two raters.

    Reference: James, Demaree & Wolf (1984), eq. 1 and 2; LeBreton & Senter (2008), tables 2 and
    3; Lindell, Brandt & Whitney (1999), Applied Psychological Measurement 23, 127-135; Brown &
    Hauenstein (2005), Organizational Research Methods 8, 165-184.

    Examples:
        >>> teams = within_group_agreement([3, 4, 4, 1, 3, 5], list("aaabbb"), scale=(1, 5))
        >>> teams.r_wg["uniform"].values.round(3).tolist(), teams.r_wg["uniform"].reset
        ([0.833, 0.0], 1)
    """
    options = scale_options(scale)
    nulls = null_variances(options) | _own_nulls({} if other_nulls is None else other_nulls)
    rated = grouped_answers(answers, groups, scale=scale, missing=missing)
    over = OverGroups(level, replicates, seed)

    def of_item(item: ItemSpread) -> tuple[FloatArray, FloatArray]:
        variance = item_variance(item)
        return variance, item_a_wg(item, variance, scale)

    (variance, items), (a_wg, _) = rated.means_over_items(of_item)
    r_wg = {null: _r_wg(over, null, variance, items, expected) for null, expected in nulls.items()}
    lindell = {
        null: over.index(f"Lindell's r* ({null})", 1 - variance / expected, cut=_CUSTOMARY)
        for null, expected in nulls.items()
    }
    return WithinGroupAgreement(
        n=rated.n,
        unit="raters",
        dropped=rated.dropped,
        notes=_notes(rated.raters, options, np.isnan(a_wg) & ~np.isnan(variance)),
        items=rated.item_count,
        options=options,
        labels=rated.labels,
        raters=rated.raters,
        mean_variance=read_only(variance),
        null_variances=nulls,
        r_wg=r_wg,
        lindell=lindell,
        a_wg=None if np.isnan(a_wg).all() else over.index("a_wg", a_wg, cut=_CUSTOMARY),
    )


def _own_nulls(nulls: Mapping[str, float]) -> dict[str, float]:
    return {
        name: require_number(variance, f"other_nulls[{name!r}]", above=0)
        for name, variance in require_mapping(nulls, "other_nulls").items()
    }


def _r_wg(
    over: OverGroups, null: str, variance: FloatArray, items: FloatArray, expected: float
) -> GroupIndex:
    """By Spearman-Brown from one item to J; m above the null's variance would be negative."""
    reset = variance > expected
    random = np.where(reset, 1.0, variance / expected)
    agreed = items * (1 - random)
    with np.errstate(invalid="ignore"):
        values = agreed / (agreed + random)
    return over.index(f"r_wg ({null})", values, cut=_CUSTOMARY, reset=int(reset.sum()))


def _notes(raters: IntArray, options: int, without_a_wg: BoolArray) -> tuple[str, ...]:
    few, without = int((raters < options - 1).sum()), int(without_a_wg.sum())
    notes = []
    if "slight skew" not in null_variances(options):
        notes.append(f"No skewed null is published for {options} options.")
    if without:
        notes.append(f"a_wg has no value in {counted(without, 'groups')}: the mean lies at an end.")
    if few:
        notes.append(f"a_wg asks for {options - 1} raters. {counted(few, 'groups')} with fewer.")
    return tuple(notes)


def _in_words(null: str, index: GroupIndex) -> str:
    reset = f", {counted(index.reset, 'groups')} set to 0" if index.reset else ""
    return (
        f"{null} {decimals(index.estimate)} ({_band(index)}; "
        f"{index.share_agreeing:.0%} of groups at .70 or above{reset})"
    )


def _band(index: GroupIndex) -> str:
    return f"{agreement_band(index.estimate)} agreement"
