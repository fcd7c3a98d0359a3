"""Undoing an import: what it changed goes back, unless it was changed since or is in use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from stature.web.accounts.models import User
from stature.web.people.import_file.manager_lines import ManagerLines
from stature.web.people.models import ImportedChange, PeopleImport, Person
from stature.web.people.selectors import taking_part
from stature.web.people.services.held import hold_people, record
from stature.web.people.services.linking import link_to_accounts
from stature.web.people.services.written import write_changed

CHANGED_SINCE: Final = "changed-since"
TAKES_PART: Final = "takes-part"
TAKEN: Final = "taken"
BATCH: Final = 900


@transaction.atomic
def undo_import(*, people_import: PeopleImport, by: User | None = None) -> PeopleImport:
    """Put back what an import changed; a second time nothing happens.

    ``kept`` of the import then lists what stays as it is, and why: a value that was changed since,
    a new person who takes part in a round or was changed since, an address that is taken.
    """
    hold_people(people_import.organisation_id)
    held = PeopleImport.objects.select_for_update(of=("self",)).get(pk=people_import.pk)
    if held.undone_at is not None:
        return held
    undoer = _Undoer(held)
    undoer.run()
    held.undone_at, held.kept = timezone.now(), undoer.kept
    held.save(update_fields=["undone_at", "kept"])
    link_to_accounts(held.organisation_id)
    record(
        "people.import-undone",
        organisation_id=held.organisation_id,
        by=by,
        subject=f"import {held.pk}",
        kept=len(held.kept),
    )
    return held


class _Undoer:
    def __init__(self, people_import: PeopleImport) -> None:
        people = Person.objects.filter(organisation=people_import.organisation_id)
        self.people_import = people_import
        self.people = people.in_bulk()
        added = people.filter(importedchange__people_import=people_import)
        self.in_rounds = set(taking_part(added).values_list("pk", flat=True))
        self.kept: list[dict[str, Any]] = []

    def run(self) -> None:
        """Delete who came with the import, and put back what it changed of the others."""
        changes = list(ImportedChange.objects.filter(people_import=self.people_import))
        changes = [change for change in changes if change.person_id in self.people]
        gone = {change.person_id for change in changes if self._goes(change)}
        for pk in gone:
            del self.people[pk]
        back = list(self._what_goes_back(changes))
        write_changed(back)
        _delete(gone)

    def _goes(self, change: ImportedChange) -> bool:
        if change.before is not None:
            return False
        person = self.people[change.person_id]
        if person.pk in self.in_rounds:
            return self._keep(person, "", TAKES_PART)
        if any(getattr(person, name) != value for name, value in change.after.items()):
            return self._keep(person, "", CHANGED_SINCE)
        return True

    def _what_goes_back(
        self, changes: list[ImportedChange]
    ) -> Iterator[tuple[Person, dict[str, Any]]]:
        taken = _Taken(self.people)
        for change in changes:
            if change.before is not None:
                person = self.people[change.person_id]
                values = dict(self._values_back(person, change, taken))
                if values:
                    yield person, values

    def _values_back(
        self, person: Person, change: ImportedChange, taken: _Taken
    ) -> Iterator[tuple[str, Any]]:
        for name, before in (change.before or {}).items():
            if getattr(person, name) != change.after[name]:
                self._keep(person, name, CHANGED_SINCE)
            elif taken.is_free(person, name, before):
                yield name, before
            else:
                self._keep(person, name, TAKEN)

    def _keep(self, person: Person, field: str, reason: str) -> bool:
        self.kept.append({"person": person.pk, "field": field, "reason": reason})
        return False


class _Taken:
    """What values are free to go back to."""

    def __init__(self, people: dict[int, Person]) -> None:
        self.people = people
        self.owners = {
            name: {getattr(person, name): pk for pk, person in people.items()}
            for name in ("email", "identifier")
        }
        self.lines = ManagerLines({pk: person.manager_id for pk, person in people.items()})

    def is_free(self, person: Person, name: str, value: Any) -> bool:
        """Whether nobody else has this address or identifier, and no circle of managers arises."""
        if name == "manager_id" and value is not None:
            return value in self.people and self.lines.add(person.pk, value)
        owners = self.owners.get(name)
        return not (owners and value) or owners.setdefault(value, person.pk) == person.pk


def _delete(numbers: set[int]) -> None:
    ordered = sorted(numbers)
    for start in range(0, len(ordered), BATCH):
        Person.objects.filter(pk__in=ordered[start : start + BATCH]).delete()
