"""Subtraction: whether adding and subtracting figures leaves the answers of a few people alone.

Every mean is taken as exact here, however it was rounded. Some sum of figures rests on the answers
of a set of people only, if leaving these answers out lowers the rank of all figures.

Reference: Hundepool et al. (2012), ch. 4 (linear relations between published totals).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from stature.core.disclosure.adversary.system import System

_PRIME = 2**61 - 1
Vector = dict[int, int]  # remainder of a weight for each place


def separable(
    system: System, tied: Iterable[dict[int, Fraction]], *, fewer_than: int
) -> Iterator[frozenset[int]]:
    """The sets of fewer people (rows of the ratings) whose answers alone some sum rests on.

    ``tied`` holds the weights of the figures over the places of ``system.alike``. Weights are
    reckoned as remainders of a large prime; a coincidence is less likely than one in 10^15.
    """
    figures = [_remainders(weights) for weights in tied]
    small = {
        place: alike.raters
        for place, alike in enumerate(system.alike)
        if len(alike.raters) < fewer_than
    }
    whole = _rank(figures)
    for people in _unions(set(small.values()), fewer_than):
        inside = {place for place, raters in small.items() if raters <= people}
        outside = [
            {place: weight for place, weight in figure.items() if place not in inside}
            for figure in figures
        ]
        if _rank(outside) < whole:
            yield people


def _unions(sets: set[frozenset[int]], fewer_than: int) -> list[frozenset[int]]:
    """The unions of the sets that stay small, smallest first."""
    found = set(sets)
    for count in range(2, fewer_than):
        for chosen in combinations(sorted(sets, key=sorted), count):
            union = frozenset().union(*chosen)
            if len(union) < fewer_than:
                found.add(union)
    return sorted(found, key=lambda people: (len(people), sorted(people)))


def _remainders(weights: dict[int, Fraction]) -> Vector:
    return {
        place: weight.numerator * pow(weight.denominator, -1, _PRIME) % _PRIME
        for place, weight in weights.items()
        if weight
    }


def _rank(vectors: Iterable[Vector]) -> int:
    """The rank, by elimination on remainders."""
    leading: dict[int, Vector] = {}
    for vector in vectors:
        rest = dict(vector)
        while rest:
            place = min(rest)
            if place not in leading:
                inverse = pow(rest[place], -1, _PRIME)
                leading[place] = {key: value * inverse % _PRIME for key, value in rest.items()}
                break
            factor = rest[place]
            for key, value in leading[place].items():
                left = (rest.get(key, 0) - factor * value) % _PRIME
                if left:
                    rest[key] = left
                else:
                    rest.pop(key, None)
    return len(leading)
