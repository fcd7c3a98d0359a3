"""The words of each e-mail, in the language of the person who gets it.

The plain text and the HTML are made from the same letter, so that they cannot say two things.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext as _

from stature.web.invitations.models import Message, MessageKind
from stature.web.invitations.phrases import (
    deadline,
    greeting,
    names_of,
    subject_of,
    what_is_asked,
    what_to_know,
)
from stature.web.people.models import Person
from stature.web.programmes.models import Assignment

LAST_REMINDER = 2


@dataclass(frozen=True)
class Letter:
    """What an e-mail says: paragraphs, one link, and what is to be known about the link."""

    subject: str
    greeting: str
    paragraphs: list[str]
    link_words: str
    link: str
    notes: list[str]


def language_of(person: Person) -> str:
    """The person's language, else the organisation's, else the site's."""
    for wanted in (person.language, person.organisation.language):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def write_letter(message: Message, link: str) -> Letter:
    """The letter of a message, in the language that is active."""
    assignment = message.assignment
    if assignment is None:
        raise ValueError(f"message {message.pk} is about no assignment")
    write = LETTERS[MessageKind(message.kind)]
    return write(message, assignment, link)


def _invitation(message: Message, assignment: Assignment, link: str) -> Letter:
    """What is asked, by whom, until when, and who sees the answers."""
    return Letter(
        subject=subject_of(assignment),
        greeting=greeting(message.person),
        paragraphs=[what_is_asked(assignment), *what_to_know(assignment), *deadline(assignment)],
        link_words=_("Open the questions"),
        link=link,
        notes=[
            _("This link is yours alone. Please do not pass it on."),
            _("Before the first question you can read who will see your answers."),
            _("Each answer is saved as you give it. You can stop and go on later."),
        ],
    )


def _reminder(message: Message, assignment: Assignment, link: str) -> Letter:
    """That something is still open; in the second, that nothing more will come."""
    last_one = [_("This is our last reminder.")] if message.number == LAST_REMINDER else []
    return Letter(
        subject=_("A reminder: %(subject)s") % {"subject": subject_of(assignment)},
        greeting=greeting(message.person),
        paragraphs=[
            _("You have not sent your answers yet. There is still time."),
            what_is_asked(assignment),
            *deadline(assignment),
            *last_one,
        ],
        link_words=_("Open the questions"),
        link=link,
        notes=[
            _("This link is yours alone. Please do not pass it on."),
            _("Did you start in another browser? Go on there, or ask for a fresh link."),
        ],
    )


def _fresh_link(message: Message, assignment: Assignment, link: str) -> Letter:
    """The link that a person asked for, to go on with answers or to read the report."""
    if assignment.done_at or not assignment.assessment.round.is_open:
        return _fresh_link_to_report(message, link)
    return Letter(
        subject=_("Your fresh link"),
        greeting=greeting(message.person),
        paragraphs=[
            _("You asked for a fresh link. With it you can go on where you stopped."),
            *deadline(assignment),
        ],
        link_words=_("Go on with my answers"),
        link=link,
        notes=[
            _("This link opens what you have written. Please do not pass it on."),
            _("The link works for seven days."),
            _("Did you not ask for it? Then you need do nothing."),
        ],
    )


def _fresh_link_to_report(message: Message, link: str) -> Letter:
    return Letter(
        subject=_("Your fresh link"),
        greeting=greeting(message.person),
        paragraphs=[
            _("You asked for a fresh link. With it you can read your report once it is released."),
            _("You also see there what is kept of you."),
        ],
        link_words=_("Open my page"),
        link=link,
        notes=[
            _("This link opens what is about you. Please do not pass it on."),
            _("The link works for seven days."),
            _("Did you not ask for it? Then you need do nothing."),
        ],
    )


def _report_ready(message: Message, assignment: Assignment, link: str) -> Letter:
    """That the report can be read."""
    programme = assignment.assessment.round.programme
    first = _("Your report from “%(programme)s” is ready.") % {"programme": programme.title}
    if message.number > 1:
        first = _("There is a new version of your report from “%(programme)s”.") % {
            "programme": programme.title
        }
    ends = [] if message.person.user_id else [_("The link works for seven days.")]
    return Letter(
        subject=_("Your report is ready"),
        greeting=greeting(message.person),
        paragraphs=[
            first,
            _("It shows what goes well, and one or two things to work on."),
        ],
        link_words=_("Open my report"),
        link=link,
        notes=[_("The report is about you. Please do not pass the link on."), *ends],
    )


def _approval(message: Message, assignment: Assignment, link: str) -> Letter:
    """That a list of raters waits to be approved."""
    names = names_of(assignment)
    return Letter(
        subject=_("Who gives feedback to %(participant)s: please approve") % names,
        greeting=greeting(message.person),
        paragraphs=[
            _("%(participant)s has proposed who gives feedback in “%(programme)s”.") % names,
            _("Please look at the list. You can approve it, change it or send it back."),
            _("Nobody on it is asked before you approve."),
            *deadline(assignment),
        ],
        link_words=_("Open the list"),
        link=link,
        notes=[_("This link is yours alone. Please do not pass it on.")],
    )


def _sent_back(message: Message, assignment: Assignment, link: str) -> Letter:
    """That a list of raters came back, and why."""
    return Letter(
        subject=_("Your list of raters: please look at it again"),
        greeting=greeting(message.person),
        paragraphs=[
            _("Your list of raters came back with this note:"),
            assignment.assessment.sent_back_because,
            _("Please change the list and send it once more."),
        ],
        link_words=_("Open the list"),
        link=link,
        notes=[
            _("This link is yours alone. Please do not pass it on."),
            _("The link works for seven days."),
        ],
    )


LETTERS = {
    MessageKind.INVITATION: _invitation,
    MessageKind.REMINDER: _reminder,
    MessageKind.FRESH_LINK: _fresh_link,
    MessageKind.REPORT_READY: _report_ready,
    MessageKind.APPROVAL: _approval,
    MessageKind.SENT_BACK: _sent_back,
}
