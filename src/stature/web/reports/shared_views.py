"""The report on a leader, by a link in the line manager's e-mail: no account is needed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stature.web.accounts.access import by_link
from stature.web.audit.services import WithoutAccount, record_event
from stature.web.invitations.services import send_report_link
from stature.web.jobs.services import enqueue
from stature.web.programmes.links import find_report_link
from stature.web.programmes.models import ReportLink
from stature.web.reports.models import ReleasedReport
from stature.web.reports.own_pages import as_file
from stature.web.reports.released import find_version
from stature.web.reports.sight import is_seen_by_manager


@by_link
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shared_report(request: HttpRequest, key: str) -> HttpResponse:
    """The report; once the link has ended, a button that has a fresh one sent to the manager."""
    link = _link_or_404(key)
    context = _context_of(link, key)
    if link.is_expired and request.method == "POST":
        enqueue(send_report_link, link.assessment_id)
        return render(request, "reports/shared_sent.html", context)
    if link.is_expired:
        return render(request, "reports/shared_expired.html", context)
    if request.method == "POST":
        raise Http404
    shown = _newest(link)
    context |= {"report": mark_safe(shown.html), "shown": shown}  # escaped by its own renderer
    return render(request, "reports/team_report.html", context)


@by_link
@never_cache
@require_safe
def shared_pdf(_request: HttpRequest, key: str) -> HttpResponse:
    """The same report as PDF."""
    link = _link_or_404(key)
    if link.is_expired:
        raise Http404
    return as_file(bytes(_newest(link).pdf), "application/pdf", "report.pdf")


def _link_or_404(key: str) -> ReportLink:
    """The link, as long as the manager may read the report. Raises Http404 for all others."""
    try:
        link = find_report_link(key)
    except ReportLink.DoesNotExist:
        raise Http404 from None
    if not is_seen_by_manager(link.assessment, link.manager):
        raise Http404
    return link


def _newest(link: ReportLink) -> ReleasedReport:
    """The newest report, written to the audit log as seen."""
    shown = find_version(link.assessment, None)
    record_event(
        "reports.seen-by-manager",
        actor=WithoutAccount(link.manager_id),
        organisation_id=link.assessment.round.programme.organisation_id,
        subject=f"assessment {link.assessment_id}",
        version=shown.version,
    )
    return shown


def _context_of(link: ReportLink, key: str) -> dict[str, object]:
    round_ = link.assessment.round
    return {
        "assessment": link.assessment,
        "participant": link.assessment.participant,
        "round": round_,
        "organisation": round_.programme.organisation,
        "key": key,
    }
