"""How large a file of answers may be: files from outside are hostile until read."""

from pathlib import Path
from typing import NoReturn

from stature.core.errors import AnswersError, Finding

MAXIMUM_BYTES = 100 * 1024 * 1024
MAXIMUM_UNPACKED_BYTES = 400 * 1024 * 1024
MAXIMUM_COLUMNS = 2_000
MAXIMUM_CELL_LENGTH = 10_000


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
    finding = Finding(file, row, column, found, problem, remedy)
    raise AnswersError(f"{problem} (found {found})." if found else f"{problem}.",
                       where=finding.place, remedy=remedy)


def check_file(path: Path) -> None:
    """Refuse a path that is no file, is empty, or is too large."""
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
