"""From a file of answers to responses, with a finding for everything that is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stature.core.errors import Finding
from stature.core.instrument.answer_files.binary_tables import read_sav, read_xlsx
from stature.core.instrument.answer_files.columns import Columns, find_columns, fold
from stature.core.instrument.answer_files.json_table import read_json
from stature.core.instrument.answer_files.limits import check_file, refuse
from stature.core.instrument.answer_files.people import People
from stature.core.instrument.answer_files.quoting import plain, shown
from stature.core.instrument.answer_files.tables import Table, read_csv
from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response

READERS: dict[str, Callable[[Path], Table]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
    ".xlsx": read_xlsx,
    ".sav": read_sav,
    ".json": read_json,
}
HOW_TO_HEAD = (
    "Use a column 'item' with one column for each rating (long form), or one column for each "
    "item and rating such as 'SL-1 individual' (wide form)."
)


@dataclass(frozen=True)
class AnswersRead:
    """The good responses of a file, what is wrong with the rest, and the headings not used."""

    responses: list[Response]
    findings: list[Finding]
    ignored_columns: tuple[str, ...]


def read_answers(path: Path, instrument: Instrument) -> AnswersRead:
    """Read a file of answers to an instrument.

    Raises AnswersError when nothing in the file can be read. A row that is wrong gives findings
    and is left out; the rows around it are kept.
    """
    table = open_table(path)
    columns = find_columns(table.header, instrument)
    _check_columns(table, columns, instrument)
    people = People(table, columns, instrument)
    people.read_all()
    ignored = tuple(plain(heading) for heading in columns.ignored)
    return AnswersRead(people.responses(), people.findings, ignored)


def open_table(path: Path) -> Table:
    """Open a file of answers by the ending of its name."""
    try:
        check_file(path)
        return _reader_for(path)(path)
    except OSError as error:
        refuse(
            path.name,
            "the file cannot be opened",
            "Check that you may read it and that the disk is there.",
            found=error.strerror or type(error).__name__,
        )


def _reader_for(path: Path) -> Callable[[Path], Table]:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        refuse(
            path.name,
            "files of this kind cannot be read",
            f"Use one of these: {', '.join(READERS)}.",
            found=shown(path.suffix),
        )
    return reader


def _check_columns(table: Table, columns: Columns, instrument: Instrument) -> None:
    if columns.is_long:
        _check_long(table, columns, instrument)
    elif not columns.answers:
        refuse(
            table.file,
            "the header row is missing, or no column is an item",
            HOW_TO_HEAD,
            row=table.header_row,
            found=shown(", ".join(table.header)),
        )
    _check_no_meaning_twice(table, columns)


def _check_long(table: Table, columns: Columns, instrument: Instrument) -> None:
    one_rating_a_row = columns.perspective is not None and columns.answer is not None
    if not columns.perspectives and not one_rating_a_row:
        names = "', '".join(instrument.perspective_ids)
        refuse(
            table.file,
            "there is no column with ratings",
            f"Add the columns '{names}', or the columns 'perspective' and 'answer'.",
            row=table.header_row,
            found=shown(", ".join(table.header)),
        )


def _check_no_meaning_twice(table: Table, columns: Columns) -> None:
    """Two columns of one meaning would hide each other's answers."""
    meanings = columns.meanings
    n_of_meaning = Counter(meanings.values())
    n_of_name = Counter(fold(heading) for heading in table.header)
    for place, meaning in sorted(meanings.items()):
        heading = table.header[place]
        if n_of_meaning[meaning] > 1 or n_of_name[fold(heading)] > 1:
            refuse(
                table.file,
                "two columns have the same meaning",
                "Keep one of them.",
                row=table.header_row,
                column=heading,
            )
