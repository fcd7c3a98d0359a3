"""Columns of numbers out of a file from outside: CSV, Excel, SPSS, JSON or Parquet."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from stature.analytics.number_table import NO_ANSWER, NOT_A_NUMBER, WRITE_A_NUMBER, NumberTable
from stature.core.errors import Finding
from stature.core.instrument.answer_files.limits import MAXIMUM_FINDINGS, finding_of, refuse
from stature.core.instrument.answer_files.quoting import short
from stature.core.instrument.answer_files.reading import open_table
from stature.core.instrument.answer_files.tables import Row, Table

PARQUET = frozenset({".parquet", ".pq"})


@dataclass(frozen=True)
class NumberFile:
    """A file whose header has been read."""

    path: Path
    header: list[str]

    def read(self, columns: Sequence[str], group: str | None = None) -> NumberTable:
        """The numbers in some columns and the text in another.

        Raises AnswersError when a Parquet column holds no numbers or too much is wrong.
        """
        if _is_parquet(self.path):
            from stature.analytics.number_columns import read_parquet  # polars is slow to load

            return read_parquet(self.path, columns, group)
        return _read_cells(open_table(self.path), columns, group)


def open_numbers(path: Path) -> NumberFile:
    """Open a file by the ending of its name.

    Raises AnswersError when it cannot be read, or names a column twice.
    """
    if _is_parquet(path):
        from stature.analytics.number_columns import parquet_header  # polars is slow to load

        header = parquet_header(path)
    else:
        header = open_table(path).header
    _refuse_twins(path.name, header)
    return NumberFile(path, header)


def _is_parquet(path: Path) -> bool:
    return path.suffix.lower() in PARQUET


def _refuse_twins(file: str, header: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in header:
        if name and name in seen:
            refuse(file, "two columns have the same name", "Rename one of them.", column=name)
        seen.add(name)


def _read_cells(table: Table, columns: Sequence[str], group: str | None) -> NumberTable:
    places = [table.header.index(column) for column in columns]
    group_place = None if group is None else table.header.index(group)
    numbers, row_numbers = array("d"), array("q")
    groups: list[str | None] = []
    findings: list[Finding] = []
    for row in _good_rows(table, findings):
        row_numbers.append(row.number)
        for place, column in zip(places, columns, strict=True):
            number = _number(row.cells[place])
            numbers.append(np.nan if number is None else number)
            if number is None:
                _add(findings, table.file, row, column, short(row.cells[place].strip()))
        if group_place is not None:
            groups.append(_label(row.cells[group_place]))
    return NumberTable(
        file=table.file,
        columns=tuple(columns),
        numbers=np.array(numbers, dtype=np.float64).reshape(len(row_numbers), len(columns)),
        row_numbers=np.array(row_numbers, dtype=np.intp),
        groups=None if group is None else groups,
        findings=findings,
    )


def _good_rows(table: Table, findings: list[Finding]) -> Iterator[Row]:
    for row in table.rows:
        for fault in row.faults:
            findings.append(
                finding_of(
                    table.file, row.number, fault.column, fault.found, fault.problem, fault.remedy
                )
            )
        if not row.faults:
            yield row


def _add(findings: list[Finding], file: str, row: Row, column: str, found: str) -> None:
    if len(findings) >= MAXIMUM_FINDINGS:
        refuse(
            file,
            f"more than {MAXIMUM_FINDINGS:,} cells are no numbers",
            "Check that the scales name columns of numbers.",
        )
    findings.append(finding_of(file, row.number, column, found, NOT_A_NUMBER, WRITE_A_NUMBER))


def _label(cell: str) -> str | None:
    text = cell.strip()
    return None if text.lower() in NO_ANSWER else text


@lru_cache(maxsize=10_000)  # answers repeat
def _number(cell: str) -> float | None:
    """The number in a cell, NaN for a missing answer, None for anything else."""
    text = cell.strip()
    if text.lower() in NO_ANSWER:
        return float("nan")
    try:
        number = float(text.replace(",", ".", 1))
    except ValueError:
        return None
    return number if np.isfinite(number) and "_" not in text else None
