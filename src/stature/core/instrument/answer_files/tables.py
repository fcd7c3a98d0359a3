"""A table as it lies in a file: a header and numbered rows of text cells."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from stature.core.instrument.answer_files.limits import (
    MAXIMUM_COLUMNS,
    MAXIMUM_UNPACKED_BYTES,
    refuse,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row; the number counts as a spreadsheet does, so the first row after the header is 2."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header has been checked; the rows are read as they are asked for."""

    file: str
    header: list[str]
    rows: Iterator[Row]


def read_csv(path: Path) -> Table:
    """Read comma, semicolon or tab separated text in UTF-8 or UTF-16."""
    text = _decode(path)
    first_line = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return _table(path.name, _csv_records(path.name, records))


def _decode(path: Path) -> str:
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        refuse(
            path.name,
            "the file is not written in UTF-8",
            "Open it where it was made and save it as 'CSV UTF-8'.",
            row=raw.count(b"\n", 0, error.start) + 1,
            found=f"the byte 0x{raw[error.start]:02X}",
        )


def _csv_records(file: str, records: Iterable[list[str]]) -> Iterator[list[str]]:
    number = 0
    iterator = iter(records)
    while True:
        number += 1
        try:
            yield next(iterator)
        except StopIteration:
            return
        except csv.Error as error:
            refuse(
                file,
                f"the row cannot be read as CSV: {error}",
                "Look for a quotation mark that is opened and never closed.",
                row=number,
            )


def read_xlsx(path: Path) -> Table:
    """Read the first sheet of an Excel workbook; formulas count by their saved value."""
    _check_workbook(path)
    import openpyxl  # here, because it is slow to load and few runs need it

    try:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()
        records = ([_cell_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
        return _table(path.name, _guarded(path.name, records))
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError) as e:
        _refuse_workbook(path.name, e)


def _guarded(file: str, records: Iterable[list[str]]) -> Iterator[list[str]]:
    try:
        yield from records
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError,
            zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        _refuse_workbook(file, error)


def _refuse_workbook(file: str, error: Exception) -> Any:
    refuse(
        file,
        "the workbook cannot be read",
        "Open it in a spreadsheet, save it as .xlsx again, or save it as 'CSV UTF-8'.",
        found=type(error).__name__,
    )


def _check_workbook(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        _refuse_workbook(path.name, error)
    if unpacked > MAXIMUM_UNPACKED_BYTES:
        refuse(
            path.name,
            f"the workbook unpacks to more than {MAXIMUM_UNPACKED_BYTES // 2**20} MB",
            "Keep only the sheet with the answers.",
            found=f"{unpacked // 2**20} MB",
        )


def read_sav(path: Path) -> Table:
    """Read an SPSS file; user-missing values count as no answer."""
    import pyreadstat  # here, because it is slow to load and few runs need it

    try:
        columns, _ = pyreadstat.read_sav(str(path), output_format="dict")
    except Exception as error:  # its own errors, and ValueError or MemoryError on a broken file
        refuse(
            path.name,
            "the SPSS file cannot be read",
            "Open it in SPSS and save it again, or export it as 'CSV UTF-8'.",
            found=type(error).__name__,
        )
    values = zip(*columns.values(), strict=True)
    records = ([_cell_text(value) for value in row] for row in values)
    return _table(path.name, _with_header(list(columns), records))


def _with_header(header: list[str], records: Iterable[list[str]]) -> Iterator[list[str]]:
    yield header
    yield from records


def _cell_text(value: object) -> str:
    """The text of a spreadsheet's value: whole numbers without a point, dates as ISO 8601."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _table(file: str, records: Iterator[list[str]]) -> Table:
    header = next(records, None)
    if header is None or not any(cell.strip() for cell in header):
        refuse(
            file, "the header row is missing", "Put the names of the columns in row 1.", row=1
        )
    header = _trim([cell.strip() for cell in header])
    check_header(file, header)
    rows = (Row(number, _fit(cells, len(header))) for number, cells in enumerate(records, 2))
    return Table(file, header, (row for row in rows if any(cell.strip() for cell in row.cells)))


def _trim(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _fit(cells: list[str], width: int) -> list[str]:
    """Drop empty cells beyond the header and fill up short rows."""
    cells = list(cells)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    return cells + [""] * (width - len(cells))


def check_header(file: str, header: list[str]) -> None:
    """Refuse a header that is too wide or names a column twice."""
    if len(header) > MAXIMUM_COLUMNS:
        refuse(
            file,
            f"the table has more than {MAXIMUM_COLUMNS} columns",
            "Keep only the columns with answers.",
            row=1,
            found=f"{len(header)} columns",
        )
    counts = Counter(name.casefold() for name in header if name)
    for name in header:
        if counts[name.casefold()] > 1:
            refuse(
                file,
                "two columns have the same heading",
                "Give each column its own heading.",
                row=1,
                column=name,
            )
