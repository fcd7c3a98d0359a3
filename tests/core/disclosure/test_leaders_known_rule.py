"""Someone who knows the rules of group reports, and tries out every set of leaders' figures.

They see exact means where readers see rounded ones, and know one leader's figure.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest

from stature.core.disclosure import DisclosureRules
from stature.core.disclosure.leader_history import History
from stature.core.disclosure.leader_parts import leader_part
from stature.core.disclosure.leader_told import MeasureTold, MeasureValues

RULES = DisclosureRules()
LEAST_OPEN = 0.25  # of a point: more than two steps of what is printed
Told = tuple[object, ...]
Case = tuple[Told, Sequence[tuple[float, ...]]]


def told(figures: Sequence[float], first: int = 0) -> Told:
    """What a part of leaders with these figures gives out."""
    entries = [f"l{first + number}#1" for number in range(len(figures))]
    part = leader_part(frozenset(entries), dict(zip(entries, figures, strict=True)), RULES)
    return part.value, part.band, part.edge


def told_later(five: Sequence[float], others: Sequence[float]) -> Told:
    """What ten leaders give out first, and then beside it once five of them can go."""
    names = [f"l{number}#1" for number in range(10)]
    values = dict(zip(names, (*five, *others), strict=True))
    first = leader_part(frozenset(names), values, RULES)
    inside = frozenset(names[:5])
    history = History(
        MeasureTold((first,), frozenset(names)), MeasureValues(values, frozenset(names)), RULES
    )
    if not history.may_cut(frozenset(names), inside):
        return first.value, first.band, first.edge, "whole"
    return first.value, first.band, first.edge, told(five), told(others, 5)


def one_part(n: int, figures: Sequence[float]) -> Iterator[Case]:
    for given in combinations_with_replacement(figures, n):
        yield told(given), (given,)


def two_parts(figures: Sequence[float]) -> Iterator[Case]:
    fives = list(combinations_with_replacement(figures, 5))
    for five, others in product(fives, fives):
        yield told_later(five, others), (five, others)


def narrowest(cases: Iterator[Case], *, ends: tuple[float, float]) -> float:
    """The least that another leader's figure is left open, whatever comes out and who looks on.

    Leaders of one part can be exchanged. ``ends`` are the least and the greatest figure.
    """
    reach: dict[object, list[float]] = defaultdict(lambda: [ends[1], ends[0]])
    for out, parts in cases:
        for place, part in enumerate(parts):
            _see(reach, (out, place, None), part)
            for insider in set(part):
                rest = list(part)
                rest.remove(insider)
                _see(reach, (out, place, insider, "same part"), rest)
            for other in set(parts[1 - place]) if len(parts) > 1 else ():
                _see(reach, (out, place, other, "other part"), part)
    return min(high - low for low, high in reach.values())


def _see(reach: dict[object, list[float]], key: object, figures: Sequence[float]) -> None:
    low, high = reach[key]
    reach[key] = [min(low, *figures), max(high, *figures)]


def steps(low: Fraction, high: Fraction, step: Fraction) -> list[float]:
    return [float(low + number * step) for number in range(int((high - low) / step) + 1)]


@pytest.mark.parametrize(
    ("n", "low", "high", "step"),
    [
        (5, Fraction(1), Fraction(5), Fraction(1, 3)),
        (6, Fraction(1), Fraction(5), Fraction(1, 2)),
        (5, Fraction(5, 4), Fraction(19, 4), Fraction(1, 4)),
        (7, Fraction(5, 4), Fraction(19, 4), Fraction(1, 2)),
    ],
)
def test_no_leader_finds_out_another_from_one_part(
    n: int, low: Fraction, high: Fraction, step: Fraction
) -> None:
    figures = steps(low, high, step)
    assert narrowest(one_part(n, figures), ends=(figures[0], figures[-1])) >= LEAST_OPEN


def test_no_leader_finds_out_another_once_five_have_gone() -> None:
    figures = [1.0, 2.0, 3.0, 4.0, 5.0]
    assert narrowest(two_parts(figures), ends=(1.0, 5.0)) >= LEAST_OPEN


def test_without_the_rule_for_all_but_one_a_leader_finds_out_the_others() -> None:
    """The leader at 2 sees a mean of 4.4, and so that the other four are at 5."""
    cases = [case for case in combinations_with_replacement(range(1, 6), 5) if sum(case) == 22]
    assert [case for case in cases if 2 in case] == [(2, 5, 5, 5, 5)]
    assert told((2, 5, 5, 5, 5))[1] == "high"
