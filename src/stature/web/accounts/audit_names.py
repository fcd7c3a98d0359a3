"""The names of those whom the audit log keeps by number, looked up when it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stature.web.accounts.models import User
from stature.web.audit.models import AuditEvent

USER = "user "


@dataclass(frozen=True)
class NamedEvent:
    """One event with today's names of its users."""

    event: AuditEvent
    who: str
    about: str


def with_names(events: Iterable[AuditEvent]) -> list[NamedEvent]:
    """The events with the names of their users; an account that is gone is said to be deleted."""
    kept = list(events)
    names = _names_of({number for event in kept for number in _numbers_in(event)})
    return [NamedEvent(event, _who(event, names), _about(event, names)) for event in kept]


def _numbers_in(event: AuditEvent) -> list[int]:
    numbers = [event.actor_id, _user_in(event.subject)]
    return [number for number in numbers if number is not None]


def _names_of(numbers: set[int]) -> dict[int, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=numbers)}


def _who(event: AuditEvent, names: dict[int, str]) -> str:
    if event.actor or event.actor_id is None:
        return event.actor
    return _named(event.actor_id, names)


def _about(event: AuditEvent, names: dict[int, str]) -> str:
    number = _user_in(event.subject)
    return event.subject if number is None else _named(number, names)


def _named(number: int, names: dict[int, str]) -> str:
    return names.get(number) or _("user %(number)d, deleted") % {"number": number}


def _user_in(subject: str) -> int | None:
    """The number in a subject such as ``user 12``."""
    number = subject.removeprefix(USER)
    is_user = subject.startswith(USER) and number.isascii() and number.isdigit()
    return int(number) if is_user and len(number) < 19 else None
