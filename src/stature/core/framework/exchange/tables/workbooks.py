"""Sheets in Excel workbooks."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any

from stature.core.framework.exchange.findings import ExchangeError, Findings
from stature.core.framework.exchange.tables.sheet import (
    MAXIMUM_BYTES,
    MAXIMUM_UNPACKED_BYTES,
    Row,
    Sheet,
    refuse,
    sheet_of,
)
from stature.core.spreadsheet import cell_text

# A workbook says when it was made; always the same, so that its bytes are.
WHEN_MADE = datetime(2000, 1, 1)
# How a workbook writes letters that XML cannot hold, and what only looks like one of these.
ESCAPED = re.compile(r"_x(?![dD][89a-fA-F])([0-9a-fA-F]{4})_")
LONGEST_CELL = 32_767
SheetRows = tuple[str, Sequence[str], Iterable[Sequence[str]]]


def read_workbook(data: bytes, findings: Findings) -> dict[str, Sheet]:
    """All sheets of a workbook by name. A formula counts by its saved value, and is a finding."""
    _check_size(data)
    try:
        with closing(_open(data)) as formulas, closing(_open(data, values=True)) as values:
            return {
                name: sheet_of(name, _cells(formulas[name], values[name], findings), findings)
                for name in values.sheetnames
                if name in formulas.sheetnames and not _is_empty(values[name])
            }
    except ExchangeError:
        raise
    except Exception as error:  # a broken workbook can provoke nearly every kind of error
        cause = error.__cause__ or error
        refuse(
            "",
            f"the workbook cannot be read ({type(cause).__name__})",
            "Open it in a spreadsheet and save it as .xlsx again.",
        )


def write_workbook(sheets: Iterable[SheetRows]) -> bytes:
    """A workbook whose cells are all texts; the same bytes for the same texts."""
    import xlsxwriter  # here, because it is slow to load and few runs need it

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": WHEN_MADE})
        bold = workbook.add_format({"bold": True})
        for name, header, rows in sheets:
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            _write_row(sheet, 0, header, bold)
            for number, row in enumerate(rows, 1):
                _write_row(sheet, number, row)
    return file.getvalue()


def _write_row(sheet: Any, number: int, cells: Sequence[str], *form: Any) -> None:
    for column, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            raise ExchangeError(
                f"a text has {len(cell):,} letters, and a cell holds {LONGEST_CELL:,}.",
                where=f"sheet '{sheet.get_name()}', row {number + 1}",
                remedy="Export the framework as CASE or YAML.",
            )
        if cell:
            sheet.write_string(number, column, cell, *form)


def _open(data: bytes, *, values: bool = False) -> Any:
    import openpyxl  # here, because it is slow to load and few runs need it

    with warnings.catch_warnings():  # of missing styles and the like, which no reader needs
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=values, keep_links=False
        )


def _is_empty(sheet: Any) -> bool:
    sheet.reset_dimensions()
    return next(iter(sheet.iter_rows(values_only=True)), None) is None


def _cells(formulas: Any, values: Any, findings: Findings) -> Iterator[list[str]]:
    formulas.reset_dimensions()
    for both in zip(formulas.iter_rows(), values.iter_rows(values_only=True), strict=True):
        cells, saved = both
        for cell in cells:
            if getattr(cell, "data_type", "") == "f":
                place = Row(cell.row, {}, values.title).place(cell.column_letter)
                what = "a formula stands here"
                findings.add(place, "formula", what, "its saved value taken, nothing worked out")
        yield [_text(value) for value in saved]


def _text(value: object) -> str:
    """The text of a cell, with letters that the file writes as codes put back."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell_text(value))


def _check_size(data: bytes) -> None:
    if len(data) > MAXIMUM_BYTES:
        refuse("", f"the file is larger than {MAXIMUM_BYTES // 2**20} MB", "Split it.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except Exception as error:
        refuse("", f"this is no workbook ({type(error).__name__})", "Save it as .xlsx again.")
    if unpacked > MAXIMUM_UNPACKED_BYTES:
        what = f"the workbook unpacks to more than {MAXIMUM_UNPACKED_BYTES // 2**20} MB"
        refuse("", what, "Keep only the sheets of the framework.")
