"""Making, using and revoking tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from stature.web.accounts.models import Organisation, User
from stature.web.api.models import ApiToken
from stature.web.audit.services import record_event
from stature.web.keys import hash_of_key

BEGINS_WITH: Final = "stature_"  # by which programs that look for leaked secrets know it
KEY_BYTES: Final = 32
USE_NOTED_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Program:
    """A program as the audit log names it. It is nobody's account, so it has no number."""

    name: str
    pk: None = None

    def __str__(self) -> str:
        return self.name


@transaction.atomic
def make_token(
    *, organisation: Organisation, name: str, scopes: Sequence[str], days: int, by: User
) -> tuple[ApiToken, str]:
    """A new token and its key. The key is told only here."""
    key = BEGINS_WITH + token_urlsafe(KEY_BYTES)
    token = ApiToken.objects.create(
        organisation=organisation,
        name=name,
        scopes=sorted(scopes),
        key_sha256=hash_of_key(key),
        made_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )
    _record("tokens.made", token, by, scopes=token.scopes, days=days)
    return token, key


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User) -> None:
    """End a token at once. Doing it twice changes nothing."""
    going = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    if going.update(revoked_at=timezone.now()):
        _record("tokens.revoked", token, by)


def note_use(*, token: ApiToken) -> None:
    """Keep when the token was last used, to the minute: not every reading need be a writing."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def record_access(action: str, *, token: ApiToken, subject: object, **details: Any) -> None:
    """Write to the audit log what a program looked at."""
    record_event(
        action,
        actor=program_of(token),
        organisation_id=token.organisation_id,
        subject=subject,
        **details,
    )


def program_of(token: ApiToken) -> Program:
    """Who acts when a token is used."""
    return Program(str(token))


def _record(action: str, token: ApiToken, by: User, **details: Any) -> None:
    record_event(action, actor=by, organisation_id=token.organisation_id, subject=token, **details)
