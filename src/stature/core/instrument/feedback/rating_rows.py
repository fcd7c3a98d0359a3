"""Ratings as they lie in a table: a row for each, with a column for each item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, NoReturn

from pydantic import ValidationError

from stature.core.instrument.answer_files.cells import CellError, read_name
from stature.core.instrument.answer_files.limits import refuse
from stature.core.instrument.answer_files.quoting import plain, shown
from stature.core.instrument.answer_files.tables import Row, Table
from stature.core.instrument.feedback.model import FeedbackInstrument
from stature.core.instrument.feedback.rating_columns import NAME, RELEASE, RatingColumns
from stature.core.instrument.feedback.ratings import NOT_OBSERVED, RATER_GROUPS, Rating
from stature.core.instrument.model import InstrumentReference

_LONGEST_ID: Final = 200
_NOT_SEEN: Final = frozenset({NOT_OBSERVED, "not seen", "not observed", "-", "na", "n/a"})
_GROUPS: Final = {str(group): group for group in RATER_GROUPS}
_ANSWERS: Final = {str(value): value for value in range(1, 6)}


class RatingRead(NamedTuple):
    """A rating of a file, and the number of the release in which it was counted first."""

    rating: Rating
    release: int = 1


@dataclass(frozen=True)
class RowsRead:
    """The ratings of a table in its order, the leaders' names by id, and columns not used."""

    ratings: tuple[RatingRead, ...]
    names: Mapping[str, str]
    ignored: tuple[str, ...]


def read_rows(table: Table, instrument: FeedbackInstrument) -> RowsRead:
    """All rows of a table. Raises AnswersError for the first that cannot be read."""
    columns = RatingColumns.of(table, instrument)
    reader = _RowReader(table.file, table.header, columns, instrument.reference)
    ratings, names = [], dict[str, str]()
    for row in table.rows:
        read = reader.read(row)
        ratings.append(read)
        reader.note_name(row, read.rating.participant, names)
    if not ratings:
        refuse(table.file, "there is no rating", "Add a row for each rating.", row=2)
    return RowsRead(tuple(ratings), names, columns.ignored(table.header))


@dataclass(frozen=True)
class _RowReader:
    file: str
    header: Sequence[str]
    columns: RatingColumns
    instrument: InstrumentReference

    def read(self, row: Row) -> RatingRead:
        for fault in row.faults:
            refuse(self.file, fault.problem, fault.remedy, row=row.number, found=fault.found)
        release, fields = self._release(row), self._fields(row)
        try:
            return RatingRead(Rating.model_validate(fields), release)
        except ValidationError as error:
            place = ".".join(map(str, error.errors()[0]["loc"]))
            remedy = f"Look at the {plain(place)}: a text may be too long or hold odd letters."
            refuse(self.file, "this row cannot be read", remedy, row=row.number)

    def note_name(self, row: Row, leader: str, names: dict[str, str]) -> None:
        """Keep the leader's name, if the row has one; the same leader has the same name."""
        place = self.columns.named.get(NAME)
        if place is None:
            return
        try:
            name = read_name(row.cells[place])
        except CellError as error:
            self._refuse(row, place, error.problem, error.remedy)
        if name and names.setdefault(leader, name) != name:
            self._refuse(row, place, "this leader has another name above", "Write one name.")

    def _fields(self, row: Row) -> dict[str, Any]:
        return {
            "participant": self._id(row, "participant"),
            "rater": self._id(row, "rater"),
            "group": self._group(row),
            "instrument": self.instrument,
            "frequency": self._answers(row, self.columns.frequency),
            "effectiveness": self._answers(row, self.columns.effectiveness),
            "comments": {
                code: text
                for code, place in self.columns.comments.items()
                if (text := row.cells[place].strip())
            },
        }

    def _id(self, row: Row, heading: str) -> str:
        place = self.columns.named[heading]
        text = row.cells[place].strip()
        if not text or len(text) > _LONGEST_ID:
            self._refuse(row, place, "this is no id", "Give each an id of its own.")
        return text

    def _group(self, row: Row) -> Any:
        place = self.columns.named["group"]
        text = "-".join(row.cells[place].strip().lower().replace("_", " ").split())
        if text not in _GROUPS:
            known = ", ".join(_GROUPS)
            self._refuse(row, place, "there is no such group", f"Use one of: {known}.")
        return _GROUPS[text]

    def _release(self, row: Row) -> int:
        place = self.columns.named.get(RELEASE)
        text = "1" if place is None else row.cells[place].strip() or "1"
        if not text.isascii() or not text.isdigit() or int(text) not in range(1, 100):
            self._refuse(row, place or 0, "this is no release", "Write 1, 2, 3 and so on.")
        return int(text)

    def _answers(self, row: Row, places: Mapping[str, int]) -> dict[str, Any]:
        given = {code: self._answer(row, place) for code, place in places.items()}
        return {code: answer for code, answer in given.items() if answer is not None}

    def _answer(self, row: Row, place: int) -> int | str | None:
        text = row.cells[place].strip().lower()
        if not text:
            return None
        if text in _NOT_SEEN:
            return NOT_OBSERVED
        if text.removesuffix(".0") not in _ANSWERS:
            remedy = "Write 1 to 5, '-' for not seen, or nothing."
            self._refuse(row, place, "this is no answer", remedy)
        return _ANSWERS[text.removesuffix(".0")]

    def _refuse(self, row: Row, place: int, problem: str, remedy: str) -> NoReturn:
        found = shown(row.cells[place])
        refuse(self.file, problem, remedy, row=row.number, column=self.header[place], found=found)
