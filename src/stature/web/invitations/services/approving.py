"""Telling people what becomes of a leader's list of raters: who approves it, and the leader."""

from __future__ import annotations

from django.db import transaction

from stature.web.accounts.models import User
from stature.web.invitations.account_letters import send_once
from stature.web.invitations.lists_mail import compose_lists_mail
from stature.web.invitations.mail import new_message_id
from stature.web.invitations.models import ListsLetter, Message, MessageKind
from stature.web.invitations.selectors import STILL_WAITING, own_assignment
from stature.web.invitations.sending import send_batch
from stature.web.people.models import Person
from stature.web.programmes.approving import lists_with_administrators, reachable_manager
from stature.web.programmes.models import Assignment, Round
from stature.web.programmes.selectors import administrators_of


def ask_for_approval(assessment_id: int) -> None:
    """Ask the line manager to look at a list of raters, once for each time that it was sent.

    Where no line manager can be asked, the administrators are: once, until their lists are done.
    """
    assignment = own_assignment(assessment_id)
    if assignment is None or assignment.assessment.raters_sent_at is None:
        return
    approver = reachable_manager(assignment.assessment.participant)
    if approver is None:
        _ask_administrators(assignment.assessment.round_id)
    else:
        want_one_more(MessageKind.APPROVAL, assignment, approver)


def tell_sent_back(assessment_id: int) -> None:
    """Tell a participant that the list of raters came back."""
    assignment = own_assignment(assessment_id)
    if assignment is not None and assignment.assessment.raters_sent_at is None:
        want_one_more(MessageKind.SENT_BACK, assignment, assignment.person)


def tell_approved(assessment_id: int) -> None:
    """Tell a participant that the people on the list are asked now."""
    assignment = own_assignment(assessment_id)
    if assignment is not None and assignment.assessment.raters_approved_at is not None:
        want_one_more(MessageKind.RATERS_APPROVED, assignment, assignment.person)


def want_one_more(kind: MessageKind, assignment: Assignment, person: Person) -> None:
    """Want one e-mail more of a kind, unless one waits already."""
    with transaction.atomic():
        held = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
        before = Message.objects.filter(kind=kind, assignment=held)
        if before.filter(STILL_WAITING).exists():
            return
        message = Message.objects.create(
            kind=kind, assignment=held, person=person, number=before.count() + 1
        )
    send_batch([message.pk])


def _ask_administrators(round_id: int) -> None:
    round_ = Round.objects.select_related("programme__organisation").get(pk=round_id)
    oldest = lists_with_administrators(round_).first()
    if oldest is None or oldest.raters_sent_at is None:
        return
    for user in administrators_of(round_.programme.organisation):
        letter, _is_new = ListsLetter.objects.get_or_create(
            round=round_,
            user=user,
            waiting_since=oldest.raters_sent_at,
            defaults={"message_id": new_message_id()},
        )
        _send(letter, user)


def _send(letter: ListsLetter, user: User) -> None:
    send_once(letter, lambda: compose_lists_mail(letter, user))
