"""What each column of a table of people means, whatever its case, spaces and common names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from stature.core.errors import AnswersError
from stature.core.instrument.answer_files.columns import fold
from stature.core.instrument.answer_files.quoting import plain

MOST_COLUMNS: Final = 200
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "email": (
        "email",
        "emailaddress",
        "mail",
        "mailaddress",
        "primaryemail",
        "workemail",
        "recipientemail",
        "rateremail",
        "evaluatoremail",
    ),
    "first_name": ("firstname", "first", "givenname", "forename", "recipientfirstname"),
    "last_name": ("lastname", "last", "surname", "familyname", "recipientlastname"),
    "identifier": (
        "uniqueidentifier",
        "uniqueid",
        "identifier",
        "id",
        "externaldatareference",
        "externalreference",
        "employeeid",
        "employeenumber",
        "staffid",
        "staffnumber",
        "personnelnumber",
    ),
    "language": ("language", "lang", "locale", "preferredlanguage"),
    "unit": (
        "unit",
        "team",
        "teamorunit",
        "department",
        "division",
        "organisationunit",
        "organizationunit",
        "orgunit",
        "businessunit",
    ),
    "manager": (
        "manageremail",
        "managersemail",
        "manageremailaddress",
        "manager",
        "linemanager",
        "linemanageremail",
        "supervisoremail",
        "supervisor",
        "reportsto",
    ),
    "subject": ("subjectemail", "subject", "participantemail", "rateeemail", "aboutemail"),
    "relationship": ("relationship", "relation", "ratergroup", "relationshiptosubject"),
}
MEANINGS: Final = {name: meaning for meaning, names in NAMES.items() for name in names}


def find_columns(file: str, header: list[str]) -> dict[str, int]:
    """The place of each column that means something. Raises AnswersError when none is an address
    or two mean the same.
    """
    if len(header) > MOST_COLUMNS:
        raise AnswersError(
            _("the table has more than %(most)d columns") % {"most": MOST_COLUMNS},
            where=file,
            remedy=_("Keep only the columns about people."),
        )
    places: dict[str, int] = {}
    for meaning, place in _meant(header):
        if meaning in places:
            _refuse_double(file, header[places[meaning]], header[place])
        places[meaning] = place
    if "email" not in places:
        raise AnswersError(
            _("no column holds e-mail addresses"),
            where=file,
            remedy=_("Call the columns in row 1 FirstName, LastName, Email and so on."),
        )
    return places


def ignored_columns(header: list[str]) -> list[str]:
    """The headings that mean nothing here."""
    return [plain(heading, 60) for heading in header if heading and fold(heading) not in MEANINGS]


def _meant(header: list[str]) -> Iterator[tuple[str, int]]:
    for place, heading in enumerate(header):
        meaning = MEANINGS.get(fold(heading))
        if meaning:
            yield meaning, place


def _refuse_double(file: str, first: str, second: str) -> None:
    raise AnswersError(
        _("two columns mean the same: ‘%(first)s’ and ‘%(second)s’")
        % {"first": plain(first, 60), "second": plain(second, 60)},
        where=file,
        remedy=_("Keep one of them."),
    )
