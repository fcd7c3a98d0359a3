"""An adversary who knows the whole rule also learns from what is not shown.

For small scales every possible set of answers is put through the rule. Whatever comes out, each
answer must have taken two values in the sets that lead to it.
"""

from collections import defaultdict
from fractions import Fraction
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from stature.core.disclosure import Block, DisclosureRules
from stature.core.disclosure.blocks import coarsened
from stature.core.disclosure.options import option_block

Sheet = tuple[int, ...]


def blocks_of(
    size: int, items: int, group: str, rules: DisclosureRules
) -> list[tuple[np.ndarray, Block]]:
    """All sets of answers a group can give, whoever of them gave which."""
    sheets = list(product(rules.options, repeat=items))
    found = []
    for given in combinations_with_replacement(sheets, size):
        answers = np.array(given, dtype=float)
        value, band = coarsened(Fraction(int(answers.sum()), answers.size), rules)
        raters = tuple(f"{group}{number}" for number in range(size))
        found.append((answers, Block(group, 0, raters, answers.size, value, band)))
    return found


def told(parts: tuple[tuple[np.ndarray, Block], ...], rules: DisclosureRules) -> tuple[object, ...]:
    counts = option_block([answers for answers, _ in parts], [block for _, block in parts], rules)
    given_out = tuple((block.value, block.band) for _, block in parts)
    return (*given_out, counts.counts if counts else None)


@pytest.mark.parametrize(
    ("sizes", "items", "highest"), [((5,), 2, 3), ((6,), 2, 3), ((5,), 2, 4), ((3, 3), 2, 3)]
)
def test_no_answer_is_certain_for_someone_who_knows_the_rule(
    sizes: tuple[int, ...], items: int, highest: int
) -> None:
    rules = DisclosureRules(highest=highest)
    groups = [blocks_of(size, items, str(place), rules) for place, size in enumerate(sizes)]
    # Raters of a group can be exchanged, so an answer is certain only if all of them agree on the
    # item, on the same value, in every set of answers that leads to what was published.
    common: dict[tuple[object, ...], list[set[float | None]]] = defaultdict(
        lambda: [set() for _ in range(items * len(sizes))]
    )
    for parts in product(*groups):
        agreed = [
            column[0] if (column == column[0]).all() else None
            for answers, _ in parts
            for column in answers.T
        ]
        for values, value in zip(common[told(parts, rules)], agreed, strict=True):
            values.add(value)
    certain = [
        key
        for key, items_ in common.items()
        for values in items_
        if len(values - {None}) == 1 and None not in values
    ]
    assert not certain
    assert any(key[-1] for key in common), "counts are shown for some answers"
