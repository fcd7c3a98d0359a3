"""Reading files of ratings: a table with a row for each rating, or ratings as JSON documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from pydantic import TypeAdapter, ValidationError

from stature.core.errors import AnswersError
from stature.core.instrument.answer_files.limits import check_file, refuse
from stature.core.instrument.answer_files.quoting import plain, shown
from stature.core.instrument.answer_files.reading import open_table
from stature.core.instrument.answer_files.tables import Row, Table
from stature.core.instrument.feedback.model import FeedbackInstrument
from stature.core.instrument.feedback.ratings import NOT_OBSERVED, RATER_GROUPS, Rating
from stature.core.instrument.model import InstrumentReference

NEEDED: Final = ("participant", "rater", "group")
RELEASE: Final = "release"
SECOND_SCALE: Final = "effectiveness"
_LONGEST_ID: Final = 200
_NOT_SEEN: Final = frozenset({NOT_OBSERVED, "not seen", "not observed", "-", "na", "n/a"})
_GROUPS: Final = {str(group): group for group in RATER_GROUPS}
_ANSWERS: Final = {str(value): value for value in range(1, 6)}
_RATINGS: Final = TypeAdapter(list[Rating])


@dataclass(frozen=True, slots=True)
class RatingRead:
    """A rating of a file, and the number of the release in which it was counted first."""

    rating: Rating
    release: int = 1


def read_ratings(path: Path, instrument: FeedbackInstrument) -> tuple[RatingRead, ...]:
    """The ratings of a file, in its order.

    A table (CSV, Excel, SPSS) has the columns participant, rater and group, if wanted release (1,
    2, ...), and one for each item, named by its code; ``CODE effectiveness`` is the second scale.
    An empty cell was left out; "-" or "not seen" was not observed. JSON holds a list of ratings.

    Raises AnswersError for the first thing that cannot be read.
    """
    if path.suffix.lower() == ".json":
        return tuple(RatingRead(rating) for rating in _read_documents(path))
    return tuple(_read_table(open_table(path), instrument))


def _read_documents(path: Path) -> list[Rating]:
    check_file(path)
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
        if isinstance(document, dict):
            document = document.get("ratings")
        return _RATINGS.validate_python(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise AnswersError(
            f"{first['msg']}.",
            where=f"{plain(path.name)}, {plain(place) or 'the document'}",
            remedy="Give a list of ratings, each with participant, rater, group, instrument and "
            "frequency.",
        ) from None
    except ValueError:
        refuse(path.name, "this is no JSON", "Save the ratings again as JSON in UTF-8.")


def _read_table(table: Table, instrument: FeedbackInstrument) -> Iterator[RatingRead]:
    headings = {heading.strip().lower(): place for place, heading in enumerate(table.header)}
    for name in NEEDED:
        if name not in headings:
            refuse(table.file, f"there is no column '{name}'", f"Add a column '{name}'.", row=1)
    scales = [
        {
            item.code: headings[name]
            for item in instrument.items
            if (name := f"{item.code}{mark}".lower()) in headings
        }
        for mark in ("", f" {SECOND_SCALE}")
    ]
    if not scales[0]:
        refuse(
            table.file,
            "no column is named by an item of the questionnaire",
            f"Name the columns of answers by item codes, such as {instrument.items[0].code}.",
            row=1,
        )
    reader = _RowReader(table.file, table.header, headings, scales, instrument.reference)
    return map(reader.read, table.rows)


@dataclass(frozen=True)
class _RowReader:
    file: str
    header: list[str]
    headings: Mapping[str, int]
    scales: list[dict[str, int]]
    instrument: InstrumentReference

    def read(self, row: Row) -> RatingRead:
        for fault in row.faults:
            refuse(self.file, fault.problem, fault.remedy, row=row.number, found=fault.found)
        frequency, effectiveness = (self._answers(row, places) for places in self.scales)
        rating = Rating(
            participant=self._name(row, "participant"),
            rater=self._name(row, "rater"),
            group=self._group(row),
            instrument=self.instrument,
            frequency=frequency,
            effectiveness=effectiveness,
        )
        return RatingRead(rating, self._release(row))

    def _name(self, row: Row, heading: str) -> str:
        text = row.cells[self.headings[heading]].strip()
        if not text or len(text) > _LONGEST_ID:
            self._refuse(
                row, self.headings[heading], "this is no id", "Give each an id of its own."
            )
        return text

    def _group(self, row: Row) -> Any:
        place = self.headings["group"]
        text = "-".join(row.cells[place].strip().lower().replace("_", " ").split())
        if text not in _GROUPS:
            known = ", ".join(_GROUPS)
            self._refuse(row, place, "there is no such group", f"Use one of: {known}.")
        return _GROUPS[text]

    def _release(self, row: Row) -> int:
        place = self.headings.get(RELEASE)
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
