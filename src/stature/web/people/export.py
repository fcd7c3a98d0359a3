"""People as a table for a spreadsheet, laid out as an import reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db.models import QuerySet

from stature.web.people.models import Person

HEADER: Final = (
    "FirstName",
    "LastName",
    "Email",
    "UniqueIdentifier",
    "Language",
    "Unit",
    "ManagerEmail",
)
COLUMNS: Final = (
    "first_name",
    "last_name",
    "email",
    "identifier",
    "language",
    "unit",
    "manager__email",
)
EXAMPLE: Final = """\
FirstName,LastName,Email,UniqueIdentifier,Language,Unit,ManagerEmail,SubjectEmail,Relationship
Mary,Stone,mary.stone@example.org,S100,en,Front desk,,,
Paul,Reed,paul.reed@example.org,S101,en,Front desk,mary.stone@example.org,\
mary.stone@example.org,direct-report
Ann,Cole,ann.cole@example.org,S102,de,Kitchen,,mary.stone@example.org,peer
"""


def people_rows(people: QuerySet[Person]) -> Iterator[tuple[object, ...]]:
    """A header, then one row for each person."""
    yield HEADER
    yield from people.values_list(*COLUMNS).iterator(chunk_size=2000)
