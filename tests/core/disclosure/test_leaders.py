"""Group reports: who counts in which, and what later ones tell beside those before."""

import json

import pytest

from stature.core.disclosure import (
    LeadersTold,
    MeasureValues,
    leaders_told_document,
    leaders_told_of_document,
    plan_leaders,
)
from stature.core.errors import DisclosureError

TEN = [f"l{number}" for number in range(10)]
FIRST = {f"{leader}#1": 2.0 + number % 3 for number, leader in enumerate(TEN)}


def known(values: dict[str, float], now: list[str] | None = None) -> dict[str, MeasureValues]:
    return {"m": MeasureValues(values, frozenset(values if now is None else now))}


def renewed(*places: int, left: tuple[int, ...] = ()) -> dict[str, MeasureValues]:
    """Ten leaders of whom some have a new figure, and some left."""
    now = [
        f"{leader}#{2 if number in places else 1}"
        for number, leader in enumerate(TEN)
        if number not in left
    ]
    return known({**FIRST, **{f"l{number}#2": 3.5 for number in places}}, now)


def first(**teams: list[str]) -> LeadersTold:
    return plan_leaders({"all": TEN, **teams}, known(FIRST))


def later(found: dict[str, MeasureValues], **teams: list[str]) -> LeadersTold:
    here = {entry.partition("#")[0] for entry in found["m"].now}
    return plan_leaders({"all": here, **teams}, found, earlier=first(**teams))


def in_all(told: LeadersTold) -> set[str]:
    return set(told.made_of()["all", "m"])


def test_a_mean_of_five_leaders_or_more_is_shown() -> None:
    told = plan_leaders({"all": TEN, "north": TEN[:5], "few": TEN[:4]}, known(FIRST))
    assert told.shown == ("all", "north")
    assert told.hidden == {"few": "Fewer than 5 people."}
    assert [figure.published.words for figure in told.figures] == ["2.9", "2.8"]


def test_a_leader_without_a_figure_counts_in_none() -> None:
    values = {entry: value for entry, value in FIRST.items() if entry != "l0#1"}
    told = plan_leaders({"all": TEN, "all but one": TEN[1:]}, known(values))
    assert [figure.published.n for figure in told.figures] == [9, 9]
    assert told.left_out == {"all": 0, "all but one": 0}


def test_too_few_figures_hide_the_selection() -> None:
    values = dict(list(FIRST.items())[:4])
    told = plan_leaders({"all": TEN}, known(values))
    assert told.hidden == {"all": "Fewer than 5 people have a value."}
    assert told.figures == ()


def test_one_who_would_stand_apart_is_left_out_and_counted() -> None:
    told = plan_leaders({"south": TEN[:9], "all": TEN}, known(FIRST))
    assert told.made_of()["all", "m"] == told.made_of()["south", "m"]
    assert told.left_out == {"south": 0, "all": 1}


def test_a_leader_who_left_still_counts() -> None:
    told = later(renewed(left=(3,)))
    assert in_all(told) == set(FIRST)
    assert not told.says_more_than(first())


def test_five_leaders_who_left_count_no_more() -> None:
    told = later(renewed(left=(0, 1, 2, 3, 4)))
    assert in_all(told) == set(list(FIRST)[5:])
    assert told.says_more_than(first())


def test_four_new_figures_wait_and_the_older_ones_stay() -> None:
    told = later(renewed(0, 1, 2, 3))
    assert in_all(told) == set(FIRST)
    assert not told.says_more_than(first())


def test_five_new_figures_take_the_place_of_the_older_ones() -> None:
    told = later(renewed(0, 1, 2, 3, 4))
    assert in_all(told) == {f"l{n}#{2 if n < 5 else 1}" for n in range(10)}
    assert told.says_more_than(first())


def test_some_new_figures_wait_so_that_five_older_ones_stay_together() -> None:
    """Seven of ten have a new one: the three others would be told apart."""
    told = later(renewed(*range(7)))
    assert in_all(told) == {f"l{n}#{2 if n < 5 else 1}" for n in range(10)}


def test_new_figures_wait_where_five_older_ones_cannot_stay() -> None:
    nine = dict(list(FIRST.items())[:9])
    before = plan_leaders({"all": TEN[:9]}, known(nine))
    values = {**nine, **{f"l{number}#2": 3.5 for number in range(6)}}
    now = [f"l{number}#{2 if number < 6 else 1}" for number in range(9)]
    told = plan_leaders({"all": TEN[:9]}, known(values, now), earlier=before)
    assert in_all(told) == set(nine)


def test_all_new_figures_come_in() -> None:
    assert in_all(later(renewed(*range(10)))) == {f"{leader}#2" for leader in TEN}


def test_a_leader_who_left_counts_in_the_team_of_then() -> None:
    told = later(renewed(left=(3,)), north=TEN[:5])
    assert "l3#1" in told.made_of()["north", "m"]


def test_one_who_left_and_four_with_new_figures_all_stay() -> None:
    """Five could go, but the four new figures would be told apart."""
    assert in_all(later(renewed(0, 1, 2, 4, left=(3,)))) == set(FIRST)


def test_a_part_told_as_a_range_is_never_told_in_two() -> None:
    high = {f"l{number}#1": 5.0 if number < 5 else 4.0 for number in range(10)}
    before = plan_leaders({"all": TEN}, known(high))
    assert before.figures[0].published.status == "high band"
    told = plan_leaders({"all": TEN, "south": TEN[5:]}, known(high), earlier=before)
    assert told.shown == ("all",)


def test_a_part_is_told_in_two_only_where_neither_is_near_an_end() -> None:
    mixed = {f"l{number}#1": 5.0 if number < 5 else 3.0 for number in range(10)}
    at_once = plan_leaders({"all": TEN, "south": TEN[5:]}, known(mixed))
    assert at_once.shown == ("all", "south")
    before = plan_leaders({"all": TEN}, known(mixed))
    told = plan_leaders({"all": TEN, "south": TEN[5:]}, known(mixed), earlier=before)
    assert told.shown == ("all",)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((5, 5, 5, 5, 5), "3.9 or more"),
        ((2, 5, 5, 5, 5), "3.9 or more"),
        ((4.6, 4.6, 4.6, 4.6, 4.6), "4.5 or more"),
        ((1, 1, 1, 1, 4), "2.1 or less"),
        ((4, 4.5, 4, 4.5, 4.5), "4.3"),
    ],
)
def test_all_but_one_near_an_end_give_out_a_wider_range(
    figures: tuple[float, ...], words: str
) -> None:
    five = {f"l{number}#1": float(figure) for number, figure in enumerate(figures)}
    told = plan_leaders({"all": TEN[:5]}, known(five))
    assert told.figures[0].published.words == words


def test_what_was_told_comes_back_from_its_document() -> None:
    told = later(renewed(0, 1, 2, 3, 4), north=TEN[:5])
    document = json.loads(json.dumps(leaders_told_document(told)))
    assert leaders_told_of_document(document) == told


@pytest.mark.parametrize("document", [{}, {"form": "other"}, {"form": "leaders told, 1"}])
def test_another_document_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(DisclosureError, match="does not say what group reports told"):
        leaders_told_of_document(document)


@pytest.mark.parametrize(
    ("values", "now", "told"),
    [
        ({"a#1": 3.0, "a#2": 3.0}, ["a#1", "a#2"], "two figures at once"),
        ({"a#1": 3.0}, ["a#1", "b#1"], "without a value"),
        ({"a#1": 5.5}, ["a#1"], "figure is 5.5"),
        ({"a#1": float("nan")}, ["a#1"], "figure is nan"),
    ],
)
def test_odd_figures_are_refused(values: dict[str, float], now: list[str], told: str) -> None:
    with pytest.raises(DisclosureError, match=told):
        plan_leaders({"all": ["a"]}, known(values, now))
