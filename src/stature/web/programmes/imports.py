"""Taking people and colleagues from a table that was imported."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from stature.web.accounts.models import Organisation
from stature.web.people.models import PeopleImport, Person
from stature.web.programmes.findings import Row
from stature.web.programmes.services.taking_part import Rating


def imports_of(organisation: Organisation) -> QuerySet[PeopleImport]:
    """The tables that were imported and not undone, newest first."""
    return PeopleImport.objects.filter(organisation=organisation, undone_at=None)


def rows_of_import(table: PeopleImport) -> list[Row]:
    """Who is asked about whom in a table: participant, colleague, relationship."""
    rated = table.rated.filter(subject__removed_at=None, rater__removed_at=None)
    return [
        (row.subject, row.rater, row.relationship)
        for row in rated.select_related("subject", "rater")
    ]


def people_of_import(table: PeopleImport) -> Iterable[Person]:
    """The participants of a table: those who are rated in it, or everybody where nobody is."""
    rated = {participant.pk: participant for participant, _, _ in rows_of_import(table)}
    return rated.values() or Person.objects.filter(importedchange__people_import=table)


def ratings_of_import(table: PeopleImport) -> list[Rating]:
    """The colleagues of a table, by number."""
    return [
        (participant.pk, person.pk, relationship)
        for participant, person, relationship in rows_of_import(table)
    ]
