"""Background work on reports. Each job may run twice: what is done already is passed over."""

from __future__ import annotations

from collections.abc import Sequence

from stature.web.reports import services
from stature.web.reports.models import Release
from stature.web.reports.my_data import notices
from stature.web.reports.services.releasing import finish_if_done


def make_report(assessment_id: int, release_id: int | None = None) -> None:
    """Make one participant's report, in a release or as soon as the answers were sent."""
    release = Release.objects.filter(pk=release_id).first()
    services.make_report(assessment_id=assessment_id, release=release)
    if release:
        finish_if_done(release)


def make_reports(release_id: int, assessment_ids: Sequence[int]) -> None:
    """Make some of the reports of a release; those that no longer wait are passed over."""
    for release in Release.objects.filter(pk=release_id):
        waiting = release.entries.filter(assessment__in=list(assessment_ids), outcome="waiting")
        for assessment_id in list(waiting.values_list("assessment", flat=True)):
            services.make_report(assessment_id=assessment_id, release=release)
        finish_if_done(release)


def prepare_release(release_id: int) -> None:
    """List whose reports a release makes, and have them made."""
    services.prepare_release(release_id=release_id)


def tell_administrators(event_id: int) -> None:
    """Tell an organisation's administrators what somebody did with their own data."""
    notices.tell_administrators(event_id)
