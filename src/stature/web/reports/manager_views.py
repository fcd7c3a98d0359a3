"""What somebody finds about themselves and about their team: reports, and lists to approve."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from stature.web.accounts.access import signed_in
from stature.web.answering.selectors import leads_team, lists_that_wait_for
from stature.web.audit.services import record_event
from stature.web.programmes.models import Assessment
from stature.web.reports.models import ReleasedReport
from stature.web.reports.own_pages import as_file
from stature.web.reports.released import find_version
from stature.web.reports.sight import assessments_seen_as_manager, own_assessments


@signed_in
@require_safe
def my_reports(request: HttpRequest) -> HttpResponse:
    """The reports on myself, and the way to those of my team."""
    user: Any = request.user
    context = {"own": own_assessments(user), "leads_team": leads_team(user)}
    return render(request, "reports/my_list.html", context)


@signed_in
@require_safe
def my_team(request: HttpRequest) -> HttpResponse:
    """What a line manager does here: approve lists of raters, and read reports."""
    user: Any = request.user
    context = {
        "lists": lists_that_wait_for(user),
        "reports": assessments_seen_as_manager(user),
        "leads_team": leads_team(user),
    }
    return render(request, "reports/my_team.html", context)


@signed_in
@require_safe
def team_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report on somebody of my team, where the round's rule or the person lets me read it."""
    assessment, shown = _seen_report(request, pk)
    context = {
        "assessment": assessment,
        "round": assessment.round,
        "organisation": assessment.round.programme.organisation,
        "report": mark_safe(shown.html),  # escaped by its own renderer
        "shown": shown,
    }
    return render(request, "reports/team_report.html", context)


@signed_in
@require_safe
def team_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same report as PDF."""
    _assessment, shown = _seen_report(request, pk)
    return as_file(bytes(shown.pdf), "application/pdf", f"report-{pk}.pdf")


def _seen_report(request: HttpRequest, pk: int) -> tuple[Assessment, ReleasedReport]:
    """The newest report, written to the audit log as seen. Raises Http404 where it is not shown."""
    user: Any = request.user
    try:
        assessment = assessments_seen_as_manager(user).get(pk=pk)
    except Assessment.DoesNotExist:
        raise Http404 from None
    shown = find_version(assessment, None)
    record_event(
        "reports.seen-by-manager",
        actor=user,
        organisation_id=assessment.round.programme.organisation_id,
        subject=f"assessment {pk}",
        version=shown.version,
    )
    return assessment, shown
