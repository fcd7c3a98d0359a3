"""Every form out and in: without loss where the form allows it, and no formula ever runs."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.framework.exchange import (
    FORMS,
    ExchangeError,
    Form,
    FrameworkImport,
    export_framework,
    exported,
    import_framework,
)
from stature.core.framework.exchange.case import CasePackage, package_of, read_case
from stature.core.framework.exchange.case.tree import from_the_top
from stature.core.framework.exchange.findings import Findings
from stature.core.framework.exchange.forms.html_text import html_of_text, text_of_html
from stature.core.framework.exchange.forms.moodle_export import moodle_rows
from stature.core.framework.exchange.forms.moodle_import import COLUMNS, package_of_moodle
from stature.core.framework.exchange.forms.opensalt_export import opensalt_sheets
from stature.core.framework.exchange.forms.opensalt_import import package_of_opensalt
from stature.core.framework.exchange.tables.csv_files import marked, read_csv, unmarked, write_csv
from stature.core.framework.exchange.tables.workbooks import read_workbook, write_workbook
from stature.core.framework.model import Framework
from tests.core.framework.exchange.made_up import framework, framework_data, frameworks, shared

LOSSLESS: tuple[Form, ...] = ("case", "csv", "xlsx", "yaml")
CASE_FILES = (
    "opensalt_markdown.json",
    "opensalt_smartlevel.json",
    "opensalt_utf8.json",
    "opensalt_what-standards-could-be.json",
    "sbac_ela-g3-c1t1.json",
    "sbac_webb-dok.json",
)
MOODLE = "frameworks/moodle_lpimportcsv_OECD_14col.csv"
CIVIL_SERVICE = "frameworks/uk-civil-service-competency-framework-2012.json"


def imported(content: bytes, folder: Path, name: str = "framework") -> FrameworkImport:
    path = folder / name
    path.write_bytes(content)
    return import_framework(path)


def outline(package: CasePackage) -> list[tuple[tuple[int, ...], str, str | None]]:
    return [
        (node.numbers, node.item.full_statement, node.item.code) for node in from_the_top(package)
    ]


@pytest.mark.parametrize("form", FORMS)
def test_form_is_known_by_its_content_whatever_the_name(form: Form, tmp_path: Path):
    export_framework(framework(), tmp_path / "framework.txt", form)
    assert import_framework(tmp_path / "framework.txt").form == form


@pytest.mark.parametrize("form", LOSSLESS)
def test_framework_comes_back_equal(form: Form, tmp_path: Path):
    result = imported(exported(framework(), form), tmp_path)
    assert result.framework is not None
    assert result.framework.sha256 == framework().sha256
    assert result.findings == ()


@pytest.mark.parametrize("form", LOSSLESS)
def test_any_framework_comes_back_equal(form: Form, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("forms")

    @settings(max_examples=25, deadline=None)
    @given(frameworks())
    def comes_back(any_framework: Framework) -> None:
        again = imported(exported(any_framework, form), folder).framework
        assert again is not None
        assert again.sha256 == any_framework.sha256

    comes_back()


@pytest.mark.parametrize("form", FORMS)
def test_export_is_the_same_bytes_each_time(form: Form):
    assert exported(framework(), form) == exported(framework(), form)


def test_failed_export_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "framework.yaml"
    path.write_text("old")

    def full(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ExchangeError, match="No space left"):
        export_framework(framework(), path, "yaml")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_text_that_a_workbook_cannot_tell_from_a_control_letter_is_refused_not_changed():
    data = framework_data() | {"title": "About _x000D_"}
    with pytest.raises(ExchangeError, match="no place in this form"):
        exported(Framework.model_validate(data), "xlsx")


def test_unknown_form_is_refused():
    with pytest.raises(ExchangeError, match="no form 'pdf'"):
        exported(framework(), "pdf")  # type: ignore[arg-type]


# Moodle


def test_moodle_framework_is_imported_with_its_tree_and_references():
    result = import_framework(shared(MOODLE))
    assert result.counts == {"documents": 1, "items": 64, "associations": 142, "findings": 0}
    assert result.package is not None
    kinds = [link.association_type for link in result.package.associations]
    assert (kinds.count("isChildOf"), kinds.count("isRelatedTo")) == (64, 78)
    depths = [len(node.numbers) for node in from_the_top(result.package)]
    assert max(depths) == 4


def test_moodle_framework_comes_out_as_it_went_in():
    raw = shared(MOODLE).read_bytes()
    package = import_framework(shared(MOODLE)).package
    assert package is not None
    header, *before = csv.reader(io.StringIO(raw.decode(), newline=""))
    assert tuple(header) == COLUMNS
    by_id = {row[1]: row for row in before}
    assert {row[1]: row for row in moodle_rows(package)} == by_id
    assert len(by_id) == len(before)


def test_our_framework_in_moodle_has_clusters_scale_and_every_statement():
    rows = list(csv.reader(io.StringIO(exported(framework(), "moodle").decode(), newline="")))
    assert all(len(row) == len(COLUMNS) for row in rows)
    ids = {row[1]: row for row in rows[1:]}
    assert rows[1][5] == "Weak,Good,Outstanding"
    assert json.loads(rows[1][6])[1] == {"id": 2, "scaledefault": 1, "proficient": 1}
    assert [row[0] for row in rows[1:4]] == ["", "", ""]
    assert ids["T1"][0] == "cluster-T"
    assert ids["T1.F1.1"][0] == "T1.F1"
    assert ids["T1.F1.1"][3] == "<p>Asks a guest what went well.</p>"
    assert {code for code, _, _ in framework().statements() if ".A" not in code} <= {
        *ids,
        *("T", "I"),
    }


@settings(max_examples=25, deadline=None)
@given(frameworks())
def test_any_framework_keeps_its_statements_through_moodle(any_framework: Framework):
    findings = Findings()
    table = read_csv(exported(any_framework, "moodle"), findings)
    package = package_of_moodle(table, findings)
    texts = {item.code: item.full_statement.split() for item in package.items}
    for node in from_the_top(package_of(any_framework)):
        assert texts[node.item.code] == node.item.full_statement.split()
    assert findings.total == 0


def moodle(*rows: dict[str, str]) -> bytes:
    first = {"Id number": "F", "Shortname": "Framework", "Is framework": "1"}
    table = ([cells.get(column, "") for column in COLUMNS] for cells in (first, *rows))
    return write_csv(COLUMNS, table)


def row(id_number: str, parent: str = "", **more: str) -> dict[str, str]:
    names = {"related": "Cross referenced competency id numbers"}
    cells = {names.get(name, name): value for name, value in more.items()}
    return {"Id number": id_number, "Parent id number": parent, "Shortname": id_number} | cells


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("a", "nowhere")], {("dangling", "row 3.destinationNodeURI"), ("orphan", "row 3")}),
        ([row("a", "b"), row("b", "a")], {("cycle", "row 4"), ("orphan", "row 4")}),
        ([row("a"), row("a", Description="<p>x</p>")], {("duplicate", "row 4")}),
        ([row("a", related="zz")], {("dangling", "row 3.destinationNodeURI")}),
        ([row("b", **{"Is framework": "1"})], {("left-out", "row 3, column 'Is framework'")}),
    ],
)
def test_fault_in_moodle_table_is_a_finding_that_names_the_row(
    rows: list[dict[str, str]], expected: set[tuple[str, str]], tmp_path: Path
):
    result = imported(moodle(*rows), tmp_path)
    assert expected <= {(finding.kind, finding.place) for finding in result.findings}


def test_moodle_table_without_a_framework_is_refused(tmp_path: Path):
    table = write_csv(COLUMNS, [["", "a", "A", *[""] * 11]])
    with pytest.raises(ExchangeError, match="Is framework"):
        imported(table, tmp_path)


def test_markup_is_read_as_words_and_words_are_no_markup():
    source = "<p>A &amp; b<br>c</p><script>alert(1)</script><ul><li>d</li></ul>"
    assert text_of_html(source) == "A & b\nc\nd"
    assert html_of_text("1 < 2\n<b>") == "<p>1 &lt; 2</p><p>&lt;b&gt;</p>"


@given(st.text(alphabet="<>&;ab \n'\"=#x/!-"))
def test_text_through_markup_keeps_its_words(text: str):
    assert text_of_html(html_of_text(text)).split() == text.split()


# OpenSALT


def test_opensalt_workbook_has_its_three_sheets_with_its_columns():
    workbook = openpyxl.load_workbook(io.BytesIO(exported(framework(), "opensalt")))
    assert workbook.sheetnames == ["CF Doc", "CF Item", "CF Association"]
    headers = [[cell.value for cell in sheet[1]] for sheet in workbook]
    assert headers[0][:4] == ["identifier", "creator", "title", "lastChangeDate"]
    assert headers[0][4:] == [
        *("officialSourceURL", "publisher", "description", "subject", "language", "version"),
        *("adoptionStatus", "statusStartDate", "statusEndDate", "licenseTitle", "licenseText"),
        "notes",
    ]
    assert headers[1] == [
        *("identifier", "fullStatement", "humanCodingScheme", "smartLevel", "listEnumeration"),
        *("abbreviatedStatement", "conceptKeywords", "notes", "language", "educationLevel"),
        *("CFItemType", "license"),
    ]
    assert headers[2][:5] == [
        *("identifier", "originNodeURI", "originNodeIdentifier"),
        *("originNodeHumanCodingScheme", "associationType"),
    ]


@pytest.mark.parametrize("name", CASE_FILES)
def test_package_through_opensalt_keeps_items_tree_and_associations(name: str):
    before = read_case(shared(f"case/{name}")).package
    findings = Findings()
    sheets = read_workbook(write_workbook(opensalt_sheets(before)), findings)
    after = package_of_opensalt(sheets, findings)
    assert [what[1:] for what in outline(after)] == [what[1:] for what in outline(before)]
    assert identities(after) == identities(before)
    assert uris(before).items() <= uris(after).items()
    assert after.document.title == before.document.title
    assert {finding.kind for finding in findings.listed} <= {"dangling", "format", "duplicate"}


def identities(package: CasePackage) -> set[tuple[str, str, str]]:
    """What is associated with what, but for the places at the top, which OpenSALT gives anew."""
    return {
        (link.association_type, link.origin.identifier, link.destination.identifier)
        for link in package.associations
        if (link.association_type, link.destination.identifier)
        != ("isChildOf", package.document.identifier)
    }


def uris(package: CasePackage) -> dict[str, str]:
    ends = {link.origin.identifier for link in package.associations}
    return {item.identifier: item.uri for item in package.items if item.identifier in ends}


@settings(max_examples=20, deadline=None)
@given(frameworks())
def test_any_framework_keeps_its_outline_through_opensalt(any_framework: Framework):
    findings = Findings()
    sheets = read_workbook(exported(any_framework, "opensalt"), findings)
    package = package_of_opensalt(sheets, findings)
    assert outline(package) == outline(package_of(any_framework))
    assert findings.total == 0


def test_opensalt_column_that_we_do_not_know_is_kept():
    columns = ["identifier", "fullStatement", "smartLevel", "Colour"]
    sheets = [
        ("CF Doc", ["identifier", "title"], [["d", "Document"]]),
        ("CF Item", columns, [["i", "Item", "1", "blue"]]),
    ]
    findings = Findings()
    package = package_of_opensalt(read_workbook(write_workbook(sheets), findings), findings)
    _, header, rows = opensalt_sheets(package)[1]
    assert next(finding.place for finding in findings.listed) == "sheet 'CF Association'"
    assert [(header[-1], row[-1]) for row in rows] == [("Colour", "blue")]


# Civil Service


def test_civil_service_framework_is_imported_whole():
    path = shared(CIVIL_SERVICE)
    package = import_framework(path).package
    assert package is not None
    kinds = [item.item_type for item in package.items]
    statements = path.read_text("utf-8").count('"effective"')
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "Cluster": 3,
        "Competency": 10,
        "Level": 60,
        "Behavioural indicator": statements,
        "Counter-indicator": statements,
    }
    assert statements == 335
    tops = [n.item.full_statement for n in from_the_top(package) if len(n.numbers) == 1]
    assert tops[0] == "People Cluster - Engaging People"


def test_civil_service_framework_with_odd_parts_is_read_around_them(tmp_path: Path):
    data = json.loads(shared(CIVIL_SERVICE).read_text("utf-8"))
    data["competencies"]["people"][0]["leading-and-communicating"][0]["level2"][1] = 4
    data["competencies"]["odd"] = "text"
    result = imported(json.dumps(data).encode(), tmp_path)
    assert [finding.place for finding in result.findings] == [
        "$.competencies.people.leading-and-communicating.level2[1]",
        "$.competencies.odd",
    ]
    assert result.counts["items"] == 741


# Formulas


@given(st.text(alphabet="'=+-@\t\r＝a1", max_size=8))
def test_marked_text_comes_back_and_is_never_taken_for_a_formula(text: str):
    assert unmarked(marked(text)) == text
    assert marked(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "＝"}


@pytest.mark.parametrize("form", ["csv", "moodle"])
def test_no_cell_of_a_text_file_starts_like_a_formula(form: Form):
    cells = csv.reader(io.StringIO(exported(framework(), form).decode(), newline=""))
    starts = {cell[:1] for row in cells for cell in row}
    assert starts.isdisjoint("=+-@\t\r")
    assert "'" in starts


@pytest.mark.parametrize("form", ["xlsx", "opensalt"])
def test_every_cell_of_a_workbook_is_text(form: Form):
    workbook = openpyxl.load_workbook(io.BytesIO(exported(framework(), form)))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(cell.value.startswith("=") for cell in cells)


def test_formula_in_a_workbook_is_a_finding_and_is_not_worked_out(tmp_path: Path):
    workbook = openpyxl.load_workbook(io.BytesIO(exported(framework(), "opensalt")))
    workbook["CF Item"]["H3"] = '=HYPERLINK("https://example.org","click")'
    workbook.save(tmp_path / "book.xlsx")
    result = import_framework(tmp_path / "book.xlsx")
    assert [(f.kind, f.place) for f in result.findings] == [
        ("formula", "sheet 'CF Item', row 3, column 'H'")
    ]
    assert result.package is not None
    assert not any(item.notes for item in result.package.items)


# Tables with a row for each statement


def test_statement_table_has_a_row_for_each_statement():
    rows = list(csv.DictReader(io.StringIO(exported(framework(), "csv").decode(), newline="")))
    indicator = next(row for row in rows if row["code"] == "T1.F1.1")
    assert indicator["kind"] == "indicator"
    assert (indicator["cluster"], indicator["competency"]) == ("T", "T1")
    assert (indicator["facet"], indicator["tier"]) == ("T1.F1", "distinguishing")


def rows_of_csv() -> list[list[str]]:
    return list(csv.reader(io.StringIO(exported(framework(), "csv").decode(), newline="")))


def test_statement_without_identifier_is_given_the_same_one_each_time(tmp_path: Path):
    header, *rows = rows_of_csv()
    nameless = [[*row[:-1], ""] for row in rows]
    first, second = (imported(write_csv(header, nameless), tmp_path) for _ in range(2))
    assert first.framework == second.framework
    assert {finding.kind for finding in first.findings} == {"missing"}
    assert len({uuid for _, uuid, _ in first.framework.statements()}) == 92


def change(column: str, value: str, code: str = "T1.F1.1") -> bytes:
    header, *rows = rows_of_csv()
    row = next(row for row in rows if row[5] == code)
    row[header.index(column)] = value
    return write_csv(header, rows)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("kind", "thought", "no kind 'thought'"),
        ("facet", "T9.F9", "no facet 'T9.F9' stands above"),
        ("text", "", "String should have at least 1 character"),
        ("uuid", "nonsense", "should be a valid UUID"),
    ],
)
def test_fault_in_a_statement_row_is_refused_with_its_row(
    column: str, value: str, message: str, tmp_path: Path
):
    with pytest.raises(ExchangeError, match="row 33") as refused:
        imported(change(column, value), tmp_path)
    assert message in str(refused.value)


# Bad files


def test_yaml_bomb_is_refused_with_its_line(tmp_path: Path):
    bomb = b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n"
    with pytest.raises(ExchangeError, match="line 2: aliases"):
        imported(bomb, tmp_path)


def test_deep_yaml_is_refused_with_its_line(tmp_path: Path):
    with pytest.raises(ExchangeError, match="line 1: the file is nested deeper"):
        imported(b"kind: " + b"[" * 10_000 + b"]" * 10_000, tmp_path)


def test_workbook_that_unpacks_without_end_is_refused(tmp_path: Path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (257 * 1024 * 1024))
    with pytest.raises(ExchangeError, match="unpacks to more than 256 MB"):
        imported(file.getvalue(), tmp_path)


@pytest.mark.parametrize("name", ["sheet1", "sharedStrings"])
def test_workbook_with_xml_entities_is_refused(name: str, tmp_path: Path):
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    source = zipfile.ZipFile(io.BytesIO(exported(framework(), "xlsx")))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for entry in source.namelist():
            content = source.read(entry)
            if name in entry:
                start = content.index(b"?>") + 2
                content = content[:start] + entity + content[start:]
            archive.writestr(entry, content)
    with pytest.raises(ExchangeError, match="workbook cannot be read"):
        imported(file.getvalue(), tmp_path)


def test_far_cell_does_not_fill_the_memory(tmp_path: Path):
    workbook = openpyxl.load_workbook(io.BytesIO(exported(framework(), "xlsx")))
    workbook["Framework"].cell(1_048_576, 16_384, "far")
    workbook.save(tmp_path / "far.xlsx")
    with pytest.raises(ExchangeError, match=r"more than .* (columns|cells)"):
        import_framework(tmp_path / "far.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b"PK\x03\x04", b"PK\x03\x04" + b"x" * 100),
        *(b"\0" * 50, b'"', b"kind: [", b"kind: framework\n", b"[1]", b"{}", b"- a"),
        b'{"competencies": 3}',
    ],
)
def test_file_of_no_known_form_is_refused_with_a_place(content: bytes, tmp_path: Path):
    with pytest.raises(ExchangeError) as refused:
        imported(content, tmp_path)
    assert refused.value.where
    assert str(refused.value).isprintable()


def test_folder_is_refused(tmp_path: Path):
    with pytest.raises(ExchangeError, match="there is no such file"):
        import_framework(tmp_path)


def seeds() -> dict[str, Any]:
    return {form: exported(framework(), form) for form in FORMS}


@pytest.mark.parametrize("form", FORMS)
def test_damaged_export_is_repaired_or_refused_with_a_place(
    form: Form, tmp_path_factory: pytest.TempPathFactory
):
    folder = tmp_path_factory.mktemp("damaged")
    good = exported(framework(), form)
    damage = st.tuples(st.integers(0, len(good) - 1), st.integers(0, 255))

    @settings(max_examples=150 if form not in ("xlsx", "opensalt") else 60, deadline=None)
    @given(st.lists(damage, min_size=1, max_size=6), st.integers(0, len(good)))
    def is_repaired_or_refused(damages: list[tuple[int, int]], cut: int) -> None:
        spoiled = bytearray(good)
        for place, byte in damages:
            spoiled[place] = byte
        for content in (bytes(spoiled), good[:cut]):
            try:
                result = imported(content, folder)
            except ExchangeError as refused:
                places = [refused.where]
            else:
                places = [finding.place for finding in result.findings]
            assert all(places)

    is_repaired_or_refused()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_own_export_with_hostile_extensions_is_refused_or_read(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
):
    package = json.loads(exported(framework(), "case"))
    odd = st.sampled_from([None, 1, "x", [], {}, [{}], {"a": {}}, ["facets"], {"templates": 3}])
    part = data.draw(st.sampled_from([package["CFDocument"], *package["CFItems"][:3]]))
    own = part.setdefault("extensions", {}).setdefault("stature", {})
    name = data.draw(st.sampled_from([*own, "templates", "word_used", "parts", "clusters"]))
    own[name] = data.draw(odd)
    try:
        result = imported(json.dumps(package).encode(), tmp_path_factory.mktemp("own"))
    except ExchangeError as refused:
        assert refused.where  # noqa: PT017  (either outcome is right)
    else:
        assert result.package is not None
