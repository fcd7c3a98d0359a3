"""What allauth asks of this site: who may sign up, and where people go."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from stature.web.accounts.joining import waiting_invitation


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts with a password: only for those who were invited, unless the setting says so."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this browser came with an invitation that is still open."""
        return _may_sign_up(request)

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is; the name of the host helps nobody."""
        return str(subject).strip()


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts of an organisation's own sign-in (OpenID Connect): only for those invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Whether this browser came with an invitation that is still open."""
        return _may_sign_up(request)


def _may_sign_up(request: HttpRequest) -> bool:
    is_open = getattr(settings, "STATURE_OPEN_SIGN_UP", False)
    return is_open or waiting_invitation(request) is not None
