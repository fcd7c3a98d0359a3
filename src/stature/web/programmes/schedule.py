"""The repeated job of this area."""

from __future__ import annotations

from typing import Final

from django_q.models import Schedule

CLOSE_DUE_ROUNDS: Final = "stature.web.programmes.tasks.close_due_rounds"


def schedule_jobs() -> None:
    """Rounds whose last day has passed are closed within the hour; what is there stays."""
    Schedule.objects.get_or_create(
        name="programmes: close due rounds",
        defaults={"func": CLOSE_DUE_ROUNDS, "schedule_type": Schedule.HOURLY},
    )
