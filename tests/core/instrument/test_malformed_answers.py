"""Hundreds of malformed files: each is read with findings or refused, never with a traceback."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stature.core.errors import AnswersError
from stature.core.instrument.answer_files import AnswersRead, read_answers
from tests.core.instrument.written_answers import (
    CODES,
    INSTRUMENT,
    SHARED_STRINGS,
    SHEET,
    csv_bytes,
    good_files,
    long,
    made_up_people,
    sheet_xml,
    with_members,
    xlsx_bytes,
)

SECONDS_ALLOWED = 30
SEEDS = range(6)
MUTATIONS_EACH = 5
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".sav", ".json")


@cache
def good() -> dict[str, tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        return good_files(Path(folder))


def read_or_refuse(suffix: str, content: bytes) -> AnswersRead | AnswersError:
    """What became of a file; any other exception than AnswersError fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"answers{suffix}"
        path.write_bytes(content)
        started = time.monotonic()
        try:
            result: AnswersRead | AnswersError = read_answers(path, INSTRUMENT)
        except AnswersError as error:
            result = error
        assert time.monotonic() - started < SECONDS_ALLOWED
    return result


def check(result: AnswersRead | AnswersError) -> None:
    """Every finding and every error has a place and a remedy; every response is sound."""
    if isinstance(result, AnswersError):
        assert result.where.startswith("answers.")
        assert result.what.strip()
        assert result.remedy.strip()
        assert str(result).isprintable()
        return
    for finding in result.findings:
        assert finding.place.startswith("answers.")
        assert finding.problem.strip()
        assert finding.remedy.strip()
        assert str(finding).isprintable()
    maximum = INSTRUMENT.response_scale.maximum
    for response in result.responses:
        assert response.respondent
        assert set(response.answers) <= set(CODES)
        for ratings in response.answers.values():
            assert all(
                answer == "cant-say" or 0 <= answer <= maximum for answer in ratings.values()
            )
        assert response.model_dump_json()


def is_named(result: AnswersRead | AnswersError) -> bool:
    return isinstance(result, AnswersError) or bool(result.findings)


def truncate(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(1, len(content))]


def flip_bytes(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randrange(1, 12)):
        changed[rng.randrange(len(changed))] ^= rng.randrange(1, 256)
    return bytes(changed)


def cut_out(content: bytes, rng: random.Random) -> bytes:
    start, end = sorted(rng.sample(range(len(content)), 2))
    return content[:start] + content[end:]


def insert_noise(content: bytes, rng: random.Random) -> bytes:
    place = rng.randrange(len(content))
    return content[:place] + rng.randbytes(rng.randrange(1, 60)) + content[place:]


def splice(content: bytes, rng: random.Random) -> bytes:
    """The beginning of one file and the end of another."""
    _, other = rng.choice(list(good().values()))
    return content[: rng.randrange(len(content))] + other[rng.randrange(len(other)) :]


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    truncate,
    flip_bytes,
    cut_out,
    insert_noise,
    splice,
)
assert len(MUTATIONS) == MUTATIONS_EACH


@dataclass(frozen=True)
class Malformed:
    """One malformed file, and whether its fault is of a kind that must be named."""

    suffix: str
    content: bytes
    must_be_named: bool


def mutated() -> dict[str, Malformed]:
    """Every good form, mutated in every way, several times."""
    files = {}
    for form, (suffix, content) in good().items():
        for mutate in MUTATIONS:
            for seed in SEEDS:
                name = f"{form}: {mutate.__name__} {seed}"
                changed = mutate(content, random.Random(name))
                must_be_named = mutate is truncate and suffix in (".json", ".xlsx", ".sav")
                files[name] = Malformed(suffix, changed, must_be_named)
    return files


BAD_ANSWERS = (
    "4", "-1", "2.5", "1e0", "1e999", "NaN", "inf", "0x1", "two", "=1+1", "#REF!", "2;3", "²",
    "true", "9" * 400, "\0", "2\0", "\x1b[31m", "<b>2</b>", "2 2", "½", "'; DROP TABLE",
)  # fmt: skip
BAD_ITEMS = ("", "SL", "SL-0", "SL-9", "XX-1", "SL--", "1", "=SL-1", "SL-1\0-", "../SL-1x", "🦆")
BAD_DATES = ("1/2/2026", "2026-13-01", "2026-02-30", "yesterday", "46088", "2026", "0000-00-00")
BAD_NAMES = ("a\0b", "a\x1bb", "a\x7fb", "\u202ecba", "x" * 121, "a\x9bb", "\ufffe")


def hand_made() -> dict[str, Malformed]:
    """One bad cell in an otherwise good table, as CSV, workbook and JSON."""
    bad_cells = {"individual": BAD_ANSWERS, "item": BAD_ITEMS, "completed": BAD_DATES}
    bad_cells |= {"name": BAD_NAMES, "respondent": ("", " ", *BAD_NAMES)}
    files = {}
    for column, cells in bad_cells.items():
        for number, cell in enumerate(cells):
            table = long(made_up_people())
            table[5][table[0].index(column)] = cell
            name = f"{column} {number}"
            people = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
            files[f"CSV: {name}"] = Malformed(".csv", csv_bytes(table), True)
            files[f"JSON: {name}"] = Malformed(".json", json.dumps(people).encode(), True)
    return files


MALFORMED = mutated() | hand_made()


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_file_has_findings_or_is_refused(name: str) -> None:
    file = MALFORMED[name]
    result = read_or_refuse(file.suffix, file.content)
    check(result)
    if file.must_be_named:
        assert is_named(result)


@pytest.mark.parametrize("name", hand_made())
def test_good_rows_beside_one_bad_cell_are_read(name: str) -> None:
    file = MALFORMED[name]
    result = read_or_refuse(file.suffix, file.content)
    assert isinstance(result, AnswersRead)
    assert {finding.row for finding in result.findings} == {6 if file.suffix == ".csv" else 5}
    assert result.responses[1:] == made_up_people()[1:]
    assert len(result.responses[0].answers) == len(CODES) - 1


def test_at_least_500_different_malformed_files_are_tried(
    record_property: Callable[[str, object], None],
) -> None:
    intact = {content for _, content in good().values()}
    tried = {(file.suffix, file.content) for file in MALFORMED.values()}
    different = {(suffix, content) for suffix, content in tried if content not in intact}
    record_property("malformed_files", len(different))
    print(f"{len(different)} different malformed files")
    assert len(different) >= 500
    assert len(MALFORMED) == len(good()) * len(MUTATIONS) * len(SEEDS) + len(hand_made())


hypothesis_files = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@hypothesis_files
@given(st.sampled_from(SUFFIXES), st.binary(max_size=2_000))
def test_random_bytes_under_any_suffix(suffix: str, content: bytes) -> None:
    check(read_or_refuse(suffix, content))


@hypothesis_files
@given(st.sampled_from((".csv", ".tsv", ".txt", ".json")), st.text(max_size=500))
def test_random_text_under_any_suffix(suffix: str, content: str) -> None:
    check(read_or_refuse(suffix, content.encode("utf-8", errors="surrogatepass")))


@hypothesis_files
@given(
    st.sampled_from(sorted(good())),
    st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=4),
    st.integers(0, 2**32),
)
def test_several_mutations_of_a_good_file(form: str, mutations: list[Any], seed: int) -> None:
    suffix, content = good()[form]
    rng = random.Random(seed)
    for mutate in mutations:
        content = mutate(content, rng) if len(content) > 2 else content
    check(read_or_refuse(suffix, content))


cells = st.one_of(
    st.sampled_from(["", "0", "3", "can't say", "SL-1", "individual", "2026-03-07", *BAD_ANSWERS]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
headings = st.one_of(
    st.sampled_from(["item", "individual", "organisation", "perspective", "answer", "respondent"]),
    st.sampled_from(["name", "completed", "SL-1 individual", "SL-2 organisation", "RRS-8_Me"]),
    cells,
)


@hypothesis_files
@given(
    st.lists(headings, min_size=1, max_size=8),
    st.lists(st.lists(cells, max_size=10), max_size=8),
    st.sampled_from((",", ";", "\t")),
)
def test_random_tables(header: list[str], rows: list[list[str]], delimiter: str) -> None:
    check(read_or_refuse(".csv", csv_bytes([header, *rows], delimiter)))


@hypothesis_files
@given(st.data())
def test_good_table_with_rows_moved_and_columns_dropped(data: st.DataObject) -> None:
    header, *rows = long(made_up_people()[:1])
    kept = data.draw(st.lists(st.sampled_from(range(len(header))), unique=True, min_size=1))
    chosen = data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=60))
    table = [[row[place] for place in kept] for row in [header, *chosen]]
    result = read_or_refuse(".csv", csv_bytes(table))
    check(result)
    codes = [row[header.index("item")] for row in chosen]
    is_readable = header.index("item") in kept and {len(header) - 1, len(header) - 2} & set(kept)
    assert isinstance(result, AnswersRead) == bool(is_readable)
    if isinstance(result, AnswersRead):
        assert len(result.findings) == len(codes) - len(set(codes))


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["respondent", "name", "answers", "SL-1", "individual", "item"])
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)


@hypothesis_files
@given(json_values)
def test_random_json(document: Any) -> None:
    check(read_or_refuse(".json", json.dumps(document).encode()))


@hypothesis_files
@given(json_values)
def test_random_person_beside_a_good_one(person: Any) -> None:
    good_person = {"respondent": "good", "answers": {"SL-1": {"individual": 2}}}
    result = read_or_refuse(".json", json.dumps([good_person, person]).encode())
    check(result)
    if isinstance(result, AnswersRead):
        assert result.responses[0].answers == {"SL-1": {"individual": 2}}


xml_pieces = st.sampled_from(
    [
        '<row r="1">', '<row r="0">', '<row r="-1">', '<row r="x">', "<row>", "</row>",
        '<c r="A1" t="s"><v>0</v></c>', '<c t="s"><v>99</v></c>', '<c t="s"><v>-1</v></c>',
        '<c r="A1" t="inlineStr"><is><t>SL-1 individual</t></is></c>', '<c r="??"><v>1</v></c>',
        '<c t="inlineStr"><is><t>2</t></is></c>', '<c t="d"><v>nonsense</v></c>', "<c/>",
        '<c t="n"><v>1e400</v></c>', '<c t="b"><v>7</v></c>', "<v>1</v>", "&lt;", "&nothing;",
        '<c s="999"><v>1</v></c>', "<f>1+1</f>", "<!-- -->", "<![CDATA[x]]>", "text", "<c",
    ]
)  # fmt: skip


@hypothesis_files
@given(st.lists(xml_pieces, max_size=12))
def test_random_sheets_in_a_workbook(pieces: list[str]) -> None:
    workbook = with_members(xlsx_bytes([]), {SHEET: sheet_xml("".join(pieces))})
    check(read_or_refuse(".xlsx", workbook))


@hypothesis_files
@given(
    st.dictionaries(
        st.sampled_from(
            [
                *(SHEET, SHARED_STRINGS, "[Content_Types].xml", "xl/workbook.xml", "../escape"),
                *("xl/styles.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"),
            ]
        ),
        st.binary(max_size=200) | st.text(max_size=100) | st.just(sheet_xml("<row/>")),
        min_size=1,
        max_size=3,
    )
)
def test_random_members_in_a_workbook(members: dict[str, Any]) -> None:
    _, content = good()["workbook with shared texts"]
    encoded = {
        name: value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        for name, value in members.items()
    }
    check(read_or_refuse(".xlsx", with_members(content, encoded)))
