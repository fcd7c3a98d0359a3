"""What a plan is: all that a table of people would change, and what it would leave out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final

from stature.web.people.import_file.parts import ImportFinding

NEW: Final = "new"
CHANGED: Final = "changed"
UNCHANGED: Final = "unchanged"
KINDS: Final = (NEW, CHANGED, UNCHANGED)
Node = int | str
"""Somebody in a plan: a number where they are there already, else their address."""


@dataclass(frozen=True, slots=True)
class PersonThere:
    """Somebody who is in the organisation's list already."""

    pk: int
    email: str
    first_name: str
    last_name: str
    identifier: str
    language: str
    unit: str
    manager_id: int | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that an import would change."""

    field: str
    before: str
    after: str


@dataclass(slots=True)
class PlannedPerson:
    """What an import would do to one person."""

    row: int
    node: Node
    email: str
    name: str
    values: dict[str, str]
    changes: list[FieldChange] = field(default_factory=list)
    manager: Node | None = None
    manager_changes: bool = False

    @property
    def kind(self) -> str:
        """Whether the person is new, changed or unchanged."""
        if isinstance(self.node, str):
            return NEW
        return CHANGED if self.changes else UNCHANGED


@dataclass(frozen=True)
class Plan:
    """All that an import would do, and what it would leave out."""

    people: list[PlannedPerson]
    ratings: list[tuple[Node, Node, str]]
    findings: list[ImportFinding]

    def of_kind(self, kind: str) -> list[PlannedPerson]:
        """The people of one kind, in the order of the table."""
        return [person for person in self.people if person.kind == kind]

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to bring in."""
        return bool(self.ratings) or any(each.kind != UNCHANGED for each in self.people)

    def digest(self) -> str:
        """A mark of exactly this plan: two plans with the same mark do the same."""
        people = [
            (each.node, each.row, list(each.values.items()), each.manager, len(each.changes))
            for each in self.people
        ]
        return hashlib.sha256(repr((people, self.ratings)).encode()).hexdigest()
