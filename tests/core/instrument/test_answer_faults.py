"""Each fault in a file of answers is named with its place and remedy, and spares the good rows."""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from stature.core.errors import AnswersError
from stature.core.instrument.answer_files import AnswersRead, binary_tables, limits, read_answers
from stature.core.instrument.answer_files import people as people_module
from tests.core.instrument.written_answers import (
    INSTRUMENT,
    SHEET,
    csv_bytes,
    long,
    made_up_people,
    nested_json,
    read_member,
    sav_bytes,
    shared_strings_xlsx_bytes,
    sheet_xml,
    wide,
    with_members,
    xlsx_bytes,
)

LONG = "respondent,name,completed,item,individual,organisation\n"
GOOD_ROW = "p1,Ada,2026-03-07,SL-1,2,3\n"


def read(folder: Path, content: bytes | str, suffix: str = ".csv") -> AnswersRead:
    path = folder / f"answers{suffix}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_answers(path, INSTRUMENT)


def refusal(folder: Path, content: bytes | str, suffix: str = ".csv") -> AnswersError:
    with pytest.raises(AnswersError) as caught:
        read(folder, content, suffix)
    error = caught.value
    assert error.where.startswith(f"answers{suffix}")
    assert error.remedy
    assert error.what
    return error


@dataclass(frozen=True)
class Fault:
    """A bad row below a good one in the long form, and what must be said about it."""

    row: str | bytes
    column: str | None
    found: str
    problem: str
    remedy: str


FAULTS = {
    "unknown item": Fault("p1,Ada,,SL-9,2,2", "item", "SL-9", "no such item", "SL-1 to RRS-8"),
    "no item": Fault("p1,Ada,,,2,2", "item", "", "no such item", "SL-1 to RRS-8"),
    "above the scale": Fault(
        "p1,Ada,,SL-2,4,2", "individual", "4", "not on the scale", "from 0 to 3"
    ),
    "below the scale": Fault(
        "p1,Ada,,SL-2,2,-1", "organisation", "-1", "not on the scale", "from 0 to 3"
    ),
    "between two ratings": Fault(
        "p1,Ada,,SL-2,2.5,1", "individual", "2.5", "not on the scale", "whole number"
    ),
    "words of no option": Fault(
        "p1,Ada,,SL-2,often,1", "individual", "often", "not on the scale", "whole number"
    ),
    "not a number": Fault(
        "p1,Ada,,SL-2,NaN,1", "individual", "NaN", "not on the scale", "whole number"
    ),
    "infinity": Fault(
        "p1,Ada,,SL-2,Infinity,1", "individual", "Infinity", "not on the scale", "whole number"
    ),
    "huge whole number": Fault(
        f"p1,Ada,,SL-2,{'9' * 5000},1", "individual", f"{'9' * 40}...", "not on", "0 to 3"
    ),
    "huge power": Fault(
        "p1,Ada,,SL-2,1e999,1", "individual", "1e999", "not on the scale", "whole number"
    ),
    "NUL byte in a rating": Fault(
        "p1,Ada,,SL-2,2\0,1", "individual", "2?", "not on the scale", "whole number"
    ),
    "formula in a rating": Fault(
        "p1,Ada,,SL-2,=1+1,1", "individual", "=1+1", "not on the scale", "whole number"
    ),
    "duplicate row": Fault(
        "p1,Ada,,SL-1,2,3", "item", "SL-1", "a row already", "The first row counts"
    ),
    "date with the day first": Fault(
        "p1,Ada,03/04/2026,SL-2,2,2", "completed", "03/04/2026", "year-month-day", "2026-03-07"
    ),
    "date of no day": Fault(
        "p1,Ada,2026-02-30,SL-2,2,2", "completed", "2026-02-30", "no such day", "2026-03-07"
    ),
    "week instead of a date": Fault(
        "p1,Ada,2026-W10-6,SL-2,2,2", "completed", "2026-W10-6", "year-month-day", "2026-03-07"
    ),
    "date as a spreadsheet counts days": Fault(
        "p1,Ada,46088,SL-2,2,2", "completed", "46088", "year-month-day", "2026-03-07"
    ),
    "another name for the same respondent": Fault(
        "p1,Bob,,SL-2,2,2", "name", "Bob", "'Ada'", "a respondent of their own"
    ),
    "another date for the same respondent": Fault(
        "p1,Ada,2026-03-08,SL-2,2,2", "completed", "2026-03-08", "'2026-03-07'", "the same"
    ),
    "escape in a name": Fault(
        "p9,A\x1b[31mda,,SL-2,2,2", "name", "A?[31mda", "control characters", "by hand"
    ),
    "NUL byte in a name": Fault(
        "p9,A\0da,,SL-2,2,2", "name", "A?da", "control characters", "by hand"
    ),
    "name that turns the line around": Fault(
        "p9,\u202eadA,,SL-2,2,2", "name", "?adA", "control characters", "by hand"
    ),
    "name without end": Fault(
        f"p9,{'x' * 121},,SL-2,2,2", "name", f"{'x' * 40}...", "too long", "120 letters"
    ),
    "no respondent": Fault(
        ",Ada,,SL-2,2,2", "respondent", "", "respondent is missing", "its respondent"
    ),
    "letters of another encoding": Fault(
        b"p9,Zo\xeb,,SL-2,2,2", "name", "Zo?", "not written in UTF-8", "CSV UTF-8"
    ),
    "too many cells": Fault(
        "p1,Ada,,SL-2,2,2,,9", None, "8 cells", "more cells than the header", "quotation marks"
    ),
    "quotation mark inside a cell": Fault(
        'p1,"A"da,,SL-2,2,2', None, "',' expected after '\"'", "cannot be read as CSV", "twice"
    ),
    "cell larger than CSV allows": Fault(
        f"p1,{'x' * 140_000},,SL-2,2,2", None, "field larger", "cannot be read as CSV", "Close"
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_in_a_row_is_named_and_the_rows_around_it_are_read(name: str, tmp_path: Path) -> None:
    fault = FAULTS[name]
    row = fault.row if isinstance(fault.row, bytes) else fault.row.encode()
    content = (LONG + GOOD_ROW).encode() + row + b"\np1,Ada,2026-03-07,SL-3,1,1\n"
    result = read(tmp_path, content)
    (finding,) = result.findings
    assert (finding.file, finding.row, finding.column) == ("answers.csv", 3, fault.column)
    assert fault.found in finding.found
    assert fault.problem in finding.problem
    assert fault.remedy in finding.remedy
    assert str(finding).isprintable()
    (person,) = result.responses
    assert person.respondent == "p1"
    assert person.name == "Ada"
    assert person.answers == {
        "SL-1": {"individual": 2, "organisation": 3},
        "SL-3": {"individual": 1, "organisation": 1},
    }


def test_unclosed_quote_keeps_the_rows_before_it(tmp_path: Path) -> None:
    result = read(tmp_path, LONG + GOOD_ROW + 'p1,"Ada,,SL-2,2,2\np1,Ada,,SL-3,1,1\n')
    (finding,) = result.findings
    assert (finding.row, finding.column) == (3, None)
    assert "quotation mark" in finding.problem
    assert list(result.responses[0].answers) == ["SL-1"]


def test_several_faults_in_one_row_are_all_named(tmp_path: Path) -> None:
    result = read(tmp_path, LONG + "p1,Ada,1/2/26,SL-99,7,x\n" + GOOD_ROW)
    assert [finding.column for finding in result.findings] == [
        "completed",
        "item",
        "individual",
        "organisation",
    ]
    assert {finding.row for finding in result.findings} == {2}
    assert list(result.responses[0].answers) == ["SL-1"]


def test_duplicate_respondent_in_the_wide_form(tmp_path: Path) -> None:
    table = wide(made_up_people())
    table.append([table[1][0], "Somebody Else", *table[2][2:]])
    result = read(tmp_path, csv_bytes(table))
    (finding,) = result.findings
    assert (finding.row, finding.column, finding.found) == (5, "respondent", "p1")
    assert "first row counts" in finding.remedy
    assert result.responses == made_up_people()


def test_bad_cell_in_the_wide_form_leaves_out_its_person_only(tmp_path: Path) -> None:
    table = wide(made_up_people())
    table[2][10] = "5"
    result = read(tmp_path, csv_bytes(table))
    (finding,) = result.findings
    assert (finding.row, finding.column, finding.found) == (3, table[0][10], "5")
    assert [one.respondent for one in result.responses] == ["p1", "p3"]


def test_unknown_item_in_the_wide_form_is_named_by_its_heading(tmp_path: Path) -> None:
    result = read(tmp_path, "SL-1 individual,SL-9 individual,SL-2\n2,1,1\n")
    assert [(f.row, f.column) for f in result.findings] == [(1, "SL-9 individual"), (1, "SL-2")]
    assert all("'SL-1 individual'" in finding.remedy for finding in result.findings)
    assert result.responses[0].answers == {"SL-1": {"individual": 2}}


def test_rating_for_nobody_known(tmp_path: Path) -> None:
    content = "item,perspective,answer\nSL-1,individual,2\nSL-2,boss,2\nSL-3,,2\n"
    result = read(tmp_path, content)
    assert [(f.row, f.column, f.found) for f in result.findings] == [
        (3, "perspective", "boss"),
        (4, "perspective", ""),
    ]
    assert all("individual, organisation" in finding.remedy for finding in result.findings)
    assert list(result.responses[0].answers) == ["SL-1"]


def test_rows_of_two_people_without_a_respondent_column_are_not_taken_for_one(
    tmp_path: Path,
) -> None:
    result = read(tmp_path, "name,item,individual\nAda,SL-1,2\nBob,SL-2,3\n")
    (finding,) = result.findings
    assert (finding.row, finding.column) == (3, "name")
    assert result.responses[0].answers == {"SL-1": {"individual": 2}}


@pytest.mark.parametrize(
    "name", ["=1+1", "@SUM(A1)", "+49 Ada", "-Ada", '=HYPERLINK("http://example.org";"x")']
)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json", ".sav"])
def test_name_like_a_formula_stays_text(name: str, suffix: str, tmp_path: Path) -> None:
    table = [["respondent", "name", "SL-1 individual"], ["p1", name, "2"]]
    content = {
        ".csv": csv_bytes,
        ".xlsx": xlsx_bytes,
        ".json": lambda rows: json.dumps([dict(zip(*rows, strict=True))]).encode(),
        ".sav": lambda rows: sav_bytes(rows, tmp_path),
    }[suffix](table)
    assert read(tmp_path, content, suffix).responses[0].name == name


def test_formula_in_a_workbook_counts_by_its_saved_value_and_is_never_worked_out(
    tmp_path: Path,
) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["respondent", "name", "SL-1 individual", "SL-1 organisation"])
    workbook.active.append(["p1", '=CONCAT("Ad","a")', "=1+1", 3])
    stream = io.BytesIO()
    workbook.save(stream)
    (response,) = read(tmp_path, stream.getvalue(), ".xlsx").responses
    assert response.name == ""
    assert response.answers == {"SL-1": {"organisation": 3}}


HEADER_FAULTS = {
    "empty": ("", "answers.csv", "the file is empty"),
    "blank": ("\n\n", "answers.csv, row 1", "the header row is missing"),
    "only separators": (",,,\n1,2,3,4\n", "answers.csv, row 1", "the header row is missing"),
    "header missing": (GOOD_ROW * 2, "answers.csv, row 1", "no column is an item"),
    "header without rows": (LONG, "answers.csv, row 2", "no answers under the header"),
    "header with blank rows": (LONG + ",,,\n\n", "answers.csv, row 2", "no answers under"),
    "no ratings": ("item,remark\nSL-1,x\n", "answers.csv, row 1", "no column with ratings"),
    "only unknown items": ("A1,B2\n1,2\n", "answers.csv, row 1", "no column is an item"),
    "heading twice": (
        "item,individual,individual\nSL-1,1,3\n",
        "answers.csv, row 1, column 'individual'",
        "the same meaning",
    ),
    "two headings of one meaning": (
        "item,individual,Me\nSL-1,1,3\n",
        "answers.csv, row 1, column 'individual'",
        "the same meaning",
    ),
    "one item in two columns": (
        "SL-1 individual,sl1me\n1,3\n",
        "answers.csv, row 1, column 'SL-1 individual'",
        "the same meaning",
    ),
    "two name columns": (
        "name,Name,SL-1 individual\nAda,Bob,3\n",
        "answers.csv, row 1, column 'Name'",
        "the same meaning",
    ),
    "unclosed quote in the header": (
        '"item,individual\nSL-1,2\n',
        "answers.csv, row 1",
        "cannot be read as CSV",
    ),
    "too many columns": (
        ",".join(f"c{n}" for n in range(2_001)) + "\n",
        "answers.csv, row 1",
        "more than 2,000 columns",
    ),
}


@pytest.mark.parametrize("name", HEADER_FAULTS)
def test_file_without_a_usable_header_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    content, where, problem = HEADER_FAULTS[name]
    error = refusal(tmp_path, content)
    assert error.where == where
    assert problem in error.what


def test_repeated_headings_that_mean_nothing_are_no_fault(tmp_path: Path) -> None:
    result = read(tmp_path, "remark,remark,SL-1 individual\na,b,2\n")
    assert result.findings == []
    assert result.ignored_columns == ("remark", "remark")


def test_heading_is_quoted_without_control_characters(tmp_path: Path) -> None:
    content = "SL-9 \x1b[2J\x07,SL-1 individual,re\x1bmark\n1,2,x\n"
    result = read(tmp_path, content)
    assert str(result.findings[0]).isprintable()
    assert result.ignored_columns == ("re?mark",)


def test_file_name_is_quoted_without_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "answers\x1b[31m\n.csv"
    path.write_text("item,individual\nSL-1,9\n")
    (finding,) = read_answers(path, INSTRUMENT).findings
    assert finding.file == "answers?[31m?.csv"


class TestEncodings:
    """Text that is not what it seems to be."""

    def test_utf_16_without_its_mark_is_refused(self, tmp_path: Path) -> None:
        error = refusal(tmp_path, (LONG + GOOD_ROW).encode("utf-16-le"))
        assert "not a text file" in error.what
        assert "UTF-8" in error.remedy

    def test_broken_utf_16_is_refused_with_its_byte(self, tmp_path: Path) -> None:
        error = refusal(tmp_path, (LONG + GOOD_ROW).encode("utf-16") + b"x")
        assert "UTF-16" in error.what
        assert "byte" in error.what

    def test_latin_1_in_a_column_that_means_nothing_is_no_fault(self, tmp_path: Path) -> None:
        result = read(tmp_path, b"item,individual,remark\nSL-1,2,sch\xf6n\n")
        assert result.findings == []

    def test_json_of_another_encoding_names_its_line(self, tmp_path: Path) -> None:
        error = refusal(tmp_path, b'[{"respondent":\n "Zo\xeb"}]', ".json")
        assert error.where == "answers.json, row 2"
        assert "0xEB" in error.what


class TestJson:
    """JSON is refused as a whole only when it is no list of people."""

    GOOD = '{"respondent": "good", "answers": {"SL-1": {"individual": 2}}}'

    @pytest.mark.parametrize(
        ("person", "column", "problem"),
        [
            ("7", None, "a person must be an object"),
            ("null", None, "a person must be an object"),
            ('["SL-1", 2]', None, "a person must be an object"),
            ('{"answers": [1, 2]}', "answers", "must be an object"),
            ('{"answers": {"SL-1": 2}}', "SL-1", "object with its ratings"),
            ('{"name": ["Ada"], "answers": {}}', "name", "a text or a number"),
            ('{"name": {"a": {}}, "answers": {}}', "name", "a text or a number"),
            ('{"respondent": "b", "respondent": "c"}', None, "a name stands twice"),
            ('{"answers": {"SL-1": {"individual": 1}, "SL-1": {}}}', "answers", "stands twice"),
            (
                '{"answers": {"SL-1": {"individual": 1, "individual": 3}}}',
                "SL-1",
                "a name stands twice",
            ),
            (
                '{"SL-1 individual": 1, "answers": {"SL-1": {"individual": 3}}}',
                "SL-1 individual",
                "given twice",
            ),
            ('{"respondent": "b", "SL-1 individual": NaN}', "SL-1 individual", "not on the scale"),
            ('{"respondent": "b", "SL-1 individual": -Infinity}', "SL-1 individual", "not on"),
            ('{"respondent": "b", "SL-1 individual": 1e400}', "SL-1 individual", "not on"),
            (f'{{"respondent": "b", "SL-1 individual": {"9" * 9999}}}', "SL-1 individual", "not"),
            ('{"respondent": "b", "SL-1 individual": true}', "SL-1 individual", "not on"),
            ('{"respondent": "b", "SL-1 individual": [2]}', "SL-1 individual", "a text or"),
            ('{"respondent": "b", "name": "\\ud800"}', "name", "control characters"),
            ('{"respondent": "b", "name": "a\\u0000"}', "name", "control characters"),
            ('{"respondent": "", "answers": {}}', "respondent", "respondent is missing"),
            ('{"respondent": "good", "answers": {}}', "respondent", "a row already"),
        ],
    )
    def test_bad_person_is_named_and_the_good_one_is_read(
        self, person: str, column: str | None, problem: str, tmp_path: Path
    ) -> None:
        content = f"[{self.GOOD}, {person}, {self.GOOD.replace('good', 'also good')}]"
        result = read(tmp_path, content, ".json")
        finding = next(f for f in result.findings if problem in f.problem)
        assert (finding.row, finding.column) == (2, column)
        assert finding.remedy
        assert [one.respondent for one in result.responses] == ["good", "also good"]

    def test_nested_values_that_mean_nothing_are_no_fault(self, tmp_path: Path) -> None:
        content = f'[{self.GOOD[:-1]}, "device": {{"kind": "phone"}}}}]'
        result = read(tmp_path, content, ".json")
        assert result.findings == []
        assert result.ignored_columns == ("device",)

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            ("[" * 100_000, "nested too deeply"),
            ('{"a":' * 100_000, "nested too deeply"),
            ('[{"name": ' + "[" * 900 + "]" * 900 + "}]", "no column is an item"),
            ('{"responses": [], "responses": []}', "a name stands twice"),
            ("[]", "no list of people"),
            ("{}", "no answers in the file"),
            ("null", "no list of people"),
            ("3", "no list of people"),
            ('"SL-1"', "no list of people"),
            ("[1, 2]", "a person must be an object"),
            ('[{"answers": 3}]', "'answers' must be an object"),
            ('[{"respondent": "p1", "answers": 3}]', "no column is an item"),
            (GOOD, "this is not JSON"),
        ],
    )
    def test_what_is_no_list_of_people_is_refused(
        self, content: str, problem: str, tmp_path: Path
    ) -> None:
        broken = content + "," if problem == "this is not JSON" else content
        assert problem in refusal(tmp_path, broken, ".json").what

    def test_broken_json_names_its_line_and_place(self, tmp_path: Path) -> None:
        error = refusal(tmp_path, '[{"respondent": "a",\n "answers": {]', ".json")
        assert error.where == "answers.json, row 2, column '14'"


def workbook_with(member: str, content: str | bytes) -> bytes:
    """A good workbook in which one member has been replaced or added."""
    return with_members(shared_strings_xlsx_bytes(long(made_up_people())), {member: content})


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADING = f'<row r="1">{inline("A1", "SL-1 individual")}</row>'
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
)


class TestWorkbooks:
    """A workbook is a zip of XML, and either can be a weapon."""

    def test_billion_laughs_in_a_sheet_are_refused(self, tmp_path: Path) -> None:
        rows = HEADING + f'<row r="2">{inline("A2", "&a11;")}</row>'
        error = refusal(tmp_path, workbook_with(SHEET, sheet_xml(rows, LAUGHS)), ".xlsx")
        assert "XML entities" in error.what

    @pytest.mark.parametrize("member", ["xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
    def test_billion_laughs_in_any_other_part_never_unfold(
        self, member: str, tmp_path: Path
    ) -> None:
        good = shared_strings_xlsx_bytes(long(made_up_people()))
        root = read_member(good, member).rpartition("?>")[2]
        start = root.index(">") + 1
        content = f"<?xml version='1.0'?>{LAUGHS}{root[:start]}<t>&a11;</t>{root[start:]}"
        started = time.monotonic()
        with suppress(AnswersError):
            read(tmp_path, workbook_with(member, content), ".xlsx")
        assert time.monotonic() - started < 10

    def test_entity_that_names_another_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("3")
        before = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'
        rows = HEADING + f'<row r="2">{inline("A2", "&e;")}</row>'
        error = refusal(tmp_path, workbook_with(SHEET, sheet_xml(rows, before)), ".xlsx")
        assert "XML entities" in error.what

    def test_external_links_are_not_followed(self, tmp_path: Path) -> None:
        content = workbook_with(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" TargetMode="External" Target="http://192.0.2.1/a.xlsx" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'externalLinkPath"/></Relationships>',
        )
        started = time.monotonic()
        assert read(tmp_path, content, ".xlsx").responses == made_up_people()
        assert time.monotonic() - started < 20

    def test_zip_bomb_is_refused_before_it_is_unpacked(self, tmp_path: Path) -> None:
        stream = io.BytesIO()
        with (
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open(SHEET, "w", force_zip64=True) as member,
        ):
            for _ in range(limits.MAXIMUM_UNPACKED_BYTES // 2**22 + 1):
                member.write(bytes(2**22))
        assert len(stream.getvalue()) < 2**20
        started = time.monotonic()
        error = refusal(tmp_path, stream.getvalue(), ".xlsx")
        assert time.monotonic() - started < 20
        assert "unpacks to more than 400 MB" in error.what

    def test_zip_that_lies_about_its_size_is_refused(self, tmp_path: Path) -> None:
        content = workbook_with(SHEET, sheet_xml(HEADING + "<row/>" * 100_000))
        size = len(sheet_xml(HEADING + "<row/>" * 100_000)).to_bytes(4, "little")
        assert content.count(size) >= 1
        lying = content.replace(size, (700).to_bytes(4, "little"))
        assert "cannot be read" in refusal(tmp_path, lying, ".xlsx").what

    @pytest.mark.parametrize("place", ["A99999999999", "A1048577", "A999999999"])
    def test_cell_far_below_the_others_is_refused_in_time(self, place: str, tmp_path: Path) -> None:
        rows = HEADING + f'<row r="{place[1:]}">{inline(place, "2")}</row>'
        started = time.monotonic()
        error = refusal(tmp_path, workbook_with(SHEET, sheet_xml(rows)), ".xlsx")
        assert "rows" in error.what
        assert time.monotonic() - started < 60

    def test_cells_far_to_the_right_are_refused_in_time(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(binary_tables, "MAXIMUM_CELLS", 1_000_000)
        rows = "".join(f'<row r="{n}"><c r="ZZZ{n}"/></row>' for n in range(2, 4_000))
        started = time.monotonic()
        error = refusal(tmp_path, workbook_with(SHEET, sheet_xml(HEADING + rows)), ".xlsx")
        assert "cells" in error.what
        assert time.monotonic() - started < 60

    def test_cell_beyond_the_header_is_named(self, tmp_path: Path) -> None:
        rows = HEADING + f'<row r="2">{inline("A2", "2")}{inline("ZZ2", "9")}</row>'
        rows += f'<row r="3">{inline("A3", "1")}</row>'
        result = read(tmp_path, workbook_with(SHEET, sheet_xml(rows)), ".xlsx")
        (finding,) = result.findings
        assert (finding.row, finding.found) == (2, "702 cells")
        assert [one.respondent for one in result.responses] == ["respondent-2"]

    def test_empty_workbook_is_refused(self, tmp_path: Path) -> None:
        assert "header row is missing" in refusal(tmp_path, xlsx_bytes([]), ".xlsx").what

    def test_fault_in_a_workbook_is_named_by_row_and_column(self, tmp_path: Path) -> None:
        table = long(made_up_people())
        table[3][5] = "11"
        result = read(tmp_path, xlsx_bytes(table), ".xlsx")
        (finding,) = result.findings
        assert (finding.row, finding.column, finding.found) == (4, "individual", "11")
        assert "SL-3" not in result.responses[0].answers
        assert result.responses[1:] == made_up_people()[1:]


def test_fault_in_an_spss_file_is_named_by_row_and_column(tmp_path: Path) -> None:
    table = long(made_up_people())
    table[3][5] = "11"
    result = read(tmp_path, sav_bytes(table, tmp_path), ".sav")
    (finding,) = result.findings
    assert (finding.row, finding.column, finding.found) == (4, "individual", "11")
    assert result.responses[1:] == made_up_people()[1:]


@pytest.mark.parametrize("missing", [1, 100, 400])
@pytest.mark.parametrize("compress", [False, True])
def test_spss_file_that_ends_early_is_refused(missing: int, compress: bool, tmp_path: Path) -> None:
    content = sav_bytes(long(made_up_people()), tmp_path, compress=compress)[:-missing]
    assert "SPSS file cannot be read" in refusal(tmp_path, content, ".sav").what


CONTENTS = {
    "csv": csv_bytes(wide(made_up_people())),
    "xlsx": xlsx_bytes(wide(made_up_people())),
    "json": nested_json(made_up_people()),
}


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".json", ".sav"])
@pytest.mark.parametrize("kind", [*CONTENTS, "sav"])
def test_content_of_another_kind_than_the_suffix_is_refused(
    kind: str, suffix: str, tmp_path: Path
) -> None:
    content = CONTENTS.get(kind) or sav_bytes(wide(made_up_people()), tmp_path)
    if suffix == f".{kind}" or (kind, suffix) == ("csv", ".tsv"):
        assert read(tmp_path, content, suffix).responses == made_up_people()
    else:
        refusal(tmp_path, content, suffix)


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".pdf", ".docx", ""])
def test_kind_that_cannot_be_read_is_refused_with_those_that_can(
    suffix: str, tmp_path: Path
) -> None:
    error = refusal(tmp_path, b"x", suffix)
    assert f"'{suffix}'" in error.what
    assert ".csv, .tsv, .txt, .xlsx, .sav, .json" in error.remedy


class TestPaths:
    """A path that leads to no readable file."""

    def test_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(AnswersError, match=r"gone\.csv: there is no such file"):
            read_answers(tmp_path / "gone.csv", INSTRUMENT)

    @pytest.mark.parametrize("suffix", ["", ".csv", ".xlsx", ".sav", ".json"])
    def test_folder(self, suffix: str, tmp_path: Path) -> None:
        folder = tmp_path / f"folder{suffix}"
        folder.mkdir()
        with pytest.raises(AnswersError, match="this is a folder"):
            read_answers(folder, INSTRUMENT)

    def test_name_longer_than_the_system_allows(self, tmp_path: Path) -> None:
        with pytest.raises(AnswersError, match="cannot be opened") as caught:
            read_answers(tmp_path / f"{'x' * 5000}.csv", INSTRUMENT)
        assert len(str(caught.value)) < 500

    def test_name_with_a_nul_byte(self, tmp_path: Path) -> None:
        with pytest.raises(AnswersError, match="there is no such file"):
            read_answers(tmp_path / "a\0b.csv", INSTRUMENT)

    def test_device_is_not_read(self) -> None:
        with pytest.raises(AnswersError, match="no such file"):
            read_answers(Path("/dev/zero"), INSTRUMENT)

    @pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".sav", ".json"])
    def test_file_that_may_not_be_read(self, suffix: str, tmp_path: Path) -> None:
        path = tmp_path / f"secret{suffix}"
        path.write_bytes(b"x")
        path.chmod(0)
        with without_rights(), pytest.raises(AnswersError) as caught:
            read_answers(path, INSTRUMENT)
        assert caught.value.where.startswith("secret")
        assert caught.value.remedy


@contextmanager
def without_rights() -> Iterator[None]:
    """Run as nobody where the tests run as root, who may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


class TestSizes:
    """Limits, lowered here so that a small file passes them."""

    def test_file_of_too_many_bytes_is_refused_unread(self, tmp_path: Path) -> None:
        path = tmp_path / "answers.csv"
        with path.open("wb") as stream:
            stream.truncate(limits.MAXIMUM_BYTES + 1)
        started = time.monotonic()
        with pytest.raises(AnswersError, match="larger than 100 MB") as caught:
            read_answers(path, INSTRUMENT)
        assert "Split it" in caught.value.remedy
        assert time.monotonic() - started < 20

    def test_reading_stops_when_findings_are_without_end(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(people_module, "MAXIMUM_FINDINGS", 50)
        error = refusal(tmp_path, LONG + "p1,Ada,,SL-1,9,9\n" * 40)
        assert "more than 50 things are wrong" in error.what
        assert "row 2" in error.remedy

    def test_long_cell_is_quoted_in_few_letters(self, tmp_path: Path) -> None:
        (finding,) = read(tmp_path, f"item,individual\nSL-1,{'é' * 100_000}\n").findings
        assert len(str(finding)) < 300
