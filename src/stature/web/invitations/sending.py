"""Sending: each message at most once for each success, whatever dies on the way.

A worker first puts ``try_after`` of a message off, in one statement that only one worker can win,
and only then speaks to the mail server; ``sent_at`` is kept as soon as the server has accepted.
A worker that dies before the server accepted loses nothing: when ``CLAIM_LASTS`` is over, the
message is taken up again. One that dies between the server's word and ``sent_at`` doubles the one
e-mail in its hand and no other; the double has the same Message-ID, by which many mail systems
drop it.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from stature.web.audit.services import record_event
from stature.web.invitations.mail import STOP_KEY_BYTES, compose_mail, new_message_id
from stature.web.invitations.models import Message, MessageKind, StopLink
from stature.web.invitations.problems import in_words, is_about_one_mail, is_permanent
from stature.web.invitations.selectors import (
    STILL_WAITING,
    messages_with_all,
    waiting_messages,
)
from stature.web.invitations.still_wanted import give_up_unless_wanted
from stature.web.invitations.together import take_companions
from stature.web.keys import hash_of_key
from stature.web.programmes.links import issue_approval_link, issue_link, issue_report_link
from stature.web.programmes.models import Assignment

SERVER_TIMEOUT: Final = 20
CLAIM_LASTS: Final = timedelta(minutes=2)
FIRST_WAIT: Final = timedelta(minutes=5)
LONGEST_WAIT: Final = timedelta(hours=4)
GIVE_UP_AFTER: Final = timedelta(days=3)
WITH_FRESH_LINK: Final = (
    MessageKind.REPORT_READY,
    MessageKind.FRESH_LINK,
    MessageKind.SENT_BACK,
    MessageKind.RATERS_APPROVED,
)
PAGES: Final = {
    MessageKind.REPORT_READY: "report/",
    MessageKind.SENT_BACK: "raters/",
    MessageKind.RATERS_APPROVED: "raters/",
}
"""What the address of a personal link ends with, where it is not the first page."""


def send_batch(message_ids: Sequence[int]) -> bool:
    """Send those of the messages that still wait. Returns whether the mail server was there."""
    connection = get_connection(timeout=SERVER_TIMEOUT)
    try:
        connection.open()
        for message_id in message_ids:
            _send_one(message_id, connection)
    except OSError as error:
        put_off(message_ids, error)
        return False
    finally:
        with contextlib.suppress(OSError):
            connection.close()
    return True


def _send_one(message_id: int, connection: Any) -> None:
    """Send one message, unless another worker has it or it is not wanted any more.

    Raises OSError when the mail server cannot be spoken to.
    """
    message = _claim(message_id)
    if message is None or not give_up_unless_wanted(message):
        return
    companions = take_companions(message, hold_for=CLAIM_LASTS)
    try:
        mail = compose_mail(
            message,
            link=_personal_link(message),
            stop_link=_stop_link(message),
            companions=companions,
        )
        connection.send_messages([mail])
    except (OSError, ValueError) as error:
        if not is_about_one_mail(error):
            raise
        for each in (message, *companions):
            _note_refusal(each, error)
    else:
        _note_sent([message, *companions])


def _claim(message_id: int) -> Message | None:
    """Take a message in hand, or None when it is done, or in the hand of another worker."""
    now = timezone.now()
    free = waiting_messages().filter(pk=message_id, try_after__lte=now)
    if not free.update(try_after=now + CLAIM_LASTS):
        return None
    message = messages_with_all([message_id]).get()
    message.message_id = message.message_id or new_message_id()
    message.address = message.person.email
    message.save(update_fields=["message_id", "address"])
    return message


def _personal_link(message: Message) -> str:
    """The address that the e-mail leads to. Its key is made now and kept nowhere."""
    if message.kind == MessageKind.APPROVAL:
        key = issue_approval_link(_assignment(message).assessment, message.person)
        return f"{settings.ADDRESS}/raters/{key}/"
    if message.kind == MessageKind.REPORT_TO_MANAGER:
        return _link_of_manager(message)
    is_report = message.kind == MessageKind.REPORT_READY
    if is_report and message.person.user_id:
        return f"{settings.ADDRESS}/my/reports/"
    key = issue_link(_assignment(message), fresh=message.kind in WITH_FRESH_LINK)
    return f"{settings.ADDRESS}/a/{key}/{PAGES.get(MessageKind(message.kind), '')}"


def _link_of_manager(message: Message) -> str:
    """Where a line manager reads a report: signed in where there is an account, else by a link."""
    assessment = _assignment(message).assessment
    if message.person.user_id:
        return f"{settings.ADDRESS}/my/team/reports/{assessment.pk}/"
    return f"{settings.ADDRESS}/shared/{issue_report_link(assessment, message.person)}/"


def _assignment(message: Message) -> Assignment:
    if message.assignment is None:
        raise ValueError(f"message {message.pk} is about no assignment")
    return message.assignment


def _stop_link(message: Message) -> str:
    """The address that stops all further e-mails to the person."""
    key = secrets.token_urlsafe(STOP_KEY_BYTES)
    StopLink.objects.create(person=message.person, key_sha256=hash_of_key(key))
    return f"{settings.ADDRESS}/stop/{key}/"


@transaction.atomic
def _note_sent(messages: Sequence[Message]) -> None:
    now = timezone.now()
    for message in messages:
        Message.objects.filter(pk=message.pk).update(
            sent_at=now, problem="", address=message.person.email
        )
        assignment = Assignment.objects.filter(pk=message.assignment_id)
        if message.kind == MessageKind.INVITATION:
            assignment.filter(invited_at=None).update(invited_at=now)
        if message.kind == MessageKind.REMINDER:
            assignment.update(reminders_sent=message.number)


def _note_refusal(message: Message, error: Exception) -> None:
    if is_permanent(error):
        _give_up(message, error)
    else:
        put_off([message.pk], error)


def put_off(message_ids: Sequence[int], error: Exception) -> None:
    """Try these messages again later, each time after a longer wait; after days, give them up."""
    now = timezone.now()
    for message in messages_with_all(message_ids).filter(STILL_WAITING):
        if message.wanted_at < now - GIVE_UP_AFTER:
            _give_up(message, error)
        else:
            _wait(message, now, error)


def _wait(message: Message, now: datetime, error: Exception) -> None:
    waiting_messages().filter(pk=message.pk).update(
        attempts=message.attempts + 1,
        try_after=now + min(FIRST_WAIT * 2 ** min(message.attempts, 10), LONGEST_WAIT),
        problem=in_words(error),
    )


@transaction.atomic
def _give_up(message: Message, error: Exception) -> None:
    problem = in_words(error)
    Message.objects.filter(pk=message.pk).update(failed_at=timezone.now(), problem=problem)
    record_event(
        "invitations.failed",
        organisation_id=message.person.organisation_id,
        subject=f"person {message.person_id}",
        kind=message.kind,
    )
