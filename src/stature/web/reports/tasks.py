"""Background work on reports. Each job may run twice: what is done already is passed over."""

from __future__ import annotations

from stature.web.reports import services
from stature.web.reports.models import Release


def make_report(assessment_id: int, release_id: int | None = None) -> None:
    """Make one participant's report, in a release or as soon as the answers were sent."""
    release = Release.objects.filter(pk=release_id).first()
    services.make_report(assessment_id=assessment_id, release=release)
    if release:
        services.finish_if_done(release)
