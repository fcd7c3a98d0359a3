"""My report, in all its forms: signed in or by a personal link."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from stature.core.spreadsheet import csv_lines
from stature.web.accounts.models import User
from stature.web.programmes.approving import reachable_manager
from stature.web.programmes.models import Assessment
from stature.web.reports import services
from stature.web.reports.models import FacilitatorPack, ReleasedReport, ReportShare
from stature.web.reports.released import find_version, versions_of

SCORE_COLUMNS: Final = ("area", "side", "score", "maximum", "answered", "items")
DECIMALS: Final = 4
FIGURE_COLUMNS: Final = ("code", "name", "group", "words", "standard_error", "n")


@dataclass(frozen=True)
class Reader:
    """A participant who reads the report on themselves, and how they came to it.

    ``pages`` begins the names of the pages, ``key`` is what their addresses hold.
    """

    assessment: Assessment
    pages: str
    key: str | int
    user: User | None = None

    def address(self, page: str) -> str:
        """The address of a page."""
        return reverse(f"{self.pages}{page}", args=[self.key])


OwnPage = Callable[[HttpRequest, Reader], HttpResponse]


def report(request: HttpRequest, reader: Reader) -> HttpResponse:
    """My report, with its other forms, its versions, and who may read it."""
    shown = shown_version(request, reader)
    _note_first_look(shown)
    context = {
        **context_of(reader),
        "report": mark_safe(shown.html),  # escaped by its own renderer
        "shown": shown,
        "versions": list(versions_of(reader.assessment)),
        "query": f"?version={shown.version}" if "version" in request.GET else "",
        "share": ReportShare.objects.filter(assessment=reader.assessment).first(),
        "manager": reader.assessment.participant.manager,
        "pack": reader.address("pack") if FacilitatorPack.objects.filter(report=shown.pk) else "",
    }
    return render(request, "reports/my_report.html", context)


def context_of(reader: Reader) -> dict[str, Any]:
    """What all pages of a reader are given."""
    round_ = reader.assessment.round
    return {
        "reader": reader,
        "assessment": reader.assessment,
        "round": round_,
        "organisation": round_.programme.organisation,
        **{name.replace("-", "_"): reader.address(name) for name in FILES},
        "share_address": reader.address("share"),
    }


def pdf(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The same report as PDF."""
    return as_file(bytes(shown_version(request, reader).pdf), "application/pdf", "my-report.pdf")


def plain(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The same report as plain text, to read here."""
    content = shown_version(request, reader).plain_text
    return HttpResponse(content, content_type="text/plain; charset=utf-8")


def scores_json(request: HttpRequest, reader: Reader) -> HttpResponse:
    """My scores as data, with the versions of the rules that gave them."""
    content = json.dumps(shown_version(request, reader).scores, indent=2, ensure_ascii=False)
    return as_file(content, "application/json", "my-scores.json")


def scores_csv(request: HttpRequest, reader: Reader) -> HttpResponse:
    """My scores as a table for a spreadsheet: a line for each area and side, or for each figure."""
    scores = shown_version(request, reader).scores
    is_feedback = "figures" in scores
    rows = _figure_rows(scores) if is_feedback else _score_rows(scores)
    text = "".join(csv_lines(chain([FIGURE_COLUMNS if is_feedback else SCORE_COLUMNS], rows)))
    return as_file(text, "text/csv; charset=utf-8", "my-scores.csv")


FILES = {"pdf": pdf, "plain": plain, "scores-json": scores_json, "scores-csv": scores_csv}


def share(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Let the line manager read my report, or take that back."""
    if request.POST.get("share") == "yes":
        given = services.share_report(assessment=reader.assessment, by=reader.user)
        if given and reachable_manager(reader.assessment.participant):
            words = _("%(name)s can read your report now, and gets an e-mail with the way to it.")
            messages.success(request, words % {"name": given.manager})
        elif given:
            words = _(
                "%(name)s may read your report now, but no e-mail reaches them. "
                "Please tell them. An administrator can help."
            )
            messages.warning(request, words % {"name": given.manager})
        else:
            messages.error(request, _("No line manager is known for you, so nothing was shared."))
    else:
        services.stop_sharing(assessment=reader.assessment, by=reader.user)
        messages.success(request, _("Your line manager can no longer open your report."))
    return redirect(reader.address("report"))


def as_file(content: bytes | str, kind: str, name: str) -> HttpResponse:
    """A file to download."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def wanted_version(request: HttpRequest) -> int | None:
    """The version that the address asks for. Raises Http404 for what is no number."""
    text = request.GET.get("version", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Http404
    return int(text)


def shown_version(request: HttpRequest, reader: Reader) -> ReleasedReport:
    """The version that the address asks for, or the newest. Raises Http404 for any other."""
    try:
        return find_version(reader.assessment, wanted_version(request))
    except ReleasedReport.DoesNotExist:
        raise Http404 from None


def _note_first_look(report: ReleasedReport) -> None:
    ReleasedReport.objects.filter(pk=report.pk, first_seen_at=None).update(
        first_seen_at=timezone.now()
    )


def _figure_rows(scores: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """A line for each figure, its group named as in the report, where that was kept."""
    names = scores.get("group_names", {})
    for figure in scores["figures"]:
        shown = {**figure, "group": names.get(figure["group"], figure["group"])}
        shown["standard_error"] = _rounded(figure["standard_error"])
        yield tuple(shown[column] for column in FIGURE_COLUMNS)


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DECIMALS)


def _score_rows(scores: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for section in scores.get("sections", ()):
        for side, total in section["totals"].items():
            yield (
                section["section"],
                side,
                total["value"],
                total["maximum"],
                total["n_answered"],
                total["n_items"],
            )
