"""Arrays from outside: read as they are meant, or refused with their place."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.arrays import (
    group_codes,
    numeric_table,
    numeric_vector,
    read_only,
    require_same_length,
    require_share,
    require_whole,
)

NAN = float("nan")
# NumPy cuts a NUL off the end of a text.
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=2)


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


@pytest.mark.parametrize("value", [0, 1, -0.1, 95, NAN, "a", None, [0.5]])
def test_share_must_lie_between_zero_and_one(value: object) -> None:
    with pytest.raises(PsychometricsError, match="level"):
        require_share(value, "level")  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [0, 1.5, True, NAN, np.inf, "a", None])
def test_whole_number_must_be_whole_and_large_enough(value: object) -> None:
    with pytest.raises(PsychometricsError, match="replicates"):
        require_whole(value, "replicates", at_least=1)  # type: ignore[arg-type]


def test_whole_number_of_any_type_is_read() -> None:
    assert [require_whole(value, "n", at_least=2) for value in (2, np.int8(3), 4.0)] == [2, 3, 4]


def test_lengths_must_match() -> None:
    require_same_length([1], ["a"], "groups")
    with pytest.raises(PsychometricsError, match="groups: expected 2 entries, got 1"):
        require_same_length([1, 2], [1], "groups")


def test_results_cannot_be_written_to() -> None:
    array = read_only(np.zeros(2))
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


@pytest.mark.parametrize(
    "groups",
    [
        ["b", None, "a", "b"],
        ["b", NAN, "a", "b"],
        np.array(["b", None, "a", "b"], dtype=object),
        np.ma.array(["b", "x", "a", "b"], mask=[0, 1, 0, 0]),
        pl.Series(["b", None, "a", "b"]),
        [2.0, NAN, 1.0, 2.0],
        np.ma.masked_equal([2, 9, 1, 2], 9),
        pl.Series([2, None, 1, 2]),
        np.array(["2026-01-02", "NaT", "2026-01-01", "2026-01-02"], dtype="datetime64[D]"),
    ],
)
def test_units_without_a_group_are_known_as_such(groups: object) -> None:
    found = group_codes(groups)  # type: ignore[arg-type]
    assert found.codes.tolist() == [1, -1, 0, 1]
    assert found.sizes.tolist() == [1, 2]
    assert found.known.tolist() == [True, False, True, True]


@given(
    st.sampled_from(["int8", "uint8", "int16", "int32", "int64", "uint64"]).flatmap(
        lambda dtype: st.lists(
            st.integers(int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)), min_size=1, max_size=80
        ).map(lambda values: np.array(values, dtype=dtype))
    )
)
def test_codes_lead_back_to_whole_labels_of_any_width(labels: np.ndarray) -> None:
    found = group_codes(labels)
    names, codes = np.unique(labels, return_inverse=True)
    assert found.labels.tolist() == names.tolist()
    assert found.codes.tolist() == codes.tolist()


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int64", "uint64"])
def test_close_labels_are_counted_without_overflow(dtype: str) -> None:
    limits = np.iinfo(dtype)
    low = int(limits.min) if dtype != "uint64" else int(limits.max) - 200
    labels = np.array([low, low + 100, low + 200] * 40, dtype=dtype)
    found = group_codes(labels)
    assert found.labels.tolist() == [low, low + 100, low + 200]
    assert found.codes[:3].tolist() == [0, 1, 2]


@given(st.lists(st.one_of(st.integers(0, 9), WORDS, st.none()), max_size=20))
def test_labels_of_several_kinds_are_told_apart(labels: list[object]) -> None:
    found = group_codes(labels)
    texts = [str(label) for label in labels if label is not None and str(label).strip()]
    assert found.known.tolist() == [label is not None and str(label) in texts for label in labels]
    assert [str(found.labels[code]) for code in found.codes[found.known]] == texts


def test_groups_must_be_one_for_each_unit() -> None:
    with pytest.raises(PsychometricsError, match="2 dimension"):
        group_codes([["a"], ["b"]])
    assert group_codes([]).sizes.tolist() == []
