"""Columns of numbers out of a file from outside: CSV, Excel, SPSS, JSON or Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from stature.core.errors import Finding
from stature.core.instrument.answer_files.limits import MAXIMUM_CELLS, check_width, refuse
from stature.core.instrument.answer_files.quoting import plain, short, shown
from stature.core.instrument.answer_files.reading import open_table
from stature.core.instrument.answer_files.tables import Row, Table

PARQUET = frozenset({".parquet", ".pq"})
NO_ANSWER = frozenset({"", "na", "n/a", "nan", "null", "none", "."})


@dataclass(frozen=True, eq=False)
class NumberTable:
    """Numbers (rows × columns, NaN where missing), the group of each row, and what was wrong.

    A cell that is no number counts as missing and gives a finding.
    """

    numbers: np.ndarray
    groups: list[str | None] | None
    findings: list[Finding]


@dataclass(frozen=True)
class NumberFile:
    """A file whose header has been read."""

    path: Path
    header: list[str]

    def read(self, columns: Sequence[str], group: str | None = None) -> NumberTable:
        """The numbers in some columns and the text in another."""
        if self.path.suffix.lower() in PARQUET:
            return _read_parquet(self.path, columns, group)
        return _read_cells(open_table(self.path), columns, group)


def open_numbers(path: Path) -> NumberFile:
    """Open a file by the ending of its name.

    Raises AnswersError when it cannot be read, or names a column twice.
    """
    if path.suffix.lower() in PARQUET:
        header = _scan_parquet(path).collect_schema().names()
        check_width(path.name, header, row=None)
    else:
        header = open_table(path).header
    _refuse_twins(path.name, header)
    return NumberFile(path, header)


def _refuse_twins(file: str, header: list[str]) -> None:
    for place, name in enumerate(header):
        if name and name in header[:place]:
            refuse(file, "two columns have the same name", "Rename one of them.", column=name)


def _read_cells(table: Table, columns: Sequence[str], group: str | None) -> NumberTable:
    places = [table.header.index(column) for column in columns]
    group_place = None if group is None else table.header.index(group)
    findings: list[Finding] = []
    rows = list(_good_rows(table, findings))
    numbers = np.full((len(rows), len(columns)), np.nan)
    for place, (index, column) in enumerate(zip(places, columns, strict=True)):
        for number, row in enumerate(rows):
            numbers[number, place] = _number(row.cells[index], table.file, row, column, findings)
    groups = None
    if group_place is not None:
        groups = [row.cells[group_place].strip() or None for row in rows]
    return NumberTable(numbers, groups, findings)


def _good_rows(table: Table, findings: list[Finding]) -> Iterable[Row]:
    for row in table.rows:
        for fault in row.faults:
            findings.append(
                Finding(
                    table.file, row.number, fault.column, fault.found, fault.problem, fault.remedy
                )
            )
        if not row.faults:
            yield row


def _number(cell: str, file: str, row: Row, column: str, findings: list[Finding]) -> float:
    text = cell.strip()
    if text.lower() in NO_ANSWER:
        return np.nan
    try:
        number = float(text.replace(",", ".", 1))
    except ValueError:
        number = np.inf
    if np.isfinite(number) and "_" not in text:
        return number
    findings.append(
        Finding(
            plain(file),
            row.number,
            plain(column),
            short(text),
            "the cell is not a number",
            "Write a number, or leave the cell empty for a missing answer.",
        )
    )
    return np.nan


def _scan_parquet(path: Path) -> pl.LazyFrame:
    if not path.is_file():
        refuse(path.name, "there is no such file", "Check the path and the spelling.")
    try:
        table = pl.scan_parquet(path)
        table.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as error:
        refuse(
            path.name,
            "the Parquet file cannot be read",
            "Write it again, or save it as 'CSV UTF-8'.",
            found=shown(str(error).strip().partition("\n")[0]),
        )
    return table


def _read_parquet(path: Path, columns: Sequence[str], group: str | None) -> NumberTable:
    table = _scan_parquet(path)
    schema = table.collect_schema()
    for column in columns:
        if not (schema[column].is_numeric() or schema[column] == pl.Boolean):
            refuse(
                path.name,
                "the column does not hold numbers",
                "Write it as numbers.",
                column=column,
                found=str(schema[column]),
            )
    height = table.select(pl.len()).collect().item()
    if height * len(columns) > MAXIMUM_CELLS:
        refuse(path.name, f"more than {MAXIMUM_CELLS:,} cells are asked for", "Name fewer items.")
    wanted = [pl.col(column).cast(pl.Float64) for column in columns]
    if group is not None:
        wanted.append(pl.col(group).cast(pl.String).alias(f"{group} as text"))
    read = table.select(wanted).collect()
    numbers = read.select(columns).to_numpy()
    groups = None if group is None else read[f"{group} as text"].to_list()
    return NumberTable(numbers, groups, [])
