"""Background jobs as a Django app, and what every app with repeated jobs has in common."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AppWithSchedule(AppConfig):
    """An area with repeated jobs: ``schedule_jobs`` in its module ``schedule`` lists them.

    Django finds two app classes where this one is imported, so that the other says ``default``.
    """

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the area's repeated jobs on the schedule whenever the tables are made or changed."""
        post_migrate.connect(keep_schedule, sender=self)


class JobsConfig(AppWithSchedule):
    """The queue's page for jobs that could not be done."""

    name = "stature.web.jobs"
    default = True


def keep_schedule(sender: AppConfig, **_kwargs: Any) -> None:
    """Put the repeated jobs of an area on the schedule; its models are ready only by now."""
    import_module(f"{sender.name}.schedule").schedule_jobs()
