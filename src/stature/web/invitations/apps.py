"""Invitations as a Django app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class InvitationsConfig(AppConfig):
    """Messages to people, and what became of them."""

    name = "stature.web.invitations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put this area's repeated jobs on the schedule whenever the tables are made or changed."""
        post_migrate.connect(keep_schedule, sender=self)


def keep_schedule(**_kwargs: Any) -> None:
    """Put the repeated jobs on the schedule."""
    from stature.web.invitations.schedule import schedule_jobs  # models are ready only by now

    schedule_jobs()
