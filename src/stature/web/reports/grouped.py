"""Reading the reports on leaders together: those that were made, and what came of the last wish."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from stature.web.programmes.models import Round
from stature.web.reports.models import GroupOutcome, GroupRelease, ReleasedGroupReport
from stature.web.reports.released import LONGEST_RELEASE


def running_group_release(round: Round) -> GroupRelease | None:
    """The group reports of a round that are being made. What stands still holds up no other."""
    since = timezone.now() - LONGEST_RELEASE
    waiting = GroupRelease.objects.filter(round=round, outcome=GroupOutcome.WAITING)
    return waiting.filter(asked_at__gt=since).first()


def group_releases_of(round: Round) -> QuerySet[GroupRelease]:
    """The times that group reports of a round were made, the newest first, with the reports."""
    reports = ReleasedGroupReport.objects.defer("html", "pdf")
    made = GroupRelease.objects.filter(round=round, outcome=GroupOutcome.MADE).defer("basis")
    return made.prefetch_related(Prefetch("reports", reports))


def last_group_release(round: Round) -> GroupRelease | None:
    """The newest time that group reports were asked for, whatever came of it."""
    return GroupRelease.objects.filter(round=round).defer("basis").first()
