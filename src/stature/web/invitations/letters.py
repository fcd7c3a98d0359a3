"""The words of each e-mail, in the language of the person who gets it.

The plain text and the HTML are made from the same letter, so that they cannot say two things.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext as _

from stature.web.invitations.letter import Letter
from stature.web.invitations.list_letters import (
    approval,
    raters_approved,
    report_to_manager,
    sent_back,
)
from stature.web.invitations.models import Message, MessageKind
from stature.web.invitations.phrases import (
    deadline,
    greeting,
    subject_of,
    two_steps,
    what_is_asked,
    what_to_know,
)
from stature.web.people.models import Person
from stature.web.programmes.models import Assignment

LAST_REMINDER = 2


def language_of(person: Person) -> str:
    """The person's language, else the organisation's, else the site's."""
    return first_supported(person.language, person.organisation.language)


def first_supported(*languages: str) -> str:
    """The first of these that the site speaks, else the site's own."""
    for wanted in languages:
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
    steps = two_steps(assignment)
    return Letter(
        subject=subject_of(assignment),
        greeting=greeting(message.person),
        paragraphs=[
            what_is_asked(assignment),
            *steps,
            *what_to_know(assignment),
            *deadline(assignment),
        ],
        link_words=_("Open my page") if steps else _("Open the questions"),
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


LETTERS = {
    MessageKind.INVITATION: _invitation,
    MessageKind.REMINDER: _reminder,
    MessageKind.FRESH_LINK: _fresh_link,
    MessageKind.REPORT_READY: _report_ready,
    MessageKind.APPROVAL: approval,
    MessageKind.SENT_BACK: sent_back,
    MessageKind.RATERS_APPROVED: raters_approved,
    MessageKind.REPORT_TO_MANAGER: report_to_manager,
}
