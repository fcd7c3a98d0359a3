"""Every part of a published framework can be read by its own address."""

from __future__ import annotations

import gzip
import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from stature.core.framework.exchange.case import framework_from_case
from stature.web.frameworks.case.index import index_package, with_base
from stature.web.frameworks.case.selectors import PublishedPackage, published_packages
from tests.core.framework.exchange.made_up import framework as made_up_framework
from tests.web.frameworks.conftest import ROOT, refusal

BASE = "http://testserver"
SCHEMAS = {
    "CFDocuments": "CFDocumentDType",
    "CFPackages": "CFPackageDType",
    "CFItems": "CFItemDType",
    "CFItemAssociations": "CFAssociationSetDType",
    "CFAssociations": "CFAssociationDType",
    "CFRubrics": "CFRubricDType",
    "CFConcepts": "CFConceptSetDType",
    "CFItemTypes": "CFItemTypeSetDType",
    "CFLicenses": "CFLicenseDType",
    "CFAssociationGroupings": "CFAssociationGroupingDType",
    "CFSubjects": "CFSubjectSetDType",
}
CHANGED = "2026-03-07T00:00:00+00:00"


def named(kind: str, title: str, **more: Any) -> dict[str, Any]:
    identifier = str(uuid4())
    return {
        "identifier": identifier,
        "uri": f"/ims/case/v1p1/{kind}/{identifier}",
        "title": title,
        "lastChangeDateTime": CHANGED,
        **more,
    }


def package_with_every_definition() -> PublishedPackage:
    """A made-up package with subjects, nested concepts and a grouping, which ours have not."""
    own = PublishedPackage.of(made_up_framework())
    package = dict(next(iter(own.index["CFPackages"].values())))
    package["CFDefinitions"] = package["CFDefinitions"] | {
        "CFConcepts": [
            named("CFConcepts", title, hierarchyCode=code)
            for title, code in (("A", "1"), ("B", "1.1"), ("C", "1.1.1"), ("D", "10"), ("E", "1.2"))
        ],
        "CFSubjects": [
            named("CFSubjects", title, hierarchyCode=code)
            for title, code in (("Service", "1"), ("Speed", "1.1"), ("Other", "2"))
        ],
        "CFAssociationGroupings": [named("CFAssociationGroupings", "Crosswalk")],
    }
    return PublishedPackage(index_package(package), own.sha256, own.changed)


def uris_of_parts(value: Any) -> set[str]:
    """The URIs of everything in a package, wherever they stand."""
    if isinstance(value, list):
        return set().union(*map(uris_of_parts, value))
    if not isinstance(value, dict):
        return set()
    own = {value["uri"]} if isinstance(value.get("uri"), str) else set()
    return own.union(*map(uris_of_parts, value.values()))


@pytest.mark.parametrize("kind", [kind for kind in SCHEMAS if kind != "CFSubjects"])
def test_each_kind_of_part_is_sent_as_the_official_schema_has_it(ask, check, publish, kind):
    publish([package_with_every_definition(), *published_packages()])
    seen = 0
    for package in (package_with_every_definition(), *published_packages()):
        publish([package])
        for identifier in list(package.index[kind])[:40]:
            reply = ask(f"{kind}/{identifier}")
            assert reply.status_code == 200
            assert reply["Content-Type"] == "application/json"
            check(SCHEMAS[kind], reply.json())
            seen += 1
    assert seen


def test_subject_comes_with_those_below_it(ask, check, publish):
    package = package_with_every_definition()
    publish([package])
    first = next(iter(package.index["CFSubjects"]))
    payload = ask(f"CFSubjects/{first}").json()
    check("CFSubjectSetDType", payload)
    assert [subject["title"] for subject in payload["CFSubjects"]] == ["Service", "Speed"]


def test_concept_comes_first_and_those_below_it_follow(ask, publish):
    package = package_with_every_definition()
    publish([package])
    first, second, *_ = package.index["CFConcepts"]
    titles = [each["title"] for each in ask(f"CFConcepts/{first}").json()["CFConcepts"]]
    assert titles == ["A", "B", "C", "E"]
    titles = [each["title"] for each in ask(f"CFConcepts/{second}").json()["CFConcepts"]]
    assert titles == ["B", "C"]


def test_every_uri_in_a_package_leads_to_its_part(ask, published):
    package = ask(f"CFPackages/{published.uuid}").json()
    uris = uris_of_parts(package)
    assert len(uris) > 1800
    for uri in uris:
        reply = ask(uri.removeprefix(f"{BASE}{ROOT}"))
        assert reply.status_code == 200, uri
        payload = reply.json()
        part = payload if "identifier" in payload else next(iter(payload.values()))[0]
        assert uri.endswith(part["identifier"])
        assert part["uri"] == uri


def test_package_is_the_whole_framework(ask, published):
    package = ask(f"CFPackages/{published.uuid}").json()
    assert framework_from_case(package).sha256 == published.sha256


def test_parts_alone_say_which_document_they_belong_to(ask, published):
    competency = published.competencies[0]
    item = ask(f"CFItems/{competency.uuid}").json()
    assert item["humanCodingScheme"] == competency.code
    assert item["CFDocumentURI"]["identifier"] == str(published.uuid)
    document = ask(f"CFDocuments/{published.uuid}").json()
    assert document["CFPackageURI"]["uri"] == f"{BASE}{ROOT}CFPackages/{published.uuid}"


def test_item_comes_with_the_associations_that_start_or_end_at_it(ask, published):
    competency = published.competencies[0]
    payload = ask(f"CFItemAssociations/{competency.uuid}").json()
    assert payload["CFItem"]["identifier"] == str(competency.uuid)
    parents = [each["destinationNodeURI"]["identifier"] for each in payload["CFAssociations"]]
    below = len(competency.facets) + len(competency.counter_indicators)
    assert parents.count(str(published.uuid)) == 1
    assert parents.count(str(competency.uuid)) == below
    assert len(parents) == below + 1


def test_identifier_in_capitals_means_the_same(ask, published):
    assert ask(f"CFDocuments/{str(published.uuid).upper()}").status_code == 200


def test_uris_begin_with_the_site_that_was_asked(published):
    for host in ("localhost:8765", "127.0.0.1", "[::1]:9000"):
        reply = Client(headers={"host": host}).get(f"{ROOT}CFPackages/{published.uuid}")
        uris = uris_of_parts(reply.json())
        assert all(uri.startswith(f"http://{host}{ROOT}") for uri in uris)


def test_foreign_uris_stay_as_they_are():
    part = {"uri": "https://elsewhere.example/ims/case/v1p1/CFItems/1", "title": "/ims/case/v1p1/"}
    assert with_base([part], "http://here") == [part]


def test_copy_that_is_still_good_is_not_sent_again(ask, published):
    for address in (f"CFPackages/{published.uuid}", "CFDocuments"):
        first = ask(address)
        assert first["ETag"].startswith('"')
        assert first["Last-Modified"] == "Sat, 21 Nov 2026 00:00:00 GMT"
        for header in (
            {"if-none-match": first["ETag"]},
            {"if-modified-since": first["Last-Modified"]},
        ):
            again = ask(address, **header)
            assert (again.status_code, again.content) == (304, b"")
            assert again["ETag"] == first["ETag"]
        assert ask(address, **{"if-none-match": '"another"'}).status_code == 200


def test_another_version_of_a_framework_has_another_etag(ask, publish, published):
    before = ask(f"CFDocuments/{published.uuid}")["ETag"]
    publish([PublishedPackage.of(published.model_copy(update={"version": "1.0.1"}))])
    after = ask(f"CFDocuments/{published.uuid}", **{"if-none-match": before})
    assert after.status_code == 200
    assert after["ETag"] != before


def test_request_that_is_refused_is_refused_whatever_copy_there_is(ask):
    etag = ask("CFDocuments")["ETag"]
    assert ask("CFDocuments", {"limit": "0"}, **{"if-none-match": etag}).status_code == 400


def test_package_is_packed_for_those_who_can_unpack(ask, published):
    plain = ask(f"CFPackages/{published.uuid}")
    packed = ask(f"CFPackages/{published.uuid}", **{"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) * 5 < len(plain.content)
    assert json.loads(gzip.decompress(packed.content)) == plain.json()


def test_head_has_the_headers_without_the_body(published):
    for address in ("CFDocuments", f"CFItems/{published.competencies[0].uuid}"):
        read, head = Client().get(f"{ROOT}{address}"), Client().head(f"{ROOT}{address}")
        assert head.status_code == 200
        assert head.content == b""
        assert head["ETag"] == read["ETag"]
        assert head["Content-Length"] == read["Content-Length"]


def test_unknown_identifier_is_not_found(ask, check):
    stranger = uuid4()
    for kind in SCHEMAS:
        reply = ask(f"{kind}/{stranger}")
        check("imsx_StatusInfoDType", reply.json())
        status, code, description = refusal(reply)
        assert (status, code) == (404, "unknownobject")
        assert str(stranger) in description


def test_identifier_of_another_kind_is_not_found(ask, published):
    status, code, _ = refusal(ask(f"CFItems/{published.uuid}"))
    assert (status, code) == (404, "unknownobject")


@pytest.mark.parametrize("identifier", ["x", "c1999549", "%00", "%F0%9F%8E%89", "'", "9" * 3000])
def test_identifier_that_is_no_uuid_is_named(ask, check, identifier):
    reply = ask(f"CFItems/{identifier}")
    check("imsx_StatusInfoDType", reply.json())
    status, code, description = refusal(reply)
    assert (status, code) == (404, "invalid_uuid")
    assert description.startswith("CFItems: Invalid UUID: ")
    assert len(description) < 250


@pytest.mark.parametrize("address", ["", "CFNothing/1", "CFItems", "CFItems/", "CFItems/a/b"])
def test_address_without_anything_is_told_as_the_standard_has_it(ask, check, address):
    reply = ask(address)
    check("imsx_StatusInfoDType", reply.json())
    assert refusal(reply)[:2] == (404, "unknownobject")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_written(check, published, method):
    for address in ("CFDocuments", f"CFItems/{published.competencies[0].uuid}"):
        reply = Client(enforce_csrf_checks=True).generic(method, f"{ROOT}{address}")
        assert reply.status_code == 405
        assert reply["Allow"] == "GET, HEAD"
        check("imsx_StatusInfoDType", reply.json())


def test_failure_of_ours_is_told_without_its_reason(ask, check, monkeypatch):
    monkeypatch.setattr("stature.web.frameworks.case.selectors.published_packages", lambda: 1 / 0)
    reply = ask("CFDocuments")
    check("imsx_StatusInfoDType", reply.json())
    assert refusal(reply)[:2] == (500, "internal_server_error")
    assert "ZeroDivision" not in reply.content.decode()


def test_answers_carry_the_headers_that_protect_the_site(ask):
    for address in ("CFDocuments", "CFDocuments/x"):
        reply = ask(address)
        assert "default-src 'none'" in reply["Content-Security-Policy"]
        assert reply["X-Content-Type-Options"] == "nosniff"
