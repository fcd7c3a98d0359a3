"""Ending the sessions of an account that is gone: each holds the address that signed in."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session


def end_sessions(user_id: int) -> None:
    """A job: delete the sessions of a user, in every browser, those that have ended too."""
    for session in Session.objects.iterator(chunk_size=1000):
        if session.get_decoded().get(SESSION_KEY) == str(user_id):
            session.delete()
