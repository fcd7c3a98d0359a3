"""Working out what a table of people would change, against the people who are there now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from stature.core.instrument.answer_files.quoting import short
from stature.web.people.import_file.manager_lines import ManagerLines
from stature.web.people.import_file.parts import (
    Findings,
    PersonRow,
    RatingRow,
    TableOfPeople,
)
from stature.web.people.import_file.plan import (
    FieldChange,
    Node,
    PersonThere,
    Plan,
    PlannedPerson,
)
from stature.web.people.person_fields import TEXT_FIELDS


def plan_import(table: TableOfPeople, there: Iterable[PersonThere]) -> Plan:
    """Work out what a table changes. A value that is left empty in the table changes nothing."""
    planner = _Planner(table, there)
    planner.match_people()
    planner.give_managers()
    planner.compare()
    ratings = list(planner.ratings())
    findings = sorted([*table.findings, *planner.findings.noted], key=lambda each: each.row)
    return Plan(list(planner.planned.values()), ratings, findings)


class _Planner:
    def __init__(self, table: TableOfPeople, there: Iterable[PersonThere]) -> None:
        self.table = table
        self.by_pk = {person.pk: person for person in there}
        self.by_email = {person.email: person for person in self.by_pk.values()}
        self.by_identifier = {
            person.identifier: person for person in self.by_pk.values() if person.identifier
        }
        self.planned: dict[Node, PlannedPerson] = {}
        self.by_address: dict[str, Node] = {
            email: person.pk for email, person in self.by_email.items()
        }
        self.findings = Findings(table.headings)

    def match_people(self) -> None:
        """Find whom each row is about: by address, else by identifier, else somebody new."""
        for row in self.table.people:
            there = self._match(row)
            if there is not False:
                self._plan(row, there)

    def _match(self, row: PersonRow) -> PersonThere | bool | None:
        """Who is meant: somebody there, None for somebody new, False where it cannot be."""
        by_email = self.by_email.get(row.email)
        owner = self.by_identifier.get(row.values.get("identifier", ""))
        if by_email and owner and by_email is not owner:
            self.findings.note(
                row.row,
                "identifier",
                short(row.values["identifier"]),
                _("this identifier belongs to %(email)s") % {"email": owner.email},
                _("Correct the identifier or the address."),
            )
            return False
        there = by_email or owner
        if there and there.pk in self.planned:
            self.findings.note(
                row.row,
                "email",
                short(row.email),
                _("row %(row)d is about the same person") % {"row": self.planned[there.pk].row},
                _("Keep one row for each person. The first row counts."),
            )
            return False
        return there

    def _plan(self, row: PersonRow, there: PersonThere | bool | None) -> None:
        known = there if isinstance(there, PersonThere) else None
        node: Node = known.pk if known else row.email
        first = row.values.get("first_name") or (known.first_name if known else "")
        last = row.values.get("last_name") or (known.last_name if known else "")
        name = f"{first} {last}".strip()
        self.planned[node] = PlannedPerson(row.row, node, row.email, name, row.values)
        self.by_address[row.email] = node

    def give_managers(self) -> None:
        """Give each person the manager that the table names, unless that goes round in a circle."""
        wanted = {
            node: self._manager_of(person)
            for node, person in self.planned.items()
            if "manager" in person.values
        }
        named = {node: manager for node, manager in wanted.items() if manager is not None}
        lines = ManagerLines(
            {pk: there.manager_id for pk, there in self.by_pk.items() if pk not in named}
        )
        refused = [node for node, manager in named.items() if not lines.add(node, manager)]
        for node in refused:
            self._note_circle(self.planned[node])
            before = self.by_pk[node].manager_id if isinstance(node, int) else None
            if before is not None:
                lines.add(node, before)
        for node, person in self.planned.items():
            person.manager = lines.manager_of(node)

    def _manager_of(self, person: PlannedPerson) -> Node | None:
        email = person.values["manager"]
        node = self.by_address.get(email)
        if node is None:
            self.findings.note(
                person.row,
                "manager",
                short(email),
                _("nobody with this address is in the table or in your list"),
                _("Add the manager as a person, then bring in the table again."),
                "cell",
            )
        return node

    def _note_circle(self, person: PlannedPerson) -> None:
        if person.values["manager"] == person.email:
            self._note_own_manager(person)
            return
        self.findings.note(
            person.row,
            "manager",
            short(person.values["manager"]),
            _("the line of managers goes round in a circle, or has too many levels"),
            _("Correct the manager of one of these people."),
            "cell",
        )

    def _note_own_manager(self, person: PlannedPerson) -> None:
        self.findings.note(
            person.row,
            "manager",
            short(person.values["manager"]),
            _("%(name)s is named as their own line manager")
            % {"name": person.name or short(person.email)},
            _("Name somebody else, or leave the cell empty."),
            "cell",
        )

    def compare(self) -> None:
        """Find the values that differ from what is there."""
        for person in self.planned.values():
            if isinstance(person.node, int):
                self._compare(person, self.by_pk[person.node])

    def _compare(self, person: PlannedPerson, there: PersonThere) -> None:
        for name in TEXT_FIELDS:
            before, after = getattr(there, name), person.values.get(name)
            if after and after != before:
                person.changes.append(FieldChange(name, before, after))
        if person.manager != there.manager_id:
            person.manager_changes = True
            before, after = self._address(there.manager_id), self._address(person.manager)
            person.changes.append(FieldChange("manager", before, after))

    def _address(self, node: Node | None) -> str:
        if node is None:
            return ""
        return self.by_pk[node].email if isinstance(node, int) else node

    def ratings(self) -> Iterator[tuple[Node, Node, str]]:
        """Who is asked about whom: both must be in the table or in the list."""
        for rating in self.table.ratings:
            rater = self.by_address.get(rating.rater)
            subject = self.by_address.get(rating.subject)
            if subject is None:
                self._note_unknown_subject(rating)
            elif rater is not None:
                yield (subject, rater, rating.relationship)

    def _note_unknown_subject(self, rating: RatingRow) -> None:
        self.findings.note(
            rating.row,
            "subject",
            short(rating.subject),
            _("nobody with this address is in the table or in your list"),
            _("Give the participant a row of their own, or correct the address."),
            "cell",
        )
