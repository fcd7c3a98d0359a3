"""Schemathesis asks the service everything that the official OpenAPI document allows, and more."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from stature.web.frameworks.case.index import SETS, SINGLE_DEFINITIONS
from stature.web.frameworks.case.query import FILTER_FIELDS, TEXT_FIELDS
from stature.web.frameworks.case.selectors import published_packages
from stature.web.project.wsgi import application
from tests.web.frameworks.conftest import OFFICIAL

# Each request looks whether the connection to the database is still good.
pytestmark = pytest.mark.django_db

LISTING = "CFDocuments"
PARTS = (
    *("CFDocuments", "CFPackages", "CFItems", "CFItemAssociations", "CFAssociations", "CFRubrics"),
    *SETS,
    *SINGLE_DEFINITIONS,
)
PATHS = (f"/{LISTING}", *(f"/{kind}/{{sourcedId}}" for kind in PARTS))
WITHOUT_ANY = {"CFSubjects", "CFAssociationGroupings"}
# Schemathesis does not unpack.
PLAIN = {"Accept-Encoding": "identity"}
# The document takes any text for an identifier, a sort field and a filter; we do not. So a refusal
# of what it calls valid passes, and what is valid indeed has tests of its own below.
TOO_LENIENT = [positive_data_acceptance]
repeatable = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
each_path = pytest.mark.parametrize("path", PATHS)


@pytest.fixture(scope="module")
def service() -> Any:
    """The official document, answered by this site without a server between."""
    if not OFFICIAL.is_file():
        pytest.skip("the official OpenAPI document is not beside this checkout")
    schema = schemathesis.openapi.from_path(OFFICIAL)
    schema.app = application
    return schema


def test_official_document_has_these_endpoints_and_no_others(official):
    assert set(official["paths"]) == set(PATHS)


@each_path
def test_every_answer_is_one_that_the_official_document_has(service, path):
    @repeatable
    @given(service[path]["GET"].as_strategy())
    def asked(case: Case) -> None:
        case.call_and_validate(headers=PLAIN, excluded_checks=TOO_LENIENT)

    asked()


def test_every_damaged_query_has_an_answer_that_the_official_document_has(service):
    operation = service[f"/{LISTING}"]["GET"]

    @repeatable
    @given(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def asked(case: Case) -> None:
        case.call_and_validate(headers=PLAIN, excluded_checks=TOO_LENIENT)

    asked()


@each_path
def test_every_edge_of_the_parameters_and_every_method_is_answered_as_it_should(service, path):
    operation = service[path]["GET"]
    cases = service.iter_coverage_cases(
        operation,
        generation_modes=list(GenerationMode),
        generation_config=service.config.generation_for(operation=operation, phase="coverage"),
    )
    statuses: Counter[int] = Counter()
    for case in cases:
        reply = case.call_and_validate(headers=PLAIN, excluded_checks=TOO_LENIENT)
        statuses[reply.status_code] += 1
    assert statuses[405] >= 6
    assert statuses[400] + statuses[404] >= 1


@pytest.mark.parametrize("kind", [kind for kind in PARTS if kind not in WITHOUT_ANY])
def test_what_is_published_is_accepted_and_conforms(service, kind):
    identifiers = [each for package in published_packages() for each in package.index[kind]]
    operation = service[f"/{kind}/{{sourcedId}}"]["GET"]

    @repeatable
    @given(st.sampled_from(identifiers))
    def asked(identifier: str) -> None:
        case = operation.Case(path_parameters={"sourcedId": identifier})
        assert case.call_and_validate(headers=PLAIN).status_code == 200

    asked()


QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "limit": st.integers(1, 2**31 - 1),
        "offset": st.just(0),
        "sort": st.sampled_from(sorted(TEXT_FIELDS)),
        "orderBy": st.sampled_from(["asc", "desc"]),
        "filter": st.sampled_from(sorted(FILTER_FIELDS)).map(lambda field: f"{field}!='none'"),
        "fields": st.lists(st.sampled_from(sorted(TEXT_FIELDS)), min_size=1),
    },
)


def test_every_valid_query_for_documents_is_accepted_and_conforms(service):
    operation = service[f"/{LISTING}"]["GET"]

    @repeatable
    @given(QUERIES)
    def asked(query: dict[str, object]) -> None:
        assert operation.Case(query=query).call_and_validate(headers=PLAIN).status_code == 200

    asked()
