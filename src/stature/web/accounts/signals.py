"""What happens at sign-in is written to the audit log, for each organisation it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from stature.web.accounts.joining import forget_waiting, waiting_invitation
from stature.web.accounts.models import User
from stature.web.accounts.selectors import organisations_of
from stature.web.accounts.services import accept_invitation
from stature.web.audit.services import record_event


@receiver(account_signals.user_logged_in)
def note_sign_in(user: User, **_rest: Any) -> None:
    """Somebody signed in."""
    _record("account.signed-in", user)


@receiver(user_login_failed)
def note_failed_sign_in(credentials: dict[str, Any], **_rest: Any) -> None:
    """Somebody did not get in. What was typed is kept only when it is an account's address."""
    typed = str(credentials.get("email") or "")
    user = User.objects.filter(email__iexact=typed).first() if "\x00" not in typed else None
    if user:
        _record("account.sign-in-failed", user, acted=False)
    else:
        record_event("account.sign-in-failed", subject="an unknown address")


@receiver(account_signals.password_changed)
@receiver(account_signals.password_set)
def note_password(user: User, **_rest: Any) -> None:
    """Somebody chose another password."""
    _record("account.password-changed", user)


@receiver(account_signals.password_reset)
def note_password_reset(user: User, **_rest: Any) -> None:
    """Somebody set a new password by a link in an e-mail."""
    _record("account.password-reset", user)


@receiver(account_signals.email_changed)
def note_email(user: User, **_rest: Any) -> None:
    """Somebody uses another address."""
    _record("account.email-changed", user)


@receiver(mfa_signals.authenticator_added)
def note_second_step(user: User, authenticator: Any, **_rest: Any) -> None:
    """Somebody added a passkey, an app or recovery codes."""
    _record("account.second-step-added", user, kind=authenticator.type)


@receiver(mfa_signals.authenticator_removed)
def note_second_step_gone(user: User, authenticator: Any, **_rest: Any) -> None:
    """Somebody took away a passkey, an app or recovery codes."""
    _record("account.second-step-removed", user, kind=authenticator.type)


@receiver(account_signals.user_signed_up)
def join_after_signing_up(request: HttpRequest, user: User, **_rest: Any) -> None:
    """Whoever makes an account from an invitation has accepted it."""
    invitation = waiting_invitation(request)
    if invitation:
        accept_invitation(invitation=invitation, user=user)
        forget_waiting(request)


def _record(action: str, user: User, *, acted: bool = True, **details: Any) -> None:
    for organisation_id in _concerned(user):
        record_event(
            action,
            actor=user if acted else None,
            organisation_id=organisation_id,
            subject=f"user {user.pk}",
            **details,
        )


def _concerned(user: User) -> Iterable[int | None]:
    """The organisations that see what the user does at sign-in; none when there is none."""
    return [each.pk for each in organisations_of(user)] or [None]
