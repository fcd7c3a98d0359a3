"""Filters are read in one pass, whatever is in them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stature.web.frameworks.case.errors import InvalidSelectionError
from stature.web.frameworks.case.filters import (
    MAXIMUM_LENGTH,
    Condition,
    parse_filter,
    sort_key,
)

FIELDS = frozenset({"title", "version", "subject"})


@given(st.text(max_size=80))
def test_any_value_finds_what_equals_it(value):
    found = parse_filter(f"title='{value.replace(chr(39), chr(39) * 2)}'", FIELDS)
    assert found.holds_for({"title": value})
    assert not found.holds_for({"title": f"{value}x"})
    assert not found.holds_for({})


PIECES = ("title", "nothing", "=", "~", "!", ">", "'", "''", "x", " ", "AND", "OR", "%", "\0", "é")


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=100))
def test_any_text_is_a_filter_or_is_refused_with_a_place(text):
    try:
        found = parse_filter(text, FIELDS)
    except InvalidSelectionError as refused:
        where = refused.where
    else:
        where = "filter"
        assert found.holds_for({}) in (True, False)
    assert where == "filter"


@given(st.text(max_size=60), st.text(max_size=60))
def test_each_two_texts_compare_one_way(first, second):
    record = {"title": first}
    below, equal, above = (
        Condition("title", predicate, second).holds_for(record) for predicate in ("<", "=", ">")
    )
    assert not (below and above)
    assert below == (not Condition("title", ">=", second).holds_for(record))
    assert above == (not Condition("title", "<=", second).holds_for(record))
    assert not (equal and (below or above))


def test_list_fits_when_one_of_its_entries_does():
    record = {"subject": ["Service", "Sales"]}
    assert parse_filter("subject='sales'", FIELDS).holds_for(record)
    assert parse_filter("subject~'serv'", FIELDS).holds_for(record)
    assert not parse_filter("subject!='sales'", FIELDS).holds_for(record)
    assert parse_filter("subject!='law'", FIELDS).holds_for(record)


def test_numbers_in_texts_count_as_numbers():
    assert sorted(["v10", "v9", "V9a", "9", "10"], key=sort_key) == ["9", "10", "v9", "V9a", "v10"]


def test_fault_is_named_with_its_place():
    with pytest.raises(InvalidSelectionError, match=r"at character 11, got .oder title"):
        parse_filter("title='x' oder title='y'", FIELDS)
    with pytest.raises(InvalidSelectionError, match="at character 14, got nothing"):
        parse_filter("title='x' AND", FIELDS)


@pytest.mark.parametrize("piece", ["'", " ", "a", "''", "title=", "title='x' AND ", "a'"])
def test_long_nonsense_is_refused_at_once(piece):
    text = "title='" + piece * (MAXIMUM_LENGTH // len(piece))
    began = time.perf_counter()
    with pytest.raises(InvalidSelectionError):
        parse_filter(text[:MAXIMUM_LENGTH] + "!", FIELDS)
    with pytest.raises(InvalidSelectionError):
        parse_filter(text[: MAXIMUM_LENGTH - 1] + "!", FIELDS)
    assert time.perf_counter() - began < 0.1
