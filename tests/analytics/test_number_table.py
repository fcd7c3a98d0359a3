"""Columns of numbers are read as written; what is no number is named with its place."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from stature.analytics.number_file import open_numbers
from stature.core.errors import AnswersError


def csv(folder: Path, text: str) -> Path:
    file = folder / "table.csv"
    file.write_text(text, "utf-8")
    return file


def parquet(folder: Path, **columns: object) -> Path:
    file = folder / "table.parquet"
    pl.DataFrame(columns, strict=False).write_parquet(file)
    return file


@pytest.mark.parametrize("mark", ["", " ", "NA", "n/a", "NaN", "null", "None", "."])
def test_marks_of_no_answer_are_missing_and_no_fault(tmp_path: Path, mark: str) -> None:
    table = open_numbers(csv(tmp_path, f"a,b\n1,{mark}\n")).read(["a", "b"], "b")
    np.testing.assert_array_equal(table.numbers, [[1, np.nan]])
    assert table.groups == [None]
    assert table.findings == []


@pytest.mark.parametrize(
    ("cell", "number"), [("3", 3.0), (" 4 ", 4.0), ("2,5", 2.5), ("-1.5", -1.5), ("1e2", 100.0)]
)
def test_numbers_are_read_with_point_or_comma(tmp_path: Path, cell: str, number: float) -> None:
    table = open_numbers(csv(tmp_path, f"a;b\n{cell};1\n")).read(["a"])
    assert table.numbers.tolist() == [[number]]


@pytest.mark.parametrize("cell", ["two", "1_0", "inf", "-Infinity", "1e999", "1,2,3", "0x1", "²"])
def test_cell_that_is_no_number_gives_a_finding(tmp_path: Path, cell: str) -> None:
    table = open_numbers(csv(tmp_path, f"a;b\n1;1\n2;{cell}\n")).read(["b"])
    np.testing.assert_array_equal(table.numbers, [[1], [np.nan]])
    (finding,) = table.findings
    assert (finding.row, finding.column, finding.found) == (3, "b", cell)


def test_columns_come_in_the_order_asked_for(tmp_path: Path) -> None:
    for file in (csv(tmp_path, "a,b,c\n1,2,3\n"), parquet(tmp_path, a=[1], b=[2], c=[3])):
        assert open_numbers(file).read(["c", "a"]).numbers.tolist() == [[3, 1]]


def test_numbers_outside_a_range_are_missing_and_named_by_their_row(tmp_path: Path) -> None:
    table = open_numbers(csv(tmp_path, "a,b\n1,2\n\n6,0\n")).read(["a", "b"])
    inside = table.within(1, 5)
    np.testing.assert_array_equal(inside.numbers, [[1, 2], [np.nan, np.nan]])
    assert [(each.row, each.column, each.found) for each in inside.findings] == [
        (4, "a", "6"), (4, "b", "0"),
    ]  # fmt: skip
    assert table.numbers.tolist() == [[1, 2], [6, 0]]  # the table itself is as it was


def test_infinite_number_in_parquet_gives_a_finding(tmp_path: Path) -> None:
    table = open_numbers(parquet(tmp_path, a=[1.0, float("-inf"), None])).read(["a"])
    np.testing.assert_array_equal(table.numbers, [[1], [np.nan], [np.nan]])
    assert [(each.row, each.found) for each in table.findings] == [(2, "-inf")]


def test_groups_of_whole_numbers_stay_whole_beside_gaps(tmp_path: Path) -> None:
    groups = [1.0, 2.5, None, float("nan"), 10.0]
    table = open_numbers(parquet(tmp_path, a=[1] * 5, g=groups)).read(["a"], "g")
    assert table.groups == ["1", "2.5", None, None, "10"]


def test_groups_of_text_are_trimmed_and_an_empty_one_is_none(tmp_path: Path) -> None:
    table = open_numbers(parquet(tmp_path, a=[1] * 4, g=[" x ", "", "NA", None])).read(["a"], "g")
    assert table.groups == ["x", None, None, None]


def test_column_may_be_an_item_and_have_the_name_of_another_part(tmp_path: Path) -> None:
    file = parquet(tmp_path, **{"0": [5], "the group as text": [7], "g": ["x"]})
    table = open_numbers(file).read(["the group as text", "0"], "g")
    assert table.numbers.tolist() == [[7, 5]]
    assert table.groups == ["x"]


@pytest.mark.parametrize(
    ("columns", "group", "problem"),
    [
        (["words"], None, "does not hold numbers"),
        (["lists"], None, "does not hold numbers"),
        (["a"], "lists", "does not name groups"),
    ],
)
def test_parquet_columns_of_another_kind_are_refused(
    tmp_path: Path, columns: list[str], group: str | None, problem: str
) -> None:
    file = parquet(tmp_path, a=[1], words=["x"], lists=[[1]])
    with pytest.raises(AnswersError, match=problem) as refused:
        open_numbers(file).read(columns, group)
    assert refused.value.where.startswith("table.parquet, column")
    assert refused.value.remedy


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AnswersError, match="two columns have the same name"):
        open_numbers(csv(tmp_path, "a,b,a\n1,2,3\n"))


def test_folder_with_the_name_of_a_table_is_refused(tmp_path: Path) -> None:
    for ending in ("csv", "parquet"):
        (tmp_path / f"folder.{ending}").mkdir()
        with pytest.raises(AnswersError, match="this is a folder"):
            open_numbers(tmp_path / f"folder.{ending}")


def test_file_full_of_words_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stature.analytics.number_file.MAXIMUM_FINDINGS", 5)
    file = csv(tmp_path, "a\n" + "word\n" * 10)
    with pytest.raises(AnswersError, match="more than 5 cells are no numbers"):
        open_numbers(file).read(["a"])


def refusal(file: Path) -> AnswersError | None:
    """Why a file is refused; any other kind of error fails the test."""
    try:
        opened = open_numbers(file)
        if {"a", "b", "g"} <= set(opened.header):
            opened.read(["a", "b"], "g")
    except AnswersError as error:
        return error
    return None


def test_damaged_parquet_is_read_or_refused(tmp_path: Path) -> None:
    good = parquet(tmp_path, a=list(range(50)), b=[0.5] * 50, g=["x", "y"] * 25).read_bytes()
    rng = random.Random(5)
    refusals = []
    for _ in range(300):
        damaged = bytearray(good)
        for _ in range(rng.randrange(1, 8)):
            damaged[rng.randrange(len(damaged))] ^= rng.randrange(1, 256)
        file = tmp_path / "damaged.parquet"
        file.write_bytes(bytes(damaged))
        refusals += [error for error in [refusal(file)] if error is not None]
    assert len(refusals) > 100
    assert all(error.where.startswith("damaged.parquet") for error in refusals)
    assert all(error.remedy for error in refusals)
