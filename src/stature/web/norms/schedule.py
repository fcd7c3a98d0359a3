"""The repeated job of this area."""

from __future__ import annotations

from typing import Final

from django_q.models import Schedule

FORGET_CONSENTS: Final = "stature.web.norms.tasks.forget_consents"


def schedule_jobs() -> None:
    """Consents of leaders who left a round go within a day; what is there stays."""
    Schedule.objects.get_or_create(
        name="norms: forget consents",
        defaults={"func": FORGET_CONSENTS, "schedule_type": Schedule.DAILY},
    )
