"""How large a file of answers may be: files from outside are hostile until read."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from stature.core.errors import AnswersError, Finding
from stature.core.instrument.answer_files.quoting import plain

MAXIMUM_BYTES = 100 * 1024 * 1024
MAXIMUM_UNPACKED_BYTES = 400 * 1024 * 1024
MAXIMUM_COLUMNS = 2_000
MAXIMUM_ROWS = 1_048_576  # as in a spreadsheet; text files are bounded by their bytes
MAXIMUM_CELLS = 50_000_000
MAXIMUM_FINDINGS = 100_000


def refuse(
    file: str,
    problem: str,
    remedy: str,
    *,
    row: int | None = None,
    column: str | None = None,
    found: str = "",
) -> NoReturn:
    """Stop reading a file that cannot be read at all."""
    finding = finding_of(file, row, column, found, problem, remedy)
    raise AnswersError(
        f"{problem} (found {found})." if found else f"{problem}.",
        where=finding.place,
        remedy=remedy,
    )


def finding_of(
    file: str, row: int | None, column: str | None, found: str, problem: str, remedy: str
) -> Finding:
    """A finding whose file and column are fit to be printed."""
    return Finding(
        plain(file), row, None if column is None else plain(column), found, problem, remedy
    )


def check_file(path: Path) -> None:
    """Refuse a path that is no file, is empty, or is too large."""
    if path.is_dir():
        refuse(path.name or str(path), "this is a folder", "Give the path of one file.")
    if not path.is_file():
        refuse(path.name, "there is no such file", "Check the path and the spelling.")
    size = path.stat().st_size
    if size == 0:
        refuse(path.name, "the file is empty", "Export it again, with a header row and answers.")
    if size > MAXIMUM_BYTES:
        refuse(
            path.name,
            f"the file is larger than {MAXIMUM_BYTES // 2**20} MB",
            "Split it, or save it as Parquet and ask for tables only.",
            found=f"{size // 2**20} MB",
        )


def refuse_too_large(file: str) -> NoReturn:
    """Stop reading a table that has more rows or cells than answers ever need."""
    refuse(
        file,
        f"the table has more than {MAXIMUM_ROWS:,} rows or {MAXIMUM_CELLS:,} cells",
        "Keep only the rows and columns with answers, or split the file.",
    )


def check_width(file: str, header: list[str], row: int | None) -> None:
    """Refuse a header that is too wide."""
    if len(header) > MAXIMUM_COLUMNS:
        refuse(
            file,
            f"the table has more than {MAXIMUM_COLUMNS:,} columns",
            "Keep only the columns with answers.",
            row=row,
            found=f"{len(header):,} columns",
        )
