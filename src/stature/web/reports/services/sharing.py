"""Sharing one's report with the line manager, and taking it back."""

from __future__ import annotations

from django.db import transaction

from stature.web.accounts.models import User
from stature.web.audit.services import WithoutAccount, record_event
from stature.web.invitations.services import take_back_report, tell_manager_of_report
from stature.web.jobs.services import enqueue
from stature.web.programmes.models import Assessment
from stature.web.reports.models import ReportShare


@transaction.atomic
def share_report(*, assessment: Assessment, by: User | None = None) -> ReportShare | None:
    """Let the line manager of today read the report. None where there is no line manager."""
    manager = assessment.participant.manager
    if manager is None or manager.removed_at:
        return None
    share, is_new = ReportShare.objects.update_or_create(
        assessment=assessment, defaults={"manager": manager}
    )
    if is_new:
        _record("reports.shared", assessment, by)
        enqueue(tell_manager_of_report, assessment.pk)
    return share


@transaction.atomic
def stop_sharing(*, assessment: Assessment, by: User | None = None) -> None:
    """Take the leave back. The line manager can no longer open the report."""
    removed, _kinds = ReportShare.objects.filter(assessment=assessment).delete()
    if removed:
        take_back_report(assessment.pk)
        _record("reports.sharing-stopped", assessment, by)


def _record(action: str, assessment: Assessment, by: User | None) -> None:
    record_event(
        action,
        actor=by or WithoutAccount(assessment.participant_id),
        organisation_id=assessment.round.programme.organisation_id,
        subject=f"assessment {assessment.pk}",
    )
