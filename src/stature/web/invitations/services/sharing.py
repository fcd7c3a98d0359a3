"""Telling a line manager of a report that the leader, or the rule of the round, lets them read."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from stature.web.invitations.models import Message, MessageKind
from stature.web.invitations.selectors import STILL_WAITING, own_assignment
from stature.web.invitations.services.approving import want_one_more

BETWEEN_LINKS: Final = timedelta(minutes=2)
LINKS_A_DAY: Final = 10


def tell_manager_of_report(assessment_id: int) -> None:
    """A job: tell the line manager of today how to read the report. The caller asks only when the
    manager may read it; the page looks again.
    """
    assignment = own_assignment(assessment_id)
    if assignment is None:
        return
    manager = assignment.assessment.participant.manager
    if manager is not None and not manager.removed_at:
        want_one_more(MessageKind.REPORT_TO_MANAGER, assignment, manager)


def send_report_link(assessment_id: int) -> None:
    """A job: the same for a manager who asks for a fresh link, unless one went out just now."""
    now = timezone.now()
    before = _told(assessment_id).filter(wanted_at__gt=now - timedelta(days=1))
    just_now = before.filter(wanted_at__gt=now - BETWEEN_LINKS)
    if not just_now.exists() and before.count() < LINKS_A_DAY:
        tell_manager_of_report(assessment_id)


def take_back_report(assessment_id: int) -> None:
    """Drop what still waits to be sent to a line manager who may no longer read the report."""
    _told(assessment_id).filter(STILL_WAITING).delete()


def _told(assessment_id: int) -> QuerySet[Message]:
    return Message.objects.filter(
        kind=MessageKind.REPORT_TO_MANAGER, assignment__assessment=assessment_id
    )
