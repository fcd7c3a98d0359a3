"""Who may read a released report: the participant, and others by the round's rule or by leave."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from stature.web.accounts.models import User
from stature.web.programmes.models import Assessment, Round


def own_assessments(user: User) -> QuerySet[Assessment]:
    """The assessments about somebody who is signed in, with a report, in all organisations."""
    return _with_report().filter(participant__user=user)


def assessments_seen_as_manager(user: User) -> QuerySet[Assessment]:
    """The assessments whose report the round's rule, or the participant, shows to this manager."""
    by_rule = Q(round__manager_sees_report=True, participant__manager__user=user)
    by_leave = Q(share__manager=F("participant__manager"), share__manager__user=user)
    return _with_report().filter(by_rule | by_leave).exclude(participant__user=user)


def administrators_see(round: Round) -> bool:
    """Whether the round's stated rule shows the reports to the administrators. It does not,
    unless those who answer were told so before they began.
    """
    return bool(getattr(round, "administrators_see_reports", False))


def _with_report() -> QuerySet[Assessment]:
    return (
        Assessment.objects.filter(withdrawn_at=None, reports__isnull=False)
        .select_related("participant__manager", "round__programme__organisation")
        .order_by("-pk")
        .distinct()
    )
