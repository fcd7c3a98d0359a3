"""Holding a round for the transaction at hand, so that two requests take turns."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from stature.web.audit.services import Actor, record_event
from stature.web.programmes.errors import RoundStateError
from stature.web.programmes.models import Round, RoundState


def held_round(pk: int, *states: RoundState) -> Round:
    """The round, held. Raises RoundStateError unless it stands at one of these states."""
    found = (
        Round.objects.select_for_update(of=("self",))
        .select_related("programme__organisation")
        .get(pk=pk)
    )
    if found.state not in states:
        raise RoundStateError(
            _("This cannot be done now. The round is: %(state)s.")
            % {"state": found.get_state_display()}
        )
    return found


def record(action: str, *, round: Round, by: Actor | None, **details: Any) -> None:
    """Write to the audit log what happened to a round."""
    record_event(
        action,
        actor=by,
        organisation_id=round.programme.organisation_id,
        subject=round,
        round_id=round.pk,
        **details,
    )
