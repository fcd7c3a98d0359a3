"""From a file to a table of people, with a finding for everything that is wrong in it."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from stature.core.errors import AnswersError
from stature.core.instrument.answer_files.reading import open_table
from stature.core.instrument.answer_files.tables import Row, Table
from stature.web.people.import_file.columns import find_columns, ignored_columns
from stature.web.people.import_file.parts import TableOfPeople
from stature.web.people.import_file.rows import RowReader

MOST_ROWS: Final = 20_000
MOST_BYTES: Final = 5 * 1024 * 1024
MOST_UNPACKED_BYTES: Final = 60 * 1024 * 1024
LONGEST_READING: Final = 15.0  # seconds of work; an honest workbook of 20,000 rows takes a third
ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx")


def read_table(path: Path, *, name: str) -> TableOfPeople:
    """Read a file of people that its sender calls ``name``.

    Raises AnswersError when nothing in the file can be read.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            _check_unpacked_size(path, name)
        return _read(open_table(path), name)
    except AnswersError as error:
        raise AnswersError(
            error.what, where=error.where.replace(path.name, name), remedy=error.remedy
        ) from error


def _read(table: Table, name: str) -> TableOfPeople:
    places = find_columns(name, table.header)
    headings = {meaning: table.header[place][:60] for meaning, place in places.items()}
    reader = RowReader(places, headings, len(table.header))
    for row in _within_limits(table, name):
        reader.read(row)
    if not reader.n_rows:
        raise AnswersError(
            _("there are no people under the header"),
            where=name,
            remedy=_("Put each person into a row of their own, from row 2 on."),
        )
    return TableOfPeople(
        headings,
        ignored_columns(table.header),
        list(reader.people.values()),
        reader.ratings,
        reader.findings.noted,
    )


def _within_limits(table: Table, name: str) -> Iterator[Row]:
    end = time.thread_time() + LONGEST_READING
    for number, row in enumerate(table.rows, 1):
        if number > MOST_ROWS:
            raise AnswersError(
                _("the table has more than %(most)d rows") % {"most": MOST_ROWS},
                where=name,
                remedy=_("Split it, and bring in one part after the other."),
            )
        if time.thread_time() > end:
            raise AnswersError(
                _("the table takes too long to read"),
                where=name,
                remedy=_("Delete empty columns and sheets, or save it as ‘CSV UTF-8’."),
            )
        yield row


def _check_unpacked_size(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except Exception:  # whatever it is, the reader of workbooks says it in plain words
        return
    if unpacked > MOST_UNPACKED_BYTES:
        raise AnswersError(
            _("the workbook unpacks to more than %(most)d MB")
            % {"most": MOST_UNPACKED_BYTES // 2**20},
            where=name,
            remedy=_("Keep only the sheet with the people, or save it as ‘CSV UTF-8’."),
        )
