"""From a file of answers to responses, with a finding for everything that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from stature.core.errors import Finding
from stature.core.instrument.answer_files.cells import (
    CellProblem,
    read_answer,
    read_date,
    read_name,
    read_respondent,
    shown,
)
from stature.core.instrument.answer_files.columns import Columns, find_columns, fold
from stature.core.instrument.answer_files.json_table import read_json
from stature.core.instrument.answer_files.limits import check_file, refuse
from stature.core.instrument.answer_files.tables import Row, Table, read_csv, read_sav, read_xlsx
from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Answer, Response

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
Value = TypeVar("Value")


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
    return _Reading(table, columns, instrument).read()


def open_table(path: Path) -> Table:
    """Open a file of answers by the ending of its name."""
    check_file(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        refuse(
            path.name,
            "files of this kind cannot be read",
            f"Use one of these: {', '.join(READERS)}.",
            found=shown(path.suffix),
        )
    return reader(path)


def _check_columns(table: Table, columns: Columns, instrument: Instrument) -> None:
    one_rating_a_row = columns.perspective is not None and columns.answer is not None
    if columns.is_long and not columns.perspectives and not one_rating_a_row:
        names = "', '".join(instrument.perspective_ids)
        refuse(
            table.file,
            "there is no column with ratings",
            f"Add the columns '{names}', or the columns 'perspective' and 'answer'.",
            row=1,
        )
    if not columns.is_long and not columns.answers and not columns.unknown_items:
        refuse(
            table.file,
            "the header row is missing, or no column is an item",
            HOW_TO_HEAD,
            row=1,
            found=shown(", ".join(table.header)),
        )


@dataclass
class _Person:
    """What has been read of one respondent so far."""

    details: dict[str, str | date] = field(default_factory=dict)
    answers: dict[str, dict[str, Answer]] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)


class _Reading:
    """Reads the rows of one table, keeping people and findings apart."""

    def __init__(self, table: Table, columns: Columns, instrument: Instrument) -> None:
        self.table = table
        self.columns = columns
        self.instrument = instrument
        self.codes = {fold(item.code): item.code for item in instrument.items}
        self.perspectives = {fold(p.label): p.id for p in instrument.perspectives} | {
            fold(p.id): p.id for p in instrument.perspectives
        }
        self.findings: list[Finding] = []
        self.people: dict[str, _Person] = {}

    def read(self) -> AnswersRead:
        self._note_unknown_columns()
        add_row = self._add_long_row if self.columns.is_long else self._add_wide_row
        row_count = 0
        for row_count, row in enumerate(self.table.rows, 1):
            if self._is_wide_enough(row):
                add_row(row)
        if row_count == 0:
            refuse(
                self.table.file,
                "there are no answers under the header",
                "Export it again with the answers.",
                row=2,
            )
        responses = [_response(key, person) for key, person in self.people.items()]
        return AnswersRead(responses, self.findings, self.columns.ignored)

    def _note_unknown_columns(self) -> None:
        for heading in self.columns.unknown_items.values():
            self._note(1, heading, "", "the instrument has no such item", self._known_items())

    def _is_wide_enough(self, row: Row) -> bool:
        wanted, got = len(self.table.header), len(row.cells)
        if got > wanted:
            self._note(
                row.number,
                None,
                f"{got} cells",
                f"the row has more cells than the header, which has {wanted}",
                "Put text that holds a comma in quotation marks.",
            )
        return got <= wanted

    def _add_wide_row(self, row: Row) -> None:
        before = len(self.findings)
        respondent, details = self._details(row)
        answers: dict[str, dict[str, Answer]] = {}
        for place, (item, perspective) in self.columns.answers.items():
            answer = self._cell(row, place, self._answer)
            if answer is not None:
                answers.setdefault(item, {})[perspective] = answer
        if respondent in self.people:
            self._note(
                row.number,
                self._heading("respondent"),
                shown(respondent),
                "this respondent has a row already",
                "Keep one row for each respondent.",
            )
        if len(self.findings) == before:
            self.people[respondent] = _Person(details, answers)

    def _add_long_row(self, row: Row) -> None:
        before = len(self.findings)
        respondent, details = self._details(row)
        item = self._item(row)
        ratings = self._ratings(row)
        if len(self.findings) > before or item is None:
            return
        person = self.people.setdefault(respondent, _Person())
        cells = {(item, perspective) for perspective in ratings}
        if person.seen & cells:
            self._note(
                row.number,
                self.table.header[self.columns.item or 0],
                shown(item),
                "this item has a row already for the same respondent",
                "Keep one row for each item. The first row counts.",
            )
            return
        person.seen |= cells
        given = {key: value for key, value in ratings.items() if value is not None}
        person.answers.setdefault(item, {}).update(given)
        for meaning, value in details.items():
            person.details.setdefault(meaning, value)

    def _details(self, row: Row) -> tuple[str, dict[str, str | date]]:
        details: dict[str, str | date] = {}
        for meaning, read in (
            ("name", read_name),
            ("organisation_name", read_name),
            ("completed", read_date),
        ):
            place = self.columns.person.get(meaning)
            value = None if place is None else self._cell(row, place, read)
            if value:
                details[meaning] = value
        return self._respondent(row), details

    def _respondent(self, row: Row) -> str:
        place = self.columns.person.get("respondent")
        if place is None:
            return "respondent-1" if self.columns.is_long else f"respondent-{row.number - 1}"
        return self._cell(row, place, read_respondent) or ""

    def _item(self, row: Row) -> str | None:
        place = self.columns.item
        assert place is not None
        code = self.codes.get(fold(row.cells[place]))
        if code is None:
            self._note(
                row.number,
                self.table.header[place],
                shown(row.cells[place]),
                "the instrument has no such item",
                self._known_items(),
            )
        return code

    def _ratings(self, row: Row) -> dict[str, Answer | None]:
        ratings: dict[str, Answer | None] = {
            perspective: self._cell(row, place, self._answer)
            for place, perspective in self.columns.perspectives.items()
        }
        if self.columns.perspective is not None and self.columns.answer is not None:
            perspective = self._cell(row, self.columns.perspective, self._perspective)
            if perspective is not None:
                ratings[perspective] = self._cell(row, self.columns.answer, self._answer)
        return ratings

    def _answer(self, cell: str) -> Answer | None:
        return read_answer(cell, self.instrument.response_scale)

    def _perspective(self, cell: str) -> str:
        perspective = self.perspectives.get(fold(cell))
        if perspective is None:
            known = ", ".join(self.instrument.perspective_ids)
            raise CellProblem("the rating is for nobody known", f"Write one of these: {known}.")
        return perspective

    def _cell(self, row: Row, place: int, read: Callable[[str], Value]) -> Value | None:
        try:
            return read(row.cells[place])
        except CellProblem as problem:
            self._note(
                row.number,
                self.table.header[place],
                shown(row.cells[place]),
                problem.problem,
                problem.remedy,
            )
            return None

    def _heading(self, meaning: str) -> str | None:
        place = self.columns.person.get(meaning)
        return None if place is None else self.table.header[place]

    def _known_items(self) -> str:
        first, last = self.instrument.items[0].code, self.instrument.items[-1].code
        return f"Use the codes of {self.instrument.title}, {first} to {last}."

    def _note(
        self, row: int, column: str | None, found: str, problem: str, remedy: str
    ) -> None:
        self.findings.append(Finding(self.table.file, row, column, found, problem, remedy))


def _response(respondent: str, person: _Person) -> Response:
    return Response.model_validate(
        {"respondent": respondent, "answers": person.answers, **person.details}
    )
