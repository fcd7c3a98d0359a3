"""An adversary by brute force, who knows the rule and goes through every possible set of answers.

It shares nothing with the adversary of the package: no solver, no equations. It gathers the sets of
answers that lead to exactly the same plan, and looks at what they have in common.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from stature.core.disclosure import (
    Block,
    DisclosurePlan,
    DisclosureRules,
    Layout,
    Ratings,
    plan_disclosure,
)
from stature.core.disclosure.blocks import coarsened
from stature.core.disclosure.options import option_block

Cell = tuple[int, int]
NAN = np.nan


def layout_of(items: int) -> Layout:
    return Layout(tuple(f"i{item}" for item in range(items)), ("a",), (0,) * items)


def published(plan: DisclosurePlan) -> tuple[object, ...]:
    """All that a plan gives out, with means exact as they are calculated with."""
    figures = [
        (each.unit, each.group, each.n, each.status, each.value, each.reason, each.near_ends)
        for each in plan.figures
    ]
    exact = [
        (group, scale, combination.value)
        for group, scales in plan.means.groups.items()
        for scale, combination in scales.items()
    ]
    return tuple(figures), plan.options, plan.groups, tuple(exact)


def all_answers(groups: Sequence[str], observed: np.ndarray, highest: int) -> Iterator[np.ndarray]:
    """Every table of answers, apart from who of those alike gave which."""
    alike: dict[tuple[object, ...], list[Cell]] = defaultdict(list)
    for rater, item in np.argwhere(observed).tolist():
        alike[groups[rater], item, bool(2 * observed[rater].sum() >= observed.shape[1])].append(
            (rater, item)
        )
    ways = [
        combinations_with_replacement(range(1, highest + 1), len(cells)) for cells in alike.values()
    ]
    for given in product(*ways):
        answers = np.full(observed.shape, NAN)
        for cells, values in zip(alike.values(), given, strict=True):
            for cell, value in zip(cells, values, strict=True):
                answers[cell] = value
        yield answers


@dataclass(frozen=True, eq=False)
class Shape:
    """Who answered what, and who came late; everyone else is in the first release."""

    groups: tuple[str, ...]
    highest: int
    observed: np.ndarray
    late: tuple[int, ...]

    @property
    def rules(self) -> DisclosureRules:
        return DisclosureRules(highest=self.highest)

    def plan(self, answers: np.ndarray, rows: Sequence[int], **choices: object) -> DisclosurePlan:
        ratings = Ratings(
            answers[list(rows)],
            tuple(f"r{row}" for row in rows),
            tuple(self.groups[row] for row in rows),
        )
        layout = layout_of(answers.shape[1])
        return plan_disclosure(ratings, layout, rules=self.rules, **choices)  # type: ignore[arg-type]

    def told(self, answers: np.ndarray) -> tuple[object, ...]:
        """Everything published, in one release or two."""
        everyone = range(len(self.groups))
        before = self.plan(answers, [row for row in everyone if row not in self.late])
        if not self.late:
            return published(before)
        after = self.plan(answers, everyone, earlier=before.release)
        return published(before), published(after)


def what_is_certain(shape: Shape) -> list[tuple[object, ...]]:
    """Answers of a group to an item, and sums of few people, that have one value in all cases."""
    cases: dict[tuple[object, ...], list[np.ndarray]] = defaultdict(list)
    for answers in all_answers(shape.groups, shape.observed, shape.highest):
        cases[shape.told(answers)].append(answers)
    certain: list[tuple[object, ...]] = []
    for name, item in product(dict.fromkeys(shape.groups), range(shape.observed.shape[1])):
        asked = np.array([group == name for group in shape.groups]) & shape.observed[:, item]
        for fitting in cases.values():
            of_item = np.array([answers[asked, item] for answers in fitting])
            few = asked.sum() < shape.rules.per_option
            if len(np.unique(of_item)) == 1 or (few and len(np.unique(of_item.sum(axis=1))) == 1):
                certain.append((name, item, fitting[0]))
    return certain


@pytest.mark.parametrize(
    ("sizes", "highest", "missing", "late"),
    [
        ((3,), 4, (), ()),
        ((5,), 3, (), ()),
        ((3, 2), 3, ((0, 1), (4, 0)), ()),  # customers are hidden
        ((3, 3), 3, ((0, 1), (1, 0), (3, 0), (4, 1)), ()),
        ((5, 1), 3, (), (5,)),  # a late answer waits
    ],
)
def test_nothing_is_certain_whatever_was_answered(
    sizes: tuple[int, ...], highest: int, missing: tuple[Cell, ...], late: tuple[int, ...]
) -> None:
    groups = [
        name for name, size in zip(("peers", "customers"), sizes, strict=False) for _ in range(size)
    ]
    observed = np.ones((len(groups), 2), dtype=bool)
    for cell in missing:
        observed[cell] = False
    assert what_is_certain(Shape(tuple(groups), highest, observed, late)) == []


Counts = tuple[int, ...]
Case = tuple[tuple[Counts, ...], ...]  # items × blocks × options: how many chose each


def blocks_and_counts(case: Case, rules: DisclosureRules) -> tuple[tuple[object, ...], bool]:
    """What the blocks of a case give out, and whether counts are shown beside them."""
    tables, blocks = [], []
    for place in range(len(case[0])):
        columns = [np.repeat(np.array(rules.options), of_item[place]) for of_item in case]
        answers = np.column_stack(columns).astype(float)
        mean = Fraction(int(answers.sum()), answers.size)
        value, band = coarsened(mean, rules)
        raters = tuple(f"{place}.{row}" for row in range(len(answers)))
        tables.append(answers)
        blocks.append(Block(f"g{place}", 0, raters, answers.size, value, band))
    shown = option_block(tables, blocks, rules) is not None
    return tuple((block.value, block.band) for block in blocks), shown


def ways_to_deal(counts: Counts, sizes: tuple[int, ...]) -> Iterator[tuple[Counts, ...]]:
    """All ways to deal answers to blocks of these sizes."""
    if len(sizes) == 1:
        yield (counts,)
        return
    for taken in product(*(range(count + 1) for count in counts)):
        if sum(taken) == sizes[0]:
            rest = tuple(count - some for count, some in zip(counts, taken, strict=True))
            for others in ways_to_deal(rest, sizes[1:]):
                yield (taken, *others)


def certain_beside_counts(case: Case, rules: DisclosureRules) -> list[tuple[int, int]] | None:
    """Items and blocks whose sum, or every answer, is certain; None where counts are hidden."""
    told, shown = blocks_and_counts(case, rules)
    if not shown:
        return None
    sizes = tuple(sum(counts) for counts in case[0])
    pools = [tuple(map(sum, zip(*of_item, strict=True))) for of_item in case]
    possible = [
        other
        for other in product(*(list(ways_to_deal(pool, sizes)) for pool in pools))
        if blocks_and_counts(other, rules) == (told, True)
    ]
    return [
        (item, place)
        for item in range(len(case))
        for place, size in enumerate(sizes)
        if _is_certain({other[item][place] for other in possible}, size, rules)
    ]


def _is_certain(found: set[Counts], size: int, rules: DisclosureRules) -> bool:
    sums = {sum(n * value for value, n in enumerate(counts, rules.lowest)) for counts in found}
    chosen = {tuple(np.flatnonzero(counts)) for counts in found}
    one_mind = len(chosen) == 1 and len(next(iter(chosen))) == 1
    return one_mind or (len(sums) == 1 and size < rules.per_option)


# With each of these, answers could once be worked out from the very fact that counts were shown.
ONCE_FOUND_OUT: tuple[tuple[int, Case], ...] = (
    (3, (((3, 0, 0), (2, 0, 1)), ((2, 1, 0), (2, 1, 0)))),
    (5, (((1, 1, 1, 0, 0), (0, 0, 0, 3, 0)), ((3, 0, 0, 0, 0), (0, 0, 0, 0, 3)),
         ((0, 1, 0, 0, 2), (1, 0, 0, 0, 2)))),
    (5, (((0, 3, 0, 0, 0), (0, 3, 0, 1, 0)), ((1, 0, 1, 0, 1), (1, 1, 0, 0, 2)),
         ((1, 0, 0, 0, 2), (0, 0, 0, 0, 4)))),
    (5, (((0, 0, 0, 0, 3), (0, 0, 0, 2, 3)), ((0, 0, 0, 0, 3), (0, 1, 0, 0, 4)))),
)  # fmt: skip


@pytest.mark.parametrize(("highest", "case"), ONCE_FOUND_OUT)
def test_counts_that_gave_answers_away_do_so_no_more(highest: int, case: Case) -> None:
    assert not certain_beside_counts(case, DisclosureRules(highest=highest))


@pytest.mark.parametrize(
    ("sizes", "items", "highest", "tries"),
    [((3, 3), 2, 5, 60), ((3, 3), 3, 3, 40), ((3, 4), 2, 4, 40), ((3, 3, 3), 2, 3, 6)],
)
def test_counts_beside_means_leave_every_answer_open(
    sizes: tuple[int, ...], items: int, highest: int, tries: int
) -> None:
    """Someone who knows the rule rules out every case in which counts would not be shown."""
    chance, rules = np.random.default_rng(7), DisclosureRules(highest=highest)
    verdicts = []
    for _ in range(tries):
        liking = chance.dirichlet(np.full(highest, 0.6), (items, len(sizes)))
        case = tuple(
            tuple(
                tuple(chance.multinomial(size, liking[item, place]).tolist())
                for place, size in enumerate(sizes)
            )
            for item in range(items)
        )
        verdicts.append(certain_beside_counts(case, rules))
    assert [verdict for verdict in verdicts if verdict] == []
    assert [] in verdicts, "some counts are shown"
