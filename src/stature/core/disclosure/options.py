"""How often each option was chosen, question by question, over all protected raters together.

Counts cut across groups, so beside the groups' means they could tell what one group said. They
are shown for all items of a scale, or for none, and only if they leave every answer open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stature.core.disclosure.blocks import Block
from stature.core.disclosure.mixing import Chosen, hangs_together, leaves_open, parts_of
from stature.core.disclosure.rules import DisclosureRules
from stature.core.psychometrics.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class OptionBlock:
    """Counts for the items of one scale (items × options) from the answers of ``raters`` (ids)."""

    scale: int
    raters: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    release: int


@dataclass(frozen=True, slots=True)
class OptionCounts:
    """How many of ``n`` people chose each option of an item; None where that is not shown."""

    item: str
    n: int
    counts: tuple[int, ...] | None
    reason: str
    lowest: int = 1

    @property
    def mean(self) -> float | None:
        """The mean of the answers; None where counts are not shown."""
        if self.counts is None:
            return None
        total = sum(count * value for value, count in enumerate(self.counts, self.lowest))
        return total / self.n


def option_block(
    answers: Sequence[FloatArray], blocks: Sequence[Block], rules: DisclosureRules
) -> OptionBlock | None:
    """Counts over the new blocks of one scale; None if they could tell too much.

    ``answers`` holds raters × items of the scale for each of the ``blocks``.
    """
    if not blocks or min((~np.isnan(np.vstack(answers))).sum(axis=0)) < rules.per_option:
        return None
    chosen = [_chosen(table, rules) for table in answers]
    if not _mixes(chosen, answers, blocks, rules):
        return None
    raters = tuple(rater for block in blocks for rater in block.raters)
    counts = tuple(
        tuple(map(sum, zip(*of_item, strict=True))) for of_item in zip(*chosen, strict=True)
    )
    return OptionBlock(blocks[0].scale, raters, counts, blocks[0].release)


def _chosen(answers: FloatArray, rules: DisclosureRules) -> Chosen:
    """Items × options: how many of the block's raters chose each."""
    options = np.arange(rules.lowest, rules.highest + 1)
    counts: Chosen = (answers[:, :, None] == options).sum(axis=0).tolist()
    return counts


def _mixes(
    chosen: Sequence[Chosen],
    answers: Sequence[FloatArray],
    blocks: Sequence[Block],
    rules: DisclosureRules,
) -> bool:
    """Whether the counts leave every answer open."""
    return all(hangs_together(~np.isnan(table), rules) for table in answers) and all(
        leaves_open([chosen[place] for place in part], [blocks[place] for place in part], rules)
        for part in parts_of(blocks, rules)
    )
