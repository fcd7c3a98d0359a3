"""How the answers to one item spread within each group: the sums behind every agreement index."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from stature.core.psychometrics.arrays import FloatArray, IntArray

_MOST_COUNTED = 32


class ItemSpread(Protocol):
    """One item: ``raters`` and ``total`` of answers in each group, and sums about a centre."""

    raters: FloatArray
    total: FloatArray

    def squares(self) -> FloatArray:
        """Sum of squared distances from the group's mean, in each group."""

    def distances(self, centre: FloatArray) -> FloatArray:
        """Sum of absolute distances from the group's centre, in each group."""

    def median(self) -> FloatArray:
        """The median answer of each group."""


class CountedSpread:
    """Answers in whole numbers: how many raters of each group gave each answer tells all."""

    def __init__(self, answers: npt.NDArray[Any], codes: IntArray, groups: int) -> None:
        low, high = int(answers.min()), int(answers.max())
        options = high - low + 1
        cells = answers.astype(np.intp)  # a copy, then in place: new memory is the slow part
        cells -= low
        cells *= groups
        cells += codes
        counts = np.bincount(cells, minlength=options * groups).reshape(options, groups)
        self._counts = counts.astype(np.float64)
        self._options = np.arange(low, high + 1, dtype=np.float64)
        self.raters: FloatArray = self._counts.sum(axis=0)
        self.total: FloatArray = self._options @ self._counts

    def squares(self) -> FloatArray:
        """Sum of squared distances from the group's mean, in each group."""
        steps = self._options - self._options[0]  # small whole numbers: the sums are exact
        sums = steps @ self._counts
        squares: FloatArray = steps**2 @ self._counts - sums**2 / self.raters
        return squares

    def distances(self, centre: FloatArray) -> FloatArray:
        """Sum of absolute distances from the group's centre, in each group."""
        total = np.zeros_like(centre)
        for option, count in zip(self._options, self._counts, strict=True):
            total += count * np.abs(option - centre)
        return total

    def median(self) -> FloatArray:
        """The median answer of each group."""
        at_most = np.cumsum(self._counts, axis=0)
        middles = [
            np.minimum((at_most <= rank).sum(axis=0), len(self._options) - 1)
            for rank in _middle_ranks(self.raters)
        ]
        median: FloatArray = self._options[np.array(middles)].mean(axis=0)
        return median


class MeasuredSpread:
    """Answers of any other kind, such as fractions or a slider: sums over raters, and a sort."""

    def __init__(self, answers: FloatArray, codes: IntArray, groups: int) -> None:
        self._answers, self._codes, self._groups = answers, codes, groups
        self.raters: FloatArray = np.bincount(codes, minlength=groups).astype(np.float64)
        self.total: FloatArray = self._sums(answers)

    def squares(self) -> FloatArray:
        """Sum of squared distances from the group's mean, in each group."""
        return self._sums((self._answers - (self.total / self.raters)[self._codes]) ** 2)

    def distances(self, centre: FloatArray) -> FloatArray:
        """Sum of absolute distances from the group's centre, in each group."""
        return self._sums(np.abs(self._answers - centre[self._codes]))

    def median(self) -> FloatArray:
        """The median answer of each group."""
        ordered = self._answers[np.lexsort((self._answers, self._codes))]
        first = np.cumsum(self.raters) - self.raters
        middles = [
            np.clip(first + rank, 0, len(ordered) - 1).astype(np.intp)
            for rank in _middle_ranks(self.raters)
        ]
        median: FloatArray = ordered[np.array(middles)].mean(axis=0)
        return median

    def _sums(self, values: FloatArray) -> FloatArray:
        return np.bincount(self._codes, values, self._groups).astype(np.float64, copy=False)


def spread_of(answers: npt.NDArray[Any], codes: IntArray, groups: int) -> ItemSpread:
    """The spread of one item (n answers without missing ones) in groups 0, 1, ...

    Never fails. Small whole numbers are counted, which is exact and needs no sort; a table of
    int8 never becomes one of float64.

    Reference: James, Demaree & Wolf (1984), eq. 1 (the variances that these sums lead to).

    Examples:
        >>> spread = spread_of(np.array([1, 2, 5, 4]), np.array([0, 0, 0, 1]), 2)
        >>> spread.raters.tolist(), spread.total.tolist(), spread.median().tolist()
        ([3.0, 1.0], [8.0, 4.0], [2.0, 4.0])
    """
    if len(answers) and _is_countable(answers):
        return CountedSpread(answers, codes, groups)
    return MeasuredSpread(answers.astype(np.float64, copy=False), codes, groups)


def _is_countable(answers: npt.NDArray[Any]) -> bool:
    if float(answers.max()) - float(answers.min()) >= _MOST_COUNTED:
        return False
    return answers.dtype.kind in "iu" or bool((answers == np.rint(answers)).all())


def _middle_ranks(raters: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The ranks, from 0, of the one or two middle answers."""
    return np.floor((raters - 1) / 2), np.floor(raters / 2)
