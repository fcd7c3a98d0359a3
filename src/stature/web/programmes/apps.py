"""Programmes as a Django app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProgrammesConfig(AppConfig):
    """Programmes, rounds, assessments and who answers them."""

    name = "stature.web.programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put this area's repeated job on the schedule whenever the tables are made or changed."""
        post_migrate.connect(keep_schedule, sender=self)


def keep_schedule(**_kwargs: Any) -> None:
    """Put the repeated job on the schedule."""
    from stature.web.programmes.schedule import schedule_jobs  # models are ready only by now

    schedule_jobs()
