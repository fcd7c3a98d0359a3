"""The API as a whole, and its OpenAPI document."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from django.urls import URLPattern
from ninja import NinjaAPI

from stature.web.accounts.access import by_token
from stature.web.api.authentication import BearerToken
from stature.web.api.endpoints import people, rounds
from stature.web.api.problems import CONTENT_TYPE, Problem, tell_problems
from stature.web.api.throttle import REQUESTS, TokenThrottle

ADDRESS: Final = "/api/v1/"
METHODS: Final = ("get", "post", "patch", "delete", "put")
PROBLEMS: Final = {
    "400": "The request cannot be read.",
    "401": "The token is missing, ended or unknown.",
    "403": "The token has no scope for this, or the round's rule of sight forbids it.",
    "404": "The organisation has nothing with this number.",
    "413": "The request is too large.",
    "422": "Some of what was sent cannot be used; errors says what.",
    "429": "Too many requests; Retry-After says when to ask again.",
}
DESCRIPTION: Final = (
    "An organisation's own data, for its own programs. Each request brings a token, which an "
    f"administrator makes on the page API tokens. A token may ask {REQUESTS} times a minute."
)

api = NinjaAPI(
    title="Stature",
    version="1",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-v1",
    throttle=[TokenThrottle()],
)
tell_problems(api)
api.add_router("", people.router)
api.add_router("", rounds.router)


def token_addresses() -> list[URLPattern]:
    """The addresses of the API, each under the rule that a token is needed."""
    patterns = [each for each in api.urls[0] if each.name != "api-root"]
    for pattern in patterns:
        by_token(pattern.callback)
    return patterns


@cache
def open_api_document() -> dict[str, Any]:
    """The OpenAPI document: what can be asked, what is sent, what comes back."""
    document: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ADDRESS))
    scopes = _scopes()
    for path in document["paths"].values():
        for method in filter(path.get, METHODS):
            operation = path[method]
            operation["x-scope"] = scopes[operation["operationId"]]
            operation["responses"] = _with_problems(operation["responses"])
    schemas = document["components"]["schemas"]
    schemas["Problem"], parts = _problem_schema()
    schemas.update(parts)
    return document


def _scopes() -> dict[str, str]:
    """The scope that each operation needs."""
    return {
        api.get_openapi_operation_id(operation): str(needed.scope)
        for _prefix, router in api._routers
        for path in router.path_operations.values()
        for operation in path.operations
        for needed in operation.auth_callbacks
        if isinstance(needed, BearerToken)
    }


def _with_problems(responses: dict[Any, Any]) -> dict[str, Any]:
    """The responses of an operation and what each problem looks like."""
    told = {
        status: {
            "description": meaning,
            "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, meaning in PROBLEMS.items()
    }
    return {**{str(status): each for status, each in responses.items()}, **told}


def _problem_schema() -> tuple[dict[str, Any], dict[str, Any]]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return schema, schema.pop("$defs", {})
