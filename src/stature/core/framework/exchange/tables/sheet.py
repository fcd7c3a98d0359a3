"""A sheet as it lies in a file: a header and numbered rows of text, and how large it may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

from stature.core.framework.exchange.findings import ExchangeError, Findings, quoted

MAXIMUM_BYTES: Final = 64 * 1024 * 1024
MAXIMUM_UNPACKED_BYTES: Final = 256 * 1024 * 1024
MAXIMUM_ROWS: Final = 200_000
MAXIMUM_COLUMNS: Final = 200
MAXIMUM_CELLS: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row; its number counts as a spreadsheet does, so the first after the header is 2."""

    number: int
    cells: dict[str, str]
    sheet: str = ""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def place(self, column: str = "") -> str:
        """Where a cell stands, in words."""
        parts = [f"sheet {quoted(self.sheet)}"] if self.sheet else []
        parts.append(f"row {self.number}")
        if column:
            parts.append(f"column {quoted(column)}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its heading."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def sheet_of(name: str, records: Iterable[Iterable[str]], findings: Findings) -> Sheet:
    """The sheet whose first record is its header; empty rows are passed over."""
    numbered = _within_limits(name, records)
    _, first = next(numbered, (1, []))
    header = tuple(cell.strip() for cell in first)
    if not any(header):
        refuse(name, "the header row is missing", "Put the names of the columns in row 1.")
    twice = [column for column, count in Counter(header).items() if column and count > 1]
    if twice:
        refuse(name, f"two columns are called {quoted(twice[0])}", "Keep one of them.")
    rows = tuple(
        Row(number, _named(name, number, header, cells, findings), name)
        for number, cells in numbered
        if any(cell.strip() for cell in cells)
    )
    return Sheet(name, header, rows)


def refuse(sheet: str, what: str, remedy: str, row: int = 1) -> NoReturn:
    """Stop: nothing of the file is taken in."""
    where = f"sheet {quoted(sheet)}, row {row}" if sheet else f"row {row}"
    raise ExchangeError(f"{what}.", where=where, remedy=remedy)


def _within_limits(name: str, records: Iterable[Iterable[str]]) -> Iterator[tuple[int, list[str]]]:
    n_cells = 0
    for number, record in enumerate(records, 1):
        cells = list(record)
        n_cells += len(cells)
        if number > MAXIMUM_ROWS or n_cells > MAXIMUM_CELLS:
            what = f"there are more than {MAXIMUM_ROWS:,} rows or {MAXIMUM_CELLS:,} cells"
            refuse(name, what, "Keep only the framework in the file.", number)
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > MAXIMUM_COLUMNS:
            what = f"there are more than {MAXIMUM_COLUMNS} columns"
            refuse(name, what, "Keep only the columns of the framework.", number)
        yield number, cells


def _named(
    name: str, number: int, header: tuple[str, ...], cells: list[str], findings: Findings
) -> dict[str, str]:
    """The cells of a row by their columns; a cell beyond the header is left out."""
    if len(cells) > len(header):
        place = Row(number, {}, name).place()
        findings.add(place, "left-out", "there are cells beyond the last heading", "left out")
    return dict(zip(header, cells, strict=False))
