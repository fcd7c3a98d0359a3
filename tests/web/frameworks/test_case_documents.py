"""Documents are listed page by page, in order, filtered, and with the fields asked for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stature.web.frameworks.case.paging import neighbouring_offsets
from stature.web.frameworks.case.query import FIELDS, REQUIRED_FIELDS, TEXT_FIELDS
from tests.web.frameworks.conftest import ROOT, SEVERAL, refusal

TITLES = [title for title, _, _ in SEVERAL]


def titles(reply) -> list[str]:
    return [document["title"] for document in reply.json()["CFDocuments"]]


def links(reply) -> dict[str, str]:
    """The addresses in the Link header by their relation."""
    found = re.findall(r'<([^>]+)>; rel="(\w+)"', reply["Link"])
    return {
        relation: address.removeprefix(f"http://testserver{ROOT}") for address, relation in found
    }


def test_site_lists_the_frameworks_that_come_with_it(ask, check, published):
    reply = ask("CFDocuments")
    check("CFDocumentSetDType", reply.json())
    assert published.title in titles(reply)
    assert int(reply["X-Total-Count"]) == len(titles(reply))


def test_all_documents_are_listed_in_the_order_of_the_site(ask, check, several):
    reply = ask("CFDocuments")
    check("CFDocumentSetDType", reply.json())
    assert titles(reply) == TITLES
    assert reply["X-Total-Count"] == "5"
    assert set(links(reply)) == {"first", "last"}


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 6, 2**31 - 1])
def test_following_the_links_shows_each_document_once(ask, several, limit):
    reply = ask("CFDocuments", {"limit": limit, "sort": "title"})
    seen = titles(reply)
    while "next" in links(reply):
        before = reply
        reply = ask(links(reply)["next"])
        assert titles(ask(links(reply)["prev"])) == titles(before)
        assert reply["X-Total-Count"] == "5"
        seen += titles(reply)
    assert seen == sorted(TITLES, key=str.casefold)
    assert titles(reply) == titles(ask(links(reply)["last"]))


def test_links_ask_the_same_question(ask, several):
    query = {"limit": 1, "filter": "language='en'", "sort": "version", "orderBy": "desc"}
    first = ask("CFDocuments", query | {"fields": "title", "unknown": "x"})
    second = ask(links(first)["next"])
    assert titles(first) + titles(second) == ["delta framework", "Beta framework"]
    assert "unknown" not in first["Link"]
    assert set(second.json()["CFDocuments"][0]) == REQUIRED_FIELDS


@given(st.integers(0, 60), st.integers(1, 70), st.integers(0, 80))
def test_neighbouring_pages_lie_inside_the_list(total, limit, offset):
    pages = neighbouring_offsets(total, limit=limit, offset=offset)
    assert pages["first"] == 0
    assert all(0 <= begin < max(total, 1) for begin in pages.values())
    assert total <= pages["last"] + limit
    assert ("next" in pages) == (offset + limit < total)
    assert ("prev" in pages) == (offset > 0)
    if offset > 0:
        assert pages["prev"] < offset


def test_page_after_the_last_is_not_found(ask, check, several):
    for query in ({"offset": 5}, {"filter": "title='nothing like it'"}):
        reply = ask("CFDocuments", query)
        check("imsx_StatusInfoDType", reply.json())
        assert refusal(reply)[:2] == (404, "unknownobject")


@pytest.mark.parametrize("descending", [False, True])
def test_documents_are_sorted_without_regard_to_case(ask, several, descending):
    reply = ask("CFDocuments", {"sort": "title", "orderBy": "desc" if descending else "asc"})
    assert titles(reply) == sorted(TITLES, key=str.casefold, reverse=descending)


def test_versions_are_sorted_as_numbers(ask, several):
    reply = ask("CFDocuments", {"sort": "version"})
    versions = [document["version"] for document in reply.json()["CFDocuments"]]
    assert versions == ["0.9.1", "1.9.0", "1.10.0", "1.10.0", "2.0.0"]


def test_documents_can_be_sorted_by_a_field_that_none_has(ask, several):
    assert titles(ask("CFDocuments", {"sort": "publisher"})) == TITLES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title~'SERVICE'", [2, 4]),
        ("title='beta framework'", [0]),
        ("title~'gamma''s'", [2]),
        ("version>'1.9.0'", [1, 3, 4]),
        ("version>='1.9.0'", [0, 1, 3, 4]),
        ("version<'1.10.0'", [0, 2]),
        ("version<='1.10'", [0, 2]),
        ("language!='en'", [1, 4]),
        ("publisher!='anyone'", [0, 1, 2, 3, 4]),
        ("version='1.10.0' AND language='de'", [1]),
        ("language='de' OR language='fr'", [1, 4]),
        ("language='fr' OR version='1.10.0' AND language='en'", [3, 4]),
        ("language='en' AND version='1.10.0' OR language='fr'", [3, 4]),
        ("  title ~ 'service'  AND  version > '1' ", [4]),
    ],
)
def test_filter_picks_the_documents_that_fit(ask, several, text, expected):
    reply = ask("CFDocuments", {"filter": text})
    assert titles(reply) == [TITLES[place] for place in expected]
    assert int(reply["X-Total-Count"]) == len(expected)


@pytest.mark.parametrize("field", sorted(FIELDS - REQUIRED_FIELDS))
def test_only_the_fields_asked_for_are_sent_with_those_none_may_lack(ask, check, several, field):
    payload = ask("CFDocuments", {"fields": field}).json()
    check("CFDocumentSetDType", payload)
    for document in payload["CFDocuments"]:
        assert REQUIRED_FIELDS <= set(document) <= REQUIRED_FIELDS | {field}


def test_fields_are_listed_with_commas_or_one_by_one(ask, several):
    together = ask("CFDocuments", {"fields": "version, language"}).json()
    one_by_one = ask("CFDocuments", {"fields": ["version", "language"]}).json()
    assert together == one_by_one
    assert set(together["CFDocuments"][0]) == REQUIRED_FIELDS | {"version", "language"}


def test_fields_are_those_of_the_official_document(official):
    schema = official["components"]["schemas"]["CFDocumentDType"]
    assert set(schema["properties"]) == FIELDS
    assert set(schema["required"]) == REQUIRED_FIELDS
    texts = {name for name, kind in schema["properties"].items() if kind.get("type") == "string"}
    assert texts == TEXT_FIELDS


@pytest.mark.parametrize(
    ("query", "code", "named"),
    [
        ({"limit": "0"}, "invalid_selection_field", "limit: "),
        ({"limit": "-1"}, "invalid_selection_field", "limit: "),
        ({"limit": "ten"}, "invalid_selection_field", "limit: "),
        ({"limit": "1.5"}, "invalid_selection_field", "limit: "),
        ({"limit": "+1"}, "invalid_selection_field", "limit: "),
        ({"limit": "١"}, "invalid_selection_field", "limit: "),
        ({"limit": ""}, "invalid_selection_field", "limit: "),
        ({"limit": "9" * 5000}, "invalid_selection_field", "limit: "),
        ({"limit": str(2**31)}, "invalid_selection_field", "limit: "),
        ({"limit": ["1", "2"]}, "invalid_selection_field", "limit: "),
        ({"offset": "-1"}, "invalid_selection_field", "offset: "),
        ({"offset": "x"}, "invalid_selection_field", "offset: "),
        ({"sort": "nothing"}, "invalid_sort_field", "sort: "),
        ({"sort": "licenseURI"}, "invalid_sort_field", "sort: "),
        ({"sort": ""}, "invalid_sort_field", "sort: "),
        ({"orderBy": "up"}, "invalid_sort_field", "orderBy: "),
        ({"fields": "nothing"}, "invalid_selection_field", "fields: "),
        ({"fields": "title,nothing"}, "invalid_selection_field", "fields: "),
        ({"fields": ""}, "invalid_selection_field", "fields: "),
        ({"filter": ""}, "invalid_selection_field", "filter: "),
        ({"filter": "title"}, "invalid_selection_field", "filter: "),
        ({"filter": "title=x"}, "invalid_selection_field", "filter: "),
        ({"filter": "title='x"}, "invalid_selection_field", "filter: "),
        ({"filter": "title='x' AND"}, "invalid_selection_field", "filter: "),
        ({"filter": "title='x' XOR title='y'"}, "invalid_selection_field", "filter: "),
        ({"filter": "title='x' ANDtitle='y'"}, "invalid_selection_field", "filter: "),
        ({"filter": "title=='x'"}, "invalid_selection_field", "filter: "),
        ({"filter": "licenseURI='x'"}, "invalid_selection_field", "filter: "),
        ({"filter": "__class__='x'"}, "invalid_selection_field", "filter: "),
        ({"filter": f"title='{'x' * 500}'"}, "invalid_selection_field", "filter: "),
        ({"filter": " AND ".join(["title='x'"] * 11)}, "invalid_selection_field", "filter: "),
    ],
    ids=lambda value: str(value)[:40],
)
def test_query_that_cannot_be_understood_is_refused_by_name(ask, check, query, code, named):
    reply = ask("CFDocuments", query)
    check("imsx_StatusInfoDType", reply.json())
    status, found, description = refusal(reply)
    assert (status, found) == (400, code)
    assert description.startswith(named)
    assert len(description) < 700
