"""The first page of the site, and the pages for what goes wrong before any other page is found."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stature.web.accounts.access import public
from stature.web.accounts.first_screen import first_screen
from stature.web.accounts.joining import waiting_invitation
from stature.web.accounts.views import in_language
from stature.web.project.page_frame import PageFrame
from stature.web.reports.views import first_person


@public
@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the person's first screen. In the demo, show strangers a finished report."""
    if not request.user.is_authenticated:
        return first_person(request) if settings.STATURE_DEMO else redirect_to_login("/")
    waits = waiting_invitation(request)
    response = redirect("accounts:join-here" if waits else first_screen(request.user))
    return in_language(response, request.user.language) if request.user.language else response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """What was sent cannot be used; the request is not trusted any further."""
    return HttpResponseBadRequest(_plain_page("400.html"))


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Something failed here; nothing is looked up, because that may be what failed."""
    return HttpResponseServerError(_plain_page("500.html"))


def _plain_page(template: str) -> str:
    return render_to_string(template, {"page_frame": PageFrame()})
