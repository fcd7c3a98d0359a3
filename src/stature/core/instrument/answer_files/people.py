"""The people in a table of answers, each put together from one row or from many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from stature.core.errors import Finding
from stature.core.instrument.answer_files.cells import (
    CellError,
    read_answer,
    read_date,
    read_name,
    read_respondent,
    with_encoding_in_mind,
)
from stature.core.instrument.answer_files.columns import Columns, fold, perspective_names
from stature.core.instrument.answer_files.limits import MAXIMUM_FINDINGS, finding_of, refuse
from stature.core.instrument.answer_files.quoting import short, shown
from stature.core.instrument.answer_files.tables import Row, Table
from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Answer, Response

Value = TypeVar("Value")
Details = dict[str, str | date]
DETAILS: dict[str, Callable[[str], str | date | None]] = {
    "name": read_name,
    "organisation_name": read_name,
    "completed": read_date,
}


@dataclass
class _Person:
    """What has been read of one respondent so far."""

    details: Details = field(default_factory=dict)
    answers: dict[str, dict[str, Answer]] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)


class People:
    """Reads the rows of one table, keeping people and findings apart."""

    def __init__(self, table: Table, columns: Columns, instrument: Instrument) -> None:
        self.table = table
        self.columns = columns
        self.instrument = instrument
        self.codes = {fold(item.code): item.code for item in instrument.items}
        self.perspectives = perspective_names(instrument)
        self.answers_seen: dict[str, Answer | None] = {}
        self.findings: list[Finding] = []
        self.people: dict[str, _Person] = {}

    def responses(self) -> list[Response]:
        """The responses read, in the order in which the people first appear."""
        return [
            Response.model_validate(
                {"respondent": respondent, "answers": person.answers, **person.details}
            )
            for respondent, person in self.people.items()
        ]

    def read_all(self) -> None:
        """Read every row of the table."""
        self._note_unknown_columns()
        add_row = self._add_long_row if self.columns.is_long else self._add_wide_row
        row = None
        for row in self.table.rows:
            if self._is_whole(row):
                add_row(row)
        if row is None:
            refuse(
                self.table.file,
                "there are no answers under the header",
                "Export it again with the answers.",
                row=2,
            )

    def _note_unknown_columns(self) -> None:
        for heading in self.columns.unknown_items.values():
            self._note(
                self.table.header_row,
                heading,
                "",
                "the instrument has no such item, or no such rating of it",
                f"{self._known_items()} Add the rating, as in '{self._example_heading()}'.",
            )

    def _is_whole(self, row: Row) -> bool:
        before = len(self.findings)
        for fault in row.faults:
            if fault.column is None or fault.column not in self.columns.ignored:
                self._note(row.number, fault.column, fault.found, fault.problem, fault.remedy)
        wanted, got = len(self.table.header), len(row.cells)
        if got > wanted:
            self._note(
                row.number,
                None,
                f"{got:,} cells",
                f"the row has more cells than the header, which has {wanted}",
                "Put text that holds a comma in quotation marks.",
            )
        return len(self.findings) == before

    def _add_wide_row(self, row: Row) -> None:
        before = len(self.findings)
        respondent, details = self._respondent(row), self._details(row)
        answers: dict[str, dict[str, Answer]] = {}
        for place, (item, perspective) in self.columns.answers.items():
            answer = self._cell(row, place, self._answer)
            if answer is not None:
                answers.setdefault(item, {})[perspective] = answer
        if respondent in self.people:
            self._note(
                row.number,
                self._heading("respondent"),
                short(respondent),
                "this respondent has a row already",
                "Keep one row for each respondent. The first row counts.",
            )
        if len(self.findings) == before:
            self.people[respondent] = _Person(details, answers)

    def _add_long_row(self, row: Row) -> None:
        before = len(self.findings)
        respondent, details = self._respondent(row), self._details(row)
        item, ratings = self._item(row), self._ratings(row)
        person = self.people.get(respondent, _Person())
        self._note_repeats(row, person, item, ratings)
        self._note_conflicts(row, person, details)
        if len(self.findings) > before or item is None:
            return
        self.people[respondent] = person
        person.details |= details
        person.seen |= {(item, perspective) for perspective in ratings}
        given = {key: value for key, value in ratings.items() if value is not None}
        if given:
            person.answers.setdefault(item, {}).update(given)

    def _note_repeats(
        self, row: Row, person: _Person, item: str | None, ratings: dict[str, Answer | None]
    ) -> None:
        if item and any((item, perspective) in person.seen for perspective in ratings):
            self._note(
                row.number,
                self.table.header[self.columns.item or 0],
                short(item),
                "this item has a row already for the same respondent",
                "Keep one row for each item. The first row counts.",
            )

    def _note_conflicts(self, row: Row, person: _Person, details: Details) -> None:
        for meaning, value in details.items():
            first = person.details.get(meaning, value)
            if value != first:
                self._note(
                    row.number,
                    self._heading(meaning),
                    short(str(value)),
                    f"an earlier row of the same respondent says {shown(str(first))}",
                    "Write the same in each row of one respondent, or give the other person "
                    "a respondent of their own.",
                )

    def _respondent(self, row: Row) -> str:
        place = self.columns.person.get("respondent")
        if place is not None:
            return self._cell(row, place, read_respondent) or ""
        if self.columns.is_long:
            return "respondent-1"
        return f"respondent-{row.number - (self.table.header_row or 0)}"

    def _details(self, row: Row) -> Details:
        details: Details = {}
        for meaning, read in DETAILS.items():
            place = self.columns.person.get(meaning)
            value = None if place is None else self._cell(row, place, read)
            if value:
                details[meaning] = value
        return details

    def _item(self, row: Row) -> str | None:
        place = self.columns.item
        return None if place is None else self._cell(row, place, self._item_code)

    def _item_code(self, cell: str) -> str:
        code = self.codes.get(fold(cell))
        if code is None:
            raise CellError("the instrument has no such item", self._known_items())
        return code

    def _ratings(self, row: Row) -> dict[str, Answer | None]:
        ratings: dict[str, Answer | None] = {}
        for place, perspective in self._rated(row):
            answer = self._cell(row, place, self._answer)
            ratings[perspective] = answer
        return ratings

    def _rated(self, row: Row) -> list[tuple[int, str]]:
        """Where the ratings of a row in the long form stand, and for whom they are."""
        columns = self.columns
        if columns.perspective is None or columns.answer is None:
            return list(columns.perspectives.items())
        perspective = self._cell(row, columns.perspective, self._perspective)
        return [] if perspective is None else [(columns.answer, perspective)]

    def _answer(self, cell: str) -> Answer | None:
        """The answer in a cell; the few cells that all files are made of are read once."""
        if cell not in self.answers_seen:
            self.answers_seen[cell] = read_answer(cell, self.instrument.response_scale)
        return self.answers_seen[cell]

    def _perspective(self, cell: str) -> str:
        perspective = self.perspectives.get(fold(cell))
        if perspective is None:
            known = ", ".join(self.instrument.perspective_ids)
            raise CellError("the rating is for nobody known", f"Write one of these: {known}.")
        return perspective

    def _cell(self, row: Row, place: int, read: Callable[[str], Value]) -> Value | None:
        cell = row.cells[place]
        try:
            return read(cell)
        except CellError as error:
            problem = with_encoding_in_mind(cell, error)
            heading = self.table.header[place]
            self._note(row.number, heading, short(cell), problem.problem, problem.remedy)
            return None

    def _heading(self, meaning: str) -> str | None:
        place = self.columns.person.get(meaning)
        return None if place is None else self.table.header[place]

    def _known_items(self) -> str:
        first, last = self.instrument.items[0].code, self.instrument.items[-1].code
        return f"Use the codes of {self.instrument.title}, {first} to {last}."

    def _example_heading(self) -> str:
        return f"{self.instrument.items[0].code} {self.instrument.perspective_ids[0]}"

    def _note(
        self, row: int | None, column: str | None, found: str, problem: str, remedy: str
    ) -> None:
        if len(self.findings) == MAXIMUM_FINDINGS:
            refuse(
                self.table.file,
                f"more than {MAXIMUM_FINDINGS:,} things are wrong in the file",
                f"Begin with the first: {self.findings[0]}",
                row=row,
            )
        self.findings.append(finding_of(self.table.file, row, column, found, problem, remedy))
