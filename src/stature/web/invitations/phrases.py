"""Sentences that several letters share, in the language that is active."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stature.web.people.models import Person
from stature.web.programmes.approving import approve_by
from stature.web.programmes.models import Assignment, Purpose, Relationship, Round


def greeting(person: Person) -> str:
    """Hello, by the first name where it is known."""
    return greeting_by_name(person.first_name)


def greeting_by_name(name: str) -> str:
    """Hello, by this name unless it is empty."""
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def subject_of(assignment: Assignment) -> str:
    """What is asked, until when, and about whom."""
    closes_on = assignment.assessment.round.closes_on
    if assignment.relationship == Relationship.SELF:
        title = {"programme": assignment.assessment.round.programme.title}
        if closes_on is None:
            return _("%(programme)s: your questions") % title
        return _("%(programme)s: please answer by %(day)s") % {**title, "day": in_words(closes_on)}
    name = {"participant": str(assignment.assessment.participant)}
    if closes_on is None:
        return _("Your view for %(participant)s") % name
    return _("Your view for %(participant)s: please answer by %(day)s") % {
        **name,
        "day": in_words(closes_on),
    }


def names_of(assignment: Assignment) -> dict[str, str]:
    """The names that the sentences have slots for."""
    programme = assignment.assessment.round.programme
    return {
        "organisation": programme.organisation.name,
        "programme": programme.title,
        "participant": str(assignment.assessment.participant),
    }


def what_is_asked(assignment: Assignment) -> str:
    """Who asks, and for what."""
    names = names_of(assignment)
    if assignment.relationship == Relationship.SELF:
        return _("%(organisation)s asks you to take part in “%(programme)s”.") % names
    return (
        _("%(organisation)s asks for your view. It helps %(participant)s in “%(programme)s”.")
        % names
    )


def two_steps(assignment: Assignment) -> list[str]:
    """What a leader does in a round of feedback: raters first, because they need time."""
    if assignment.relationship != Relationship.SELF or not assignment.assessment.round.is_feedback:
        return []
    return [
        _("There are two steps."),
        _("1. Choose who is asked about you. Please do this first: people need time to answer."),
        _("2. Then answer the questions about yourself."),
    ]


def what_to_know(assignment: Assignment) -> list[str]:
    """What the answers are for, and whether they are shown singly."""
    return [what_the_answers_are_for(assignment), *_how_shown(assignment)]


def what_the_answers_are_for(assignment: Assignment) -> str:
    """The purpose of the programme, in words."""
    if assignment.assessment.round.programme.purpose == Purpose.DEVELOPMENT:
        return _("The answers are used to learn and grow, not for decisions about jobs or pay.")
    return _("The answers are used for decisions, such as who is chosen for a job.")


def shown_together() -> str:
    """That no single answer is shown."""
    return _("Your answers are shown only together with those of others. No name is put to them.")


def shown_as_yours(assignment: Assignment) -> str:
    """That a line manager's view stands alone."""
    name = {"participant": str(assignment.assessment.participant)}
    return (
        _("You answer as the line manager of %(participant)s. Your view is shown as yours.") % name
    )


def _how_shown(assignment: Assignment) -> list[str]:
    if assignment.relationship == Relationship.SELF:
        return []
    if assignment.relationship == Relationship.MANAGER:
        return [shown_as_yours(assignment)]
    return [shown_together()]


def deadline(assignment: Assignment) -> list[str]:
    """Until when, if there is a last day."""
    closes_on = assignment.assessment.round.closes_on
    if closes_on is None:
        return []
    return [_("Please answer by %(day)s.") % {"day": in_words(closes_on)}]


def approval_deadline(round: Round) -> list[str]:
    """Until when a list of raters is best approved, so that raters have time to answer."""
    day = approve_by(round, timezone.localdate())
    if day is None:
        return []
    return [
        _("Please do so by %(day)s, so that people have time to answer.") % {"day": in_words(day)}
    ]


def in_words(day: date) -> str:
    """A day with its month in words, in the language that is active."""
    # Translators: a day with its month in words, in the letters of Django's date formats.
    return date_format(day, _("j F Y"))
