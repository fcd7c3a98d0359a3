"""Every good form of a file of answers gives the same responses."""

from __future__ import annotations

import json
from pathlib import Path

import pyreadstat
import pytest
from polars import DataFrame

from stature.core.instrument.answer_files import AnswersRead, read_answers
from stature.core.instrument.response import CANT_SAY
from tests.core.instrument.written_answers import (
    CODES,
    INSTRUMENT,
    PERSPECTIVES,
    csv_bytes,
    fully_long,
    good_files,
    long,
    made_up_people,
    wide,
    xlsx_bytes,
)

FORMS = (
    "wide CSV",
    "long CSV",
    "fully long CSV",
    "CSV with semicolons",
    "text with tabs",
    "CSV with a byte order mark",
    "UTF-16 text with tabs",
    "CSV in words, wide",
    "CSV in words, long",
    "wide workbook",
    "long workbook of numbers and dates",
    "fully long workbook",
    "workbook with shared texts",
    "wide SPSS file",
    "long SPSS file",
    "compressed SPSS file",
    "nested JSON",
    "flat JSON, wide",
    "flat JSON, long",
)


def read(folder: Path, suffix: str, content: bytes) -> AnswersRead:
    path = folder / f"answers{suffix}"
    path.write_bytes(content)
    return read_answers(path, INSTRUMENT)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_responses(form: str, tmp_path: Path) -> None:
    suffix, content = good_files(tmp_path)[form]
    result = read(tmp_path, suffix, content)
    assert result.findings == []
    assert result.ignored_columns == ()
    assert result.responses == made_up_people()


def test_no_form_is_left_out_of_the_test(tmp_path: Path) -> None:
    assert set(good_files(tmp_path)) == set(FORMS)


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    assert read(tmp_path, ".CSV", csv_bytes(wide(made_up_people()))).responses == made_up_people()


def test_sample_file_reads_to_48_pairs(sample_answers: Path) -> None:
    result = read_answers(sample_answers, INSTRUMENT)
    (response,) = result.responses
    assert result.findings == []
    assert list(response.answers) == CODES
    assert len(CODES) == 48
    assert all(set(ratings) == set(PERSPECTIVES) for ratings in response.answers.values())
    assert response.respondent == "respondent-1"
    assert response.rating("SL-5", "individual") == 3
    assert response.rating("SL-5", "organisation") == 0


@pytest.mark.parametrize(
    "words", ["can't say", "CAN'T SAY", "Can’t say", "cant say", "cant-say", " cant_say "]
)
def test_cant_say_is_an_answer_without_a_rating(words: str, tmp_path: Path) -> None:
    result = read(tmp_path, ".csv", f"item,individual\nSL-1,{words}\n".encode())
    assert result.findings == []
    assert result.responses[0].answer("SL-1", "individual") == CANT_SAY
    assert result.responses[0].rating("SL-1", "individual") is None


@pytest.mark.parametrize("nothing", ["", " ", "NA", "n/a", "-", ".", "null"])
def test_no_answer_is_told_apart_from_cant_say(nothing: str, tmp_path: Path) -> None:
    result = read(tmp_path, ".csv", f"item,individual,organisation\nSL-1,{nothing},2\n".encode())
    assert result.findings == []
    assert result.responses[0].answers == {"SL-1": {"organisation": 2}}


@pytest.mark.parametrize("two", ["2", " 2 ", "2.0", "2.000", "Usually", "USUALLY"])
def test_a_rating_may_be_a_number_or_its_words(two: str, tmp_path: Path) -> None:
    result = read(tmp_path, ".csv", f"item,individual\nSL-1,{two}\n".encode())
    assert result.responses[0].rating("SL-1", "individual") == 2


@pytest.mark.parametrize("heading", ["SL-1 individual", "sl_1_individual", "SL1.Me", "Sl 1 - me"])
def test_headings_are_read_without_case_and_punctuation(heading: str, tmp_path: Path) -> None:
    result = read(tmp_path, ".csv", f"{heading}\n1\n".encode())
    assert result.responses[0].answers == {"SL-1": {"individual": 1}}


def test_people_without_a_respondent_column_are_numbered_alike_in_every_kind(
    tmp_path: Path,
) -> None:
    table = [["name", "SL-1 individual"], ["Ada", "1"], ["Zoë", "2"]]
    people = [{"name": name, "SL-1 individual": int(rating)} for name, rating in table[1:]]
    kinds = {
        ".csv": csv_bytes(table),
        ".xlsx": xlsx_bytes(table),
        ".json": json.dumps(people).encode(),
    }
    for suffix, content in kinds.items():
        responses = read(tmp_path, suffix, content).responses
        assert [one.respondent for one in responses] == ["respondent-1", "respondent-2"]


def test_columns_that_mean_nothing_are_named(tmp_path: Path) -> None:
    content = b"respondent,Comment,SL-1 individual,How long?\np1,fine,2,1\n"
    assert read(tmp_path, ".csv", content).ignored_columns == ("Comment", "How long?")


def test_rows_of_several_people_may_be_mixed(tmp_path: Path) -> None:
    header, *rows = fully_long(made_up_people())
    result = read(tmp_path, ".csv", csv_bytes([header, *sorted(rows, key=lambda row: row[4:])]))
    assert result.findings == []
    assert {one.respondent: one for one in result.responses} == {
        one.respondent: one for one in made_up_people()
    }


def test_blank_rows_and_short_rows_are_no_fault(tmp_path: Path) -> None:
    content = b"item,individual,organisation\nSL-1,2,2\n\n,,\nSL-2,1\n"
    result = read(tmp_path, ".csv", content)
    assert result.findings == []
    assert result.responses[0].answers == {
        "SL-1": {"individual": 2, "organisation": 2},
        "SL-2": {"individual": 1},
    }


def test_old_line_ends_are_read(tmp_path: Path) -> None:
    for line_end in ("\n", "\r\n", "\r"):
        content = line_end.join(["item,individual", "SL-1,2", "SL-2,1", ""]).encode()
        assert len(read(tmp_path, ".csv", content).responses[0].answers) == 2


def test_spss_missing_values_are_no_answer(tmp_path: Path) -> None:
    frame = DataFrame({"SL_1_individual": [2.0, None, 9.0], "SL_1_organisation": [1.0, 3.0, 0.0]})
    pyreadstat.write_sav(frame, str(tmp_path / "a.sav"), missing_ranges={"SL_1_individual": [9.0]})
    result = read_answers(tmp_path / "a.sav", INSTRUMENT)
    assert result.findings == []
    assert [one.answers["SL-1"] for one in result.responses] == [
        {"individual": 2, "organisation": 1},
        {"organisation": 3},
        {"organisation": 0},
    ]


def test_json_may_hold_one_person_or_a_list_of_responses(tmp_path: Path) -> None:
    person = {"respondent": "p1", "answers": {"SL-1": {"individual": 2}}}
    for document in (person, [person], {"responses": [person]}):
        (response,) = read(tmp_path, ".json", json.dumps(document).encode()).responses
        assert response.answers == {"SL-1": {"individual": 2}}


def test_a_long_file_needs_no_rating_for_the_second_perspective(tmp_path: Path) -> None:
    table = [row[:-1] for row in long(made_up_people()[:1])]
    (response,) = read(tmp_path, ".csv", csv_bytes(table)).responses
    assert all(set(ratings) == {"individual"} for ratings in response.answers.values())


def test_a_column_named_item_does_not_hide_the_columns_of_items(tmp_path: Path) -> None:
    result = read(tmp_path, ".csv", b"item,SL-1 individual\nchair,2\n")
    assert result.findings == []
    assert result.ignored_columns == ("item",)
    assert result.responses[0].answers == {"SL-1": {"individual": 2}}
