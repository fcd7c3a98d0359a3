"""The release of a round's reports: what it will do, how far it is, and the archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from stature.web.accounts.access import ADMINISTRATION, Member, for_roles
from stature.web.programmes.models import Round, RoundState
from stature.web.programmes.services.held import record
from stature.web.programmes.views.frame import of_round
from stature.web.reports import released, services
from stature.web.reports.archive import zip_of_reports
from stature.web.reports.feedback.left_out import left_out_of
from stature.web.reports.models import Release
from stature.web.reports.sight import administrators_see

PAGE_LENGTH: Final = 50
SECONDS_BETWEEN_LOOKS: Final = 5
CAN_BE_RELEASED: Final = (RoundState.CLOSED, RoundState.RELEASED)
CHANGES: Final[dict[str, Any]] = {
    "name": gettext_lazy("The participant’s name was corrected"),
    "answers": gettext_lazy("The participant’s own answers"),
    "late-answers": gettext_lazy("Answers that came in late"),
    "corrected-answers": gettext_lazy("Answers that were corrected"),
    "withdrawn-answers": gettext_lazy("Answers that were withdrawn are no longer counted"),
    "feedback": gettext_lazy("What people answered"),
    "norms": gettext_lazy("The norms that scores are laid beside"),
    "colleagues": gettext_lazy("The colleagues’ view was added"),
    "rules": gettext_lazy("The rules of scoring"),
    "instrument": gettext_lazy("The questionnaire"),
    "texts": gettext_lazy("The words of the report"),
    "round": gettext_lazy("What the round says about its purpose and who may read"),
}


@for_roles(*ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
@of_round
def release(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """What a release will do; the release itself; and how far it is."""
    if request.method == "POST":
        services.release_round(round=round, by=member.user)
        messages.success(request, _("The reports are being made. You can leave this page."))
        return redirect("reports:release", member.organisation.slug, round.pk)
    last = released.last_release(round)
    context = {
        "member": member,
        "organisation": member.organisation,
        "slug": member.organisation.slug,
        "round": round,
        "can_be_released": round.state in CAN_BE_RELEASED,
        "readiness": released.readiness_of(round),
        "page": _not_ready(request, round),
        "administrators_see": administrators_see(round),
        "thinly_rated": released.thinly_rated(round)[:PAGE_LENGTH] if round.is_feedback else [],
        "left_out": left_out_of(round) if round.is_feedback else [],
        **_last_release(last),
    }
    response = render(request, "reports/release.html", context)
    if context["is_running"]:
        response["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response


@for_roles(*ADMINISTRATION)
@require_safe
@of_round
def archive(
    request: HttpRequest, member: Member, round: Round
) -> HttpResponse | StreamingHttpResponse:
    """The newest reports of a round as one archive, where the round's rule lets them be seen."""
    if not administrators_see(round):
        messages.error(request, _("The rule of this round does not show you the reports."))
        return redirect("reports:release", member.organisation.slug, round.pk)
    reports = released.latest_reports_of(round)
    record("reports.downloaded", round=round, by=member.user, n=len(reports))
    response = StreamingHttpResponse(zip_of_reports(reports), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="reports-of-round-{round.pk}.zip"'
    return response


def _not_ready(request: HttpRequest, round: Round) -> Any:
    """One page of the participants without a report to make, each with the reason."""
    page = Paginator(released.not_ready_assessments(round), PAGE_LENGTH).get_page(
        request.GET.get("page")
    )
    page.object_list = [(each, released.why_not_ready(each)) for each in page.object_list]
    return page


def _last_release(last: Release | None) -> dict[str, Any]:
    if last is None:
        return {"is_running": False}
    return {
        "last": last,
        "is_running": released.running_release(last.round) is not None,
        "progress": released.progress_of(last),
        "changes": list(_changes(last)) if last.finished_at else [],
    }


def _changes(last: Release) -> Iterator[tuple[Any, int]]:
    """What is new in the reports of a release, in words, with the number of reports."""
    for part, number in sorted(released.changes_of(last).items()):
        yield CHANGES.get(part, part), number
