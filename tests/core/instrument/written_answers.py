"""Made-up people, and every kind of file that their answers can be written to."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pyreadstat
from polars import DataFrame

from stature.core.instrument.response import Response
from stature.packs import find_pack

INSTRUMENT = find_pack("service-commitment").instrument
CODES = [item.code for item in INSTRUMENT.items]
PERSPECTIVES = INSTRUMENT.perspective_ids
PERSON = ("respondent", "name", "organisation_name", "completed")
Table = list[list[str]]
XML = '<?xml version="1.0" encoding="UTF-8"?>'
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
CONTENT_TYPES = "[Content_Types].xml"
SHARED_STRINGS = "xl/sharedStrings.xml"
STRINGS_KIND = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def made_up_people() -> list[Response]:
    """Three people: one answered all, one left gaps, one has a name like a formula."""
    return [
        Response(
            respondent="p1",
            name="Ada Example",
            organisation_name="Example; Ltd, the “first”",
            completed=date(2026, 3, 7),
            answers=_answers(lambda place: place % 4),
        ),
        Response(
            respondent="p2",
            name="Zoë Muster",
            answers=_answers(lambda place: ["cant-say", None, 0, 3][place % 4]),
        ),
        Response(
            respondent="p3",
            name='=HYPERLINK("http://example.org")',
            organisation_name="日本",
            completed=date(2025, 12, 31),
            answers=_answers(lambda place: 3 - place % 3),
        ),
    ]


def _answers(choose: Callable[[int], Any]) -> dict[str, dict[str, Any]]:
    given: dict[str, dict[str, Any]] = {}
    for place, code in enumerate(CODES):
        for offset, perspective in enumerate(PERSPECTIVES):
            answer = choose(place + offset)
            if answer is not None:
                given.setdefault(code, {})[perspective] = answer
    return given


def person_cells(response: Response) -> list[str]:
    completed = response.completed.isoformat() if response.completed else ""
    return [response.respondent, response.name, response.organisation_name, completed]


def answer_cell(response: Response, code: str, perspective: str) -> str:
    answer = response.answer(code, perspective)
    return "" if answer is None else str(answer)


def words_cell(response: Response, code: str, perspective: str) -> str:
    rating = response.rating(code, perspective)
    if rating is not None:
        return INSTRUMENT.response_scale.label_of(rating)
    return INSTRUMENT.response_scale.cant_say if response.answer(code, perspective) else ""


def wide(people: list[Response], cell: Callable[..., str] = answer_cell) -> Table:
    header = [*PERSON, *(f"{code} {perspective}" for code in CODES for perspective in PERSPECTIVES)]
    rows = [
        [*person_cells(one), *(cell(one, code, p) for code in CODES for p in PERSPECTIVES)]
        for one in people
    ]
    return [header, *rows]


def long(people: list[Response], cell: Callable[..., str] = answer_cell) -> Table:
    rows = [
        [*person_cells(one), code, *(cell(one, code, p) for p in PERSPECTIVES)]
        for one in people
        for code in CODES
    ]
    return [[*PERSON, "item", *PERSPECTIVES], *rows]


def fully_long(people: list[Response], cell: Callable[..., str] = answer_cell) -> Table:
    rows = [
        [*person_cells(one), code, perspective, cell(one, code, perspective)]
        for one in people
        for code in CODES
        for perspective in PERSPECTIVES
    ]
    return [[*PERSON, "item", "perspective", "answer"], *rows]


def csv_bytes(table: Table, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(table)
    return text.getvalue().encode(encoding)


def xlsx_bytes(table: list[list[Any]]) -> bytes:
    """A workbook whose texts are texts, whatever letter they begin with."""
    workbook = openpyxl.Workbook()
    for number, row in enumerate(table, 1):
        for place, value in enumerate(row, 1):
            cell = workbook.active.cell(number, place)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def shared_strings_xlsx_bytes(table: Table) -> bytes:
    """A workbook as Excel writes it: each text once in a list, and its number in the cells."""
    numbers = {
        text: n for n, text in enumerate(dict.fromkeys(cell for row in table for cell in row))
    }
    texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in numbers)
    rows = "".join(
        "<row>" + "".join(f'<c t="s"><v>{numbers[cell]}</v></c>' for cell in row) + "</row>"
        for row in table
    )
    kinds = read_member(xlsx_bytes([]), CONTENT_TYPES).replace(
        "</Types>", f"{STRINGS_KIND}</Types>"
    )
    return with_members(
        xlsx_bytes([]),
        {
            CONTENT_TYPES: kinds.replace("</Types>", f"{STRINGS_KIND}</Types>"),
            SHARED_STRINGS: f'{XML}<sst xmlns="{SPREADSHEET}">{texts}</sst>',
            SHEET: sheet_xml(rows),
        },
    )


def sheet_xml(rows: str, before: str = "") -> str:
    return (
        f'{XML}{before}<worksheet xmlns="{SPREADSHEET}"><sheetData>{rows}</sheetData></worksheet>'
    )


def read_member(workbook: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(name).decode()


def with_members(workbook: bytes, members: Mapping[str, str | bytes]) -> bytes:
    """The workbook with some of its members replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        kept = {name: source.read(name) for name in source.namelist()}
        for name, content in (kept | dict(members)).items():
            target.writestr(name, content)
    return stream.getvalue()


def sav_bytes(table: list[list[Any]], folder: Path, **options: Any) -> bytes:
    header = [heading.replace("-", "_").replace(" ", "_") for heading in table[0]]
    columns = zip(*table[1:], strict=True)
    frame = DataFrame(dict(zip(header, map(list, columns), strict=True)), strict=False)
    path = folder / "written.sav"
    pyreadstat.write_sav(frame, str(path), **options)
    return path.read_bytes()


def nested_json(people: list[Response]) -> bytes:
    return json.dumps(
        [one.model_dump(mode="json", exclude={"sections_asked"}) for one in people]
    ).encode()


def flat_json(table: Table) -> bytes:
    return json.dumps([dict(zip(table[0], row, strict=True)) for row in table[1:]]).encode()


def typed(table: Table) -> list[list[Any]]:
    """The same table with numbers and dates as a spreadsheet holds them."""

    def value(cell: str, heading: str) -> Any:
        if not cell:
            return None
        if heading == "completed":
            return date.fromisoformat(cell)
        return float(cell) if cell.isdigit() else cell

    header = table[0]
    rows = [
        [value(cell, heading) for cell, heading in zip(row, header, strict=True)]
        for row in table[1:]
    ]
    return [header, *rows]


def good_files(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Each good form of the made-up people's answers: its suffix and its bytes."""
    people = made_up_people()
    return {
        "wide CSV": (".csv", csv_bytes(wide(people))),
        "long CSV": (".csv", csv_bytes(long(people))),
        "fully long CSV": (".csv", csv_bytes(fully_long(people))),
        "CSV with semicolons": (".csv", csv_bytes(long(people), ";")),
        "text with tabs": (".tsv", csv_bytes(wide(people), "\t")),
        "CSV with a byte order mark": (".csv", csv_bytes(long(people), encoding="utf-8-sig")),
        "UTF-16 text with tabs": (".txt", csv_bytes(long(people), "\t", "utf-16")),
        "CSV in words, wide": (".csv", csv_bytes(wide(people, words_cell))),
        "CSV in words, long": (".csv", csv_bytes(fully_long(people, words_cell))),
        "wide workbook": (".xlsx", xlsx_bytes(wide(people))),
        "long workbook of numbers and dates": (".xlsx", xlsx_bytes(typed(long(people)))),
        "fully long workbook": (".xlsx", xlsx_bytes(fully_long(people))),
        "workbook with shared texts": (".xlsx", shared_strings_xlsx_bytes(long(people))),
        "wide SPSS file": (".sav", sav_bytes(wide(people), folder)),
        "long SPSS file": (".sav", sav_bytes(long(people), folder)),
        "compressed SPSS file": (".sav", sav_bytes(long(people), folder, compress=True)),
        "nested JSON": (".json", nested_json(people)),
        "flat JSON, wide": (".json", flat_json(wide(people))),
        "flat JSON, long": (".json", flat_json(fully_long(people))),
    }
