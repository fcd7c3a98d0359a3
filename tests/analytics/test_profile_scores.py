"""The table engine and the core give the same scores, column for column."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import narwhals as nw
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stature.analytics.answer_columns import rating_column
from stature.analytics.profile_scores import score_row, score_table
from stature.analytics.score_columns import score_columns
from stature.core.errors import AnswersError
from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.core.scoring.profile import score_profile
from stature.packs import find_pack

SAMPLE = Path(__file__).parents[2] / ".." / "shared" / "data" / "profile-sample-answers.csv"
INSTRUMENT = find_pack("service-commitment").instrument
CELLS = [
    (item.code, perspective)
    for item in INSTRUMENT.items
    for perspective in INSTRUMENT.perspective_ids
]

Ratings = Sequence[int | None]


def one_perspective() -> Instrument:
    """The instrument asked for the respondent alone."""
    document = INSTRUMENT.model_dump(mode="json")
    document["perspectives"] = document["perspectives"][:1]
    for section in document["sections"]:
        for item in section["items"]:
            for texts in (item["stems"], item["questions"]):
                del texts["organisation"]
    return Instrument.model_validate(document)


def table_of(people: Sequence[Ratings]) -> pl.DataFrame:
    columns = {"respondent": [f"person {number}" for number in range(len(people))]}
    ratings = {
        rating_column(*cell): pl.Series([person[place] for person in people], dtype=pl.Int8)
        for place, cell in enumerate(CELLS)
    }
    return pl.DataFrame(columns | ratings)


def response_of(respondent: str, ratings: Ratings) -> Response:
    answers: dict[str, dict[str, int]] = {}
    for (item, perspective), rating in zip(CELLS, ratings, strict=True):
        if rating is not None:
            answers.setdefault(item, {})[perspective] = rating
    return Response.model_validate({"respondent": respondent, "answers": answers})


def rows_of_the_core(people: Sequence[Ratings]) -> list[dict[str, object]]:
    return [
        score_row(score_profile(response_of(f"person {number}", ratings), INSTRUMENT), INSTRUMENT)
        for number, ratings in enumerate(people)
    ]


@st.composite
def people(draw: st.DrawFn) -> list[list[int | None]]:
    """Some people, from those who answered everything to those who answered next to nothing."""
    missing = draw(st.sampled_from([0, 1, 4, 12]))
    rating = st.sampled_from([0, 1, 2, 3, 0, 3, 1, 2] * 2 + [None] * missing)
    person = st.lists(rating, min_size=len(CELLS), max_size=len(CELLS))
    return draw(st.lists(person, min_size=1, max_size=6))


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(people())
def test_table_and_core_agree_exactly_in_every_column(answered: list[list[int | None]]) -> None:
    table = score_table(table_of(answered).lazy(), INSTRUMENT).collect()
    assert table.to_dicts() == rows_of_the_core(answered)


def test_agreement_holds_at_each_number_of_missing_answers() -> None:
    answered = [
        [None if place < 2 * missing else (place * 7 + missing) % 4 for place in range(96)]
        for missing in range(49)
    ]
    table = score_table(table_of(answered), INSTRUMENT)
    assert table.to_dicts() == rows_of_the_core(answered)
    assert table["SL_individual"].null_count() == 46
    assert table["SL_individual_n"].to_list()[:4] == [8, 7, 6, 5]


def test_columns_stand_in_the_order_that_is_promised() -> None:
    scored = score_table(table_of([[1] * 96]), INSTRUMENT)
    assert tuple(scored.columns) == score_columns(INSTRUMENT)
    assert scored.columns[:6] == [
        "respondent",
        "SL_individual",
        "SL_individual_n",
        "SL_organisation",
        "SL_organisation_n",
        "SL_gap",
    ]
    assert scored.columns[-9:] == [
        "coached",
        "gaps_to_explore",
        "instrument",
        "version",
        "sha256",
        "scoring_version",
        "coaching_rule",
        "gaps_rule",
        "standard_error_reason",
    ]


def test_each_row_names_its_rules_and_why_it_has_no_error() -> None:
    (row,) = score_table(table_of([[1] * 96]), INSTRUMENT).rows(named=True)
    rules = INSTRUMENT.scoring
    assert row["coaching_rule"] == f"total-below {rules.coaching.version}"
    assert row["gaps_rule"] == f"one-sided {rules.gaps_to_explore.version}"
    assert row["standard_error_reason"] == "no comparison group yet"


def test_a_lazy_table_stays_lazy() -> None:
    assert isinstance(score_table(table_of([[1] * 96]).lazy(), INSTRUMENT), pl.LazyFrame)


def test_the_sample_person_gets_the_known_totals() -> None:
    if not SAMPLE.is_file():
        pytest.skip("the sample answers are not beside this checkout")
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        given_by_item = {row["item"]: row for row in csv.DictReader(file)}
    ratings = [int(given_by_item[item][perspective]) for item, perspective in CELLS]
    row = score_table(table_of([ratings]), INSTRUMENT).to_dicts()[0]
    codes = ("SL", "FVC", "SS", "ES", "CSP", "RRS")
    assert [row[f"{code}_individual"] for code in codes] == [15, 13, 12, 15, 13, 15]
    assert row["total_individual"] == 83
    assert len(row["coached"].split(",")) == 14


@pytest.mark.parametrize("spelling", ["sl1individual", "SL 1 Individual", "SL-1 Me", "SL_1.me"])
def test_any_spelling_of_a_heading_that_folds_the_same_is_found(spelling: str) -> None:
    table = table_of([[2] * 96])
    renamed = table.rename({"SL-1_individual": spelling, "respondent": "Respondent ID"})
    assert score_table(renamed, INSTRUMENT).equals(score_table(table, INSTRUMENT))


def test_extra_columns_do_not_matter() -> None:
    table = table_of([[2] * 96])
    with_more = table.with_columns(department=pl.lit("North"), age=40)
    assert score_table(with_more, INSTRUMENT).equals(score_table(table, INSTRUMENT))


def test_ratings_written_as_decimals_or_words_score_as_whole_numbers() -> None:
    answered = [[place % 4 if place % 11 else None for place in range(96)]]
    table = table_of(answered)
    decimals = table.with_columns(pl.exclude("respondent").cast(pl.Float64).fill_null(float("nan")))
    words = {0: " Rarely or never", 1: "1.0", 2: "USUALLY ", 3: "03"}
    texts = table.with_columns(
        pl.exclude("respondent").replace_strict(words, default="Can’t say", return_dtype=pl.String)
    )
    expected = score_table(table, INSTRUMENT)
    assert score_table(decimals, INSTRUMENT).equals(expected)
    assert score_table(texts, INSTRUMENT).equals(expected)


def test_with_one_perspective_there_is_no_gap() -> None:
    instrument = one_perspective()
    answered = [[place % 4 for place in range(96)], [0] * 96]
    table = score_table(table_of(answered).select("respondent", "^.*_individual$"), instrument)
    own = [person[::2] for person in answered]
    expected = []
    for number, ratings in enumerate(own):
        answers = {
            item.code: {"individual": rating}
            for item, rating in zip(instrument.items, ratings, strict=True)
        }
        response = Response.model_validate({"respondent": f"person {number}", "answers": answers})
        expected.append(score_row(score_profile(response, instrument), instrument))
    assert table.to_dicts() == expected
    assert table["SL_gap"].null_count() == 2


def test_a_section_that_was_not_asked_has_empty_cells() -> None:
    response = Response.model_validate(
        {
            "respondent": "r",
            "sections_asked": ("SL",),
            "answers": {f"SL-{n}": {"individual": 2} for n in range(1, 9)},
        }
    )
    row = score_row(score_profile(response, INSTRUMENT), INSTRUMENT)
    assert tuple(row) == score_columns(INSTRUMENT)
    assert row["SL_individual"] == 16
    assert row["FVC_individual"] is None
    assert row["FVC_individual_n"] == 0


def test_a_missing_column_is_named() -> None:
    table = table_of([[1] * 96]).drop("ES-3_organisation")
    with pytest.raises(AnswersError, match=r"there is no column 'ES-3_organisation'\. Add it"):
        score_table(table, INSTRUMENT)


def test_many_missing_columns_are_counted() -> None:
    with pytest.raises(AnswersError, match="and 93 more"):
        score_table(table_of([[1] * 96]).select("respondent"), INSTRUMENT)


def test_a_column_of_an_unknown_item_is_named() -> None:
    table = table_of([[1] * 96]).with_columns(pl.lit(1).alias("SL-9_individual"))
    with pytest.raises(AnswersError, match="'SL-9_individual'"):
        score_table(table, INSTRUMENT)


def test_a_table_without_respondents_is_refused() -> None:
    with pytest.raises(AnswersError, match="no column 'respondent'"):
        score_table(table_of([[1] * 96]).drop("respondent"), INSTRUMENT)


def test_two_columns_for_the_same_rating_are_refused() -> None:
    table = table_of([[1] * 96]).with_columns(pl.lit(1).alias("SL-1 Me"))
    with pytest.raises(AnswersError, match="two columns stand for 'SL-1_individual'"):
        score_table(table, INSTRUMENT)


def test_a_table_with_one_row_an_item_is_refused() -> None:
    long_table = pl.DataFrame({"respondent": ["r"], "item": ["SL-1"], "individual": [1]})
    with pytest.raises(AnswersError, match="each row holds one item"):
        score_table(long_table, INSTRUMENT)


def test_a_column_of_dates_is_refused() -> None:
    table = table_of([[1] * 96]).with_columns(pl.date(2026, 1, 1).alias("SL-1_individual"))
    with pytest.raises(AnswersError, match="'SL-1_individual' holds Date"):
        score_table(table, INSTRUMENT)


def test_the_same_query_runs_on_another_engine() -> None:
    duckdb = pytest.importorskip("duckdb", reason="the second engine, DuckDB, is not installed")
    pytest.importorskip("pyarrow", reason="tables reach DuckDB through pyarrow")
    answered = [[(place * 5 + person) % 5 for place in range(96)] for person in range(20)]
    table = table_of([[None if each == 4 else each for each in one] for one in answered])
    relation = duckdb.connect().from_arrow(table.to_arrow())
    scored = nw.from_native(score_table(relation, INSTRUMENT)).collect("polars").to_native()
    expected = score_table(table, INSTRUMENT)
    assert scored.sort("respondent").to_dicts() == expected.sort("respondent").to_dicts()
