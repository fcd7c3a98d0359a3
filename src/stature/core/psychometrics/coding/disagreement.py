"""Krippendorff's disagreements as sums over units, so that resampling units needs only sums.

Each measurement has its own distance between two codes. What the units contribute is kept as
columns (units × q); the observed and the expected disagreement follow from the columns' sums.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.coding.code_table import CodeTable

Measurement = Literal["nominal", "ordinal", "interval", "ratio"]
Disagreements = Callable[[FloatArray], tuple[FloatArray, FloatArray, FloatArray]]


@dataclass(frozen=True, eq=False)
class Disagreement:
    """Columns of the units, and a function from their sums (B × q) to n, observed, expected.

    Observed is the sum over units of the squared distances of all ordered pairs within the unit,
    divided by the unit's codes minus 1; expected is the sum over all ordered pairs of codes.
    """

    columns: FloatArray
    from_sums: Disagreements


def disagreement(table: CodeTable, measurement: Measurement) -> Disagreement:
    """The disagreement of coders by one measurement; every unit of the table has two codes.

    Squared distances: nominal 1 unless equal; ordinal (difference of mid-ranks)²; interval
    (c - k)²; ratio ((c - k) / (c + k))².

    Raises PsychometricsError for another name, for words where numbers are needed, for words
    without their order (ordinal) and for negative numbers (ratio).

    Reference: Krippendorff (2004), Content Analysis, ch. 11; Krippendorff (2011), Computing
    Krippendorff's alpha-reliability, section "metric differences".

    Examples:
        >>> from stature.core.psychometrics.coding.codes import read_codes
        >>> found = disagreement(read_codes([[1, 2], [3, 3]]), "interval")
        >>> [float(part[0]) for part in found.from_sums(found.columns.sum(axis=0)[None])]
        [4.0, 2.0, 22.0]
    """
    kinds: dict[str, Callable[[CodeTable], Disagreement]] = {
        "nominal": _nominal,
        "ordinal": _ordinal,
        "interval": _interval,
        "ratio": _ratio,
    }
    if measurement not in kinds:
        raise PsychometricsError(
            f"expected one of {', '.join(kinds)}, got {measurement!r}", where="measurement"
        )
    return kinds[measurement](table)


def _nominal(table: CodeTable) -> Disagreement:
    counts, given = table.counts, table.given
    observed = (given**2 - (counts**2).sum(axis=1)) / (given - 1)

    def from_sums(sums: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        n = sums[:, 1:].sum(axis=1)
        return n, sums[:, 0], n**2 - (sums[:, 1:] ** 2).sum(axis=1)

    return Disagreement(np.column_stack([observed, counts]), from_sums)


def _ratio(table: CodeTable) -> Disagreement:
    values = table.values("ratio measurement")
    if values.min() < 0:
        raise PsychometricsError("ratio measurement starts at zero, got less", where="codes")
    total = values[:, None] + values
    distance = ((values[:, None] - values) / np.where(total > 0, total, 1.0)) ** 2
    counts = table.counts
    observed = ((counts @ distance) * counts).sum(axis=1) / (table.given - 1)

    def from_sums(sums: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        each = sums[:, 1:]
        return each.sum(axis=1), sums[:, 0], ((each @ distance) * each).sum(axis=1)

    return Disagreement(np.column_stack([observed, counts]), from_sums)


def _interval(table: CodeTable) -> Disagreement:
    """Sums of codes and of their squares suffice, so that the codes may be continuous."""
    given = table.given
    here = table.codes >= 0
    values = table.values("interval measurement")[np.where(here, table.codes, 0)]
    values = np.where(here, values - values[here].mean(), 0.0)
    total = values.sum(axis=1)
    apart = np.where(here, values - (total / given)[:, None], 0.0)
    observed = 2 * given * (apart**2).sum(axis=1) / (given - 1)

    def from_sums(sums: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        n, observed, first, second = sums.T
        return n, observed, 2 * (n * second - first**2)

    return Disagreement(
        np.column_stack([given, observed, total, (values**2).sum(axis=1)]), from_sums
    )


def _ordinal(table: CodeTable) -> Disagreement:
    """The distance depends on how common the codes are, so the pairs themselves are kept."""
    table.require_order("ordinal distances")
    counts, width = table.counts, len(table.categories)
    low, high = np.nonzero(np.triu((counts > 0).T.astype(np.float64) @ (counts > 0), 1))
    pairs = 2 * counts[:, low] * counts[:, high] / (table.given - 1)[:, None]

    def from_sums(sums: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        each = sums[:, :width]
        rank = each.cumsum(axis=1) - each / 2
        n = each.sum(axis=1)
        observed = (sums[:, width:] * (rank[:, low] - rank[:, high]) ** 2).sum(axis=1)
        expected = 2 * (n * (each * rank**2).sum(axis=1) - (each * rank).sum(axis=1) ** 2)
        return n, observed, expected

    return Disagreement(np.column_stack([counts, pairs]), from_sums)
