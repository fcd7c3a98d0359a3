"""Where each role of the demo begins, with something to look at."""

from __future__ import annotations

from django.urls import reverse

from stature.web.accounts.first_screen import first_screen
from stature.web.accounts.models import User
from stature.web.answering.own_list import steps_of
from stature.web.demo.models import Seat


def first_screen_of(seat: str, user: User) -> str:
    """The address of the first screen of a made-up person."""
    if seat == Seat.RATER:
        return _next_question(user)
    if seat == Seat.LINE_MANAGER:
        return reverse("reports:my-team")
    if seat == Seat.FACILITATOR:
        return reverse("reports:talks", args=[user.memberships.get().organisation.slug])
    return first_screen(user)


def _next_question(user: User) -> str:
    """What a rater is asked next; their list once there is nothing."""
    waiting = (step.address for step in steps_of(user) if step.is_open)
    return next(waiting, first_screen(user))
