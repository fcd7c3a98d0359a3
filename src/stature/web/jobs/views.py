"""The page of jobs that could not be done, for those who run the site."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_q.models import Task

from stature.web.accounts.access import signed_in
from stature.web.jobs import selectors, services

PER_PAGE = 50


@signed_in
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """How the queue stands, and the jobs that were given up."""
    _site_staff_only(request)
    page = Paginator(selectors.given_up(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "counts": selectors.queue_counts(),
        "page": page,
        "jobs": [selectors.FailedJob(task) for task in page],
    }
    return render(request, "jobs/list.html", context)


@signed_in
@require_POST
def try_again(request: HttpRequest, pk: str) -> HttpResponse:
    """Queue a job anew."""
    return _decide(request, pk, services.try_again, _("The job is in the queue again."))


@signed_in
@require_POST
def give_up(request: HttpRequest, pk: str) -> HttpResponse:
    """Remove a job for good."""
    return _decide(request, pk, services.give_up, _("The job is removed."))


def _decide(request: HttpRequest, pk: str, service: Callable[..., None], done: str) -> HttpResponse:
    _site_staff_only(request)
    try:
        service(pk=pk, actor=request.user)
    except Task.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, done)
    return redirect("jobs:list")


def _site_staff_only(request: HttpRequest) -> None:
    """Refuse everybody but those who run the site, whatever their role in an organisation."""
    if not request.user.is_staff:
        raise PermissionDenied
