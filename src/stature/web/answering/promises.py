"""What people are told before the first question: who asks, why, how long, and who sees what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stature.web.answering.selectors import instrument_asked, is_about_self, minutes_needed
from stature.web.programmes.models import Assignment, Purpose, Relationship

LEAST_COLLEAGUES = 3
LEAST_FOR_COMMENTS = 5
AS_COLLEAGUE: Final = gettext_lazy(
    "%(organisation)s asks you as a colleague of %(participant)s, in the programme ‘%(programme)s’."
)
SAID_WITHOUT_GROUPS: Final = {
    Relationship.SELF: gettext_lazy("%(organisation)s asks you, in the programme ‘%(programme)s’."),
    Relationship.MANAGER: gettext_lazy(
        "%(organisation)s asks you as the line manager of %(participant)s, "
        "in the programme ‘%(programme)s’."
    ),
}
SAID_TO: Final = {
    **SAID_WITHOUT_GROUPS,
    Relationship.PEER: gettext_lazy(
        "%(organisation)s asks you as a peer of %(participant)s, in the programme ‘%(programme)s’."
    ),
    Relationship.DIRECT_REPORT: gettext_lazy(
        "%(organisation)s asks you as a direct report of %(participant)s, "
        "in the programme ‘%(programme)s’."
    ),
    Relationship.CUSTOMER: gettext_lazy(
        "%(organisation)s asks you as a customer of %(participant)s, "
        "in the programme ‘%(programme)s’."
    ),
    Relationship.OTHER: gettext_lazy(
        "%(organisation)s asks you as somebody who knows %(participant)s at work, "
        "in the programme ‘%(programme)s’."
    ),
}


@dataclass(frozen=True)
class Promise:
    """A question that people have, with its answer."""

    question: str
    lines: tuple[str, ...]


def promises_of(assignment: Assignment, *, by_account: bool = False) -> list[Promise]:
    """What holds for the answers of one assignment."""
    return [
        Promise(_("Who asks, and why"), (_who_asks(assignment), purpose_in_words(assignment))),
        Promise(_("How long it takes"), _time_needed(assignment)),
        Promise(_("Who sees your answers"), tuple(sight_in_words(assignment))),
        Promise(_("If you stop halfway"), (_stopping(by_account),)),
    ]


def consent_statement() -> str:
    """What somebody agrees to by starting."""
    parts = [
        _("I have read why I am asked and who sees my answers."),
        _("I take part of my own free will. I can stop or say no at any time before I send them."),
    ]
    return " ".join(parts)


def what_was_told(assignment: Assignment) -> str:
    """Everything that somebody read before the start, and what they agreed to, word for word."""
    told = [line for promise in promises_of(assignment) for line in promise.lines]
    return "\n".join([*told, consent_statement()])


def names_of(assignment: Assignment) -> dict[str, str]:
    """The names that the sentences of these pages have slots for."""
    programme = assignment.assessment.round.programme
    return {
        "organisation": programme.organisation.name,
        "programme": programme.title,
        "participant": str(assignment.assessment.participant),
    }


def _who_asks(assignment: Assignment) -> str:
    known = SAID_TO if assignment.assessment.round.is_feedback else SAID_WITHOUT_GROUPS
    words = known.get(Relationship(assignment.relationship), AS_COLLEAGUE)
    return str(words) % names_of(assignment)


def purpose_in_words(assignment: Assignment) -> str:
    """What the answers are used for; it was fixed before the first person was asked."""
    development = assignment.assessment.round.programme.purpose == Purpose.DEVELOPMENT
    if is_about_self(assignment):
        words = (
            _("It is for your own development only. It is not used to judge you.")
            if development
            else _("The results are used for decisions about you, such as selection.")
        )
    else:
        words = (
            _("It is for the development of %(participant)s only, not for decisions.")
            if development
            else _("The results are used for decisions about %(participant)s, such as selection.")
        )
    return words % names_of(assignment)


def sight_in_words(assignment: Assignment) -> list[str]:
    """Who sees what, as the round's rule says."""
    first = _own_sight(assignment) if is_about_self(assignment) else _colleague_sight(assignment)
    return [
        *first,
        *_facilitators_sight(assignment),
        _administrators_sight(assignment),
        *_group_sight(assignment),
        _(
            "Single answers can be opened only with a right of its own. "
            "Each time is written to a log."
        ),
    ]


def _facilitators_sight(assignment: Assignment) -> list[str]:
    """That somebody reads the report to lead the talk about it, where somebody is named for it."""
    if assignment.assessment.round.facilitator_id is None:
        return []
    words = (
        _("A facilitator reads your report too, to talk about it with you.")
        if is_about_self(assignment)
        else _(
            "A facilitator reads the report too, to talk about it with %(participant)s. "
            "It shows them no more than %(participant)s sees."
        )
    )
    return [words % names_of(assignment)]


def _administrators_sight(assignment: Assignment) -> str:
    if not assignment.assessment.round.administrators_see_reports:
        words = _("Administrators of %(organisation)s see whether you have answered, and not what.")
    elif is_about_self(assignment):
        words = _(
            "Administrators of %(organisation)s see whether you have answered, "
            "and they can read your report."
        )
    else:
        words = _(
            "Administrators of %(organisation)s see whether you have answered, "
            "and they can read the report on %(participant)s."
        )
    return words % names_of(assignment)


def _group_sight(assignment: Assignment) -> list[str]:
    """That reports on leaders together may be made, where leaders are rated."""
    if not assignment.assessment.round.is_feedback:
        return []
    words = _(
        "Administrators may also read averages over five leaders or more. Nobody is named there."
    )
    return [words]


def _own_sight(assignment: Assignment) -> list[str]:
    round_ = assignment.assessment.round
    own = (
        _("You see your report as soon as it is made.")
        if round_.release_at_once
        else _("You see your report when %(organisation)s releases it.") % names_of(assignment)
    )
    manager = (
        _("Your line manager sees your report too.")
        if round_.manager_sees_report
        else _("Your line manager does not see your report unless you share it.")
    )
    return [own, manager]


def _colleague_sight(assignment: Assignment) -> list[str]:
    names = {**names_of(assignment), "least": LEAST_COLLEAGUES, "comments": LEAST_FOR_COMMENTS}
    if assignment.relationship == Relationship.MANAGER:
        return [
            _("You are the line manager, so %(participant)s may be shown your ratings as yours.")
            % names,
            *_comments_sight(assignment, names),
        ]
    if assignment.assessment.round.is_feedback:
        return [
            _(
                "%(participant)s sees ratings by group, such as peers, "
                "and a group only when at least %(least)d of it have answered."
            )
            % names,
            _("Your answers count in this group: %(group)s.")
            % {"group": assignment.get_relationship_display()},
            _(
                "Is that the wrong group? "
                "Please tell the contact of the programme before you start."
            ),
            _("A smaller group is put together with others, or not shown."),
            _("Your own answers and your name are not shown."),
            *_comments_sight(assignment, names),
        ]
    return [
        _(
            "%(participant)s sees the average of all colleagues together, "
            "and only when at least %(least)d have answered."
        )
        % names,
        _("Your own answers and your name are not shown."),
    ]


def _comments_sight(assignment: Assignment, names: dict[str, Any]) -> list[str]:
    """How comments are shown, where they are asked for."""
    if not assignment.assessment.round.is_feedback:
        return []
    words = _(
        "Comments are shown word for word and in mixed order, "
        "once at least %(comments)d people have answered."
    )
    return [words % names]


def _time_needed(assignment: Assignment) -> tuple[str, ...]:
    minutes = minutes_needed(assignment, instrument_asked(assignment))
    needed = ngettext("About %(number)d minute.", "About %(number)d minutes.", minutes)
    closes_on = assignment.assessment.round.closes_on
    return (needed % {"number": minutes}, *deadline_in_words(closes_on))


def deadline_in_words(closes_on: date | None) -> tuple[str, ...]:
    """The last day, when there is one."""
    if closes_on is None:
        return ()
    return (_("Please answer by %(day)s.") % {"day": date_format(closes_on, "DATE_FORMAT")},)


def _stopping(by_account: bool) -> str:
    if by_account:
        return _("Each answer is saved as you give it. Go on from your list, on any device.")
    return _("Each answer is saved as you give it. Open your link again in this browser to go on.")
