"""The CASE 1.1 export: valid against the official schema, and without loss."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from stature.core.framework.customer import CUSTOMER_WORDS
from stature.core.framework.exchange.case import case_package, framework_from_case, read_case
from stature.core.framework.exchange.findings import ExchangeError
from stature.core.framework.model import Framework
from tests.core.framework.exchange.made_up import framework, frameworks, shared

SCHEMA = "specs/case-v1p1-cfpackage.schema.json"
BASE = "https://competencies.example.org"


@cache
def validator() -> jsonschema.Draft201909Validator:
    schema = json.loads(shared(SCHEMA).read_text("utf-8"))
    checker = jsonschema.Draft201909Validator.FORMAT_CHECKER
    assert "date-time" in checker.checkers
    return jsonschema.Draft201909Validator(schema, format_checker=checker)


def item(package: dict[str, Any], code: str) -> dict[str, Any]:
    return next(item for item in package["CFItems"] if item["humanCodingScheme"] == code)


def test_export_is_valid_against_the_official_schema():
    for base in (None, BASE):
        validator().validate(case_package(framework(), base_uri=base))


def test_official_schema_refuses_a_damaged_export():
    package = case_package(framework())
    del package["CFItems"][0]["fullStatement"]
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(package)


@settings(max_examples=60, deadline=None)
@given(frameworks())
def test_any_framework_is_exported_validly_and_comes_back_equal(any_framework: Framework):
    package = case_package(any_framework, base_uri=BASE)
    validator().validate(package)
    again = framework_from_case(json.loads(json.dumps(package)))
    assert again.sha256 == any_framework.sha256
    assert case_package(again, base_uri=BASE) == package


def test_export_is_the_same_each_time():
    fresh = Framework.model_validate_json(framework().model_dump_json())
    assert json.dumps(case_package(framework())) == json.dumps(case_package(fresh))


def test_our_own_export_is_imported_without_findings():
    case = read_case(json.dumps(case_package(framework())).encode())
    assert case.findings == ()
    assert case.counts == {"documents": 1, "items": 72, "associations": 72, "findings": 0}


def test_customer_word_stands_in_every_text_and_the_framework_still_comes_back():
    package = case_package(framework(), customer_word=CUSTOMER_WORDS["internal customer"])
    assert item(package, "T1.F1.1")["fullStatement"] == "Asks an internal customer what went well."
    assert item(package, "T1.F1.2")["fullStatement"].endswith("{the others} said")
    assert framework_from_case(package).sha256 == framework().sha256


def test_words_changed_elsewhere_count_more_than_our_template():
    package = case_package(framework())
    item(package, "T1.F1.1")["fullStatement"] = "Asks a guest what to change."
    again = framework_from_case(package)
    assert again.competencies_by_code["T1"].indicators[0].text == "Asks a guest what to change."


def test_items_hang_below_their_parents_in_order():
    package = case_package(framework())
    below = [
        (link["sequenceNumber"], link["originNodeURI"]["title"])
        for link in package["CFAssociations"]
        if link["destinationNodeURI"]["title"] == "T1.F1"
    ]
    assert below == [(1, "T1.F1.1"), (2, "T1.F1.2"), (3, "T1.F1.H1"), (4, "T1.F1.Q1")]


def test_clusters_tiers_and_emphasis_are_concepts():
    concepts = case_package(framework())["CFDefinitions"]["CFConcepts"]
    assert [(concept["keywords"], concept["hierarchyCode"]) for concept in concepts] == [
        ("cluster", "T"),
        ("cluster", "I"),
        ("tier", "threshold"),
        ("tier", "distinguishing"),
        ("emphasis", "vision"),
        ("emphasis", "engagement"),
        ("emphasis", "delivery"),
    ]


def test_anchors_are_levels_of_a_rubric_with_a_criterion_for_each_competency():
    (rubric,) = case_package(framework())["CFRubrics"]
    criterion = rubric["CFRubricCriteria"][0]
    assert len(rubric["CFRubricCriteria"]) == 6
    assert criterion["CFItemURI"]["title"] == "T1"
    levels = [(level["score"], level["quality"]) for level in criterion["CFRubricCriterionLevels"]]
    assert levels == [(1, "Weak"), (3, "Good"), (5, "Outstanding")]


def test_identifiers_and_dates_come_from_the_framework():
    package = case_package(framework(), base_uri=f"{BASE}/")
    document = package["CFDocument"]
    assert document["uri"] == f"{BASE}/ims/case/v1p1/CFDocuments/{framework().uuid}"
    assert document["lastChangeDateTime"] == "2026-03-07T00:00:00+00:00"
    assert document["identifier"] == str(framework().uuid)


def test_package_of_somebody_else_is_no_framework():
    with pytest.raises(ExchangeError, match="not exported by Stature"):
        framework_from_case(json.loads(shared("case/opensalt_utf8.json").read_text("utf-8")))


def test_export_with_a_broken_rule_is_refused_with_its_place():
    package = case_package(framework())
    item(package, "T1.F1.1")["humanCodingScheme"] = "no code!"
    with pytest.raises(ExchangeError, match=r"clusters\[0\].competencies\[0\].facets\[0\]"):
        framework_from_case(package)
