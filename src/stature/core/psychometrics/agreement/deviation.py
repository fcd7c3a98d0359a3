"""How far raters of one group lie from their group's centre, in points of the scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from stature.core.psychometrics.agreement.answers_on_scale import scale_options
from stature.core.psychometrics.agreement.group_index import GroupIndex, OverGroups
from stature.core.psychometrics.agreement.grouped import (
    Labels,
    Missing,
    grouped_answers,
)
from stature.core.psychometrics.agreement.item_agreement import item_deviation
from stature.core.psychometrics.arrays import IntArray, Numbers
from stature.core.psychometrics.results import Result, decimals


@dataclass(frozen=True, kw_only=True, eq=False)
class AverageDeviation(Result):
    """Average deviation within groups; ``estimate`` is the mean over groups of AD_M.

    ``about_mean`` is AD_M and ``about_median`` AD_Md; ``cut`` is options / 6, the customary upper
    limit of acceptable disagreement. ``labels`` and ``raters`` have one entry for each group.
    """

    items: int
    cut: float
    labels: npt.NDArray[Any]
    raters: IntArray
    about_mean: GroupIndex
    about_median: GroupIndex

    @property
    def estimate(self) -> float:
        """Mean over groups of the average deviation about the mean."""
        return self.about_mean.estimate

    def summary(self) -> str:
        """How far raters lie from their group's mean and median, in plain sentences."""
        return (
            f"On average a rater lies {decimals(self.about_mean.estimate)} points from the mean "
            f"of the group and {decimals(self.about_median.estimate)} from its median. "
            f"{self.about_mean.share_agreeing:.0%} of groups are at or below the customary limit "
            f"of {decimals(self.cut, 2)}. {self._provenance()}"
        )


def average_deviation(
    answers: Numbers,
    groups: Labels,
    *,
    scale: tuple[int, int],
    missing: Missing = "listwise",
    replicates: int = 0,
    level: float = 0.95,
    seed: int = 1,
) -> AverageDeviation:
    """Average deviation of raters within groups, about the mean and about the median.

    AD of an item is sum(\\|x - centre\\|) / raters; AD of a group is the mean over its items. It
    is in points of the scale, from 0 (full agreement) to half the range.

    ``answers`` is raters × items (or one item), ``groups`` one label for each rater, ``scale``
    the lowest and highest answer. Groups of one are dropped. ``missing`` is listwise (raters with
    every answer, as in R's multilevel) or available (each item has its own raters, two or more).
    The mean over groups has Student's t interval, or with ``replicates`` a BCa bootstrap interval.

    Raises PsychometricsError for answers outside the scale, and UndefinedStatistic if no group
    has two raters.

    Reference: Burke, Finkelstein & Dusig (1999), Organizational Research Methods 2, 49-68; Burke
    & Dunlap (2002), Organizational Research Methods 5, 159-172 (limit options / 6).

    Examples:
        >>> teams = average_deviation([3, 4, 5, 2, 2, 5], list("aaabbb"), scale=(1, 5))
        >>> teams.about_mean.values.round(3).tolist(), teams.about_median.values.tolist()
        ([0.667, 1.333], [0.6666666666666666, 1.0])
    """
    rated = grouped_answers(answers, groups, scale=scale, missing=missing)
    over = OverGroups(level, replicates, seed)
    (about_mean, _), (about_median, _) = rated.means_over_items(
        lambda item: (
            item_deviation(item, item.total / item.raters),
            item_deviation(item, item.median()),
        )
    )
    cut = scale_options(scale) / 6
    return AverageDeviation(
        n=rated.n,
        unit="raters",
        dropped=rated.dropped,
        items=rated.item_count,
        cut=cut,
        labels=rated.labels,
        raters=rated.raters,
        about_mean=over.index("AD_M", about_mean, cut=cut, low_is_good=True),
        about_median=over.index("AD_Md", about_median, cut=cut, low_is_good=True),
    )
