"""Whether counts of answers, beside the means of groups, leave every answer open.

Blocks are taken together in parts of two, or three. What is known of a part at most, the counts of
its answers to each item and what its blocks give out, leaves a set of possible cases. The verdict
looks at that set alone, never at which of its cases is the true one. So someone who knows the rule
learns nothing from the fact that counts are shown (docs/confidentiality-proof.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from itertools import product
from math import ceil, floor
from operator import add, or_

import numpy as np

from stature.core.disclosure.blocks import Block
from stature.core.disclosure.rules import DisclosureRules
from stature.core.psychometrics.arrays import BoolArray

Chosen = list[list[int]]  # items × options: how many of a block's raters chose each
_OPTIONS_CHOSEN = 2


def parts_of(blocks: Sequence[Block], rules: DisclosureRules) -> list[list[int]]:
    """Which blocks (indices) are taken together; only how many people they have decides.

    The smallest goes with the largest. Of an odd number the largest stands alone if it has enough
    people for counts of its own; else the three smallest go together.
    """
    order = sorted(range(len(blocks)), key=lambda place: (blocks[place].n, blocks[place].group))
    parts = []
    if len(order) % 2 and blocks[order[-1]].n >= rules.per_option:
        parts.append([order.pop()])
    elif len(order) % 2:
        parts.append(order[:3])
        del order[:3]
    while order:
        parts.append([order.pop(0), order.pop()])
    return parts


def hangs_together(observed: BoolArray, rules: DisclosureRules) -> bool:
    """Whether no fewer people than a group needs answered items (people × items) of their own.

    Only who answered what decides.
    """
    sets: list[set[int]] = []
    for column in observed.T:
        people = set(np.flatnonzero(column).tolist())
        touched = [one for one in sets if one & people]
        sets = [one for one in sets if not one & people]
        sets.append(people.union(*touched))
    return all(len(one) >= rules.per_group for one in sets if one)


def leaves_open(chosen: Sequence[Chosen], blocks: Sequence[Block], rules: DisclosureRules) -> bool:
    """Whether no answer to any item, and no sum of too few answers to it, has one value only.

    ``chosen`` holds the counts of each of the ``blocks`` of one part.
    """
    cases = _Cases(chosen, blocks, rules)
    for item, rows in enumerate(zip(*chosen, strict=True)):
        sizes = [sum(row) for row in rows]
        if 0 < sum(sizes) < rules.per_option:
            return False
        present = [place for place, size in enumerate(sizes) if size]
        if len(present) == 1:
            if sum(count > 0 for count in _pool(rows)) < _OPTIONS_CHOSEN:
                return False
            continue
        sums = cases.values(item)
        if not all(_open(sums[place], sizes[place]) for place in present):
            return False
    return True


def _open(sums: set[int], people: int) -> bool:
    """Whether their sum can differ, and in some case they do not all choose the same."""
    return len(sums) > 1 and (people == 1 or any(total % people for total in sums))


class _Cases:
    """All ways to deal out a part's answers to its blocks that fit what the blocks give out.

    The sums of all blocks but the last make one number: its digits to the ``base``. Bits that are
    set in a whole number stand for a set of such numbers.
    """

    def __init__(
        self, chosen: Sequence[Chosen], blocks: Sequence[Block], rules: DisclosureRules
    ) -> None:
        self.lowest, self.width = rules.lowest, len(blocks) - 1
        self.base = 1 + max(block.answers for block in blocks) * rules.highest
        of_items = [list(map(tuple, rows)) for rows in zip(*chosen, strict=True)]
        self.totals = [sum(map(self._total, rows)) for rows in of_items]
        self.dealt = [
            _set_bits(_deals(_pool(rows), tuple(map(sum, rows)), self.lowest, self.base))
            for rows in of_items
        ]
        sums = [sum(map(self._total, of_block)) for of_block in chosen]
        told = [_told(total, block, rules) for total, block in zip(sums, blocks, strict=True)]
        self.fitting = self._fitting(told)

    def values(self, item: int) -> list[set[int]]:
        """For each block the sums that its answers to the item have in some case."""
        rest = 1
        for other, deals in enumerate(self.dealt):
            if other != item:
                rest = reduce(or_, (rest << deal for deal in deals))
        possible = [deal for deal in self.dealt[item] if rest << deal & self.fitting]
        return [
            set(sums)
            for sums in zip(*(self._sums_of(item, deal) for deal in possible), strict=True)
        ]

    def _sums_of(self, item: int, deal: int) -> tuple[int, ...]:
        sums = []
        for _ in range(self.width):
            deal, digit = divmod(deal, self.base)
            sums.append(digit)
        return (*sums, self.totals[item] - sum(sums))

    def _total(self, counts: Sequence[int]) -> int:
        return sum(count * value for value, count in enumerate(counts, self.lowest))

    def _fitting(self, told: Sequence[range]) -> int:
        """The sums over all items that fit what each block gives out."""
        *first, last = told
        everything = sum(self.totals)
        fitting = 0
        for sums in product(*first):
            if everything - sum(sums) in last:
                fitting |= 1 << _number(sums, self.base)
        return fitting


def _told(total: int, block: Block, rules: DisclosureRules) -> range:
    """The sums of all its answers that a block's mean, or its band, allows."""
    if block.band == "high":
        return range(ceil(rules.high_edge * block.answers), rules.highest * block.answers + 1)
    if block.band == "low":
        return range(rules.lowest * block.answers, floor(rules.low_edge * block.answers) + 1)
    return range(total, total + 1)


def _pool(rows: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The counts of all blocks together."""
    return tuple(map(sum, zip(*rows, strict=True)))


@lru_cache(maxsize=4096)
def _deals(pool: tuple[int, ...], sizes: tuple[int, ...], lowest: int, base: int) -> int:
    """The sums, as set bits, when answers (counts by option) are dealt to blocks of these sizes."""
    none = (0,) * (len(sizes) - 1)
    dealt = {none: 1}
    for value, count in enumerate(pool, lowest):
        further: dict[tuple[int, ...], int] = {}
        for held, bits in dealt.items():
            room = (
                range(min(count, size - has) + 1) for size, has in zip(sizes, held, strict=False)
            )
            for more in product(*room):
                if sum(more) <= count:
                    now = tuple(map(add, held, more))
                    further[now] = further.get(now, 0) | bits << value * _number(more, base)
        dealt = further
    return dealt[sizes[:-1]]


def _number(digits: Sequence[int], base: int) -> int:
    return sum(digit * base**place for place, digit in enumerate(digits))


def _set_bits(bits: int) -> tuple[int, ...]:
    return tuple(place for place, bit in enumerate(reversed(f"{bits:b}")) if bit == "1")
