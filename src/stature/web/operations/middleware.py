"""Gives each request a number, logs it and counts it."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from typing import Final
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from stature.web.operations.log_settings import REQUEST_ID
from stature.web.operations.metrics import REQUESTS, SECONDS

LOG = logging.getLogger("stature.requests")
HEADER: Final = "X-Request-ID"
SENT_AS: Final = "HTTP_X_REQUEST_ID"
USABLE: Final = re.compile(r"[A-Za-z0-9-]{8,64}\Z")


class RequestMiddleware:
    """Stands before everything else, so that every answer is counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; its number goes back in the header."""
        number = _number(request)
        token = REQUEST_ID.set(number)
        start = time.perf_counter()
        try:
            response = self.get_response(request)
            _tell(request, response, time.perf_counter() - start)
        finally:
            REQUEST_ID.reset(token)
        response[HEADER] = number
        return response


def _number(request: HttpRequest) -> str:
    """The number that a proxy gave, else a new one."""
    given = request.META.get(SENT_AS, "")
    return given if USABLE.match(given) else uuid4().hex


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Log and count by the view's name: the address itself may hold a key."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    method = request.method if request.method in ("GET", "POST", "HEAD") else "other"
    REQUESTS.labels(view, method, response.status_code).inc()
    SECONDS.labels(view).observe(seconds)
    LOG.info(
        "%s %s %d",
        method,
        view or "(no page)",
        response.status_code,
        extra={
            "method": method,
            "view": view,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
        },
    )
