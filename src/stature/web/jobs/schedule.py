"""The repeated jobs of the queue itself."""

from __future__ import annotations

from typing import Final

from django_q.models import Schedule

TIDY: Final = "stature.web.jobs.tasks.tidy"


def schedule_jobs() -> None:
    """Tidy up once a day; what is there stays."""
    Schedule.objects.get_or_create(
        name="jobs: tidy", defaults={"func": TIDY, "schedule_type": Schedule.DAILY}
    )
