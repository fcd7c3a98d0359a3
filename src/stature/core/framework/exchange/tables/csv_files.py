"""Sheets in CSV files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from stature.core.framework.exchange.findings import Findings
from stature.core.framework.exchange.tables.sheet import MAXIMUM_BYTES, Sheet, refuse, sheet_of

# What spreadsheets take for a formula at the start of a cell; quotation marks before it count too,
# so that what was marked can be told from what was written with a mark.
LOOKS_LIKE_FORMULA = re.compile(r"'*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]")


def read_csv(data: bytes, findings: Findings) -> Sheet:
    """Read comma, semicolon or tab separated text in UTF-8 or UTF-16."""
    if len(data) > MAXIMUM_BYTES:
        refuse("", f"the file is larger than {MAXIMUM_BYTES // 2**20} MB", "Split it.")
    text = _decode(data)
    if "\0" in text:
        refuse("", "this is not a text file", "Save it as 'CSV UTF-8'.")
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return sheet_of("", _records(records), findings)


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file in UTF-8 whose texts no spreadsheet takes for formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([marked(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def marked(cell: str) -> str:
    """A text with a quotation mark in front if it might be taken for a formula."""
    return f"'{cell}" if LOOKS_LIKE_FORMULA.match(cell) else cell


def unmarked(cell: str) -> str:
    """A text as it was before it was marked."""
    is_marked = cell.startswith("'") and LOOKS_LIKE_FORMULA.match(cell)
    return cell[1:] if is_marked else cell


def _records(records: Iterator[list[str]]) -> Iterator[list[str]]:
    number = 0
    while True:
        number += 1
        try:
            yield [unmarked(cell) for cell in next(records)]
        except StopIteration:
            return
        except csv.Error as error:
            refuse("", f"the row cannot be read ({error})", "Close each quotation mark.", number)


def _decode(data: bytes) -> str:
    utf_16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return data.decode("utf-16" if utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        refuse("", "the text is not written in UTF-8", "Save it as 'CSV UTF-8'.", row)
