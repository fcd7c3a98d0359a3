"""Reading messages: those that wait, those of a round, and who is to be reminded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from stature.web.invitations.models import Message, MessageKind, MessageStatus, StopLink
from stature.web.keys import hash_of_key
from stature.web.programmes.models import Assignment, Relationship, Round, RoundState

WITH_STATUS: dict[MessageStatus, Q] = {
    MessageStatus.BOUNCED: Q(bounced_at__isnull=False),
    MessageStatus.FAILED: Q(failed_at__isnull=False),
    MessageStatus.OPTED_OUT: Q(opted_out_at__isnull=False),
    MessageStatus.SENT: Q(sent_at__isnull=False, bounced_at=None),
    MessageStatus.WANTED: Q(sent_at=None, bounced_at=None, failed_at=None, opted_out_at=None),
}
STILL_WAITING = WITH_STATUS[MessageStatus.WANTED]
TO_SEND_AGAIN = WITH_STATUS[MessageStatus.BOUNCED] | WITH_STATUS[MessageStatus.FAILED]


def waiting_messages() -> QuerySet[Message]:
    """Messages that are wanted, and neither sent nor given up."""
    return Message.objects.filter(STILL_WAITING)


def overdue_messages(now: datetime, overdue: timedelta) -> list[int]:
    """The numbers of messages that should have been sent a while ago, the oldest first."""
    late = waiting_messages().filter(try_after__lt=now - overdue)
    return list(late.order_by("try_after", "pk").values_list("pk", flat=True))


def messages_with_all(message_ids: Sequence[int]) -> QuerySet[Message]:
    """These messages with everything that their text needs."""
    return Message.objects.filter(pk__in=message_ids).select_related(
        "person__organisation",
        "assignment__assessment__participant",
        "assignment__assessment__round__programme__organisation",
    )


def messages_of(round_: Round) -> QuerySet[Message]:
    """The messages of a round, newest first."""
    return Message.objects.filter(assignment__assessment__round=round_).select_related("person")


def find_messages(round_: Round, status: str = "") -> QuerySet[Message]:
    """The messages of a round, or those of one status; an unknown one narrows nothing."""
    rule = WITH_STATUS[MessageStatus(status)] if status in MessageStatus.values else Q()
    return messages_of(round_).filter(rule)


def messages_to_send_again(round_: Round) -> QuerySet[Message]:
    """What came back or failed and would still be of use."""
    of_use = Q() if round_.is_open else Q(kind=MessageKind.REPORT_READY)
    return messages_of(round_).filter(TO_SEND_AGAIN, of_use)


def counts_of(round_: Round) -> dict[MessageStatus, int]:
    """How many of a round's messages have each status."""
    asked = {status.name: Count("pk", filter=rule) for status, rule in WITH_STATUS.items()}
    counted = Message.objects.filter(assignment__assessment__round=round_).aggregate(**asked)
    return {status: counted[status.name] for status in MessageStatus}


def people_without_mail(round_: Round) -> int:
    """How many people of a round want no e-mails."""
    return (
        open_assignments(round_)
        .filter(person__opted_out_at__isnull=False)
        .values("person")
        .distinct()
        .count()
    )


def open_assignments(round_: Round) -> QuerySet[Assignment]:
    """Who is still asked in a round: not done, not declined, the participant still in it."""
    return Assignment.objects.filter(
        assessment__round=round_,
        person__removed_at=None,
        assessment__withdrawn_at=None,
        done_at=None,
        declined_at=None,
    )


def not_invited(round_: Round) -> QuerySet[Assignment]:
    """Who is asked in a round and has no invitation yet, waiting or sent."""
    invited = Message.objects.filter(
        kind=MessageKind.INVITATION, assignment__assessment__round=round_
    )
    return open_assignments(round_).exclude(pk__in=invited.values("assignment"))


def own_assignment(assessment_id: int) -> Assignment | None:
    """The assignment of the participant of an assessment, unless the participant withdrew."""
    return Assignment.objects.filter(
        assessment_id=assessment_id,
        assessment__withdrawn_at=None,
        relationship=Relationship.SELF,
    ).first()


def open_rounds() -> QuerySet[Round]:
    """The rounds, of all organisations, that take answers until a stated day."""
    return Round.objects.filter(state=RoundState.OPEN, closes_on__isnull=False)


def person_link(key: str) -> StopLink:
    """The link of a key, with its person. Raises StopLink.DoesNotExist for a stranger's key."""
    return StopLink.objects.select_related("person__organisation").get(
        key_sha256=hash_of_key(key), person__removed_at=None
    )


def last_fresh_link(assignment_id: int) -> Message | None:
    """The last e-mail with a fresh link that was asked for."""
    return (
        Message.objects.filter(kind=MessageKind.FRESH_LINK, assignment_id=assignment_id)
        .order_by("-number")
        .first()
    )


def message_by_id(message_id: str) -> Message | None:
    """The message that was sent under a Message-ID, with its person."""
    if not message_id:
        return None
    return Message.objects.select_related("person").filter(message_id=message_id).first()
