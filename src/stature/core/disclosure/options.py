"""How often each option was chosen, question by question, over all protected raters together.

Counts cut across groups, so beside the groups' means they could tell what one group said. They
are shown for all items of a scale, or for none. They are shown if answers can be exchanged between
groups, with every published figure as it is, until no fewer than five people's answers to any item
stand apart (docs/confidentiality-proof.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Literal

import numpy as np

from stature.core.disclosure.blocks import Block
from stature.core.disclosure.rules import DisclosureRules
from stature.core.psychometrics.arrays import FloatArray

Chosen = list[list[int]]  # items × options


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
    if not _mixes(chosen, blocks, rules):
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


def _mixes(chosen: Sequence[Chosen], blocks: Sequence[Block], rules: DisclosureRules) -> bool:
    """Whether in each item the parts that stand apart are large, and none of one mind."""
    masks = [[_mask(row) for row in of_block] for of_block in chosen]
    for item in range(len(chosen[0])):
        parts = [{block} for block in range(len(blocks)) if masks[block][item]]
        for first, second in combinations(range(len(blocks)), 2):
            differences = _exchanges(item, masks[first], masks[second])
            if differences is True or _stay(first, second, differences, chosen, blocks, rules):
                parts = _joined(parts, first, second)
        if not all(
            _large_and_mixed([chosen[block][item] for block in part], rules) for part in parts
        ):
            return False
    return True


def _mask(row: Sequence[int]) -> int:
    return sum(1 << option for option, count in enumerate(row) if count)


def _large_and_mixed(rows: Sequence[Sequence[int]], rules: DisclosureRules) -> bool:
    counts: list[int] = [sum(column) for column in zip(*rows, strict=True)]
    return sum(counts) >= rules.per_option and sum(count > 0 for count in counts) >= 2


def _joined(parts: list[set[int]], first: int, second: int) -> list[set[int]]:
    touched = [part for part in parts if part & {first, second}]
    rest = [part for part in parts if not part & {first, second}]
    return [*rest, set().union(*touched)]


def _exchanges(
    item: int, first: Sequence[int], second: Sequence[int]
) -> Literal[True] | frozenset[int]:
    """Whether two raters can exchange answers to the item, and two others the same back.

    ``first`` and ``second`` hold for each item the options that the block's raters chose. True if
    so; else the differences that can be exchanged one way only.
    """
    here = _differences(first[item], second[item])
    for other in range(len(first)):
        if other != item:
            back = _differences(first[other], second[other])
            if any(-difference in back for difference in here):
                return True
    return here


@cache
def _differences(first: int, second: int) -> frozenset[int]:
    """By how much an answer of the first block can change against one of the second; never 0."""
    ones = [place for place in range(first.bit_length()) if first >> place & 1]
    others = [place for place in range(second.bit_length()) if second >> place & 1]
    return frozenset(other - one for one in ones for other in others if other != one)


def _stay(
    first: int,
    second: int,
    differences: Iterable[int],
    chosen: Sequence[Chosen],
    blocks: Sequence[Block],
    rules: DisclosureRules,
) -> bool:
    """Whether both blocks are bands and stay in them after one of the exchanges."""
    if "none" in (blocks[first].band, blocks[second].band):
        return False
    return any(
        _stays(chosen[first], blocks[first], difference, rules)
        and _stays(chosen[second], blocks[second], -difference, rules)
        for difference in differences
    )


def _stays(chosen: Chosen, block: Block, change: int, rules: DisclosureRules) -> bool:
    """Whether the band still holds the block's mean when the sum of its answers changes so."""
    total = sum(count * value for row in chosen for value, count in enumerate(row, rules.lowest))
    mean = Fraction(total + change, block.answers)
    high = block.band == "high"
    return bool(mean >= rules.high_edge if high else mean <= rules.low_edge)
