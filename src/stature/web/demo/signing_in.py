"""Signing in as a made-up person: by the bar of the demo, and by nothing else."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth import BACKEND_SESSION_KEY, login, logout
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import HttpRequest

from stature.web.accounts.models import User
from stature.web.audit.services import record_event
from stature.web.demo.selectors import find_made_up_user, is_made_up, the_demo

BACKEND: Final = "stature.web.demo.signing_in.DemoBackend"


class DemoBackend(BaseBackend):
    """Keeps a made-up person signed in for as long as the site is a demo.

    It knows no passwords. The settings name it in a demo only, so that elsewhere a session that
    was begun in a demo counts for nothing.
    """

    def get_user(self, user_id: int) -> User | None:
        """The made-up person of a session, if this still is their demo."""
        demo = the_demo()
        return User.objects.filter(pk=user_id, made_up_member__demo=demo).first() if demo else None


def see_as(request: HttpRequest, seat: str) -> User:
    """Sign in as the made-up person of a role. Raises MadeUpMember.DoesNotExist."""
    user = find_made_up_user(seat)
    logout(request)
    login(request, user, backend=BACKEND)
    record_event(
        "account.signed-in",
        actor=user,
        organisation_id=user.made_up_member.demo.organisation_id,
        subject=f"user {user.pk}",
        role=seat,
    )
    return user


@receiver(user_logged_in)
def refuse_other_ways(request: HttpRequest, user: Any, **_rest: Any) -> None:
    """A made-up person has no password, and a link in an e-mail must not give one either."""
    if request.session.get(BACKEND_SESSION_KEY) != BACKEND and is_made_up(user):
        logout(request)
        raise PermissionDenied
