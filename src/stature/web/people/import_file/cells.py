"""Reading one cell of a table of people. The same rules hold for what is typed into a form."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from stature.core.instrument.answer_files.cells import NOT_UTF_8, UNFIT_FOR_A_NAME, CellError
from stature.core.instrument.answer_files.columns import fold
from stature.core.spreadsheet import STARTS_A_FORMULA

NOTHING: Final = frozenset({"", "-", "–", "n/a", "#n/a", "null", "none"})
LONGEST: Final = {"first_name": 80, "last_name": 80, "identifier": 80, "unit": 120}
LONGEST_ADDRESS: Final = 254
# What nearly all addresses look like; only the others need Django's slower look.
COMMON_ADDRESS: Final = re.compile(
    r"[a-z0-9_][a-z0-9_'+-]*(\.[a-z0-9_'+-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
)
RELATIONSHIPS: Final = {
    "self": ("self", "myself", "ownrating"),
    "manager": ("manager", "linemanager", "boss", "supervisor"),
    "peer": ("peer", "peers", "colleague", "colleagues", "coworker"),
    "direct-report": ("directreport", "directreports", "report", "reports", "subordinate"),
    "customer": ("customer", "customers", "client", "clients", "internalcustomer"),
    "other": ("other", "others"),
}
RELATIONSHIP_BY_NAME: Final = {
    name: relationship for relationship, names in RELATIONSHIPS.items() for name in names
}


def read_text(cell: str, longest: int) -> str:
    """A text on one line that a spreadsheet would never run."""
    text = " ".join(cell.split())
    if text.casefold() in NOTHING:
        return ""
    _check_encoding(text)
    if len(text) > longest:
        raise CellError(_("the text is too long"), _("Use at most %(n)d letters.") % {"n": longest})
    if not text.isprintable() and UNFIT_FOR_A_NAME.search(text):
        raise CellError(_("the text holds control characters"), _("Type it again by hand."))
    if text.startswith(STARTS_A_FORMULA):
        raise CellError(
            _("the text begins like a formula"),
            _("Take away the sign in front: one of = + - @."),
        )
    return text


def read_email(cell: str) -> str:
    """An address in small letters."""
    text = cell.strip().lower()
    if text in NOTHING:
        return ""
    _check_encoding(text)
    if len(text) <= LONGEST_ADDRESS and (COMMON_ADDRESS.fullmatch(text) or _is_address(text)):
        return text
    raise CellError(_("this is not an e-mail address"), _("Write it like ann.reed@example.org."))


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return not text.startswith(STARTS_A_FORMULA)


def read_language(cell: str) -> str:
    """The code of one of the site's languages, from a code or a name."""
    text = cell.strip()
    _check_encoding(text)
    if text.casefold() in NOTHING:
        return ""
    names = _language_names()
    code = names.get(text) or names.get(fold(text))
    code = code or names.get(fold(text.replace("_", "-").partition("-")[0]))
    if code is None:
        known = ", ".join(code for code, _name in settings.LANGUAGES)
        raise CellError(
            _("the site does not speak this language"),
            _("Write one of these: %(known)s.") % {"known": known},
        )
    return code


def read_relationship(cell: str) -> str:
    """How a rater stands to the participant."""
    text = cell.strip()
    _check_encoding(text)
    if text.casefold() in NOTHING:
        return ""
    relationship = RELATIONSHIP_BY_NAME.get(fold(text))
    if relationship is None:
        raise CellError(
            _("this relationship is not known"),
            _("Write one of these: %(known)s.") % {"known": ", ".join(RELATIONSHIPS)},
        )
    return relationship


def read_field(field: str) -> Callable[[str], str]:
    """How cells of a column are read."""
    if field in ("email", "manager", "subject"):
        return read_email
    if field == "language":
        return read_language
    if field == "relationship":
        return read_relationship
    return lambda cell: read_text(cell, LONGEST[field])


def _check_encoding(text: str) -> None:
    if not text.isascii() and NOT_UTF_8.search(text):
        raise CellError(
            _("the text is not written in UTF-8"),
            _("Open the file where it was made and save it as ‘CSV UTF-8’."),
        )


@cache
def _language_names() -> dict[str, str]:
    """The codes by everything that people call the languages."""
    names: dict[str, str] = {}
    for code, name in settings.LANGUAGES:
        known = get_language_info(code)
        for each in (code, code.partition("-")[0], name, known["name"], known["name_local"]):
            names.setdefault(fold(each), code)
        names.setdefault(code, code)
    return names
