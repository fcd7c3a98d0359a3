"""The plan of disclosure for one leader: what is shown of the answers, and why not the rest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from stature.core.disclosure.blocks import Block, Counted, open_blocks, protected_blocks
from stature.core.disclosure.figures import PublishedFigure
from stature.core.disclosure.groups import GroupPlan, group_plans, names_to_show
from stature.core.disclosure.layout import Layout
from stature.core.disclosure.options import OptionBlock, OptionCounts, option_block
from stature.core.disclosure.pooling import published_options
from stature.core.disclosure.ratings import Ratings, checked_ratings
from stature.core.disclosure.releases import Release, release_before, still_valid
from stature.core.disclosure.rules import DisclosureRules
from stature.core.disclosure.summing import ScaleMeans, published_means
from stature.core.errors import DisclosureError
from stature.core.psychometrics.arrays import FloatArray, IntArray, read_only

Weighting = Literal["group", "rater"]


@dataclass(frozen=True)
class DisclosurePlan:
    """Everything that may be shown of the ratings of one leader.

    ``figures`` holds the means, ``options`` the counts for each item, ``groups`` what became of
    each group, ``release`` what has been given out by now, to be kept with the released report.
    """

    layout: Layout
    rules: DisclosureRules
    groups: tuple[GroupPlan, ...]
    figures: tuple[PublishedFigure, ...]
    options: tuple[OptionCounts, ...]
    release: Release
    means: ScaleMeans = field(repr=False)

    @cached_property
    def _figures(self) -> dict[tuple[str, str], PublishedFigure]:
        return {(figure.unit, figure.group): figure for figure in self.figures}

    def figure(self, unit: str, group: str) -> PublishedFigure:
        """The figure of a scale or unit for a group; DisclosureError if there is none."""
        try:
            return self._figures[unit, group]
        except KeyError as error:
            raise DisclosureError(
                f"no figure of '{unit}' for '{group}'",
                where="figure",
                remedy="Ask for a scale or unit of the layout and a group that is shown.",
            ) from error

    @property
    def shown_groups(self) -> tuple[str, ...]:
        """The groups that have figures, "all raters" at the end if there is such a figure."""
        return tuple(self.means.groups)

    def scale_means(self, group: str) -> FloatArray:
        """One number for each scale to calculate with: the mean, the middle of a band, or NaN."""
        means = np.full(len(self.layout.scales), np.nan)
        for scale, combination in self.means.of_group(group).items():
            means[scale] = combination.value
        return read_only(means)

    def raters_per_scale(self, group: str) -> IntArray:
        """How many people each scale's figure rests on; 0 where it is not shown."""
        counts = np.zeros(len(self.layout.scales), dtype=np.intp)
        for scale, combination in self.means.of_group(group).items():
            counts[scale] = len(combination.raters)
        return read_only(counts)


def plan_disclosure(
    ratings: Ratings,
    layout: Layout,
    *,
    rules: DisclosureRules | None = None,
    weighting: Weighting = "group",
    earlier: Release | None = None,
) -> DisclosurePlan:
    """What may be shown of the ratings of one leader.

    ``weighting`` says whether "all raters" is the mean of groups or of raters. ``earlier`` is the
    release that readers already have: its blocks stay as they are, and new answers come in only
    as new blocks, each with enough people of its own.

    Raises DisclosureError for ratings, layout or release that do not fit together.
    """
    rules = rules or DisclosureRules()
    ratings = checked_ratings(ratings, layout, rules)
    if weighting not in ("group", "rater"):
        raise DisclosureError(
            f"expected 'group' or 'rater', got {weighting!r}",
            where="weighting",
            remedy="Say whether groups or raters weigh the same.",
        )
    before = release_before(layout, earlier)
    counted = Counted.of(ratings, layout, rules)
    shown_as = names_to_show(ratings, counted, rules, before.blocks)
    new = protected_blocks(
        ratings,
        layout,
        counted,
        rules,
        shown_as=shown_as,
        fresh=before.fresh(ratings.raters, len(layout.scales)),
        release=before.number + 1,
    )
    counts = _option_blocks(ratings, layout, new, rules)
    release = before.followed_by(new, counts, rules)
    valid = [block for block in release.blocks if still_valid(block, ratings, counted, rules)]
    alone = open_blocks(ratings, counted, rules)
    means = ScaleMeans.of([*alone, *valid], rules, weighting=weighting)
    options = published_options(layout, release.options, valid, rules)
    return DisclosurePlan(
        layout=layout,
        rules=rules,
        groups=group_plans(ratings, counted, [*alone, *valid], rules),
        figures=published_means(layout, means, options, rules),
        options=options,
        release=release,
        means=means,
    )


def _option_blocks(
    ratings: Ratings, layout: Layout, blocks: Collection[Block], rules: DisclosureRules
) -> list[OptionBlock]:
    """The new counts, scale by scale, over the people of the new blocks."""
    row = {rater: index for index, rater in enumerate(ratings.raters)}
    found = []
    for scale, items in enumerate(layout.items_of_scale):
        of_scale = [block for block in blocks if block.scale == scale]
        answers = [
            ratings.answers[np.ix_([row[rater] for rater in block.raters], items)]
            for block in of_scale
        ]
        found.append(option_block(answers, of_scale, rules))
    return [block for block in found if block is not None]
