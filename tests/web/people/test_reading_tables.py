"""Reading a table of people: columns, cells, and what is wrong in it."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from stature.core.errors import AnswersError
from stature.web.people.import_file import table as limits
from tests.web.people.conftest import csv_bytes

pytestmark = pytest.mark.django_db


def findings(preview) -> list[tuple[int, str, str]]:
    return [(each["row"], each["column"], each["problem"]) for each in preview.findings]


@pytest.mark.parametrize(
    "header",
    [
        ("FirstName", "LastName", "Email", "UniqueIdentifier"),
        (" first name ", "LAST_NAME", "E-mail address", "Unique identifier"),
        ("Given name", "Surname", "mail", "Employee ID"),
        ("forename", "family-name", "EmailAddress", "ExternalDataReference"),
    ],
)
def test_columns_are_known_by_many_names(preview, header):
    read = preview(("Ann", "Cole", "Ann@X.example", "7"), header=header)
    assert read.people == [
        {
            "row": 2,
            "values": {
                "email": "ann@x.example",
                "first_name": "Ann",
                "last_name": "Cole",
                "identifier": "7",
            },
        }
    ]


def test_columns_without_a_meaning_are_named(preview):
    assert preview(("a@x.example", "42"), header=("Email", "Shoe size")).ignored == ["Shoe size"]


def test_workbook_is_read_like_text(organisation):
    from stature.web.people import services

    book = Workbook()
    book.active.append(["First Name", "Email", "UniqueIdentifier"])
    book.active.append(["Ann", "ann@x.example", 7.0])
    file = io.BytesIO()
    book.save(file)
    read = services.preview_import(
        organisation=organisation, data=file.getvalue(), file_name="staff.XLSX"
    )
    assert read.people[0]["values"]["identifier"] == "7"
    assert not read.findings


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        (("Ann", "", "ann(at)x.example", ""), "Email", "this is not an e-mail address"),
        (("Ann", "", "", ""), "Email", "the e-mail address is missing"),
        (("=cmd|' /C calc'!A0", "", "a@x.example", ""), "FirstName", "begins like a formula"),
        (("@SUM(1)", "", "a@x.example", ""), "FirstName", "begins like a formula"),
        (("Ann\u202e", "", "a@x.example", ""), "FirstName", "control characters"),
        (("Ann\0", "", "a@x.example", ""), "FirstName", "control characters"),
        (("Ann", "x" * 81, "a@x.example", ""), "LastName", "too long"),
        (("Ann", "", "a" * 250 + "@x.example", ""), "Email", "this is not an e-mail address"),
    ],
)
def test_bad_cell_is_found_and_the_row_left_out(preview, cells, column, problem):
    read = preview(cells, ("Bo", "Day", "bo@x.example", ""))
    assert [(row, where) for row, where, _ in findings(read)] == [(2, column)]
    assert problem in read.findings[0]["problem"]
    assert read.findings[0]["remedy"]
    assert [each["row"] for each in read.people] == [3]


def test_bad_cell_that_can_be_spared_leaves_the_person_in(preview):
    read = preview(("a@x.example", "Klingon"), ("b@x.example", "DE"), header=("Email", "Language"))
    assert [each["leaves_out"] for each in read.findings] == ["cell"]
    assert [each["values"].get("language") for each in read.people] == [None, "de"]


@pytest.mark.parametrize("written", ["en", "EN", "en-GB", "en_US", "English"])
def test_language_is_known_by_code_and_name(preview, written):
    read = preview(("a@x.example", written), header=("Email", "Language"))
    assert read.people[0]["values"]["language"] == "en-gb"


def test_second_row_of_an_address_or_identifier_is_found(preview):
    read = preview(
        ("Ann", "", "ann@x.example", "1"),
        ("Anna", "", "ANN@x.example", "2"),
        ("Bo", "", "bo@x.example", "1"),
    )
    assert [(row, column) for row, column, _ in findings(read)] == [
        (3, "Email"),
        (4, "UniqueIdentifier"),
    ]
    assert [each["row"] for each in read.people] == [2]


RATED = ("FirstName", "Email", "SubjectEmail", "Relationship")


def test_address_may_stand_once_for_each_participant(preview):
    read = preview(
        ("Ann", "ann@x.example", "bo@x.example", "Peer"),
        ("Ann", "ann@x.example", "cy@x.example", "Direct Report"),
        ("", "ann@x.example", "ann@x.example", "self"),
        header=RATED,
    )
    assert [each["relationship"] for each in read.ratings] == ["peer", "direct-report", "self"]
    assert len(read.people) == 1
    assert not read.findings


@pytest.mark.parametrize(
    ("subject", "relationship", "problem"),
    [
        ("bo@x.example", "cousin", "this relationship is not known"),
        ("bo@x.example", "", "needs both"),
        ("", "peer", "needs both"),
        ("bo@x.example", "self", "only the participant"),
        ("ann@x.example", "peer", "only the participant"),
        ("bo", "peer", "not an e-mail address"),
    ],
)
def test_bad_rating_is_found_and_the_person_kept(preview, subject, relationship, problem):
    read = preview(("Ann", "ann@x.example", subject, relationship), header=RATED)
    assert problem in read.findings[0]["problem"]
    assert read.findings[0]["leaves_out"] == "cell"
    assert (len(read.people), len(read.ratings)) == (1, 0)


def test_same_rating_twice_and_a_contradiction_are_found(preview):
    read = preview(
        ("Ann", "ann@x.example", "bo@x.example", "peer"),
        ("Ann", "ann@x.example", "bo@x.example", "customer"),
        ("Anna", "ann@x.example", "cy@x.example", "peer"),
        header=RATED,
    )
    assert [row for row, _, _ in findings(read)] == [3, 4]
    assert len(read.ratings) == 1


def test_row_with_too_many_cells_is_found(preview):
    assert (
        "more cells" in preview(("Ann", "Cole", "a@x.example", "", "x", "y")).findings[0]["problem"]
    )


def test_text_that_is_no_utf_8_loses_its_row_only(organisation):
    from stature.web.people import services

    data = b"FirstName,Email\nAn\xefs,a@x.example\nBo,b@x.example\n"
    read = services.preview_import(organisation=organisation, data=data, file_name="a.csv")
    assert "UTF-8" in read.findings[0]["problem"]
    assert [each["row"] for each in read.people] == [3]


def read_bytes(organisation, data: bytes, name: str = "staff.csv"):
    from stature.web.people import services
    from stature.web.people.models import ImportPreview

    try:
        return services.preview_import(organisation=organisation, data=data, file_name=name)
    finally:
        assert len(ImportPreview.objects.all()) <= 1


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (limits.MOST_UNPACKED_BYTES + 1))
    return file.getvalue()


def with_entities() -> bytes:
    book = Workbook()
    book.active.append(["Email"])
    plain, file = io.BytesIO(), io.BytesIO()
    book.save(plain)
    evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(file, "w") as archive:
        for entry in source.infolist():
            text = source.read(entry).decode()
            archive.writestr(
                entry, evil + text.partition("?>")[2] if "sheet1" in entry.filename else text
            )
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"Email\n", "a.csv", "no people"),
        (b"Name\nAnn\n", "a.csv", "no column holds e-mail addresses"),
        (b"Email,E-Mail\na@x.example,b@x.example\n", "a.csv", "two columns mean the same"),
        (b"\0\0\0", "a.csv", "not a text file"),
        (b"Email," + b"x," * 201 + b"\n", "a.csv", "200 columns"),
        (b"PK\3\4 broken", "a.xlsx", "cannot be read"),
        (b"{}", "a.json", "files of this kind"),
        (b"MZ", "a.exe", "files of this kind"),
        (b"Email\n", "noending", "files of this kind"),
    ],
)
def test_table_that_cannot_be_read_is_refused_with_the_reason(organisation, data, name, words):
    with pytest.raises(AnswersError, match=words) as refused:
        read_bytes(organisation, data, name)
    assert refused.value.remedy


def test_hostile_workbooks_are_refused(organisation):
    with pytest.raises(AnswersError, match="unpacks to more than"):
        read_bytes(organisation, bomb(), "a.xlsx")
    with pytest.raises(AnswersError, match="entities"):
        read_bytes(organisation, with_entities(), "a.xlsx")


def test_more_rows_than_allowed_are_refused(organisation, monkeypatch):
    monkeypatch.setattr(limits, "MOST_ROWS", 3)
    rows = [("", "", f"p{n}@x.example", "") for n in range(4)]
    with pytest.raises(AnswersError, match="more than 3 rows"):
        read_bytes(organisation, csv_bytes(*rows))


def test_table_that_takes_too_long_is_refused(organisation, monkeypatch):
    monkeypatch.setattr(limits, "LONGEST_READING", -1.0)
    with pytest.raises(AnswersError, match="too long to read"):
        read_bytes(organisation, csv_bytes(("", "", "a@x.example", "")))


def test_name_of_a_file_never_becomes_a_path(organisation):
    read = read_bytes(
        organisation, csv_bytes(("", "", "a@x.example", "")), r"..\..\etc/passwd/../evil.csv"
    )
    assert read.file_name == "evil.csv"
