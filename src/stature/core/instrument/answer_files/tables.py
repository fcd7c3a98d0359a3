"""A table as it lies in a file: a header and numbered rows of text cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from stature.core.instrument.answer_files.limits import check_width, refuse
from stature.core.instrument.answer_files.quoting import plain


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be read, found before its cells are looked at."""

    column: str | None
    found: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row; the number counts as a spreadsheet does, so the first row after the header is 2."""

    number: int
    cells: list[str]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header has been checked; the rows are read as they are asked for.

    ``header_row`` is None where the names of the columns stand in no row, as in JSON.
    """

    file: str
    header: list[str]
    rows: Iterator[Row]
    header_row: int | None = 1


def table_of(file: str, records: Iterator[list[str] | Fault]) -> Table:
    """The table whose first record is its header."""
    header = _trim([cell.strip() for cell in _first_record(file, records)])
    check_width(file, header, row=1)
    return Table(file, header, _rows(records, len(header)))


def _first_record(file: str, records: Iterator[list[str] | Fault]) -> list[str]:
    first = next(records, [])
    if isinstance(first, Fault):
        refuse(file, first.problem, first.remedy, row=1)
    if not any(cell.strip() for cell in first):
        refuse(file, "the header row is missing", "Put the names of the columns in row 1.", row=1)
    return first


def _rows(records: Iterable[list[str] | Fault], width: int) -> Iterator[Row]:
    for number, record in enumerate(records, 2):
        if isinstance(record, Fault):
            yield Row(number, [], (record,))
        elif any(cell.strip() for cell in record):
            yield Row(number, _fit(record, width))


def _trim(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _fit(cells: list[str], width: int) -> list[str]:
    """Drop empty cells beyond the header and fill up short rows."""
    kept = [*cells[:width], *_trim(cells[width:])]
    return kept + [""] * (width - len(kept))


def read_csv(path: Path) -> Table:
    """Read comma, semicolon or tab separated text in UTF-8 or UTF-16.

    A byte that is no UTF-8 is kept as a mark in its cell, so that only its row is lost.
    """
    text = _decode(path)
    first_line = text.partition("\n")[0]
    if "\0" in first_line:
        refuse(path.name, "this is not a text file", "Save it as 'CSV UTF-8'.", row=1)
    delimiter = max(",;\t", key=first_line.count)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return table_of(path.name, _csv_records(records))


def _decode(path: Path) -> str:
    raw = path.read_bytes()
    if raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-8-sig", errors="surrogateescape")
    try:
        return raw.decode("utf-16")
    except UnicodeDecodeError as error:
        refuse(
            path.name,
            "the file begins as UTF-16 and does not go on so",
            "Open it where it was made and save it as 'CSV UTF-8'.",
            found=f"byte {error.start + 1:,}",
        )


def _csv_records(records: Iterator[list[str]]) -> Iterator[list[str] | Fault]:
    while True:
        try:
            yield next(records)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(
                None,
                plain(str(error)),
                "the row, with all that its quotation mark takes in, cannot be read as CSV",
                "Close each quotation mark; write one inside a text twice.",
            )
