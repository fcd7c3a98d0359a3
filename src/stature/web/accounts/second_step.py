"""The second step of sign-in, where an organisation demands it."""

from __future__ import annotations

from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from stature.web.accounts.models import User

SECOND_STEPS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_step(user: User) -> bool:
    """Whether a passkey or an app was set up, which the sign-in then asks for."""
    return bool(is_mfa_enabled(user, SECOND_STEPS))


def ask_for_second_step(request: HttpRequest) -> HttpResponse:
    """Lead to the page where a second step is set up, and say why."""
    messages.warning(
        request,
        _("Your organisation asks for a second step of sign-in. Set up a passkey or an app first."),
    )
    return redirect("mfa_index")
