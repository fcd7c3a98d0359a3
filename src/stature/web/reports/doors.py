"""The two ways to one's own pages: signed in, and by a personal link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from stature.web.accounts.access import signed_in
from stature.web.answering.selectors import is_about_self
from stature.web.answering.visits import Visit, by_personal_link, context_of
from stature.web.programmes.models import Assessment
from stature.web.reports.own_pages import OwnPage, Reader
from stature.web.reports.released import latest_report
from stature.web.reports.sight import own_assessments

View = Callable[..., HttpResponse]


def by_account(page: OwnPage) -> View:
    """Open a page of the report on whoever is signed in. 404 for everybody else's."""

    @signed_in
    @wraps(page)
    def answer(request: HttpRequest, pk: int) -> HttpResponse:
        user: Any = request.user
        try:
            assessment = own_assessments(user).get(pk=pk)
        except Assessment.DoesNotExist:
            raise Http404 from None
        return page(request, Reader(assessment, "reports:my-", pk, user))

    return answer


def by_link(page: OwnPage) -> View:
    """Open a page of one's own report by a personal link. A colleague's link opens none."""

    @by_personal_link
    @wraps(page)
    def answer(request: HttpRequest, visit: Visit) -> HttpResponse:
        assessment = visit.assignment.assessment
        if not is_about_self(visit.assignment) or assessment.withdrawn_at:
            raise Http404
        if not opens_what_is_kept(visit):
            return render(request, "reports/link_ended.html", context_of(visit), status=403)
        if latest_report(assessment) is None:
            return render(request, "reports/not_yet.html", context_of(visit))
        return page(request, Reader(assessment, "reports:link-", visit.door.key))

    return answer


def opens_what_is_kept(visit: Visit) -> bool:
    """Whether the visit may see what is kept of the person: in the browser in which they
    answered, or by a link that was sent lately for this.
    """
    link = visit.link
    return visit.is_bound or (link is not None and link.is_fresh and not link.is_expired)


def report_address(visit: Visit) -> str:
    """Where a visit may read the report on the person themselves; empty where it may not yet."""
    assessment = visit.assignment.assessment
    may_read = is_about_self(visit.assignment) and not assessment.withdrawn_at
    if not may_read or not opens_what_is_kept(visit) or latest_report(assessment) is None:
        return ""
    if visit.user:
        return reverse("reports:my-report", args=[assessment.pk])
    return reverse("reports:link-report", args=[visit.door.key])
