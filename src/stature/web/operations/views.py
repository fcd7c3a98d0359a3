"""What machines ask the site: is it alive, is it ready, what are its figures."""

from __future__ import annotations

from secrets import compare_digest
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stature.web.accounts.access import by_token, public
from stature.web.operations.health import readiness
from stature.web.operations.metrics import CONTENT_TYPE, metrics_page

LOOPBACK: Final = ("127.0.0.1", "::1")
SET_BY_PROXIES: Final = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded")


@public
@require_safe
@never_cache
def live(_request: HttpRequest) -> HttpResponse:
    """Whether the process answers at all; nothing else is looked at."""
    return HttpResponse("alive\n", content_type="text/plain")


@public
@require_safe
@never_cache
def ready(_request: HttpRequest) -> HttpResponse:
    """Whether the site can do its work: 200, or 503 with what is wrong."""
    checks = readiness()
    well = not any(check.stops_the_site for check in checks)
    document = {"ready": well, "checks": {each.name: each.problem or "ok" for each in checks}}
    return JsonResponse(document, status=200 if well else 503)


@by_token
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for those who bring the token; without one set, for this machine only."""
    if not _may_read_metrics(request):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(metrics_page(), content_type=CONTENT_TYPE)


def _may_read_metrics(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        brought = request.headers.get("Authorization", "")
        return compare_digest(brought.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    through_proxy = any(name in request.headers for name in SET_BY_PROXIES)
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not through_proxy
