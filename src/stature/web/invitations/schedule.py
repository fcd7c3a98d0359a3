"""The repeated jobs of this area."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django_q.models import Schedule

REMINDERS: Final = "stature.web.invitations.services.send_due_reminders"
WAITING: Final = "stature.web.invitations.services.send_waiting_messages"
HOUR_OF_REMINDERS: Final = 8


def schedule_jobs() -> None:
    """Reminders each morning, waiting messages every five minutes; what is there stays."""
    Schedule.objects.get_or_create(
        name="invitations: reminders",
        defaults={"func": REMINDERS, "schedule_type": Schedule.DAILY, "next_run": next_morning()},
    )
    Schedule.objects.get_or_create(
        name="invitations: waiting messages",
        defaults={"func": WAITING, "schedule_type": Schedule.MINUTES, "minutes": 5},
    )


def next_morning() -> datetime:
    """Eight o'clock of tomorrow, where the site is."""
    today = timezone.localtime().replace(hour=HOUR_OF_REMINDERS, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1)
