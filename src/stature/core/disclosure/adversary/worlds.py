"""Worlds: answers that would have led to the same published figures.

A solver proposes them and whole-number arithmetic checks them, so a world counts only if it fits
every figure exactly. The solver is trusted only where it says that there is no other world.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from stature.core.disclosure.adversary.system import System
from stature.core.errors import DisclosureError
from stature.core.psychometrics.arrays import FloatArray, IntArray

_SECONDS = 20.0
_INSIDE = 1e-7  # rows are kept so far from their limits, as shares of the largest weight
_OPTIMAL, _TIME_UP = 0, 1


class Undecided(Exception):  # noqa: N818 - it is no error
    """The solver came to no verdict in its time, or to a world that does not fit."""


class Worlds:
    """The worlds found so far, and the search for others."""

    def __init__(self, system: System, first: IntArray | None = None) -> None:
        """``first`` is a world to start from: what really was answered."""
        self.system = system
        self.found: list[IntArray] = []
        self._constraints = _constraints(system)
        self._bounds = Bounds(system.lowest.astype(float), system.highest.astype(float))
        if first is None:
            self._find_any()
        elif system.holds(first):
            self.found.append(first)
        else:
            raise _no_fit()

    def _find_any(self) -> None:
        try:
            self.extreme(np.zeros(len(self.system.lowest)))
        except Undecided as error:
            raise _no_fit() from error

    def extreme(self, weights: FloatArray) -> IntArray:
        """A world in which the weighted sum of columns is as small as it can be.

        Raises Undecided if the solver does not say so.
        """
        result = milp(
            weights,
            integrality=np.ones(len(weights)),
            bounds=self._bounds,
            constraints=self._constraints,
            options={"time_limit": _SECONDS, "mip_rel_gap": 0.0},
        )
        if result.status not in (_OPTIMAL, _TIME_UP) or result.x is None:
            raise Undecided(result.message)
        world: IntArray = np.rint(result.x).astype(np.int64)
        if not self.system.holds(world):
            raise Undecided("the proposed world does not fit exactly")
        self.found.append(world)
        if result.status == _TIME_UP:
            raise Undecided("time is up")
        return world

    def values(self, weights: Mapping[int, int]) -> set[int]:
        """The values that the weighted sum takes in the worlds found so far."""
        columns = list(weights)
        factors = np.array([weights[column] for column in columns], dtype=np.int64)
        return {int(world[columns] @ factors) for world in self.found}

    def differs(self, weights: Mapping[int, int]) -> bool:
        """Whether the weighted sum can take two values. Raises Undecided."""
        if len(self.values(weights)) > 1:
            return True
        for sign in (1.0, -1.0):
            objective = np.zeros(len(self.system.lowest))
            objective[list(weights)] = [sign * weight for weight in weights.values()]
            self.extreme(objective)
            if len(self.values(weights)) > 1:
                return True
        return False


def _no_fit() -> DisclosureError:
    return DisclosureError(
        "the answers do not fit the published figures",
        where="published figures",
        remedy="Check that the figures and the answers belong to the same round.",
    )


def _constraints(system: System) -> LinearConstraint | tuple[()]:
    rows = system.rows
    if not rows:
        return ()
    scales = [max(abs(weight) for _, weight in row.weights) for row in rows]
    values = [
        weight / scale for row, scale in zip(rows, scales, strict=True) for _, weight in row.weights
    ]
    columns = [column for row in rows for column, _ in row.weights]
    starts = np.cumsum([0, *(len(row.weights) for row in rows)])
    matrix = csr_array((values, columns, starts), shape=(len(rows), len(system.lowest)))
    low = [float(Fraction(row.low, scale)) for row, scale in zip(rows, scales, strict=True)]
    high = [float(Fraction(row.high, scale)) for row, scale in zip(rows, scales, strict=True)]
    return LinearConstraint(matrix, np.array(low) - _INSIDE, np.array(high) + _INSIDE)
