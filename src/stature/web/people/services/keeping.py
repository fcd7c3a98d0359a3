"""Adding, changing and removing one person."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stature.core.errors import StatureError
from stature.web.accounts.models import Organisation, User
from stature.web.people.import_file.manager_lines import ManagerLines
from stature.web.people.models import ImportedChange, Person, RaterRow
from stature.web.people.person_fields import PERSON_FIELDS
from stature.web.people.selectors import takes_part
from stature.web.people.services.held import hold_people, named, record
from stature.web.people.services.linking import link_to_accounts
from stature.web.people.signals import person_removed

NOBODY_THERE: Final = "removed.invalid"  # no e-mail can ever reach an address under .invalid


class PersonRefusedError(StatureError):
    """The person cannot be kept like this; ``field`` names what is wrong."""

    def __init__(self, what: str, *, field: str, remedy: str = "") -> None:
        super().__init__(what, remedy=remedy)
        self.field = field


@transaction.atomic
def add_person(
    *, organisation: Organisation, email: str, by: User | None = None, **values: Any
) -> Person:
    """Keep a new person. Raises PersonRefusedError where the address or identifier is taken."""
    hold_people(organisation.pk)
    person = Person(organisation=organisation)
    _set(person, {"email": email, **values})
    person.save()
    record("people.added", organisation_id=organisation.pk, by=by, subject=named(person))
    link_to_accounts(organisation.pk)
    person.refresh_from_db()
    return person


@transaction.atomic
def change_person(*, person: Person, by: User | None = None, **values: Any) -> Person:
    """Change what is kept of a person. Raises PersonRefusedError, and then nothing changes.

    With a new address the person is joined to whoever verified it, and to nobody else.
    """
    hold_people(person.organisation_id)
    held = Person.objects.get(pk=person.pk)
    changed = _set(held, values)
    if not changed:
        return held
    held.save()
    record(
        "people.changed",
        organisation_id=held.organisation_id,
        by=by,
        subject=named(held),
        fields=changed,
    )
    link_to_accounts(held.organisation_id)
    held.refresh_from_db()
    return held


@transaction.atomic
def remove_person(*, person: Person, by: User | None = None) -> bool:
    """Remove a person, and say whether a row without a name stays.

    Somebody in no round is deleted. Somebody who takes part loses name, address and account: what
    they answered still counts, without them, and no e-mail goes out to them any more.
    """
    hold_people(person.organisation_id)
    stays = takes_part(person)
    record(
        "people.removed",
        organisation_id=person.organisation_id,
        by=by,
        subject=named(person),
        answers_stay=stays,
    )
    person_removed.send(Person, person=person)
    if stays:
        _forget(person)
    else:
        person.delete()
    return stays


def _forget(person: Person) -> None:
    now = timezone.now()
    ImportedChange.objects.filter(person=person).delete()
    RaterRow.objects.filter(subject=person).delete()
    RaterRow.objects.filter(rater=person).delete()
    Person.objects.filter(manager=person).update(manager=None)
    Person.objects.filter(pk=person.pk).update(
        first_name="",
        last_name="",
        email=f"removed-{person.pk}@{NOBODY_THERE}",
        identifier="",
        language="",
        unit="",
        manager=None,
        user=None,
        opted_out_at=now,
        removed_at=now,
    )


def _set(person: Person, values: dict[str, Any]) -> list[str]:
    """Give a person these values and say which were new."""
    unknown = values.keys() - set(PERSON_FIELDS)
    if unknown:
        raise TypeError(f"A person has no {', '.join(sorted(unknown))}.")
    if "email" in values:
        values = {**values, "email": values["email"].strip().lower()}
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    if "email" in changed:
        person.user, person.bounced_at = None, None
    _check_taken(person, "email", _("Somebody in your list has this address already."))
    _check_taken(person, "identifier", _("Somebody in your list has this identifier already."))
    if "manager" in changed:
        _check_manager(person)
    return changed


def _check_taken(person: Person, field: str, problem: str) -> None:
    value = getattr(person, field)
    others = Person.objects.filter(organisation=person.organisation_id).exclude(pk=person.pk)
    if value and others.filter(**{field: value}).exists():
        raise PersonRefusedError(problem, field=field)


def _check_manager(person: Person) -> None:
    manager = person.manager
    if manager is None:
        return
    if manager.organisation_id != person.organisation_id:
        raise PersonRefusedError(_("Nobody in your list has this address."), field="manager")
    people = Person.objects.filter(organisation=person.organisation_id).exclude(pk=person.pk)
    lines = ManagerLines(dict(people.values_list("pk", "manager_id")))
    if person.pk is not None and not lines.add(person.pk, manager.pk):
        raise PersonRefusedError(
            _("This manager reports to the person, or the line of managers is too long."),
            field="manager",
            remedy=_("Choose somebody else."),
        )
