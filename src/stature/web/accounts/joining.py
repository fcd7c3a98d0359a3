"""What the session of a browser keeps: an invitation that waits, and the organisation chosen."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from stature.web.accounts.models import MemberInvitation
from stature.web.accounts.selectors import find_invitation_by_hash

WAITING: Final = "invitation"
CHOSEN_ORGANISATION: Final = "organisation"


def keep_waiting(request: HttpRequest, invitation: MemberInvitation) -> None:
    """Remember the invitation for this browser. The session holds the hash, never the key."""
    request.session[WAITING] = invitation.key_sha256


def waiting_invitation(request: HttpRequest) -> MemberInvitation | None:
    """The open invitation with which this browser came, if there is one."""
    try:
        return find_invitation_by_hash(request.session.get(WAITING, ""))
    except MemberInvitation.DoesNotExist:
        return None


def forget_waiting(request: HttpRequest) -> None:
    """The invitation is dealt with."""
    request.session.pop(WAITING, None)
