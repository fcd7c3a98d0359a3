"""Releases: what readers already have, which no later release may be compared with to any gain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from stature.core.disclosure.blocks import Block, Counted, coarsened
from stature.core.disclosure.layout import Layout
from stature.core.disclosure.options import OptionBlock
from stature.core.disclosure.ratings import Ratings
from stature.core.disclosure.rules import RULES_VERSION, DisclosureRules
from stature.core.errors import DisclosureError
from stature.core.psychometrics.arrays import BoolArray


@dataclass(frozen=True, slots=True)
class Release:
    """The protected blocks and counts of items given out up to release ``number``, for good.

    ``asked`` names each item and its scale, in the order of the layout.
    """

    number: int
    asked: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...] = ()
    options: tuple[OptionBlock, ...] = ()
    rules_version: str = RULES_VERSION

    def fresh(self, raters: tuple[str, ...], scales: int) -> BoolArray:
        """Raters × scales: whose answers have not been given out in any block."""
        row = {rater: index for index, rater in enumerate(raters)}
        fresh = np.ones((len(raters), scales), dtype=bool)
        for block in self.blocks:
            fresh[[row[rater] for rater in block.raters if rater in row], block.scale] = False
        return fresh

    def followed_by(
        self, blocks: Iterable[Block], options: Iterable[OptionBlock], rules: DisclosureRules
    ) -> Release:
        """The next release: everything given out before, and the new."""
        return Release(
            self.number + 1,
            self.asked,
            (*self.blocks, *blocks),
            (*self.options, *options),
            rules.version,
        )


def release_before(layout: Layout, earlier: Release | None) -> Release:
    """The earlier release, or one with nothing in it.

    Raises DisclosureError if the earlier one was made with another questionnaire.
    """
    asked = tuple(
        (item, layout.scales[scale])
        for item, scale in zip(layout.items, layout.scale_of, strict=True)
    )
    if earlier is not None and earlier.asked != asked:
        raise DisclosureError(
            "the questionnaire is not that of the earlier release",
            where="earlier",
            remedy="Keep a round's questionnaire, or start a new round for the new one.",
        )
    return earlier or Release(0, asked)


def still_valid(block: Block, ratings: Ratings, counted: Counted, rules: DisclosureRules) -> bool:
    """Whether a released block can be shown again: all its people are there, nothing changed.

    Where someone withdrew, the block is not shown again. Showing the rest of them instead would
    tell, beside the earlier release, what that one person said.
    """
    row = {rater: index for index, rater in enumerate(ratings.raters)}
    if not set(block.raters) <= set(row):
        return False
    members = [row[rater] for rater in block.raters]
    answers = int(counted.answers[members, block.scale].sum())
    if answers != block.answers or not counted.counts[members, block.scale].all():
        return False
    total = int(counted.sums[members, block.scale].sum())
    return coarsened(Fraction(total, answers), rules) == (block.value, block.band)
