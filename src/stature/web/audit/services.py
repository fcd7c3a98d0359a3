"""Writing to the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from stature.web.audit.models import AuditEvent

NOBODY = "the system"


class Actor(Protocol):
    """Whoever acts: a user of the site."""

    @property
    def pk(self) -> Any:
        """The number of the account; None for whoever has none."""

    def __str__(self) -> str: ...


@dataclass(frozen=True)
class WithoutAccount:
    """A person who acts by a personal link. The log names them by number."""

    person_id: int
    pk: None = None

    def __str__(self) -> str:
        return f"person {self.person_id}"


def record_event(
    action: str,
    *,
    actor: Actor | None = None,
    organisation_id: int | None = None,
    subject: object = "",
    **details: Any,
) -> AuditEvent:
    """Keep one event, in the transaction of what it tells of.

    ``action`` is area and verb, such as ``people.imported``. Subject and details hold numbers and
    names of fields, never answers, and nobody's name or address. Of a user the number alone is
    kept: the log outlives accounts, and the name is looked up when the log is read.
    """
    return AuditEvent.objects.create(
        action=action,
        actor_id=None if actor is None else actor.pk,
        actor=_words_for(actor),
        organisation_id=organisation_id,
        subject=str(subject)[:200],
        details=details,
    )


def _words_for(actor: Actor | None) -> str:
    """What is kept of who acted, beside the number of a user."""
    if actor is None:
        return NOBODY
    return "" if actor.pk is not None else str(actor)[:200]
