"""The letters about a leader's list of raters, and the line manager's about the leader's report."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stature.web.invitations.letter import Letter
from stature.web.invitations.models import Message
from stature.web.invitations.phrases import approval_deadline, greeting, names_of
from stature.web.programmes.models import Assignment


def approval(message: Message, assignment: Assignment, link: str) -> Letter:
    """That a list of raters waits to be approved."""
    names = names_of(assignment)
    return Letter(
        subject=_("Who gives feedback to %(participant)s: please approve") % names,
        greeting=greeting(message.person),
        paragraphs=[
            _("%(participant)s has proposed who gives feedback in “%(programme)s”.") % names,
            _("Please look at the list. You can approve it, change it or send it back."),
            _("Nobody on it is asked before you approve."),
            *approval_deadline(assignment.assessment.round),
        ],
        link_words=_("Open the list"),
        link=link,
        notes=[_("This link is yours alone. Please do not pass it on.")],
    )


def sent_back(message: Message, assignment: Assignment, link: str) -> Letter:
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


def raters_approved(message: Message, assignment: Assignment, link: str) -> Letter:
    """That the people on the list are asked now; and what is left to do."""
    own = [] if assignment.done_at else [_("Your own answers are still missing.")]
    return Letter(
        subject=_("Your list of raters is approved"),
        greeting=greeting(message.person),
        paragraphs=[
            _("Your list of raters is approved. These people are asked now."),
            _("The list may have been changed. Please look who is on it."),
            *own,
        ],
        link_words=_("Open the list"),
        link=link,
        notes=[
            _("This link is yours alone. Please do not pass it on."),
            _("The link works for seven days."),
        ],
    )


def report_to_manager(message: Message, assignment: Assignment, link: str) -> Letter:
    """That a line manager may read a report, why, and how."""
    names = names_of(assignment)
    why = (
        _("By the rule of “%(programme)s” you can read the report of %(participant)s.")
        if assignment.assessment.round.manager_sees_report
        else _("%(participant)s shares a report from “%(programme)s” with you.")
    )
    how = (
        [_("You sign in to read it.")]
        if message.person.user_id
        else [
            _("You need no account. This link is yours alone. Please do not pass it on."),
            _("The link works for seven days. After that its page sends you a fresh one."),
        ]
    )
    return Letter(
        subject=_("The report of %(participant)s is open to you") % names,
        greeting=greeting(message.person),
        paragraphs=[
            why % names,
            _("Please talk with %(participant)s about it before you draw conclusions.") % names,
        ],
        link_words=_("Open the report"),
        link=link,
        notes=[*how, _("Each look is written to a log.")],
    )
