"""Results carry their error or the reason why there is none, in words and for machines."""

import json
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.results import (
    Dropped,
    Interval,
    Result,
    Statistic,
    counted,
    decimals,
    p_text,
    unit_values,
)

NAN = float("nan")


def statistic(**changes: object) -> Statistic:
    values = {"name": "alpha", "estimate": 0.8, "n": 1234, "why_no_error": "one person"}
    return Statistic(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (-0.5, 2, "−0.50"),
        (-0.0004, 3, "0.000"),
        (-0.0, 1, "0.0"),
        (1234.5, 1, "1,234.5"),
        (-1234.5, 1, "−1,234.5"),
        (-np.inf, 1, "−inf"),
        (0.0005001, 3, "0.001"),
    ],
)
def test_numbers_for_people(value: float, places: int, text: str) -> None:
    assert decimals(value, places) == text


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_numbers_for_people_read_back(value: float, places: int) -> None:
    text = decimals(value, places)
    assert "-" not in text
    back = float(text.replace(",", "").replace("−", "-"))
    assert back == pytest.approx(value, abs=0.51 * 10.0**-places)
    assert not text.startswith("−") or back < 0


@pytest.mark.parametrize("estimate", [NAN, np.inf, -np.inf])
def test_statistic_without_value_is_refused(estimate: float) -> None:
    with pytest.raises(UndefinedStatistic, match="alpha has no value"):
        statistic(estimate=estimate)


def test_statistic_without_error_must_say_why() -> None:
    with pytest.raises(AssertionError, match="must say why"):
        statistic(why_no_error="")


def test_interval_needs_both_ends() -> None:
    with pytest.raises(UndefinedStatistic, match="Feldt"):
        Interval(0.1, NAN, 0.95, "Feldt")
    found = Interval(-0.1, 0.3, 0.9, "Feldt")
    assert 0.3 in found
    assert 0.31 not in found
    assert found.width == pytest.approx(0.4)
    assert str(found) == "90% interval −0.100 to 0.300, Feldt"


def test_summary_gives_estimate_error_n_dropped_and_notes() -> None:
    found = statistic(
        interval=Interval(0.7, 0.9, 0.95, "Feldt"),
        dropped=(Dropped(1200, "persons", "an answer is missing"), Dropped(0, "items", "none")),
        notes=("Take care.",),
    )
    assert found.summary() == (
        "alpha = 0.800 (95% interval 0.700 to 0.900, Feldt). n = 1,234 persons. "
        "1,200 persons dropped: an answer is missing. Take care."
    )
    assert "(standard error 0.020)" in statistic(standard_error=0.02).summary()
    assert "(no error: one person)" in statistic().summary()


def test_result_without_words_of_its_own_says_so() -> None:
    with pytest.raises(NotImplementedError):
        Result(n=1).summary()


@dataclass(frozen=True, kw_only=True, eq=False)
class Shelf(Result):
    """A result with every kind of field."""

    values: np.ndarray
    table: dict[int, object]
    inner: Interval
    single: np.float64
    flag: np.bool_


def test_result_is_fit_for_json() -> None:
    shelf = Shelf(
        n=2,
        values=np.array([[1.0, NAN], [np.inf, 2.0]]),
        table={1: np.arange(2), 2: (True, None)},
        inner=Interval(0, 1, 0.95, "Wilson"),
        single=np.float64(NAN),
        flag=np.bool_(True),
    )
    plain = json.loads(json.dumps(shelf.to_dict(), allow_nan=False))
    assert plain["values"] == [[1.0, None], [None, 2.0]]
    assert plain["table"] == {"1": [0, 1], "2": [True, None]}
    assert plain["inner"]["method"] == "Wilson"
    assert plain["single"] is None
    assert plain["flag"] is True


def test_missing_units_are_null() -> None:
    assert unit_values(np.array([1.0, NAN])) == [1.0, None]


@pytest.mark.parametrize(
    ("count", "what", "text"),
    [
        *((0, "groups", "0 groups"), (1, "groups", "1 group"), (2_500, "groups", "2,500 groups")),
        *((1, "categories", "1 category"), (1, "persons with a flag", "1 person with a flag")),
    ],
)
def test_one_is_singular(count: int, what: str, text: str) -> None:
    assert counted(count, what) == text


def test_p_value_for_people_is_never_nought() -> None:
    assert p_text(0.0) == p_text(0.00099) == "p < 0.001"
    assert p_text(0.0312) == "p = 0.031"
