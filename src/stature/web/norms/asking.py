"""What a leader reads before they let their results join norms."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stature.core.psychometrics.norms.size import TOO_SMALL_BELOW
from stature.web.programmes.models import Assignment, Relationship


def asks_for_norms(assignment: Assignment) -> bool:
    """Whether this is a leader's own questionnaire in a round in which several sides are asked."""
    is_own = assignment.relationship == Relationship.SELF
    return is_own and assignment.assessment.round.is_feedback


def norm_words(assignment: Assignment) -> list[str]:
    """What norms are, who makes them, what stays, and until when a yes can be taken back."""
    names = {
        "organisation": assignment.assessment.round.programme.organisation.name,
        "least": TOO_SMALL_BELOW,
    }
    return [
        _(
            "Norms show how leaders are rated as a whole, so that one result can be laid beside "
            "many. This is separate from taking part: if you say no, nothing changes for you."
        ),
        _(
            "%(organisation)s makes norms from %(least)d leaders or more. Only counts are kept: "
            "how many leaders have which average, in steps of a tenth. No name is in them."
        )
        % names,
        _("Norms may be shown in reports on other leaders, also outside %(organisation)s.") % names,
        _(
            "You can take your yes back until norms have been made with your results. "
            "After that nobody can tell which of the counts is yours."
        ),
    ]


def norm_question() -> str:
    """What is ticked."""
    return _("Yes, my results may join the norms.")


def norm_statement(assignment: Assignment) -> str:
    """Everything that somebody read and agreed to, word for word."""
    return "\n".join([*norm_words(assignment), norm_question()])
