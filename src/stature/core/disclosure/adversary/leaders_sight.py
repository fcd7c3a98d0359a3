"""Group reports as the adversary reads them: equations about leaders' figures, in grains.

The adversary is taken to know who was in a report, whose figure had changed, how each figure is
made, and which parts went in as bands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np

from stature.core.disclosure.adversary.system import Alike, Cell, Row, System
from stature.core.disclosure.leader_parts import GRAIN, LeaderPart, leader_of
from stature.core.disclosure.leader_told import FigureTold, LeadersTold
from stature.core.disclosure.rules import DisclosureRules
from stature.core.disclosure.selections import People


@dataclass(frozen=True)
class LeadersSeen:
    """The sum of the entries' figures lies from ``low`` to ``high``, both in grains.

    ``tells`` is False for what follows from the bounds of the scale alone, such as a band; then
    adding and subtracting it leads nowhere.
    """

    name: str
    entries: People
    low: int
    high: int
    tells: bool = True


def seen_of_leaders(
    told: Iterable[LeadersTold], measure: str, rules: DisclosureRules, *, exact: bool = False
) -> tuple[LeadersSeen, ...]:
    """Everything that reports tell of one measure. ``exact``: means of parts are unrounded."""
    seen: list[LeadersSeen] = []
    for number, each in enumerate(told, 1):
        of_measure = [one for one in each.figures if one.published.unit == measure and one.parts]
        parts = each.measures[measure].parts if of_measure else ()
        places = sorted({place for figure in of_measure for place in figure.parts})
        seen += [_of_part(parts[place], rules, exact) for place in places]
        for figure in of_measure:
            made_of = [parts[place] for place in figure.parts]
            seen += _of_figure(figure, made_of, f"report {number}, {figure.selection}")
    return tuple(dict.fromkeys(seen))


def _of_part(part: LeaderPart, rules: DisclosureRules, exact: bool) -> LeadersSeen:
    least, most = part.n * rules.lowest * GRAIN, part.n * rules.highest * GRAIN
    edge = part.n * part.edge * GRAIN
    if part.band == "high":
        return LeadersSeen("a part", part.entries, ceil(edge), most, tells=False)
    if part.band == "low":
        return LeadersSeen("a part", part.entries, least, floor(edge), tells=False)
    if exact:
        whole = int(part.n * part.value * GRAIN)
        return LeadersSeen("a part", part.entries, whole, whole)
    low, high = (part.n * end * GRAIN for end in (rules.low_edge, rules.high_edge))
    return LeadersSeen("a part", part.entries, floor(low) + 1, ceil(high) - 1, tells=False)


def _of_figure(figure: FigureTold, parts: Sequence[LeaderPart], name: str) -> Iterable[LeadersSeen]:
    """A printed number stands for all that are rounded to it; bands went in as constants."""
    plain = [part for part in parts if part.band == "none"]
    published = figure.published
    if published.status != "shown" or published.value is None or not plain:
        return
    n = sum(part.n for part in parts)
    bands = sum((part.n * part.value for part in parts if part.band != "none"), Fraction(0))
    number = Fraction(str(round(published.value, published.decimals)))
    half = Fraction(1, 2 * 10**published.decimals)
    low, high = (((number + by) * n - bands) * GRAIN for by in (-half, half))
    entries = frozenset().union(*(part.entries for part in plain))
    yield LeadersSeen(name, entries, ceil(low), ceil(high) - 1)


def cells_of(entries: Iterable[str]) -> dict[str, Cell]:
    """A place for each entry: its leader and which of their figures it is."""
    of_leader: dict[str, list[str]] = {}
    for entry in sorted(entries):
        of_leader.setdefault(leader_of(entry), []).append(entry)
    return {
        entry: (row, number)
        for row, figures in enumerate(of_leader.values())
        for number, entry in enumerate(figures)
    }


@dataclass(frozen=True, eq=False)
class LeadersSystem:
    """The system for one measure, and the weights of each figure for the check by rank."""

    system: System
    places: Mapping[str, int]
    tied: tuple[dict[int, Fraction], ...]

    def world_of(self, values: Mapping[str, int]) -> np.ndarray:
        """The world in which leaders have these figures, in grains."""
        world = np.zeros(len(self.system.lowest), dtype=np.int64)
        for entry, place in self.places.items():
            world[place] += values[entry]
        return world


def told_apart(seen: Sequence[LeadersSeen]) -> dict[tuple[int, ...], list[str]]:
    """Entries that no figure tells apart, by the places in ``seen`` of the figures they are in."""
    marks: dict[str, list[int]] = {}
    for number, one in enumerate(seen):
        for entry in one.entries:
            marks.setdefault(entry, []).append(number)
    together: dict[tuple[int, ...], list[str]] = {}
    for entry in sorted(marks):
        together.setdefault(tuple(marks[entry]), []).append(entry)
    return together


def system_of_leaders(
    seen: Sequence[LeadersSeen],
    apart: Mapping[tuple[int, ...], Sequence[str]],
    bounds: tuple[int, int],
    given: Mapping[str, int] | None = None,
) -> LeadersSystem:
    """The system that the figures seen set up.

    ``apart`` holds the entries as ``told_apart`` gives them, ``given`` figures that are known.
    """
    given = given or {}
    cells = cells_of(entry for entries in apart.values() for entry in entries)
    columns_of: list[list[int]] = [[] for _ in seen]
    known = [0] * len(seen)
    alike: list[Alike] = []
    places: dict[str, int] = {}
    for mark, entries in apart.items():
        open_ones = [entry for entry in entries if entry not in given]
        whole = sum(given[entry] for entry in entries if entry in given)
        for number in mark:
            known[number] += whole
            columns_of[number] += [len(alike)] if open_ones else []
        if open_ones:
            places |= dict.fromkeys(open_ones, len(alike))
            found = tuple(cells[entry] for entry in open_ones)
            alike.append(Alike(found, (len(alike),), counted=False))
    rows = tuple(
        Row(tuple((column, 1) for column in columns), one.low - whole, one.high - whole)
        for one, columns, whole in zip(seen, columns_of, known, strict=True)
        if columns
    )
    sizes = np.array([each.size for each in alike], dtype=np.int64)
    options = range(bounds[0], bounds[1] + 1)
    system = System(tuple(alike), rows, sizes * bounds[0], sizes * bounds[1], options)
    tied = tuple(
        dict.fromkeys(columns, Fraction(1))
        for one, columns in zip(seen, columns_of, strict=True)
        if one.tells
    )
    return LeadersSystem(system, places, tied)
