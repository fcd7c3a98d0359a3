"""How rounds and those who are asked stand, in words and as marks beside them."""

from __future__ import annotations

from typing import Any, Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stature.web.programmes.models import Assessment, Assignment, Relationship, RoundState

register = template.Library()

STATE_CLASSES: Final = {
    RoundState.OPEN: "status-started",
    RoundState.RELEASED: "status-done",
    RoundState.CLOSED: "status-closed",
    RoundState.ARCHIVED: "status-closed",
}


@register.filter
def for_key(found: dict[Any, Any], key: Any) -> Any:
    """The entry of a dictionary, or None."""
    return found.get(key)


@register.filter
def state_class(state: str) -> str:
    """The mark beside a round's state."""
    return STATE_CLASSES.get(RoundState(state), "")


@register.filter
def standing(assignment: Assignment) -> str | Promise:
    """How far somebody is, in words."""
    return _place(assignment)[0]


@register.filter
def standing_class(assignment: Assignment) -> str:
    """The mark beside how far somebody is."""
    return _place(assignment)[1]


@register.filter
def own_assignment(assessment: Assessment) -> Assignment | None:
    """The participant's own questionnaire, from what was fetched with the assessment."""
    asked = assessment.assignments.all()
    return next((each for each in asked if each.relationship == Relationship.SELF), None)


@register.filter
def colleague_counts(assessment: Assessment) -> dict[str, int]:
    """How many colleagues are asked and done."""
    asked = [
        each for each in assessment.assignments.all() if each.relationship != Relationship.SELF
    ]
    return {"asked": len(asked), "done": sum(each.done_at is not None for each in asked)}


def _place(assignment: Assignment) -> tuple[str | Promise, str]:
    """The furthest that somebody came, with its mark."""
    person = assignment.person
    for holds, words, mark in (
        (assignment.done_at, _("Done"), "status-done"),
        (assignment.declined_at, _("Declined"), "status-closed"),
        (assignment.started_at, _("Started"), "status-started"),
        (person.bounced_at, _("The e-mail came back"), "status-wrong"),
        (person.opted_out_at, _("Wants no e-mail"), "status-look"),
        (assignment.invited_at, _("Invited"), ""),
    ):
        if holds:
            return words, mark
    return _("Not invited yet"), "status-closed"
