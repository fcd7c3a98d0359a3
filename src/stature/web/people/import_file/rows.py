"""Reading the rows of a table of people: cells, repeats, and who is asked about whom."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stature.core.instrument.answer_files.cells import CellError
from stature.core.instrument.answer_files.quoting import short
from stature.core.instrument.answer_files.tables import Row
from stature.web.people.import_file.cells import read_field
from stature.web.people.import_file.parts import Findings, PersonRow, RatingRow
from stature.web.people.person_fields import PERSON_FIELDS

WHOLE_ROW = frozenset({"email", "first_name", "last_name", "identifier"})
"""A mistake in one of these leaves out the row; a mistake in another leaves out its cell."""
RATING = ("subject", "relationship")
BROKEN_RATING = "broken rating"


class RowReader:
    """Reads one row after the other, keeping people, ratings and findings apart.

    An address may stand in several rows when they say about whom the person is asked.
    """

    def __init__(self, places: dict[str, int], headings: dict[str, str], width: int) -> None:
        self.places = places
        self.width = width
        self.readers = {meaning: read_field(meaning) for meaning in places}
        self.n_rows = 0
        self.people: dict[str, PersonRow] = {}
        self.ratings: list[RatingRow] = []
        self.findings = Findings(headings)
        self._identifiers: dict[str, PersonRow] = {}
        self._rated: dict[tuple[str, str], int] = {}

    def read(self, row: Row) -> None:
        """Read one row; what is wrong with it becomes a finding."""
        self.n_rows += 1
        if not self._is_whole(row):
            return
        cells = self._cells(row)
        if cells is not None and self._keep_person(row.number, cells):
            self._keep_rating(row.number, cells)

    def _is_whole(self, row: Row) -> bool:
        for fault in row.faults:
            self.findings.note(row.number, "", fault.found, fault.problem, fault.remedy)
        if len(row.cells) > self.width:
            self.findings.note(
                row.number,
                "",
                "",
                _("the row has more cells than the header"),
                _("Put text that holds a comma in quotation marks."),
            )
            return False
        return not row.faults

    def _cells(self, row: Row) -> dict[str, str] | None:
        """What the row says, or None where a mistake leaves it out."""
        cells: dict[str, str] = {}
        is_good = True
        for meaning, place in self.places.items():
            try:
                value = self.readers[meaning](row.cells[place])
            except CellError as error:
                self._note_cell(row, meaning, error)
                is_good = is_good and meaning not in WHOLE_ROW
                if meaning in RATING:
                    cells[BROKEN_RATING] = meaning
            else:
                if value:
                    cells[meaning] = value
        if is_good and "email" not in cells:
            self.findings.note(
                row.number,
                "email",
                "",
                _("the e-mail address is missing"),
                _("Give each person an e-mail address."),
            )
            return None
        return cells if is_good else None

    def _note_cell(self, row: Row, meaning: str, error: CellError) -> None:
        found = short(row.cells[self.places[meaning]].strip())
        leaves_out = "row" if meaning in WHOLE_ROW else "cell"
        self.findings.note(row.number, meaning, found, error.problem, error.remedy, leaves_out)

    def _keep_person(self, number: int, cells: dict[str, str]) -> bool:
        """Keep the person of a row, unless the row contradicts an earlier one."""
        person = PersonRow(
            number, {field: cells[field] for field in PERSON_FIELDS if field in cells}
        )
        first = self.people.get(person.email)
        if first is not None:
            return self._fits(first, person, cells)
        if not self._is_own_identifier(person):
            return False
        self.people[person.email] = person
        return True

    def _is_own_identifier(self, person: PersonRow) -> bool:
        identifier = person.values.get("identifier")
        if not identifier:
            return True
        other = self._identifiers.setdefault(identifier, person)
        if other.email == person.email:
            return True
        self.findings.note(
            person.row,
            "identifier",
            short(identifier),
            _("row %(row)d gives this identifier to somebody else") % {"row": other.row},
            _("Give each person an identifier of their own. The first row counts."),
        )
        return False

    def _fits(self, first: PersonRow, again: PersonRow, cells: dict[str, str]) -> bool:
        """Whether a further row of the same address may stand, and what it adds."""
        if not {*RATING, BROKEN_RATING} & cells.keys():
            self.findings.note(
                again.row,
                "email",
                short(again.email),
                _("this address stands in row %(row)d already") % {"row": first.row},
                _("Keep one row for each person. The first row counts."),
            )
            return False
        for field, value in again.values.items():
            if first.values.get(field, value) != value:
                self.findings.note(
                    again.row,
                    field,
                    short(value),
                    _("row %(row)d says something else about the same person") % {"row": first.row},
                    _("Write the same in each row of a person. The first row counts."),
                )
                return False
        return self._add_to(first, again)

    def _add_to(self, first: PersonRow, again: PersonRow) -> bool:
        if "identifier" not in first.values and not self._is_own_identifier(again):
            return False
        first.values.update(again.values)
        return True

    def _keep_rating(self, number: int, cells: dict[str, str]) -> None:
        subject, relationship = cells.get("subject", ""), cells.get("relationship", "")
        if BROKEN_RATING in cells or not (subject or relationship):
            return
        missing = "relationship" if subject else "subject"
        if not (subject and relationship):
            self.findings.note(
                number,
                missing,
                "",
                _("a rating needs both: about whom, and the relationship"),
                _("Fill in both columns, or neither."),
                "cell",
            )
        elif (relationship == "self") != (subject == cells["email"]):
            self.findings.note(
                number,
                "relationship",
                relationship,
                _("only the participant answers as ‘self’, and only as ‘self’"),
                _("Correct the relationship or the address."),
                "cell",
            )
        elif self._is_first_rating(number, cells["email"], subject):
            self.ratings.append(RatingRow(number, cells["email"], subject, relationship))

    def _is_first_rating(self, number: int, rater: str, subject: str) -> bool:
        first = self._rated.setdefault((rater, subject), number)
        if first == number:
            return True
        self.findings.note(
            number,
            "subject",
            short(subject),
            _("row %(row)d asks the same person about the same participant") % {"row": first},
            _("Keep one of the two rows. The first row counts."),
            "cell",
        )
        return False
