"""Numbers out of a table from outside, with where they stand and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from stature.core.errors import Finding
from stature.core.instrument.answer_files.limits import MAXIMUM_FINDINGS, finding_of
from stature.core.psychometrics.arrays import BoolArray, FloatArray, IntArray

NO_ANSWER = frozenset({"", "na", "n/a", "nan", "null", "none", "."})
NOT_A_NUMBER = "the cell is not a number"
WRITE_A_NUMBER = "Write a number, or leave the cell empty for a missing answer."


@dataclass(frozen=True, eq=False)
class NumberTable:
    """Numbers (rows × columns, NaN where missing), the group of each row, and what was wrong.

    A cell that is no number counts as missing and gives a finding. ``row_numbers`` say where each
    row stands in the file.
    """

    file: str
    columns: tuple[str, ...]
    numbers: FloatArray
    row_numbers: IntArray
    groups: list[str | None] | None
    findings: list[Finding]

    def within(self, lowest: float, highest: float) -> NumberTable:
        """The same table, in which a number outside a range is missing and gives a finding."""
        outside = (self.numbers < lowest) | (self.numbers > highest)
        return self.without(
            outside,
            f"the number lies outside {lowest:g} to {highest:g}",
            "Correct it, or give the range that was on offer.",
        )

    def without(self, wrong: BoolArray, problem: str, remedy: str) -> NumberTable:
        """The same table, in which some cells are missing and give a finding each."""
        if not wrong.any():
            return self
        found = [
            finding_of(
                self.file,
                int(self.row_numbers[row]),
                self.columns[column],
                f"{self.numbers[row, column]:g}",
                problem,
                remedy,
            )
            for row, column in np.argwhere(wrong)[:MAXIMUM_FINDINGS].tolist()
        ]
        numbers = np.where(wrong, np.nan, self.numbers)
        return replace(self, numbers=numbers, findings=[*self.findings, *found])
