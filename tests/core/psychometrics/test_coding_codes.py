"""Coders' labels of any kind are read, and what cannot be a code is refused with its place."""

import numpy as np
import polars as pl
import pytest

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.coding.codes import read_codes, read_pair
from stature.core.psychometrics.coding.weights import agreement_weights, agreement_word


@pytest.mark.parametrize(
    "codes",
    [
        [["a", "b"], ["b", None]],
        [["a", "b"], ["b", float("nan")]],
        [["a", "b"], ["b", ""]],
        [["a", "b"], ["b", "  "]],
        np.array([["a", "b"], ["b", ""]]),
        np.array([["a", "b"], ["b", None]], dtype=object),
        np.ma.masked_equal(np.array([["a", "b"], ["b", "x"]], dtype=object), "x"),
        pl.DataFrame({"first": ["a", "b"], "second": ["b", None]}),
    ],
)
def test_missing_codes_are_seen_whatever_their_form(codes: object) -> None:
    table = read_codes(codes)
    assert table.codes.tolist() == [[0, 1], [1, -1]]
    assert table.categories.tolist() == ["a", "b"]
    assert table.given.tolist() == [2, 1]
    assert table.counts.tolist() == [[1.0, 1.0], [0.0, 1.0]]


def test_masked_numbers_are_missing() -> None:
    codes = np.ma.masked_equal([[1, 2], [2, 9]], 9)
    assert read_codes(codes).codes.tolist() == [[0, 1], [1, -1]]
    pair = read_pair(np.ma.masked_equal([1, 9], 9), [1, 2])
    assert pair.codes.tolist() == [[0, 0], [-1, 1]]


def test_numbers_are_ordered_as_numbers_not_as_text() -> None:
    assert read_codes([[10, 9], [2, None]]).categories.tolist() == [2, 9, 10]


def test_given_categories_keep_their_order_and_the_unused_ones() -> None:
    table = read_codes([["high", "low"]], categories=["low", "middle", "high"])
    assert table.codes.tolist() == [[2, 0]]
    assert table.in_order


def test_callers_array_is_left_as_it_was() -> None:
    codes = np.array([["a", ""], ["b", "b"]], dtype=object)
    before = codes.copy()
    read_codes(codes)
    assert codes.tolist() == before.tolist()


@pytest.mark.parametrize(
    ("codes", "categories", "says"),
    [
        ([1, 2, 3], None, "units × coders"),
        ([[]], None, "units × coders"),
        ([], None, "units × coders"),
        (np.zeros((2, 2, 2)), None, "units × coders"),
        ([["a"], ["b", "c"]], None, "different lengths"),
        ([[1.0, np.inf]], None, "infinite"),
        (np.array([[1, np.inf]], dtype=object), None, "infinite"),
        ([["a", "b"]], ["a"], "'b' is not among"),
        ([["a", "b"]], ["a", "b", "a"], "twice"),
    ],
)
def test_what_is_no_table_of_codes_is_refused(codes: object, categories: object, says: str) -> None:
    with pytest.raises(PsychometricsError, match=says):
        read_codes(codes, categories=categories)


def test_pair_must_match_in_length_and_dimension() -> None:
    with pytest.raises(PsychometricsError, match="expected 2 entries, got 1"):
        read_pair(["a", "b"], ["a"])
    with pytest.raises(PsychometricsError, match="second"):
        read_pair(["a", "b"], [["a"], ["b"]])


def test_skipped_numbers_are_noted() -> None:
    assert read_codes([[1, 2], [3, 3]]).gap_notes() == ()
    assert "never occur" in read_codes([[1, 2], [5, 5]]).gap_notes()[0]
    assert read_codes([["x", "y"]]).gap_notes() == ()


def test_weights_fall_from_one_to_zero() -> None:
    assert agreement_weights(3).tolist() == np.eye(3).tolist()
    assert agreement_weights(3, "quadratic")[0].tolist() == [1.0, 0.75, 0.0]
    assert agreement_weights(1, "linear").tolist() == [[1.0]]
    with pytest.raises(PsychometricsError, match="cubic"):
        agreement_weights(3, "cubic")  # type: ignore[arg-type]


def test_landis_and_koch_words_change_at_their_limits() -> None:
    words = [agreement_word(value) for value in (-0.1, 0.0, 0.2, 0.21, 0.4, 0.6, 0.8, 0.81)]
    assert words == [
        "poor",
        "slight",
        "slight",
        "fair",
        "fair",
        "moderate",
        "substantial",
        "almost perfect",
    ]
