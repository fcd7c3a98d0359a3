"""How far an assignment is, and with it what can be done."""

from __future__ import annotations

from enum import StrEnum

from stature.web.programmes.models import Assignment


class Standing(StrEnum):
    """What a person who comes to an assignment finds."""

    READY = "ready"
    BEGUN = "begun"
    DONE = "done"
    DECLINED = "declined"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


def standing_of(assignment: Assignment) -> Standing:
    """How far an assignment is. What ended it comes before what could go on."""
    if assignment.assessment.withdrawn_at:
        return Standing.WITHDRAWN
    if assignment.done_at:
        return Standing.DONE
    if assignment.declined_at:
        return Standing.DECLINED
    if not assignment.assessment.round.is_open:
        return Standing.CLOSED
    return Standing.BEGUN if assignment.response_id else Standing.READY
