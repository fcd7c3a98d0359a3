"""What every reader and writer of spreadsheets has in common."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TypeVar

# What a spreadsheet would run when a cell begins with it.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = TypeVar("Cell")


def cell_text(value: object) -> str:
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


def no_formula(value: Cell) -> Cell | str:
    """A value that a spreadsheet shows and never runs: a leading = + - @ gets an apostrophe."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Rows as lines of CSV that hold no formula, one at a time, for a download of any length."""
    line = io.StringIO()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow([no_formula(value) for value in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
