"""Reports on the leaders of a round together, for those who run programmes."""

from __future__ import annotations

from functools import wraps
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stature.core.disclosure import DisclosureRules
from stature.web.accounts.access import ADMINISTRATION, Member, for_roles
from stature.web.programmes.models import Round, RoundState
from stature.web.programmes.services.held import record
from stature.web.programmes.views.frame import Arguments, NumberPage, RoundPage, of_round
from stature.web.reports import grouped, released, services
from stature.web.reports.models import GroupOutcome, ReleasedGroupReport
from stature.web.reports.own_pages import as_file
from stature.web.reports.release_views import SECONDS_BETWEEN_LOOKS

FEWEST_LEADERS: Final = DisclosureRules().survey


def of_feedback(page: RoundPage[Arguments]) -> NumberPage[Arguments]:
    """Give a page the round of feedback in its address. 404 for every other kind of round."""

    @of_round
    @wraps(page)
    def answer(
        request: HttpRequest,
        member: Member,
        round: Round,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> HttpResponse:
        if not round.is_feedback:
            raise Http404
        return page(request, member, round, *args, **kwargs)

    return answer


@for_roles(*ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
@of_feedback
def group_reports(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """The group reports that were made, what came of the last wish for one, and asking anew."""
    if request.method == "POST":
        services.ask_for_group_reports(round=round, by=member.user)
        messages.success(request, _("The group report is being made. You can leave this page."))
        return redirect("reports:group", member.organisation.slug, round.pk)
    n_leaders = released.readiness_of(round).released
    made = grouped.group_releases_of(round)
    is_short = n_leaders < FEWEST_LEADERS and round.state == RoundState.RELEASED and not made
    is_running = grouped.running_group_release(round) is not None
    context = {
        **_frame(member, round),
        "made": made,
        "last": grouped.last_group_release(round),
        "is_running": is_running,
        "can_be_made": round.state == RoundState.RELEASED and not is_running and not is_short,
        "n_short_of": n_leaders if is_short else None,
        "MADE": GroupOutcome.MADE,
    }
    response = render(request, "reports/group_reports.html", context)
    if is_running:
        response["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response


@for_roles(*ADMINISTRATION)
@require_safe
@of_feedback
def group_report(request: HttpRequest, member: Member, round: Round, number: int) -> HttpResponse:
    """One report on leaders together."""
    shown = _seen(member, round, number)
    context = {
        **_frame(member, round),
        "shown": shown,
        "report": mark_safe(shown.html),  # escaped by its own renderer
    }
    return render(request, "reports/group_report.html", context)


@for_roles(*ADMINISTRATION)
@require_safe
@of_feedback
def group_pdf(_request: HttpRequest, member: Member, round: Round, number: int) -> HttpResponse:
    """The same report as PDF."""
    shown = _seen(member, round, number)
    return as_file(bytes(shown.pdf), "application/pdf", f"group-report-{number}.pdf")


def _frame(member: Member, round: Round) -> dict[str, object]:
    organisation = member.organisation
    return {
        "member": member,
        "organisation": organisation,
        "slug": organisation.slug,
        "round": round,
    }


def _seen(member: Member, round: Round, number: int) -> ReleasedGroupReport:
    """The report, written to the audit log as seen. Raises Http404 where there is none."""
    found = ReleasedGroupReport.objects.select_related("release")
    shown = found.filter(pk=number, release__round=round).first()
    if shown is None:
        raise Http404
    record("reports.group-seen", round=round, by=member.user, release=shown.release.number)
    return shown
