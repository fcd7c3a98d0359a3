"""Sending a letter to an account once, whatever dies on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from stature.web.invitations.models import FacilitatorLetter, ListsLetter

CLAIM_LASTS: Final = timedelta(minutes=2)
AccountLetter = FacilitatorLetter | ListsLetter


def send_once(letter: AccountLetter, compose: Callable[[], EmailMultiAlternatives]) -> None:
    """Send a letter, unless it was sent or another worker has it in hand.

    Raises OSError when the mail server does not take it, so that the job is tried again.
    """
    rows: Any = type(letter)
    kept = rows.objects.filter(pk=letter.pk)
    now = timezone.now()
    if not kept.filter(sent_at=None, try_after__lte=now).update(try_after=now + CLAIM_LASTS):
        return
    try:
        compose().send()
    except OSError:
        kept.update(try_after=timezone.now())
        raise
    kept.update(sent_at=timezone.now())
