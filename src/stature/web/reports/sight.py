"""Who may read a released report: the participant, and others by the round's rule or by leave."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from stature.web.accounts.models import Organisation, User
from stature.web.people.models import Person
from stature.web.programmes.models import Assessment, Round
from stature.web.reports.models import FacilitatorPack, ReleasedReport, ReportShare


def own_assessments(user: User) -> QuerySet[Assessment]:
    """The assessments about somebody who is signed in, with a report, in all organisations."""
    return _with_report().filter(participant__user=user)


def assessments_seen_as_manager(user: User) -> QuerySet[Assessment]:
    """The assessments whose report the round's rule, or the participant, shows to this manager."""
    by_rule = Q(round__manager_sees_report=True, participant__manager__user=user)
    by_leave = Q(share__manager=F("participant__manager"), share__manager__user=user)
    return _with_report().filter(by_rule | by_leave).exclude(participant__user=user)


def is_seen_by_manager(assessment: Assessment, manager: Person) -> bool:
    """The same for a line manager who needs no account, about one assessment with a report."""
    if manager.removed_at or manager.pk != assessment.participant.manager_id:
        return False
    if not _with_report().filter(pk=assessment.pk).exists():
        return False
    by_leave = ReportShare.objects.filter(assessment=assessment, manager=manager)
    return assessment.round.manager_sees_report or by_leave.exists()


def assessments_to_facilitate(user: User, organisation: Organisation) -> QuerySet[Assessment]:
    """The assessments whose report this user talks about with the leader, in one organisation.

    Nobody facilitates the talk about themselves.
    """
    packs = FacilitatorPack.objects.filter(report__assessment=OuterRef("pk"))
    return (
        _with_report()
        .filter(Exists(packs), round__facilitator=user, round__programme__organisation=organisation)
        .exclude(participant__user=user)
    )


def administrators_see(round: Round) -> bool:
    """Whether the round's stated rule shows the reports to the administrators. It does not,
    unless those who answer were told so before they began.
    """
    return round.administrators_see_reports


def _with_report() -> QuerySet[Assessment]:
    reports = ReleasedReport.objects.filter(assessment=OuterRef("pk"))
    return (
        Assessment.objects.filter(Exists(reports), withdrawn_at=None)
        .select_related("participant__manager", "round__programme__organisation")
        .order_by("-pk")
    )
