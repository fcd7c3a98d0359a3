"""Asking for invitations to be sent. The area that sends them stands above this one."""

from __future__ import annotations

from typing import Final

from stature.web.jobs.services import enqueue_named
from stature.web.programmes.models import Round

INVITE_ROUND: Final = "stature.web.invitations.services.invite_round"


def ask_for_invitations(round: Round) -> None:
    """Have everybody in an open round invited who was not yet. In a draft, nobody is."""
    if round.is_open:
        enqueue_named(INVITE_ROUND, round.pk)
