"""The letter to a rater who is asked about several leaders: one e-mail, one link, one list."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from stature.web.invitations.letter import Letter
from stature.web.invitations.letters import LAST_REMINDER
from stature.web.invitations.models import Message, MessageKind
from stature.web.invitations.phrases import (
    deadline,
    greeting,
    in_words,
    names_of,
    shown_as_yours,
    shown_together,
    what_the_answers_are_for,
)
from stature.web.programmes.models import Assignment, Relationship


def write_joint_letter(message: Message, assignments: Sequence[Assignment], link: str) -> Letter:
    """An invitation or a reminder about all these leaders, in the language that is active.

    The first assignment is the one that the link opens; the others are listed there.
    """
    reminds = message.kind == MessageKind.REMINDER
    subject = _subject(assignments)
    return Letter(
        subject=_("A reminder: %(subject)s") % {"subject": subject} if reminds else subject,
        greeting=greeting(message.person),
        paragraphs=_still_open(message, assignments) if reminds else _asked(assignments),
        link_words=_("Open the questions"),
        link=link,
        notes=[
            _("This link is yours alone. Please do not pass it on."),
            _("It leads to a list of all these leaders. Take them one by one."),
            _("Each answer is saved as you give it. You can stop and go on later."),
        ],
    )


def _subject(assignments: Sequence[Assignment]) -> str:
    number = {"number": len(assignments)}
    closes_on = assignments[0].assessment.round.closes_on
    if closes_on is None:
        return _("Your view for %(number)d leaders") % number
    return _("Your view for %(number)d leaders: please answer by %(day)s") % {
        **number,
        "day": in_words(closes_on),
    }


def _asked(assignments: Sequence[Assignment]) -> list[str]:
    return [
        _who_asks(assignments),
        what_the_answers_are_for(assignments[0]),
        *_how_shown(assignments),
        *deadline(assignments[0]),
    ]


def _still_open(message: Message, assignments: Sequence[Assignment]) -> list[str]:
    last_one = [_("This is our last reminder.")] if message.number == LAST_REMINDER else []
    return [
        _("You have not sent your answers yet. There is still time."),
        _who_asks(assignments),
        *deadline(assignments[0]),
        *last_one,
    ]


def _who_asks(assignments: Sequence[Assignment]) -> str:
    leaders = sorted(str(each.assessment.participant) for each in assignments)
    return _("%(organisation)s asks for your view in “%(programme)s”. It helps %(leaders)s.") % {
        **names_of(assignments[0]),
        "leaders": get_text_list(leaders, _("and")),
    }


def _how_shown(assignments: Sequence[Assignment]) -> list[str]:
    """Together with others; and the exception, of whom the rater is the line manager."""
    managed = [each for each in assignments if each.relationship == Relationship.MANAGER]
    together = [shown_together()] if len(managed) < len(assignments) else []
    return [*together, *map(shown_as_yours, managed)]
