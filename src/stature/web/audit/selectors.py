"""Reading the audit log."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from stature.web.audit.models import AuditEvent


def events_of(
    organisation_id: int,
    *,
    action: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
) -> QuerySet[AuditEvent]:
    """The events of one organisation, newest first; days are whole days of the site's time zone."""
    events = AuditEvent.objects.filter(organisation_id=organisation_id)
    if action:
        events = events.filter(action=action)
    if first_day:
        events = events.filter(at__gte=_start_of(first_day))
    if last_day and last_day < date.max:
        events = events.filter(at__lt=_start_of(last_day + timedelta(days=1)))
    return events


def actions_of(organisation_id: int) -> list[str]:
    """The actions that occur in the log of one organisation."""
    events = AuditEvent.objects.filter(organisation_id=organisation_id)
    return list(events.order_by("action").values_list("action", flat=True).distinct())


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
