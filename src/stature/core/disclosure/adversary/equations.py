"""Setting up the system: from the figures seen to whole-number rows about answers."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

import numpy as np

from stature.core.disclosure.adversary.sight import CountsSeen, MeanSeen, PublicKnowledge, Seen
from stature.core.disclosure.adversary.system import Alike, Cell, Row, System
from stature.core.psychometrics.arrays import IntArray


def system_of(seen: Iterable[Seen], knowledge: PublicKnowledge) -> System:
    """The system that the figures seen set up for the protected answers."""
    seen = list(seen)
    means = [figure for figure in seen if isinstance(figure, MeanSeen)]
    counts = [figure for figure in seen if isinstance(figure, CountsSeen)]
    options = knowledge.rules.options
    weights = [_weights(figure, knowledge) for figure in means]
    alike = _alike(weights, counts, knowledge)
    place = {cell: group for group in alike for cell in group.cells}
    rows = [
        _mean_row(figure, weight, place, knowledge, options)
        for figure, weight in zip(means, weights, strict=True)
    ]
    for figure in counts:
        rows.extend(_count_rows(figure, place, knowledge))
    rows.extend(
        Row(tuple((column, 1) for column in group.columns), group.size, group.size)
        for group in alike
        if group.counted
    )
    lowest, highest = _bounds(alike, options)
    return System(alike, tuple(row for row in rows if row.weights), lowest, highest, options)


def tied_places(
    seen: Iterable[Seen], system: System, knowledge: PublicKnowledge
) -> list[dict[int, Fraction]]:
    """For each figure the weights of the places in ``system.alike``; counts tell sums."""
    tied = []
    for figure in seen:
        if isinstance(figure, CountsSeen):
            cells = {(rater, figure.item): Fraction(1) for rater in figure.raters}
        else:
            cells = _weights(figure, knowledge)
        tied.append(
            {
                place: cells[alike.cells[0]]
                for place, alike in enumerate(system.alike)
                if alike.cells[0] in cells
            }
        )
    return tied


def _weights(figure: MeanSeen, knowledge: PublicKnowledge) -> dict[Cell, Fraction]:
    """The weight of each answer in the figure, also of answers that are known."""
    weights: dict[Cell, Fraction] = {}
    for part in figure.parts:
        cells = [
            (rater, item)
            for rater in part.raters
            for item in part.items
            if knowledge.observed[rater, item]
        ]
        for cell in cells:
            weights[cell] = weights.get(cell, Fraction(0)) + part.weight / len(cells)
    return weights


def _alike(
    weights: list[dict[Cell, Fraction]], counts: list[CountsSeen], knowledge: PublicKnowledge
) -> tuple[Alike, ...]:
    marks: dict[Cell, list[object]] = {
        (rater, item): [] for rater, item in np.argwhere(knowledge.protected).tolist()
    }
    for number, weight in enumerate(weights):
        for cell, value in weight.items():
            if cell in marks:
                marks[cell].append((number, value))
    counted = set()
    for number, figure in enumerate(counts):
        for rater in figure.raters:
            cell = (rater, figure.item)
            if cell in marks:
                marks[cell].append(("counts", number))
                counted.add(cell)
    together: dict[tuple[object, ...], list[Cell]] = {}
    for cell, mark in marks.items():
        together.setdefault(tuple(mark), []).append(cell)
    return _numbered(list(together.values()), counted, len(knowledge.rules.options))


def _numbered(groups: list[list[Cell]], counted: set[Cell], options: int) -> tuple[Alike, ...]:
    alike, column = [], 0
    for cells in groups:
        width = options if cells[0] in counted else 1
        columns = tuple(range(column, column + width))
        alike.append(Alike(tuple(cells), columns, width > 1))
        column += width
    return tuple(alike)


def _mean_row(
    figure: MeanSeen,
    weights: dict[Cell, Fraction],
    place: dict[Cell, Alike],
    knowledge: PublicKnowledge,
    options: range,
) -> Row:
    columns: dict[int, Fraction] = {}
    constant = figure.constant
    for cell, weight in weights.items():
        if cell not in place:
            constant += weight * int(knowledge.known[cell])
            continue
        alike = place[cell]
        # All answers alike have this weight; one of them stands for the sum.
        if cell == alike.cells[0]:
            for number, column in enumerate(alike.columns):
                value = options[number] if alike.counted else 1
                columns[column] = weight * value
    return _whole_row(figure, columns, constant)


def _whole_row(figure: MeanSeen, columns: dict[int, Fraction], constant: Fraction) -> Row:
    low, high = figure.low - constant, figure.high - constant
    denominator = lcm(*(number.denominator for number in (low, high, *columns.values())))
    least, most = int(low * denominator), int(high * denominator)
    return Row(
        tuple((column, int(weight * denominator)) for column, weight in columns.items()),
        least + figure.above_low,
        most - figure.below_high,
    )


def _count_rows(
    figure: CountsSeen, place: dict[Cell, Alike], knowledge: PublicKnowledge
) -> list[Row]:
    inside = {
        place[rater, figure.item].columns: None
        for rater in figure.raters
        if (rater, figure.item) in place
    }
    known = knowledge.known[list(figure.raters), figure.item]
    return [
        Row(
            tuple((columns[number], 1) for columns in inside),
            count - int((known == option).sum()),
            count - int((known == option).sum()),
        )
        for number, (option, count) in enumerate(
            zip(knowledge.rules.options, figure.counts, strict=True)
        )
    ]


def _bounds(alike: tuple[Alike, ...], options: range) -> tuple[IntArray, IntArray]:
    lowest, highest = [], []
    for group in alike:
        if group.counted:
            lowest += [0] * len(options)
            highest += [group.size] * len(options)
        else:
            lowest.append(options[0] * group.size)
            highest.append(options[-1] * group.size)
    return np.array(lowest, dtype=np.int64), np.array(highest, dtype=np.int64)
