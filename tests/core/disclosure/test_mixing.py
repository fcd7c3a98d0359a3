"""Which blocks go together for counts of answers, and when these leave every answer open."""

from fractions import Fraction

import numpy as np
import pytest

from stature.core.disclosure import Block, DisclosureRules
from stature.core.disclosure.mixing import hangs_together, leaves_open, parts_of

RULES = DisclosureRules()


def blocks(*sizes: int) -> list[Block]:
    return [
        Block(
            f"g{place}", 0, tuple(f"{place}.{row}" for row in range(size)), 0, Fraction(3), "none"
        )
        for place, size in enumerate(sizes)
    ]


@pytest.mark.parametrize(
    ("sizes", "parts"),
    [
        ((4, 3), [[1, 0]]),
        ((6,), [[0]]),
        ((3, 7, 4), [[0, 2], [1]]),
        ((3, 4, 4), [[0, 1, 2]]),
        ((3, 9, 4, 5), [[0, 1], [2, 3]]),
    ],
)
def test_the_smallest_goes_with_the_largest(sizes: tuple[int, ...], parts: list[list[int]]) -> None:
    found = [sorted(part) for part in parts_of(blocks(*sizes), RULES)]
    assert sorted(found) == sorted(sorted(part) for part in parts)


def test_few_people_with_items_of_their_own_do_not_hang_together() -> None:
    apart = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 1, 1]])
    assert not hangs_together(apart.astype(bool), RULES)
    apart[0, 2] = 1
    assert hangs_together(apart.astype(bool), RULES)


def test_a_sum_that_only_one_way_of_dealing_out_reaches_is_not_open() -> None:
    """Three said 1 and three 5, to both items: the least sum of one block tells it all."""
    ends = [[3, 0, 0, 0, 0], [3, 0, 0, 0, 0]], [[0, 0, 0, 0, 3], [0, 0, 0, 0, 3]]
    lowest, highest = (
        Block(name, 0, ("a", "b", "c"), 6, Fraction(value), "none")
        for name, value in (("g0", 1), ("g1", 5))
    )
    assert not leaves_open(ends, [lowest, highest], RULES)
    mixed = [[3, 0, 0, 0, 0], [0, 0, 0, 0, 3]], [[0, 0, 0, 0, 3], [3, 0, 0, 0, 0]]
    middle = [Block(name, 0, ("a", "b", "c"), 6, Fraction(3), "none") for name in ("g0", "g1")]
    assert leaves_open(mixed, middle, RULES)
