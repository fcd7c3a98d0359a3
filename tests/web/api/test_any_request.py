"""Whatever fits the OpenAPI document, and much that does not: no fault, and answers as it says."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests
import schemathesis
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from stature.web.api import throttle
from stature.web.api.site import open_api_document

EXAMPLES = 4
HERE = "http://testserver"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
DOCUMENT = json.loads(json.dumps(open_api_document()))
OPERATIONS = [each.ok() for each in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations()]


def sent(case: Case, key: str) -> tuple[requests.PreparedRequest, HttpResponse]:
    """What a case looks like when it is sent, and the answer."""
    wanted: dict[str, Any] = case.as_transport_kwargs(base_url=HERE)
    wanted["headers"] = {
        name: value
        for name, value in dict(wanted["headers"]).items()
        if name.lower() in ("content-type", "accept")
    }
    request = requests.Request(**{**wanted, "cookies": None}).prepare()
    client = Client(headers={"authorization": f"Bearer {key}"}, raise_request_exception=False)
    body = request.body or b""
    content_type = request.headers.get("Content-Type", "")
    path = (request.url or "").removeprefix(HERE)
    return request, client.generic(str(request.method), path, body, content_type)


def answered(case: Case, key: str) -> schemathesis.Response:
    """The answer to a case, as its checks read it."""
    request, reply = sent(case, key)
    headers = {name.lower(): [value] for name, value in reply.items()}
    return schemathesis.Response(
        reply.status_code, headers, reply.content, request, elapsed=0.0, verify=False
    )


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: f"{each.method} {each.path}")
def test_request_is_answered_as_the_document_says(
    operation, mode, program, key, draft, monkeypatch
):
    monkeypatch.setattr(throttle, "REQUESTS", 10**9)

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def holds(case: Case) -> None:
        case.validate_response(answered(case, key), checks=CHECKS)

    holds()


def test_answer_that_is_not_in_the_document_would_be_found(key):
    case = OPERATIONS[0].Case(method="GET")
    reply = schemathesis.Response(
        200,
        {"content-type": ["application/json"]},
        b"{}",
        sent(case, key)[0],
        elapsed=0.0,
        verify=False,
    )
    with pytest.raises(FailureGroup):
        case.validate_response(reply, checks=CHECKS)
