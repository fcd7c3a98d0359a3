"""What goes wrong, as problem details (RFC 9457) in plain words."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

CONTENT_TYPE: Final = "application/problem+json"
NOT_USABLE: Final = "Some of what was sent cannot be used."
NO_TOKEN: Final = (
    "Send a token that is still good, as 'Authorization: Bearer stature_...'. "
    "An administrator makes it on the page API tokens."
)


class FieldProblem(Schema):
    """What is wrong with one part of a request."""

    field: str = Field(description="Where: body.email, or query.limit.")
    problem: str = Field(description="What is wrong there.")


class Problem(Schema):
    """What went wrong."""

    type: str = Field("about:blank", description="Always about:blank: the status says it all.")
    title: str = Field(description="The status in words.")
    status: int
    detail: str = Field(description="What went wrong, and what can be done.")
    errors: list[FieldProblem] = Field([], description="The parts that are wrong.")


class FieldsRefusedError(Exception):
    """Some fields cannot be kept as they came; the errors by field."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(errors)
        self.errors = [
            {"field": f"body.{field}", "problem": text}
            for field, texts in errors.items()
            for text in texts
        ]


def problem(
    status: int, detail: str, errors: list[dict[str, str]] | None = None, **headers: str
) -> HttpResponse:
    """An answer that tells what went wrong."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": errors or [],
    }
    return JsonResponse(document, status=status, content_type=CONTENT_TYPE, headers=headers)


def tell_problems(api: NinjaAPI) -> None:
    """Have every error of the API told as problem details."""
    for kind, answer in ANSWERS.items():
        api.add_exception_handler(kind, answer)


def _no_token(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(401, NO_TOKEN, **{"WWW-Authenticate": "Bearer"})


def _refused(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, error.message)


def _throttled(_request: HttpRequest, error: Any) -> HttpResponse:
    seconds = str(max(1, round(error.wait or 1)))
    detail = f"This token has asked too often. Ask again in {seconds} seconds."
    return problem(429, detail, **{"Retry-After": seconds})


def _invalid(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem(
        422,
        "Some of what was sent cannot be used.",
        [_field_problem(each) for each in error.errors],
    )


def _field_problem(error: dict[str, Any]) -> dict[str, str]:
    """One of pydantic's errors, without the name that ninja gives the body."""
    source, *path = (str(part) for part in error["loc"])
    path = path[1:] if source == "body" else path
    return {"field": ".".join([source, *path]), "problem": error["msg"]}


def _fields_refused(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, NOT_USABLE, error.errors)


def _not_found(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(404, "Your organisation has nothing with this number.")


def _too_large(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(413, "The request is too large. Send less at a time.")


def _suspicious(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(400, "The request cannot be read.")


ANSWERS: Final[dict[type[Exception], Any]] = {
    AuthenticationError: _no_token,
    HttpError: _refused,
    Throttled: _throttled,
    ValidationError: _invalid,
    FieldsRefusedError: _fields_refused,
    Http404: _not_found,
    ObjectDoesNotExist: _not_found,
    RequestDataTooBig: _too_large,
    SuspiciousOperation: _suspicious,
}
