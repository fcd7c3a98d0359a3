"""Writing a plan: new people, managers first, then changed ones, then who is asked about whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from stature.web.people.import_file.plan import NEW, Node, Plan, PlannedPerson
from stature.web.people.models import ImportedChange, PeopleImport, Person, RaterRow
from stature.web.people.person_fields import TEXT_FIELDS
from stature.web.people.services.written import write_changed

BATCH: Final = 2000


def write_plan(done: PeopleImport, plan: Plan) -> None:
    """Write everything that a plan says, and what it was before."""
    numbers = _Writer(done, plan).run()
    RaterRow.objects.bulk_create(_rater_rows(done, plan, numbers), batch_size=BATCH)


def _rater_rows(done: PeopleImport, plan: Plan, numbers: dict[Node, int]) -> Iterator[RaterRow]:
    for subject, rater, relationship in plan.ratings:
        yield RaterRow(
            people_import=done,
            subject_id=numbers[subject],
            rater_id=numbers[rater],
            relationship=relationship,
        )


class _Writer:
    """Writes new people, managers before those who report to them, then changes the others."""

    def __init__(self, done: PeopleImport, plan: Plan) -> None:
        self.done = done
        self.plan = plan
        self.numbers: dict[Node, int] = {}

    def run(self) -> dict[Node, int]:
        """Write everything and say which number each person has."""
        people = self.plan.people
        self.numbers = {node: node for node in self._known() if isinstance(node, int)}
        for level in _levels([person for person in people if person.kind == NEW]):
            self._add(level)
        self._change([person for person in people if person.changes])
        return self.numbers

    def _known(self) -> Iterator[Node]:
        for person in self.plan.people:
            yield person.node
            if person.manager is not None:
                yield person.manager
        for subject, rater, _relationship in self.plan.ratings:
            yield from (subject, rater)

    def _add(self, planned: list[PlannedPerson]) -> None:
        added = Person.objects.bulk_create(
            [
                Person(organisation_id=self.done.organisation_id, **self._values_of(each))
                for each in planned
            ],
            batch_size=BATCH,
        )
        self.numbers |= {each.node: person.pk for each, person in zip(planned, added, strict=True)}
        self._keep_changes(
            ImportedChange(
                people_import=self.done,
                person_id=self.numbers[each.node],
                after=self._values_of(each),
            )
            for each in planned
        )

    def _change(self, planned: list[PlannedPerson]) -> None:
        there = Person.objects.filter(organisation_id=self.done.organisation_id).in_bulk()
        changes = []
        for each in planned:
            person = there[self.numbers[each.node]]
            after = self._changed_values(each)
            before = {name: getattr(person, name) for name in after}
            changes.append(
                ImportedChange(people_import=self.done, person=person, before=before, after=after)
            )
        write_changed((there[change.person_id], change.after) for change in changes)
        self._keep_changes(changes)

    def _keep_changes(self, changes: Iterable[ImportedChange]) -> None:
        ImportedChange.objects.bulk_create(changes, batch_size=BATCH)

    def _values_of(self, planned: PlannedPerson) -> dict[str, Any]:
        values = {name: planned.values.get(name, "") for name in TEXT_FIELDS}
        return {**values, "manager_id": self._number(planned.manager)}

    def _changed_values(self, planned: PlannedPerson) -> dict[str, Any]:
        values: dict[str, Any] = {each.field: each.after for each in planned.changes}
        if planned.manager_changes:
            del values["manager"]
            values["manager_id"] = self._number(planned.manager)
        return values

    def _number(self, node: Node | None) -> int | None:
        return None if node is None else self.numbers[node]


def _levels(new: list[PlannedPerson]) -> Iterator[list[PlannedPerson]]:
    """New people level by level, so that each manager has a number before it is needed."""
    by_node = {person.node: person for person in new}
    depths: dict[Node, int] = {}

    def depth(node: Node) -> int:
        if node not in depths:
            manager = by_node[node].manager
            depths[node] = 0 if manager not in by_node else depth(manager) + 1
        return depths[node]

    levels: dict[int, list[PlannedPerson]] = defaultdict(list)
    for person in new:
        levels[depth(person.node)].append(person)
    yield from (levels[number] for number in sorted(levels))
