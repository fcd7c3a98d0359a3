"""Messages that go out as one e-mail: to a rater who is asked about several leaders of a round."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from stature.web.invitations.models import Message, MessageKind
from stature.web.invitations.selectors import messages_with_all, waiting_messages
from stature.web.invitations.still_wanted import give_up_unless_wanted
from stature.web.programmes.models import Relationship

GO_TOGETHER: Final = (MessageKind.INVITATION, MessageKind.REMINDER)


def take_companions(message: Message, *, hold_for: timedelta) -> list[Message]:
    """The rater's other messages of this kind, taken in hand to be said in the same e-mail.

    Any worker may hold one of them already: then it goes out by itself.
    """
    now = timezone.now()
    taken = [
        pk
        for pk in _companions(message).values_list("pk", flat=True)
        if waiting_messages().filter(pk=pk, try_after__lte=now).update(try_after=now + hold_for)
    ]
    return [each for each in messages_with_all(taken) if give_up_unless_wanted(each)]


def _companions(message: Message) -> QuerySet[Message]:
    assignment = message.assignment
    if assignment is None or message.kind not in GO_TOGETHER:
        return Message.objects.none()
    if assignment.relationship == Relationship.SELF:
        return Message.objects.none()
    return (
        waiting_messages()
        .filter(
            kind=message.kind,
            number=message.number,
            person=message.person_id,
            assignment__assessment__round=assignment.assessment.round_id,
            assignment__assessment__round__is_feedback=True,
        )
        .exclude(assignment__relationship=Relationship.SELF)
        .exclude(pk=message.pk)
    )
