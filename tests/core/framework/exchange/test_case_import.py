"""Reading anybody's CASE package: repaired with a finding that names the place, or refused."""

from __future__ import annotations

import json
import random
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.framework.exchange.case import CaseImport, case_data, read_case
from stature.core.framework.exchange.case import json_source as limits
from stature.core.framework.exchange.findings import MAXIMUM_LISTED, ExchangeError
from tests.core.framework.exchange.made_up import shared

# documents, items, associations, findings
COUNTS = {
    "opensalt_markdown.json": (1, 2, 2, {}),
    "opensalt_smartlevel.json": (1, 14, 14, {}),
    "opensalt_utf8.json": (1, 1, 1, {}),
    "opensalt_what-standards-could-be.json": (
        *(1, 16, 39),
        {"coerced": 58, "unknown-field": 32, "missing": 3, "format": 56, "dangling": 21},
    ),
    "sbac_CFDocuments_listing.json": (14, 0, 0, {"listing": 1}),
    "sbac_ela-g3-c1t1.json": (
        *(1, 38, 56),
        {"missing": 10, "duplicate": 1, "dangling": 16, "orphan": 1},
    ),
    "sbac_webb-dok.json": (1, 15, 15, {}),
}
DATE = "2026-01-01T00:00:00Z"


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def item(number: int, **more: Any) -> dict[str, Any]:
    fields = {"identifier": uuid(number), "uri": f"urn:{number}", "lastChangeDateTime": DATE}
    return fields | {"fullStatement": f"Item {number}"} | more


def link(number: int) -> dict[str, str]:
    return {"title": "", "identifier": uuid(number), "uri": f"urn:{number}"}


def below(child: int, parent: int, number: int, **more: Any) -> dict[str, Any]:
    fields = {"identifier": uuid(number), "uri": f"urn:{number}", "lastChangeDateTime": DATE}
    ends = {"originNodeURI": link(child), "destinationNodeURI": link(parent)}
    return fields | ends | {"associationType": "isChildOf"} | more


def package(
    items: Any = (), associations: Any = (), document: Any = None, **more: Any
) -> dict[str, Any]:
    fields = {"identifier": uuid(0), "uri": "urn:0", "lastChangeDateTime": DATE}
    own = fields | {"title": "Document", "creator": "Nobody"}
    both = {
        "CFItems": list(items) if isinstance(items, tuple) else items,
        "CFAssociations": list(associations) if isinstance(associations, tuple) else associations,
    }
    return {"CFDocument": own if document is None else document} | both | more


def read(data: Any) -> CaseImport:
    return read_case(json.dumps(data).encode())


def found(case: CaseImport) -> list[tuple[str, str]]:
    return [(finding.kind, finding.place) for finding in case.findings]


@pytest.mark.parametrize("name", COUNTS)
def test_every_shared_package_is_imported_with_these_counts(name: str):
    case = read_case(shared(f"case/{name}"))
    documents, items, associations, expected = COUNTS[name]
    assert len(case.package.documents) == documents
    assert len(case.package.items) == items
    assert len(case.package.associations) == associations
    kinds_found = [finding.kind for finding in case.findings]
    assert {kind: kinds_found.count(kind) for kind in kinds_found} == expected


@pytest.mark.parametrize(
    "name",
    [name for name, (*_, findings) in COUNTS.items() if not findings],
)
def test_sound_package_comes_out_as_it_went_in(name: str):
    path = shared(f"case/{name}")
    original = json.loads(path.read_text("utf-8"))
    original["CFDefinitions"] = {k: v for k, v in original["CFDefinitions"].items() if v}
    again = case_data(read_case(path).package)
    assert again == {name: value for name, value in original.items() if value}


def test_source_uris_are_kept_word_for_word():
    odd = "HTTP://Example.org:80/a/../b?x=%7e#é"
    case = read(package((item(1, uri=odd),), (below(1, 0, 9),)))
    assert case.package.items[0].uri == odd
    assert case.findings == ()


def test_sound_package_has_no_findings():
    assert read(package((item(1), item(2)), (below(1, 0, 8), below(2, 1, 9)))).findings == ()


def test_dangling_end_is_named_and_kept():
    case = read(package((item(1),), (below(1, 0, 8), below(1, 77, 9))))
    assert found(case) == [("dangling", "$.CFAssociations[1].destinationNodeURI")]
    assert case.package.associations[1].destination.identifier == uuid(77)


def test_end_is_found_by_its_uri_when_the_identifier_is_wrong():
    association = below(1, 0, 9)
    association["originNodeURI"] |= {"identifier": uuid(55)}
    assert read(package((item(1),), (association,))).findings == ()


def test_orphan_is_named_and_kept():
    case = read(package((item(1), item(2)), (below(1, 0, 9),)))
    assert found(case) == [("orphan", "$.CFItems[1]")]
    assert len(case.package.items) == 2


def test_circle_is_broken_at_the_association_that_closes_it():
    ring = (below(1, 2, 7), below(2, 3, 8), below(3, 1, 9))
    case = read(package((item(1), item(2), item(3)), ring))
    assert found(case) == [("cycle", "$.CFAssociations[2]"), ("orphan", "$.CFItems[2]")]
    assert len(case.package.associations) == 2


def test_item_below_itself_is_a_circle_of_one():
    case = read(package((item(1),), (below(1, 1, 8), below(1, 0, 9))))
    assert found(case) == [("cycle", "$.CFAssociations[0]")]
    assert "circle of 1" in case.findings[0].what


def test_item_below_two_parents_is_no_circle():
    two = (below(1, 0, 6), below(2, 0, 7), below(3, 1, 8), below(3, 2, 9))
    assert read(package((item(1), item(2), item(3)), two)).findings == ()


def test_long_chains_and_many_circles_do_not_hang():
    n = 20_000
    items = tuple(item(number) for number in range(1, n))
    chain = tuple(below(number, number + 1, n + number) for number in range(1, n - 1))
    back = tuple(below(n - 1, number, 3 * n + number) for number in range(1, n - 1))
    started = time.monotonic()
    case = read(package(items, chain + back))
    assert time.monotonic() - started < 20
    assert len(case.package.associations) < len(chain + back)


def test_same_thing_twice_is_left_out_once():
    case = read(package((item(1), item(1)), (below(1, 0, 9), below(1, 0, 9))))
    assert found(case) == [("duplicate", "$.CFItems[1]"), ("duplicate", "$.CFAssociations[1]")]
    assert case.counts["items"] == case.counts["associations"] == 1


def test_two_things_of_one_identifier_are_both_kept():
    two = package((item(1), item(1, fullStatement="Other")), (below(1, 0, 9),))
    case = read(two)
    assert found(case) == [("duplicate", "$.CFItems[1]"), ("orphan", "$.CFItems[1]")]
    assert [item.full_statement for item in case.package.items] == ["Item 1", "Other"]
    assert case.package.items[1].identifier != uuid(1)
    assert read(two).package == case.package


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("fullStatement", 7, "7"),
        ("fullStatement", True, "true"),
        ("humanCodingScheme", 1.5, "1.5"),
        ("notes", ["a", "b"], "a; b"),
        ("educationLevel", "03", ("03",)),
        ("educationLevel", [3], ("3",)),
        ("conceptKeywords", 4, ("4",)),
    ],
)
def test_wrong_type_is_coerced_with_a_finding(field: str, value: Any, expected: Any):
    case = read(package((item(1, **{field: value}),), (below(1, 0, 9),)))
    names = {
        "fullStatement": "full_statement",
        "humanCodingScheme": "code",
        "educationLevel": "education_level",
        "conceptKeywords": "concept_keywords",
    }
    assert getattr(case.package.items[0], names.get(field, field)) == expected
    assert {finding.kind for finding in case.findings} == {"coerced"}
    assert case.findings[0].place.startswith(f"$.CFItems[0].{field}")


@pytest.mark.parametrize(("value", "expected"), [("3", 3), (" 12 ", 12), (2.0, 2)])
def test_sequence_number_written_otherwise_is_read(value: Any, expected: int):
    case = read(package((item(1),), (below(1, 0, 9, sequenceNumber=value),)))
    assert case.package.associations[0].sequence == expected
    assert found(case) == [("coerced", "$.CFAssociations[0].sequenceNumber")]


@pytest.mark.parametrize("value", ["many", {"a": 1}, [1], True, 1.5, "9" * 400])
def test_value_that_cannot_be_coerced_is_kept_among_the_unknown(value: Any):
    case = read(package((item(1),), (below(1, 0, 9, sequenceNumber=value),)))
    assert case.package.associations[0].sequence is None
    assert case.package.associations[0].unknown == {"sequenceNumber": value}
    assert found(case) == [("wrong-type", "$.CFAssociations[0].sequenceNumber")]


def test_unknown_fields_are_kept_at_every_level_and_come_out_again():
    extra = {"x-colour": {"deep": [1, None, "ü"]}}
    data = package((item(1, **extra),), (below(1, 0, 9, **extra),), **extra)
    data["CFDocument"] |= extra
    data["CFDefinitions"] = {"CFConcepts": [], **extra}
    data["CFAssociations"][0]["originNodeURI"] |= extra
    case = read(data)
    assert {finding.kind for finding in case.findings} == {"unknown-field"}
    assert case.n_findings == 6
    again = case_data(case.package)
    del data["CFDefinitions"]["CFConcepts"]
    assert again == data


def test_association_without_an_end_is_left_out():
    broken = below(1, 0, 9)
    del broken["originNodeURI"]
    case = read(package((item(1),), (below(1, 0, 8), broken)))
    assert found(case) == [("left-out", "$.CFAssociations[1].originNodeURI")]
    assert len(case.package.associations) == 1


def test_missing_identifier_is_taken_from_the_uri():
    nameless = item(1, uri=f"https://example.org/{uuid(1)}")
    del nameless["identifier"]
    case = read(package((nameless,), (below(1, 0, 9),)))
    assert case.package.items[0].identifier == uuid(1)
    assert found(case) == [("missing", "$.CFItems[0].identifier")]


def test_item_that_says_nothing_of_itself_is_given_an_identifier():
    case = read(package(({},), ()))
    assert case.package.items[0].identifier
    assert "missing" in {finding.kind for finding in case.findings}


def test_type_in_another_spelling_is_corrected():
    case = read(package((item(1),), (below(1, 0, 9, associationType="ischildof"),)))
    assert case.package.associations[0].association_type == "isChildOf"
    assert found(case) == [("coerced", "$.CFAssociations[0].associationType")]


def test_entry_that_is_no_object_is_left_out():
    case = read(package((item(1), 5, None, "x", []), (below(1, 0, 9),)))
    assert [kind for kind, _ in found(case)] == ["left-out"] * 4
    assert [place for _, place in found(case)][:2] == ["$.CFItems[1]", "$.CFItems[2]"]


def test_findings_beyond_ten_thousand_are_counted_not_listed():
    n = MAXIMUM_LISTED + 500
    case = read(package(tuple(item(number) for number in range(1, n + 1))))
    assert case.n_findings == n
    assert len(case.findings) == MAXIMUM_LISTED


REFUSED = {
    "nothing": b"",
    "white space": b" \n ",
    "no JSON": b"CFDocument: yes",
    "cut short": b'{"CFDocument": {"title": "x"',
    "list": b"[]",
    "text": b'"CFDocument"',
    "no document": b'{"CFItems": []}',
    "document null": b'{"CFDocument": null}',
    "document list": b'{"CFDocument": []}',
    "document number": b'{"CFDocument": 4}',
    "document empty": b'{"CFDocument": {}}',
    "documents empty": b'{"CFDocuments": []}',
    "items number": b'{"CFDocument": {"title": "x"}, "CFItems": 3}',
    "definitions list": b'{"CFDocument": {"title": "x"}, "CFDefinitions": [1]}',
    "Latin-1": '{"CFDocument": {"title": "é"}}'.encode("latin-1"),
    "UTF-16": '{"CFDocument": {"title": "é"}}'.encode("utf-16"),
    "not a number": b'{"CFDocument": {"title": NaN}}',
    "half a letter": b'{"CFDocument": {"title": "\\ud800"}}',
    "two values": b'{"CFDocument": {"title": "x"}} {}',
    "nul": b"\0" * 100,
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_package_is_refused_as_a_whole_with_its_place(content: bytes):
    with pytest.raises(ExchangeError) as refused:
        read_case(content)
    assert refused.value.where.startswith("$")
    assert refused.value.remedy
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("depth", [100, 900, 1_100, 10_000, 200_000])
@pytest.mark.parametrize(
    "around",
    [
        b'{"CFDocument": {"title": "x"}, "odd": %s}',
        b'{"CFDocument": {"title": "x", "extensions": %s}}',
        b'{"CFDocument": {"title": "x"}, "CFItems": [{"fullStatement": %s}]}',
        b'{"CFDocument": {"title": "x"}, "CFItems": %s}',
        b'{"CFDocument": {"title": "x"}, "extensions": %s}',
    ],
)
@pytest.mark.parametrize("brackets", [(b"[", b"]"), (b'{"a":', b"}")], ids=["lists", "objects"])
def test_nesting_without_end_is_refused(around: bytes, depth: int, brackets: tuple[bytes, bytes]):
    opening, closing = brackets
    started = time.monotonic()
    nested = opening * depth + b"1" + closing * depth
    with pytest.raises(ExchangeError, match="nested deeper") as refused:
        read_case(around.replace(b"%s", nested))
    assert refused.value.where.startswith("$.")
    assert time.monotonic() - started < 5


def test_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(limits.MAXIMUM_BYTES + 1)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail("it was read"))
    with pytest.raises(ExchangeError, match="larger than 256 MB"):
        read_case(path)


def test_file_of_too_many_values_is_refused_before_it_is_parsed():
    many = b'{"CFDocument": {"title": "x"}, "CFItems": [' + b"0," * limits.MAXIMUM_VALUES + b"0]}"
    with pytest.raises(ExchangeError, match="10,000,000 values"):
        read_case(many)


def test_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(ExchangeError, match=r"nowhere\.json: there is no such file"):
        read_case(tmp_path / "nowhere.json")


def test_byte_order_mark_is_no_obstacle():
    assert read_case(b"\xef\xbb\xbf" + json.dumps(package()).encode()).findings == ()


def mutations(raw: bytes, seed: int) -> list[bytes]:
    """Packages damaged in their bytes and in their structure."""
    dice = random.Random(seed)
    data = json.loads(raw)
    for _ in range(dice.randint(1, 6)):
        _damage(data, dice)
    spoiled = bytearray(raw)
    for _ in range(dice.randint(1, 8)):
        spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
    cut = raw[: dice.randrange(len(raw))]
    return [json.dumps(data).encode(), bytes(spoiled), cut]


names = st.text(max_size=4) | st.sampled_from(
    [
        *("CFDocument", "CFItems", "CFAssociations", "CFDefinitions", "CFRubrics", "CFConcepts"),
        *("identifier", "uri", "title", "fullStatement", "extensions", "educationLevel", "x"),
        *("originNodeURI", "destinationNodeURI", "associationType", "sequenceNumber"),
    ]
)
ODD = [
    *(None, True, -1, 1e308, 10**30, "", "x" * 500, "\0", "\u202eabc", "=1+1"),
    *([], {}, [[]], {"": {}}),
]


def _damage(node: Any, dice: random.Random) -> None:
    """Change, double, remove or swap something at a place chosen by chance."""
    while isinstance(node, dict | list) and node:
        key = dice.choice(list(node)) if isinstance(node, dict) else dice.randrange(len(node))
        if not isinstance(node[key], dict | list) or not node[key] or dice.random() < 0.3:
            break
        node = node[key]
    if not isinstance(node, dict | list) or not node:
        return
    action = dice.randrange(4)
    if action == 0:
        node[key] = dice.choice(ODD)
    elif action == 1:
        del node[key]
    elif action == 2 and isinstance(node, list):
        node.append(node[key])
    elif isinstance(node, dict):
        node[dice.choice(["odd name", "CFItems", "identifier", "uri", "\n"])] = dice.choice(ODD)


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize("seed", range(40))
def test_damaged_real_package_is_repaired_or_refused_with_a_place(name: str, seed: int):
    for content in mutations(shared(f"case/{name}").read_bytes(), seed):
        check(read_or_refuse(content))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(names, json_values), st.lists(json_values, max_size=3))
def test_any_json_is_repaired_or_refused_with_a_place(fields: Any, entries: Any):
    check(read_or_refuse(json.dumps(fields).encode("utf-8", "replace")))
    whole = package(entries, entries) | fields
    check(read_or_refuse(json.dumps(whole).encode()))


def read_or_refuse(content: bytes) -> CaseImport | ExchangeError:
    try:
        return read_case(content)
    except ExchangeError as refused:
        return refused


def check(result: CaseImport | ExchangeError) -> None:
    if isinstance(result, ExchangeError):
        assert result.where.startswith("$")
        assert str(result).isprintable()
        return
    assert all(finding.place.startswith("$") for finding in result.findings)
    assert all(str(finding).isprintable() for finding in result.findings)
    again = read_case(json.dumps(case_data(result.package)).encode())
    assert len(again.package.items) == len(result.package.items)
    assert len(again.package.associations) == len(result.package.associations)
