"""The read endpoints of CASE 1.1. Every answer is JSON, refusals included."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from stature.web.accounts.access import public
from stature.web.frameworks.case import selectors
from stature.web.frameworks.case.errors import CaseError, CodeMinor, UnknownObjectError
from stature.web.frameworks.case.index import with_base
from stature.web.frameworks.case.paging import neighbouring_offsets
from stature.web.frameworks.case.query import NAMES, DocumentQuery
from stature.web.frameworks.case.selectors import Answer

ALLOWED: Final = ("GET", "HEAD")
LOG: Final = logging.getLogger("django.request")
Arguments = ParamSpec("Arguments")
Endpoint = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def case_endpoint(endpoint: Endpoint[Arguments]) -> Endpoint[Arguments]:
    """Let an endpoint be read only, and tell of what goes wrong as the standard wants it."""

    @csrf_exempt  # nothing is written, and a post must hear that it is not allowed
    @wraps(endpoint)
    def answer(
        request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        if request.method not in ALLOWED:
            return _not_allowed(request)
        try:
            return endpoint(request, *args, **kwargs)
        except CaseError as refusal:
            return _status_info(refusal.status, refusal.code_minor, str(refusal))
        except Exception:
            LOG.exception("CASE request failed: %s", request.path)
            return _status_info(500, "internal_server_error", "The fault is ours. Try again later.")

    return answer


@public
@case_endpoint
def documents(request: HttpRequest) -> HttpResponse:
    """The documents that are published, page by page."""
    query = DocumentQuery.of(dict(request.GET.lists()))
    page = selectors.select_documents(query)
    response = _send(request, page.answer)
    response["X-Total-Count"] = str(page.total)
    response["Link"] = _links(request, query, page.total)
    return response


@public
@gzip_page  # a package shrinks to an eighth, and holds nothing secret that its length could tell
@case_endpoint
def part(request: HttpRequest, identifier: str, *, kind: str) -> HttpResponse:
    """One part of a published package."""
    return _send(request, selectors.find_part(kind, identifier))


@public
@case_endpoint
def nothing(_request: HttpRequest) -> HttpResponse:
    """There is nothing at this address."""
    raise UnknownObjectError(
        "Unknown Object: there is nothing at this address.",
        remedy="Begin with ims/case/v1p1/CFDocuments.",
    )


def _send(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The answer, or word that the copy the asker has is still good."""
    etag = f'"{answer.fingerprint}"'
    response = get_conditional_response(
        request, etag=etag, last_modified=int(answer.changed.timestamp())
    )
    if response is None:
        response = _json(with_base(answer.payload, request.build_absolute_uri("/")[:-1]))
    response["ETag"] = etag
    response["Last-Modified"] = http_date(answer.changed.timestamp())
    response["Cache-Control"] = "public, no-cache"
    return response


def _links(request: HttpRequest, query: DocumentQuery, total: int) -> str:
    """The Link header: the same question for other pages."""
    address = request.build_absolute_uri(request.path)
    asked = request.GET.copy()
    for name in set(asked) - set(NAMES):
        del asked[name]
    asked["limit"] = str(query.limit)
    links = []
    for relation, offset in neighbouring_offsets(
        total, limit=query.limit, offset=query.offset
    ).items():
        asked["offset"] = str(offset)
        links.append(f'<{address}?{asked.urlencode()}>; rel="{relation}"')
    return ", ".join(links)


def _not_allowed(request: HttpRequest) -> HttpResponse:
    response = _status_info(405, "forbidden", f"{request.method} is not allowed: only reading is.")
    response["Allow"] = ", ".join(ALLOWED)
    return response


def _status_info(status: int, code_minor: CodeMinor, description: str) -> HttpResponse:
    """Word of a failure, as the standard has it."""
    field = {
        "imsx_codeMinorFieldName": "TargetEndSystem",
        "imsx_codeMinorFieldValue": code_minor,
    }
    info = {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": description,
        "imsx_codeMinor": {"imsx_codeMinorField": [field]},
    }
    return _json(info, status=status)


def _json(payload: Mapping[str, object], *, status: int = 200) -> HttpResponse:
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json", status=status)
