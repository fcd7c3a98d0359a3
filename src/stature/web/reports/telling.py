"""Who is told by e-mail that a report was made."""

from __future__ import annotations

from stature.web.invitations.services import tell_manager_of_report, tell_report_is_ready
from stature.web.jobs.services import enqueue
from stature.web.programmes.models import Assessment


def tell_of_report(assessment: Assessment, version: int) -> None:
    """Have the leader told; and, of the first version, the line manager whom the rule lets read."""
    enqueue(tell_report_is_ready, assessment.pk, version)
    if version == 1 and assessment.round.manager_sees_report:
        enqueue(tell_manager_of_report, assessment.pk)
