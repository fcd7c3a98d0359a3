"""Writing many changed people at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from stature.web.people.models import Person
from stature.web.people.person_fields import PERSON_FIELDS

WRITTEN: Final = (*PERSON_FIELDS, "user", "bounced_at")
BATCH: Final = 1000


def write_changed(changes: Iterable[tuple[Person, dict[str, Any]]]) -> None:
    """Give people these values, in as few statements as the database allows.

    A new address no longer belongs to the account that verified the old one, and has not bounced.
    """
    changed = [_with(person, values) for person, values in changes]
    Person.ever.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=list(WRITTEN),
    )


def _with(person: Person, values: dict[str, Any]) -> Person:
    if values.get("email", person.email) != person.email:
        person.user, person.bounced_at = None, None
    for name, value in values.items():
        setattr(person, name, value)
    return person
