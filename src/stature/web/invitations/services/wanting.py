"""Wanting messages and having them sent: jobs, each of which may run twice and do nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from stature.web.audit.services import record_event
from stature.web.invitations.models import Message, MessageKind
from stature.web.invitations.selectors import (
    last_fresh_link,
    not_invited,
    open_rounds,
    overdue_messages,
    own_assignment,
)
from stature.web.invitations.sending import send_batch
from stature.web.jobs.services import enqueue
from stature.web.programmes.models import Assignment, Round
from stature.web.programmes.selectors import assignments_to_remind, reminder_number

BATCH: Final = 50
OVERDUE: Final = timedelta(minutes=10)
BETWEEN_FRESH_LINKS: Final = timedelta(minutes=2)
FRESH_LINKS_A_DAY: Final = 10


def invite_round(round_id: int) -> None:
    """Want an invitation for everybody in an open round who has none, and have them sent."""
    round_ = Round.objects.select_related("programme").get(pk=round_id)
    if round_.is_open:
        _want(round_, MessageKind.INVITATION, not_invited(round_))


def send_due_reminders(today: date | None = None) -> None:
    """Remind everybody, in all open rounds, whose first or second reminder is due today."""
    day = today or timezone.localdate()
    for round_ in open_rounds():
        number = reminder_number(round_, day)
        if number:
            _want(round_, MessageKind.REMINDER, assignments_to_remind(round_, day), number)


@transaction.atomic
def _want(
    round_: Round, kind: MessageKind, assignments: Iterable[Assignment], number: int = 1
) -> None:
    """Keep what is wanted and, in the same transaction, the jobs that will send it."""
    Round.objects.select_for_update().get(pk=round_.pk)  # two at once take turns
    wanted = {
        assignment.pk: Message(
            kind=kind, person_id=assignment.person_id, assignment=assignment, number=number
        )
        for assignment in assignments
    }
    known = Message.objects.filter(kind=kind, number=number, assignment__assessment__round=round_)
    for pk in known.values_list("assignment_id", flat=True):
        wanted.pop(pk, None)
    if wanted:
        Message.objects.bulk_create(wanted.values(), batch_size=500)
        send_soon([message.pk for message in wanted.values()])
        record_event(
            f"invitations.{kind}s-wanted",
            organisation_id=round_.programme.organisation_id,
            subject=round_,
            people=len(wanted),
        )


def send_soon(message_ids: Sequence[int]) -> None:
    """Have messages sent in the background, some at a time."""
    for start in range(0, len(message_ids), BATCH):
        enqueue(send_messages, list(message_ids[start : start + BATCH]))


def send_messages(message_ids: Sequence[int]) -> None:
    """Send those of the messages that still wait; what cannot be sent now is tried again later."""
    send_batch(message_ids)


def send_waiting_messages() -> None:
    """Send what should have been sent a while ago: after a failure, or a worker's death."""
    late = overdue_messages(timezone.now(), OVERDUE)
    server_was_there = not late or send_batch(late[:BATCH])
    if server_was_there and len(late) > BATCH:
        enqueue(send_waiting_messages)


def send_fresh_link(assignment_id: int) -> None:
    """Send a fresh link to somebody who asked for it, unless one was wanted a moment ago."""
    assignment = Assignment.objects.get(pk=assignment_id)
    last = last_fresh_link(assignment_id)
    if last and not _may_ask_again(last):
        return
    message, _is_new = Message.objects.get_or_create(
        kind=MessageKind.FRESH_LINK,
        assignment=assignment,
        number=last.number + 1 if last else 1,
        defaults={"person_id": assignment.person_id},
    )
    send_batch([message.pk])


def _may_ask_again(last: Message) -> bool:
    """Whether enough time has passed: nobody's mailbox is to be filled from outside."""
    now = timezone.now()
    today = Message.objects.filter(
        kind=last.kind, assignment_id=last.assignment_id, wanted_at__gt=now - timedelta(days=1)
    )
    return last.wanted_at < now - BETWEEN_FRESH_LINKS and today.count() < FRESH_LINKS_A_DAY


def tell_report_is_ready(assessment_id: int, version: int = 1) -> None:
    """Send the participant the way to a report, once for each version of it."""
    assignment = own_assignment(assessment_id)
    if assignment is None:
        return
    message, _is_new = Message.objects.get_or_create(
        kind=MessageKind.REPORT_READY,
        assignment=assignment,
        number=version,
        defaults={"person_id": assignment.person_id},
    )
    send_batch([message.pk])
