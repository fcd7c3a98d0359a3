"""The exact system: unknown answers that no figure tells apart, and what must hold for them.

Answers with the same weight in every figure can be exchanged without a trace, so they are one
unknown: the sum of their values or, where options of an item were counted, how many of them have
each value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from stature.core.psychometrics.arrays import FloatArray, IntArray

Cell = tuple[int, int]  # rater, item


@dataclass(frozen=True, slots=True)
class Alike:
    """Answers that no figure tells apart, and the columns of the system that describe them.

    One column holds their sum; or, if ``counted``, one for each option holds how many chose it.
    """

    cells: tuple[Cell, ...]
    columns: tuple[int, ...]
    counted: bool

    @property
    def size(self) -> int:
        """How many answers they are."""
        return len(self.cells)

    @property
    def raters(self) -> frozenset[int]:
        """Whose answers they are."""
        return frozenset(rater for rater, _ in self.cells)


@dataclass(frozen=True, slots=True)
class Row:
    """A sum of columns with whole-number weights, from ``low`` to ``high`` inclusive."""

    weights: tuple[tuple[int, int], ...]
    low: int
    high: int


@dataclass(frozen=True, eq=False)
class System:
    """Whole-number unknowns (columns) with bounds, and the rows that tie them together."""

    alike: tuple[Alike, ...]
    rows: tuple[Row, ...]
    lowest: IntArray
    highest: IntArray
    options: range

    def sum_of(self, cells: Iterable[Cell]) -> dict[int, int] | None:
        """The sum of answers as weights of columns; None if it cuts through answers alike."""
        wanted = set(cells)
        weights: dict[int, int] = {}
        for alike in self.alike:
            inside = sum(cell in wanted for cell in alike.cells)
            if inside not in (0, alike.size):
                return None
            if inside:
                weights.update(self.value_weights(alike))
        return weights

    def value_weights(self, alike: Alike) -> dict[int, int]:
        """The sum of answers alike, as weights of columns."""
        if not alike.counted:
            return {alike.columns[0]: 1}
        return dict(zip(alike.columns, self.options, strict=True))

    def holds(self, world: IntArray) -> bool:
        """Whether the world (one whole number for each column) fits every row, exactly."""
        values = world.tolist()
        within = (self.lowest <= world).all() and (world <= self.highest).all()
        return bool(within) and all(
            row.low <= sum(weight * values[column] for column, weight in row.weights) <= row.high
            for row in self.rows
        )

    def world_of(self, answers: FloatArray) -> IntArray:
        """The world in which these answers (raters × items) were given."""
        world = np.zeros(len(self.lowest), dtype=np.int64)
        for alike in self.alike:
            values = [int(answers[cell]) for cell in alike.cells]
            if alike.counted:
                world[list(alike.columns)] = [values.count(option) for option in self.options]
            else:
                world[alike.columns[0]] = sum(values)
        return world
