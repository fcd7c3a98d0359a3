"""Background jobs as a Django app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JobsConfig(AppConfig):
    """The queue's page for jobs that could not be done."""

    name = "stature.web.jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the queue's own repeated jobs on the schedule whenever the tables are made."""
        post_migrate.connect(keep_schedule, sender=self)


def keep_schedule(**_kwargs: Any) -> None:
    """Put the repeated jobs on the schedule."""
    from stature.web.jobs.schedule import schedule_jobs  # models are ready only by now

    schedule_jobs()
