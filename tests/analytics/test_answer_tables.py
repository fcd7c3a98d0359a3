"""Large tables are read lazily; what is wrong in them is refused, or left out and listed."""

from __future__ import annotations

from pathlib import Path

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.analytics.answer_columns import rating_column
from stature.analytics.answer_tables import check_table, read_table
from stature.analytics.profile_scores import score_table
from stature.analytics.ratings import is_not_an_answer, rating
from stature.core.errors import AnswersError
from stature.core.instrument.answer_files.cells import CellError, read_answer
from stature.packs import find_pack

INSTRUMENT = find_pack("service-commitment").instrument
HEADINGS = [
    rating_column(item.code, perspective)
    for item in INSTRUMENT.items
    for perspective in INSTRUMENT.perspective_ids
]


def answers(*respondents: str, **cells: object) -> pl.DataFrame:
    """A table where everybody answers 2 throughout, but for the columns given."""
    table = pl.DataFrame({"respondent": respondents, **dict.fromkeys(HEADINGS, 2)})
    changes = {name.replace("__", "-"): values for name, values in cells.items()}
    return table.with_columns(
        pl.Series(name, values, strict=False) for name, values in changes.items()
    )


def write(table: pl.DataFrame, path: Path) -> Path:
    if path.suffix == ".parquet":
        table.write_parquet(path)
    else:
        table.write_csv(path)
    return path


@pytest.mark.parametrize("name", ["answers.csv", "answers.parquet"])
def test_a_file_scores_as_the_table_in_memory_does(tmp_path: Path, name: str) -> None:
    table = answers("a", "b", SL__1_individual=[None, 0])
    read = read_table(write(table, tmp_path / name), INSTRUMENT)
    assert score_table(read, INSTRUMENT).collect().equals(score_table(table, INSTRUMENT))


def test_a_csv_with_words_scores_like_one_with_numbers(tmp_path: Path) -> None:
    words = answers("a", "b", SL__1_individual=["Can't say", "rarely or never"])
    numbers = answers("a", "b", SL__1_individual=[None, 0])
    read = read_table(write(words, tmp_path / "words.csv"), INSTRUMENT)
    checked = check_table(read, INSTRUMENT)
    assert score_table(checked.table, INSTRUMENT).collect().equals(score_table(numbers, INSTRUMENT))


def test_a_csv_with_semicolons_and_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    table = answers("a", "b")
    path.write_bytes(b"\xef\xbb\xbf" + table.write_csv(separator=";").encode())
    assert score_table(read_table(path, INSTRUMENT), INSTRUMENT).collect().height == 2


def test_respondents_that_look_like_numbers_keep_their_zeros(tmp_path: Path) -> None:
    path = write(answers("007", "12"), tmp_path / "answers.csv")
    assert read_table(path, INSTRUMENT).collect()["respondent"].to_list() == ["007", "12"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.csv", None, "no such file"),
        ("empty.csv", b"", "the file is empty"),
        ("empty.parquet", b"", "the file is empty"),
        ("answers.xlsx", b"PK", "files of this kind"),
        ("broken.parquet", b"PAR1 not really", "broken.parquet: the table cannot be read"),
        ("latin.csv", b"respondent,\xe9t\xe9\n", "latin.csv: the table cannot be read"),
        ("no-header.csv", b"anna,bert\n", "no-header.csv: there is no column 'SL-1_individual'"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AnswersError, match=message):
        read_table(path, INSTRUMENT)


def test_a_row_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    path = write(answers("a"), tmp_path / "answers.csv")
    path.write_text(path.read_text("utf-8") + "b" + ",2" * 97 + "\n", encoding="utf-8")
    with pytest.raises(AnswersError, match="the table cannot be read"):
        read_table(path, INSTRUMENT)


def test_two_columns_with_one_heading_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(",".join(["respondent", *HEADINGS, "SL-1_individual"]) + "\n", "utf-8")
    with pytest.raises(AnswersError, match="two columns have the heading 'SL-1_individual'"):
        read_table(path, INSTRUMENT)


def test_a_good_table_passes_with_nothing_found() -> None:
    table = answers("a", "b", "c", ES__2_organisation=[None, 0, 3])
    checked = check_table(table.lazy(), INSTRUMENT)
    assert checked.table.collect().equals(table)
    assert checked.findings.columns == ["respondent", "column", "found"]
    assert checked.findings.is_empty()


@pytest.mark.parametrize(
    ("value", "shown"), [(4, "4"), (-1, "-1"), (2.5, "2.5"), (1e300, "1e+300"), ("x", "x")]
)
def test_a_value_off_the_scale_is_refused_with_its_place(value: object, shown: str) -> None:
    table = answers("a", "b", ES__2_organisation=pl.Series([None, value]))
    with pytest.raises(AnswersError) as refusal:
        check_table(table.lazy(), INSTRUMENT)
    assert refusal.value.where == "respondent 'b', column 'ES-2_organisation'"
    assert f"found '{shown}" in refusal.value.what
    assert refusal.value.remedy


def test_infinity_is_off_the_scale_and_no_number_is_no_answer() -> None:
    table = answers("a", "b", SL__1_individual=[float("inf"), float("nan")])
    checked = check_table(table.lazy(), INSTRUMENT, drop=True)
    assert checked.table.collect()["respondent"].to_list() == ["b"]


def test_wrong_rows_are_left_out_and_every_wrong_cell_listed() -> None:
    table = answers("a", "b", "c", SL__1_individual=[9, 2, 2], RRS__8_organisation=[-5, 2, 7])
    checked = check_table(table.lazy(), INSTRUMENT, drop=True)
    assert checked.table.collect()["respondent"].to_list() == ["b"]
    assert sorted(checked.findings.rows()) == [
        ("a", "RRS-8_organisation", "-5"),
        ("a", "SL-1_individual", "9"),
        ("c", "RRS-8_organisation", "7"),
    ]


def test_a_value_too_large_for_any_rating_in_a_csv_is_found(tmp_path: Path) -> None:
    table = answers("a", "b", SL__1_individual=["2", "99999999999999999999"])
    read = read_table(write(table, tmp_path / "answers.csv"), INSTRUMENT)
    checked = check_table(read, INSTRUMENT, drop=True)
    assert checked.findings.rows() == [("b", "SL-1_individual", "99999999999999999999")]


def test_a_repeated_respondent_is_refused() -> None:
    with pytest.raises(AnswersError, match=r"respondent 'a', column 'respondent'.*a row already"):
        check_table(answers("a", "b", "a ").lazy(), INSTRUMENT)


def test_of_repeated_respondents_the_first_good_row_stays() -> None:
    table = answers("a", "a", "a", SL__1_individual=[9, 1, 3])
    checked = check_table(table.lazy(), INSTRUMENT, drop=True)
    assert checked.table.collect()["SL-1_individual"].to_list() == [1]
    assert sorted(checked.findings.rows()) == [
        ("a", "SL-1_individual", "9"),
        ("a", "respondent", "a"),
    ]


@pytest.mark.parametrize("nobody", ["", "  ", None])
def test_a_row_without_a_respondent_is_listed(nobody: str | None) -> None:
    table = answers("a", "b").with_columns(pl.Series("respondent", ["a", nobody]))
    checked = check_table(table.lazy(), INSTRUMENT, drop=True)
    assert checked.table.collect()["respondent"].to_list() == ["a"]
    assert checked.findings["column"].to_list() == ["respondent"]


def test_respondents_with_numbers_for_names_are_checked_too() -> None:
    table = answers("a", "b").with_columns(pl.Series("respondent", [7, 7]))
    assert check_table(table.lazy(), INSTRUMENT, drop=True).table.collect().height == 1


CELL_TEXTS = st.one_of(
    st.sampled_from(["0", "3", "4", "03", "2.0", "2.5", "1.", "NA", "n/a", "-", " 1 ", "", "nan"]),
    st.sampled_from(["Can’t say", "can't say", "USUALLY", "Almost always", "sometimes "]),
    st.text(alphabet="0123. naN/-+e", max_size=5),
)


@settings(deadline=None, max_examples=80)
@given(st.lists(CELL_TEXTS, min_size=1, max_size=12))
def test_a_cell_of_text_means_in_a_table_what_it_means_to_the_core(texts: list[str]) -> None:
    scale = INSTRUMENT.response_scale
    table = nw.from_native(pl.DataFrame({"cell": texts}))
    seen = table.select(
        rating("cell", nw.String(), scale).alias("rating"),
        is_not_an_answer("cell", nw.String(), scale).alias("wrong"),
    )
    assert list(seen.iter_rows()) == [meaning(text) for text in texts]


def meaning(text: str) -> tuple[int | None, bool]:
    try:
        answer = read_answer(text, INSTRUMENT.response_scale)
    except CellError:
        return None, True
    return (answer if isinstance(answer, int) else None), False
