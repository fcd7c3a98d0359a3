"""Holding an organisation for the transaction at hand, so that changes of its people take turns."""

from __future__ import annotations

from typing import Any

from stature.web.accounts.models import Organisation
from stature.web.audit.services import Actor, record_event
from stature.web.people.models import Person


def hold_people(organisation_id: int) -> Organisation:
    """Hold the people of an organisation until the transaction ends."""
    return Organisation.objects.select_for_update().get(pk=organisation_id)


def record(
    action: str, *, organisation_id: int, by: Actor | None, subject: object, **details: Any
) -> None:
    """Write to the audit log what happened to people."""
    record_event(action, actor=by, organisation_id=organisation_id, subject=subject, **details)


def named(person: Person) -> str:
    """How the audit log names a person: by number, so that it keeps nothing of who is removed."""
    return f"person {person.pk}"
