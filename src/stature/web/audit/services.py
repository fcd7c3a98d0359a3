"""Writing to the audit log."""

from __future__ import annotations

from typing import Any, Protocol

from stature.web.audit.models import AuditEvent

NOBODY = "the system"


class Actor(Protocol):
    """Whoever acts: a user of the site."""

    pk: Any

    def __str__(self) -> str: ...


def record_event(
    action: str,
    *,
    actor: Actor | None = None,
    organisation_id: int | None = None,
    subject: object = "",
    **details: Any,
) -> AuditEvent:
    """Keep one event, in the transaction of what it tells of.

    ``action`` is area and verb, such as ``people.imported``. Details hold numbers and names of
    fields, never answers.
    """
    return AuditEvent.objects.create(
        action=action,
        actor_id=None if actor is None else actor.pk,
        actor=NOBODY if actor is None else str(actor)[:200],
        organisation_id=organisation_id,
        subject=str(subject)[:200],
        details=details,
    )
