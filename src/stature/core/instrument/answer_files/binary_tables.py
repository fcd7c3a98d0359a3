"""Tables in Excel workbooks and SPSS files, whose parsers are not trusted with hostile files."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

from stature.core.errors import AnswersError
from stature.core.instrument.answer_files.limits import (
    MAXIMUM_CELLS,
    MAXIMUM_ROWS,
    MAXIMUM_UNPACKED_BYTES,
    check_width,
    refuse,
    refuse_too_large,
)
from stature.core.instrument.answer_files.tables import Table, table_of
from stature.core.spreadsheet import cell_text


def read_xlsx(path: Path) -> Table:
    """Read the first sheet of an Excel workbook; formulas count by their saved value."""
    _check_unpacked_size(path)
    return table_of(path.name, _sheet_records(path))


def _sheet_records(path: Path) -> Iterator[list[str]]:
    try:
        with closing(_open_workbook(path)) as workbook:
            sheet = workbook.worksheets[0]
            sheet.reset_dimensions()
            for row in _within_limits(path.name, sheet.iter_rows(values_only=True)):
                yield [cell_text(value) for value in row]
    except AnswersError:
        raise
    except Exception as error:  # a broken workbook can provoke nearly every kind of error
        _refuse_workbook(path.name, error)


def _open_workbook(path: Path) -> Any:
    import openpyxl  # here, because it is slow to load and few runs need it

    with warnings.catch_warnings():  # of missing styles and the like, which no reader needs
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)


def _within_limits(file: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Count the cells, because one cell far out makes the reader fill the sheet up to it."""
    n_cells = 0
    for number, row in enumerate(rows, 1):
        n_cells += len(row)
        if number > MAXIMUM_ROWS or n_cells > MAXIMUM_CELLS:
            refuse_too_large(file)
        yield row


def _refuse_workbook(file: str, error: Exception) -> NoReturn:
    cause = error.__cause__ or error
    if isinstance(cause, DefusedXmlException):
        problem = "the workbook defines XML entities, as attacks do and spreadsheets never"
    else:
        problem = "the workbook cannot be read"
    refuse(
        file,
        problem,
        "Open it in a spreadsheet, save it as .xlsx again, or save it as 'CSV UTF-8'.",
        found=type(cause).__name__,
    )


def _check_unpacked_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except Exception as error:
        _refuse_workbook(path.name, error)
    if unpacked > MAXIMUM_UNPACKED_BYTES:
        refuse(
            path.name,
            f"the workbook unpacks to more than {MAXIMUM_UNPACKED_BYTES // 2**20} MB",
            "Keep only the sheet with the answers.",
            found=f"{unpacked // 2**20:,} MB",
        )


def read_sav(path: Path) -> Table:
    """Read an SPSS file; user-missing values count as no answer."""
    columns = _sav_columns(path)
    values = zip(*columns.values(), strict=True)
    records = ([cell_text(value) for value in row] for row in values)
    return table_of(path.name, _with_header([cell_text(name) for name in columns], records))


def _sav_columns(path: Path) -> dict[str, list[Any]]:
    import pyreadstat  # here, because it is slow to load and few runs need it

    try:
        _, about = pyreadstat.read_sav(str(path), output_format="dict", metadataonly=True)
        check_width(path.name, about.column_names, row=None)
        most = min(MAXIMUM_ROWS, MAXIMUM_CELLS // max(1, len(about.column_names)))
        columns, _ = pyreadstat.read_sav(str(path), output_format="dict", row_limit=most + 1)
    except AnswersError:
        raise
    except Exception as error:  # its own errors, and ValueError or MemoryError on a broken file
        refuse(
            path.name,
            "the SPSS file cannot be read",
            "Open it in SPSS and save it again, or export it as 'CSV UTF-8'.",
            found=type(error).__name__,
        )
    if any(len(values) > most for values in columns.values()):
        refuse_too_large(path.name)
    return dict(columns)


def _with_header(header: list[str], records: Iterable[list[str]]) -> Iterator[list[str]]:
    yield header
    yield from records
