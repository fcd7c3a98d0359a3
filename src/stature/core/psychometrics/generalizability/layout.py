"""Scores of a 360-degree survey as a table of raters × items, and as source means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_same_length
from stature.core.psychometrics.arrays import (
    FloatArray,
    IntArray,
    Numbers,
    numeric_table,
    numeric_vector,
)
from stature.core.psychometrics.generalizability.nested import NestedScores, RaterPatterns
from stature.core.psychometrics.group_labels import group_codes
from stature.core.psychometrics.results import Dropped

Labels = Sequence[Any] | npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class RaterScores:
    """One row for each rater of a ratee: scores (raters × items), ratee and source codes."""

    scores: FloatArray
    ratees: IntArray
    sources: IntArray
    source_labels: tuple[str, ...]
    dropped: tuple[Dropped, ...]

    @classmethod
    def of(
        cls, scores: Numbers, ratees: Labels, sources: Labels, raters: Labels, items: Labels | None
    ) -> RaterScores:
        """Read a column of scores, a table of raters × items, or one row for each answer."""
        table = _table(scores, items)
        columns = [
            group_codes(labels, name=name)
            for labels, name in ((ratees, "ratees"), (sources, "sources"), (raters, "raters"))
        ]
        for groups, name in zip(columns, ("ratees", "sources", "raters"), strict=True):
            require_same_length(table, groups.codes, name)
        codes = np.stack([groups.codes for groups in columns])
        table, codes = _one_row_each(table, codes, items)
        kept = (codes >= 0).all(axis=0) & ~np.isnan(table).any(axis=1)
        if not kept.any():
            raise UndefinedStatistic("no rater has every score, ratee and source", where="scores")
        gone = int((~kept).sum())
        labels, sources_kept = np.unique(codes[1, kept], return_inverse=True)
        return cls(
            scores=table[kept],
            ratees=np.unique(codes[0, kept], return_inverse=True)[1],
            sources=sources_kept,
            source_labels=tuple(str(label) for label in columns[1].labels[labels]),
            dropped=(Dropped(gone, "raters", "a score or a label is missing"),) if gone else (),
        )

    @property
    def raters(self) -> IntArray:
        """How many raters each ratee has from each source (ratees × sources)."""
        shape = (int(self.ratees.max()) + 1, len(self.source_labels))
        return np.bincount(self._cells, minlength=shape[0] * shape[1]).reshape(shape)

    def strata(self) -> list[NestedScores]:
        """Means over items; and, for two or more items, the contrasts between items.

        With every rater on every item, means and orthogonal contrasts are independent, and each
        follows the nested model of its own.
        """
        patterns = RaterPatterns.of(self.raters)
        average = self.scores.mean(axis=1, keepdims=True)
        strata = [self._nested(average - average.mean(), patterns)]
        items = self.scores.shape[1]
        if items > 1:
            strata.append(self._nested(self.scores @ contrasts(items), patterns))
        return strata

    @property
    def _cells(self) -> IntArray:
        return np.asarray(self.ratees * len(self.source_labels) + self.sources)

    def _nested(self, table: FloatArray, patterns: RaterPatterns) -> NestedScores:
        raters = self.raters.reshape(-1)
        sums = np.stack(
            [np.bincount(self._cells, column, minlength=len(raters)) for column in table.T]
        )
        means = sums / np.maximum(raters, 1)
        within = float(((table - means[:, self._cells].T) ** 2).sum())
        df = (len(table) - int((raters > 0).sum())) * table.shape[1]
        return NestedScores(patterns, means.reshape(-1, *self.raters.shape), within, df)


def contrasts(items: int) -> FloatArray:
    """Helmert's orthonormal contrasts between items (items × (items - 1)).

    Never fails for two or more items.

    Reference: Searle, Casella & McCulloch (1992), Variance Components, ch. 4.

    Examples:
        >>> contrasts(2).round(4).tolist()
        [[0.7071], [-0.7071]]
    """
    steps = np.arange(1, items)
    table = np.triu(np.ones((items, items - 1)))
    table[steps, steps - 1] = -steps
    scaled: FloatArray = table / np.sqrt(steps * (steps + 1))
    return scaled


def _table(scores: Numbers, items: Labels | None) -> FloatArray:
    if items is not None or np.ndim(scores) == 1:
        return numeric_vector(scores, name="scores")[:, None]
    return numeric_table(scores, name="scores", axes=("raters", "items"))


def _one_row_each(
    table: FloatArray, codes: IntArray, items: Labels | None
) -> tuple[FloatArray, IntArray]:
    """One row for each rater of a ratee from a source; answers in rows of their own are pivoted."""
    rows, row_of = np.unique(codes, axis=1, return_inverse=True)
    row_of = row_of.reshape(-1)
    if items is None:
        unknown = (codes < 0).any(axis=0)
        _require_single(row_of[~unknown], "a rater has two rows for one ratee and source")
        return table, codes
    by_item = group_codes(items, name="items")
    require_same_length(table, by_item.codes, "items")
    if not by_item.known.all():
        raise PsychometricsError("an answer lacks its item", where="items")
    width = len(by_item.labels)
    unknown = (codes < 0).any(axis=0)
    _require_single(
        (row_of * width + by_item.codes)[~unknown], "a rater answered an item twice for one ratee"
    )
    pivoted = np.full((rows.shape[1], width), np.nan)
    pivoted[row_of, by_item.codes] = table[:, 0]
    return pivoted, rows


def _require_single(keys: IntArray, what: str) -> None:
    if len(np.unique(keys)) < len(keys):
        raise PsychometricsError(what, where="raters", remedy="Average them first.")
