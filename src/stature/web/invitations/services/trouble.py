"""E-mails that came back or could not be sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from stature.web.accounts.models import User
from stature.web.audit.services import record_event
from stature.web.invitations.mail import new_message_id
from stature.web.invitations.models import Message
from stature.web.invitations.problems import kept_words
from stature.web.invitations.selectors import message_by_id, messages_to_send_again
from stature.web.invitations.services.wanting import send_soon
from stature.web.people.models import Person
from stature.web.programmes.models import Round


@transaction.atomic
def send_again(*, round: Round, by: User, message_ids: Sequence[int] | None = None) -> int:
    """Try the messages of a round again that came back or failed; how many there are.

    Where the round is over, only news of reports is of use. The people count as reachable from
    here on, until an e-mail comes back again.
    """
    broken = messages_to_send_again(round).select_for_update(of=("self",))
    chosen = broken if message_ids is None else broken.filter(pk__in=message_ids)
    again = list(chosen)
    Person.objects.filter(pk__in={message.person_id for message in again}).update(bounced_at=None)
    for message in again:
        _start_over(message)
    if again:
        send_soon([message.pk for message in again])
        organisation_id = round.programme.organisation_id
        record_event(
            "invitations.sent-again",
            actor=by,
            organisation_id=organisation_id,
            subject=round,
            messages=len(again),
        )
    return len(again)


def _start_over(message: Message) -> None:
    now = timezone.now()
    Message.objects.filter(pk=message.pk).update(
        message_id=new_message_id(),
        wanted_at=now,
        try_after=now,
        attempts=0,
        sent_at=None,
        bounced_at=None,
        failed_at=None,
        problem="",
    )


@transaction.atomic
def note_bounce(message_id: str, problem: str) -> bool:
    """Keep that an e-mail came back; whether one of ours was meant that had not come back yet.

    Its person gets no more, unless the address was changed since.
    """
    message = message_by_id(message_id)
    if message is None or message.bounced_at or not message.address:
        return False
    now, words = timezone.now(), kept_words(problem)
    Message.objects.filter(pk=message.pk).update(bounced_at=now, problem=words)
    Person.objects.filter(pk=message.person_id, email=message.address).update(bounced_at=now)
    record_event(
        "invitations.bounced",
        organisation_id=message.person.organisation_id,
        subject=f"person {message.person_id}",
        kind=message.kind,
    )
    return True
