"""The official OpenAPI document, and sites with other frameworks published on them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import jsonschema
import pytest
from django.test import Client

from stature.core.framework.model import Framework
from stature.packs import bundled_frameworks
from stature.web.frameworks.case import selectors
from stature.web.frameworks.case.selectors import PublishedPackage
from tests.core.framework.exchange.made_up import framework as made_up_framework

ROOT = "/ims/case/v1p1/"
OFFICIAL = Path(__file__).resolve().parents[4] / "shared/data/specs/imscasev1p1_openapi3_v1p0.json"
# Titles, versions and languages of the frameworks on a site that has several.
SEVERAL = (
    ("Beta framework", "1.9.0", "en"),
    ("alpha framework", "1.10.0", "de"),
    ("Gamma's service framework", "0.9.1", "en"),
    ("delta framework", "1.10.0", "en"),
    ("Epsilon Service framework", "2.0.0", "fr"),
)
Ask = Callable[..., Any]
Check = Callable[[str, Any], None]


@pytest.fixture(scope="session")
def official() -> dict[str, Any]:
    """The official OpenAPI document of CASE 1.1."""
    if not OFFICIAL.is_file():
        pytest.skip("the official OpenAPI document is not beside this checkout")
    return json.loads(OFFICIAL.read_text("utf-8"))


@pytest.fixture(scope="session")
def check(official) -> Check:
    """Checks a payload against one schema of the official document."""

    def check_payload(schema: str, payload: Any) -> None:
        whole = {"$ref": f"#/components/schemas/{schema}", "components": official["components"]}
        jsonschema.Draft202012Validator(
            whole, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        ).validate(payload)

    return check_payload


@pytest.fixture(scope="session")
def published() -> Framework:
    """The first framework that the site publishes."""
    return bundled_frameworks()[0]


@pytest.fixture
def ask() -> Ask:
    """Asks an endpoint."""
    client = Client()

    def send(address: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        return client.get(f"{ROOT}{address}", query, headers=headers)

    return send


@pytest.fixture
def publish(monkeypatch) -> Callable[[Iterable[PublishedPackage]], None]:
    """Puts other packages on the site."""

    def put(packages: Iterable[PublishedPackage]) -> None:
        kept = tuple(packages)
        monkeypatch.setattr(selectors, "published_packages", lambda: kept)

    return put


@pytest.fixture
def several(publish) -> tuple[Framework, ...]:
    """A site with five frameworks."""
    frameworks = tuple(
        made_up_framework().model_copy(
            update={
                "uuid": uuid5(UUID(int=0), title),
                "title": title,
                "version": version,
                "language": language,
            }
        )
        for title, version, language in SEVERAL
    )
    publish(PublishedPackage.of(framework) for framework in frameworks)
    return frameworks


def refusal(reply: Any) -> tuple[int, str, str]:
    """The status, the minor code and the description of a refusal."""
    info = reply.json()
    (field,) = info["imsx_codeMinor"]["imsx_codeMinorField"]
    return reply.status_code, field["imsx_codeMinorFieldValue"], info["imsx_description"]
