"""Forgetting where e-mails to a person went."""

from __future__ import annotations

from stature.web.invitations.models import Message
from stature.web.people.models import Person


def forget_addresses(*, person: Person) -> None:
    """Keep that e-mails were sent to somebody, and no longer where to."""
    Message.objects.filter(person=person).update(address="", problem="")
