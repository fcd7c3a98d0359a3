"""The pages that show finished reports."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stature.core.errors import ReportError
from stature.core.reporting.render_html import render_html_body
from stature.core.reporting.report import Report
from stature.web.accounts.access import by_link, public
from stature.web.reports import selectors
from stature.web.responses.models import SavedResponse
from stature.web.responses.selectors import InstrumentChangedError

Arguments = ParamSpec("Arguments")
Page = Callable[[HttpRequest, SavedResponse, str], HttpResponse]
KeyPage = Callable[[HttpRequest, str], HttpResponse]
PersonPage = Callable[Concatenate[HttpRequest, str, Arguments], HttpResponse]


def for_sealed_response(page: Page) -> KeyPage:
    """Give a page the finished response that its key opens, or lead to what is still missing."""

    @never_cache
    @wraps(page)
    def answer(request: HttpRequest, key: str) -> HttpResponse:
        try:
            saved = selectors.find_sealed_response(key)
        except SavedResponse.DoesNotExist:
            raise Http404 from None
        except InstrumentChangedError as error:
            return render(request, "responses/changed.html", {"error": error}, status=410)
        if not saved.is_sealed:
            return redirect("responses:check", key)
        return page(request, saved, key)

    return answer


def for_made_up_person(page: PersonPage[Arguments]) -> PersonPage[Arguments]:
    """Let a page be asked for made-up people only."""

    @wraps(page)
    def answer(
        request: HttpRequest, respondent: str, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        if respondent not in selectors.made_up_people():
            raise Http404
        return page(request, respondent, *args, **kwargs)

    return answer


@public
@require_safe
def first_person(request: HttpRequest) -> HttpResponse:
    """The first page of the site: a finished report."""
    return made_up_person(request, next(iter(selectors.made_up_people())))


@public
@require_safe
@for_made_up_person
def made_up_person(request: HttpRequest, respondent: str) -> HttpResponse:
    """The report of a made-up person."""
    people = selectors.made_up_people()
    context = {
        "report": mark_safe(selectors.made_up_page(respondent)),  # escaped by its own renderer
        "language": selectors.made_up_report(respondent).language,
        "person": people[respondent],
        "people": people.values(),
    }
    return render(request, "reports/made_up_person.html", context)


@public
@require_safe
@for_made_up_person
def made_up_pdf(request: HttpRequest, respondent: str) -> HttpResponse:
    """The same report as PDF."""
    return _pdf(request, selectors.made_up_report(respondent), respondent)


@by_link
@require_safe
@for_sealed_response
def own(request: HttpRequest, saved: SavedResponse, key: str) -> HttpResponse:
    """The report on one's own answers."""
    report = selectors.own_report(saved)
    context = {
        "report": mark_safe(render_html_body(report)),  # escaped by its own renderer
        "language": report.language,
        "saved": saved,
        "key": key,
        "people": selectors.made_up_people().values(),
    }
    return render(request, "reports/own.html", context)


@by_link
@require_safe
@for_sealed_response
def own_pdf(request: HttpRequest, saved: SavedResponse, _key: str) -> HttpResponse:
    """The same report as PDF."""
    return _pdf(request, selectors.own_report(saved), "my")


def _pdf(request: HttpRequest, report: Report, owner: str) -> HttpResponse:
    try:
        content = selectors.as_pdf(report)
    except ReportError as error:
        return render(request, "reports/no_pdf.html", {"error": error}, status=500)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{owner}-service-report.pdf"'
    return response
