"""Teams, functions and filters: no comparison of two leaves a few people alone."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.disclosure import (
    DisclosureRules,
    Layout,
    PublishedFigure,
    SelectionPlan,
    plan_selections,
    selection_means,
)
from stature.core.disclosure.adversary import Adversary, MeanSeen, Part, PublicKnowledge
from stature.core.errors import DisclosureError

STAFF = [f"p{number}" for number in range(12)]
RULES = DisclosureRules(per_group=5)


def test_shows_selections_that_are_large_and_far_apart() -> None:
    plan = plan_selections({"all": STAFF, "north": STAFF[:6], "south": STAFF[6:]})
    assert list(plan.shown) == ["all", "north", "south"]


def test_hides_a_selection_that_leaves_a_few_people_of_another() -> None:
    plan = plan_selections({"all": STAFF, "without two": STAFF[2:]})
    assert list(plan.shown) == ["all"]
    assert "a few people" in plan.hidden["without two"]


def test_leaves_out_the_few_who_would_stand_apart() -> None:
    """Two of the south are in a team of the north: the south is shown without them."""
    plan = plan_selections({"north team": STAFF[:6], "south": STAFF[4:]})
    assert plan.hidden == {"south": "Beside other figures it would tell what a few people said."}
    staff = [*STAFF, "p12", "p13"]
    plan = plan_selections({"north team": staff[:6], "south": staff[5:]})
    assert plan.shown["south"] == frozenset(staff[6:])
    assert plan.left_out == {"north team": 0, "south": 1}


def test_hides_a_small_selection() -> None:
    assert plan_selections({"four": STAFF[:4]}).hidden == {"four": "Fewer than 5 people."}


def test_what_was_shown_before_counts() -> None:
    earlier = plan_selections({"north": STAFF[:6]})
    later = plan_selections({"north and one": STAFF[:7]}, earlier=earlier)
    assert later.shown == {"north and one": frozenset(STAFF[:6])}
    assert later.left_out == {"north and one": 1}


def test_means_and_ranges_of_selections() -> None:
    plan = plan_selections({"all": STAFF, "north": STAFF[:6]})
    values = np.array([[3, 5]] * 6 + [[4, 4]] * 6, dtype=float)
    figures = selection_means(values, STAFF, ("a", "b"), plan)
    words = {(one.group, one.unit): one.words for one in figures}
    assert words["all", "a"] == "3.5"
    assert words["north", "b"] == "4.5 or more"
    assert words["all", "b"] == "4.4"  # (4.75 + 4) / 2: the range goes in as its middle


def test_a_part_with_too_many_values_missing_is_in_no_mean() -> None:
    plan = plan_selections({"all": STAFF, "north": STAFF[:6]})
    values = np.full((12, 1), 3.0)
    values[:2] = np.nan
    everyone, north = selection_means(values, STAFF, ("a",), plan)
    assert (everyone.n, north.status) == (6, "hidden")


def test_refuses_people_without_a_row() -> None:
    plan = plan_selections({"all": STAFF})
    with pytest.raises(DisclosureError, match="no row"):
        selection_means(np.full((2, 1), 3.0), STAFF[:2], ("a",), plan)
    with pytest.raises(DisclosureError, match="reach from"):
        selection_means(np.full((12, 1), 7.0), STAFF, ("a",), plan)
    with pytest.raises(DisclosureError, match="different people"):
        selection_means(np.full((2, 2), 3.0), STAFF, ("a",), plan)


def seen_by_adversary(
    figures: tuple[PublishedFigure, ...], plan: SelectionPlan, answers: np.ndarray
) -> list[MeanSeen]:
    """Each printed mean, made of parts; parts near an end went in as the middle of their range."""
    seen = []
    for figure in figures:
        parts, constant = [], Fraction(0)
        for part in plan.parts:
            if not part <= plan.shown[figure.group]:
                continue
            rows = tuple(sorted(STAFF.index(person) for person in part))
            weight = Fraction(len(rows), figure.n)
            mean = Fraction(int(answers[list(rows), 0].sum()), len(rows))
            whole = (Part(rows, (0,), Fraction(1)),)
            if mean >= RULES.high_edge:
                constant += weight * Fraction(19, 4)
                seen.append(MeanSeen("part", whole, Fraction(9, 2), Fraction(5)))
            elif mean <= RULES.low_edge:
                constant += weight * Fraction(5, 4)
                seen.append(MeanSeen("part", whole, Fraction(1), Fraction(3, 2)))
            else:
                parts.append(Part(rows, (0,), weight))
        if parts and figure.value is not None:
            number = Fraction(str(figure.value))
            half = Fraction(1, 20)
            seen.append(
                MeanSeen(figure.group, tuple(parts), number - half, number + half, constant)
            )
    return seen


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.sets(st.sampled_from(STAFF), min_size=4), min_size=1, max_size=6),
    st.sampled_from([(1, 6), (4, 6), (1, 3), (5, 6)]),
    st.integers(0, 1000),
)
def test_nobody_is_found_out_from_any_filters(
    filters: list[set[str]], span: tuple[int, int], seed: int
) -> None:
    answers = np.random.default_rng(seed).integers(*span, (len(STAFF), 1)).astype(float)
    plan = plan_selections({"all": STAFF, **{f"f{n}": one for n, one in enumerate(filters)}})
    figures = selection_means(answers, STAFF, ("m",), plan)
    knowledge = PublicKnowledge(
        layout=Layout(("m",), ("m",), (0,)),
        rules=RULES,
        raters=tuple(STAFF),
        groups=("staff",) * len(STAFF),
        observed=np.ones((len(STAFF), 1), dtype=bool),
        known=np.full((len(STAFF), 1), np.nan),
        hidden=frozenset(),
    )
    seen = seen_by_adversary(figures, plan, answers)
    verdict = Adversary(knowledge, tuple(seen)).verdict(truth=answers)
    assert verdict.safe, verdict
