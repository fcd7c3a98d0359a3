"""Whether a message is still to be sent, when its turn comes."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_noop

from stature.web.invitations.models import Message, MessageKind
from stature.web.programmes.models import Assignment, Relationship
from stature.web.programmes.selectors import reminder_number

ABOUT_RATERS = (MessageKind.APPROVAL, MessageKind.SENT_BACK, MessageKind.RATERS_APPROVED)
BOUNCED_BEFORE = gettext_noop("An earlier e-mail to this address came back.")


def give_up_unless_wanted(message: Message) -> bool:
    """Whether to send the message. If not, keep why, or drop it when nobody needs it any more."""
    if not _is_needed(message):
        message.delete()
        return False
    now = timezone.now()
    # A fresh link was asked for a moment ago by the person who is waiting for it.
    if message.person.opted_out_at and message.kind != MessageKind.FRESH_LINK:
        Message.objects.filter(pk=message.pk).update(opted_out_at=now)
        return False
    if message.person.bounced_at:
        Message.objects.filter(pk=message.pk).update(bounced_at=now, problem=BOUNCED_BEFORE)
        return False
    return True


def _is_needed(message: Message) -> bool:
    assignment = message.assignment
    if assignment is None or assignment.assessment.withdrawn_at or message.person.removed_at:
        return False
    if message.kind == MessageKind.REPORT_READY:
        return True
    if message.kind == MessageKind.REPORT_TO_MANAGER:
        return message.person_id == assignment.assessment.participant.manager_id
    if message.kind in ABOUT_RATERS:
        return _is_true_of_list(message, assignment)
    if message.kind == MessageKind.FRESH_LINK:
        return _can_answer(assignment) or _may_read_report(assignment)
    return _can_answer(assignment) and not assignment.done_at and not _is_outdated(message)


def _is_true_of_list(message: Message, assignment: Assignment) -> bool:
    """Whether the list of raters still stands where the e-mail says that it does."""
    assessment = assignment.assessment
    if not assessment.round.is_open:
        return False
    if message.kind == MessageKind.RATERS_APPROVED:
        return assessment.raters_approved_at is not None
    was_sent = assessment.raters_sent_at is not None
    return was_sent is (message.kind == MessageKind.APPROVAL)


def _can_answer(assignment: Assignment) -> bool:
    return assignment.assessment.round.is_open and not assignment.declined_at


def _may_read_report(assignment: Assignment) -> bool:
    """Whether the link is for a participant, who reads the report after the round."""
    is_own = assignment.relationship == Relationship.SELF
    return is_own and not assignment.declined_at and not assignment.assessment.round.is_draft


def _is_outdated(message: Message) -> bool:
    """Whether the next reminder is due already, or the last day is over."""
    if message.kind != MessageKind.REMINDER or message.assignment is None:
        return False
    return (
        reminder_number(message.assignment.assessment.round, timezone.localdate()) > message.number
    )
