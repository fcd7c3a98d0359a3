"""Arrays from outside: read as they are meant, or refused with their place."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arrays import numeric_table, numeric_vector, read_only

NAN = float("nan")


@pytest.mark.parametrize(
    "values",
    [
        [[1, None], [3, 4]],
        [[1.0, NAN], [3, 4]],
        np.array([[1, None], [3, 4]], dtype=object),
        np.array([[1, NAN], [3, 4]], dtype=np.float32),
        np.ma.masked_equal([[1, 9], [3, 4]], 9),
        [[Decimal(1), Decimal("NaN")], [Fraction(3), 4]],
        pl.DataFrame({"a": [1, 3], "b": [None, 4]}),
    ],
)
def test_missing_becomes_nan_whatever_its_form(values: object) -> None:
    table = numeric_table(values)
    assert np.array_equal(table, [[1, NAN], [3, 4]], equal_nan=True)
    assert table.dtype == np.float64


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([1, 2], "1 dimension"),
        (3, "0 dimension"),
        (np.zeros((1, 1, 1)), "3 dimension"),
        (np.zeros((0, 2)), "1 or more persons, got 0"),
        (np.zeros((2, 0)), "1 or more items, got 0"),
        ([[1, 2], [3]], "different lengths"),
        ([["a", "b"]], "Turn words into numbers"),
        ([[1, "2"], [3, 4]], "expected numbers"),
        (np.array([[1, 2], [3, "x"]], dtype=object), r"answers\[1, 1\]: expected a number"),
        ([[1j]], "complex"),
        ([[1, 2], [np.inf, 3]], r"answers\[1, 0\]: an infinite"),
        ([[1, 2], [3, -2e50]], r"answers\[1, 1\]: -2e\+50 is too large.*larger unit"),
        (np.array([["2026-01-01"]], dtype="datetime64[D]"), "datetime"),
    ],
)
def test_what_is_no_table_of_numbers_is_refused_with_its_place(values: object, says: str) -> None:
    with pytest.raises(PsychometricsError, match=says):
        numeric_table(values)


@given(st.lists(st.floats(-1e50, 1e50) | st.just(NAN), min_size=1, max_size=20))
def test_vector_is_what_was_given(values: list[float]) -> None:
    assert np.array_equal(numeric_vector(values, tiny=True), values, equal_nan=True)


def test_vector_refuses_tables_and_too_few() -> None:
    with pytest.raises(PsychometricsError, match="2 dimension"):
        numeric_vector([[1]])
    with pytest.raises(PsychometricsError, match="expected 2 or more values, got 1"):
        numeric_vector([1], at_least=2)


def test_results_cannot_be_written_to() -> None:
    array = read_only(np.zeros(2))
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1
