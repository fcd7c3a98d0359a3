"""What a plan shows, merges and hides, and that it says why."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.disclosure import (
    ALL_RATERS,
    DisclosureRules,
    Layout,
    Ratings,
    plan_disclosure,
)
from stature.core.errors import DisclosureError
from tests.core.disclosure.conftest import rated
from tests.core.disclosure.made_up import made_up_round


def group(plan, name):  # type: ignore[no-untyped-def]
    return next(one for one in plan.groups if one.name == name)


def changed(ratings: Ratings, rater: str, answers: str) -> Ratings:
    table = ratings.answers.copy()
    table[ratings.raters.index(rater)] = [
        np.nan if answer == "-" else float(answer) for answer in answers.split()
    ]
    return Ratings(table, ratings.raters, ratings.groups)


def without(ratings: Ratings, *raters: str) -> Ratings:
    rows = [row for row, rater in enumerate(ratings.raters) if rater not in raters]
    return Ratings(
        ratings.answers[rows],
        tuple(ratings.raters[row] for row in rows),
        tuple(ratings.groups[row] for row in rows),
    )


def test_shows_the_mean_of_a_group_that_reaches_the_minimum(layout: Layout, full: Ratings) -> None:
    figure = plan_disclosure(full, layout).figure("a", "peers")
    assert (figure.words, figure.n, figure.status) == ("3.7", 3, "shown")  # 22 / 6


def test_shows_self_and_manager_singly(layout: Layout, full: Ratings) -> None:
    plan = plan_disclosure(full, layout)
    assert [plan.figure("a", name).words for name in ("self", "manager")] == ["5.0", "4.0"]


def test_hides_a_group_below_the_minimum_and_says_so(layout: Layout, full: Ratings) -> None:
    plan = plan_disclosure(full, layout)
    assert group(plan, "customers").status == "hidden"
    assert "in no figure" in group(plan, "customers").reason
    with pytest.raises(DisclosureError, match="customers"):
        plan.figure("a", "customers")


def test_answers_of_a_hidden_group_are_in_no_figure(layout: Layout, full: Ratings) -> None:
    extreme = changed(changed(full, "c1", "5 5 5 5"), "c2", "5 5 5 5")
    plans = [plan_disclosure(ratings, layout) for ratings in (full, extreme)]
    assert plans[0].figures == plans[1].figures
    assert plans[0].options == plans[1].options


def test_merges_small_groups_into_others_that_are_named(layout: Layout, full: Ratings) -> None:
    plan = plan_disclosure(without(full, "d3"), layout)
    assert group(plan, "customers").status == group(plan, "direct reports").status == "merged"
    assert group(plan, "customers").shown_as == "others"
    assert plan.figure("a", "others").n == 4


def test_all_raters_is_the_mean_of_groups_or_of_raters(layout: Layout, full: Ratings) -> None:
    # manager 4.0 (1), peers 22/6 (3), direct reports 20/6 (3)
    by_group = plan_disclosure(full, layout, weighting="group").scale_means(ALL_RATERS)[0]
    by_rater = plan_disclosure(full, layout, weighting="rater").scale_means(ALL_RATERS)[0]
    assert by_group == pytest.approx((4 + 22 / 6 + 20 / 6) / 3)
    assert by_rater == pytest.approx((4 + 22 / 2 + 20 / 2) / 7)


def test_all_raters_needs_four_people_of_whom_some_are_protected(layout: Layout) -> None:
    peers = [(f"p{number}", "peers", "3 4 2 4") for number in range(3)]
    assert plan_disclosure(rated(*peers), layout).figure("a", ALL_RATERS).status == "hidden"
    with_manager = rated(("boss", "manager", "2 2 2 2"), *peers)
    assert plan_disclosure(with_manager, layout).figure("a", ALL_RATERS).n == 4


def test_hides_a_scale_that_too_few_of_a_group_observed(layout: Layout, full: Ratings) -> None:
    plan = plan_disclosure(changed(full, "p3", "- - 4 3"), layout)
    assert plan.figure("a", "peers").status == "hidden"
    assert plan.figure("b", "peers").status == "shown"
    # The other two peers are not in the total either, or it would tell their mean.
    assert plan.figure("a", ALL_RATERS).n == 4
    assert plan.raters_per_scale("peers").tolist() == [0, 3]
    assert np.isnan(plan.scale_means("peers")[0])


def test_shows_a_range_near_the_end_of_the_scale(layout: Layout) -> None:
    top = rated(*((f"p{number}", "peers", "5 5 1 1") for number in range(4)))
    plan = plan_disclosure(top, layout)
    assert plan.figure("a", "peers").words == "4.5 or more"
    assert plan.figure("b", "peers").words == "1.5 or less"
    assert plan.scale_means("peers").tolist() == [4.75, 1.25]


def test_a_range_is_the_same_whether_all_or_nearly_all_agree(layout: Layout) -> None:
    top = [(f"p{number}", "peers", "5 5 3 4") for number in range(4)]
    nearly = [*top[:3], ("p3", "peers", "4 5 3 4")]
    plans = [plan_disclosure(rated(*lines), layout) for lines in (top, nearly)]
    assert plans[0].figures == plans[1].figures


def test_a_unit_of_whole_scales_has_figures_by_group(layout: Layout, full: Ratings) -> None:
    plan = plan_disclosure(full, layout)
    scales = plan.scale_means("peers")
    assert plan.figure("total", "peers").value == pytest.approx(scales.mean(), abs=0.05)
    assert plan.figure("total", "peers").kind == "total"


def test_a_unit_that_cuts_through_scales_has_a_figure_for_all_raters_only(
    layout: Layout, full: Ratings
) -> None:
    plan = plan_disclosure(full, layout)
    assert plan.figure("facet", ALL_RATERS).value == pytest.approx(21 / 6)
    with pytest.raises(DisclosureError):
        plan.figure("facet", "peers")


def test_counts_options_over_protected_raters_together(layout: Layout, full: Ratings) -> None:
    first = plan_disclosure(full, layout).options[0]
    assert (first.item, first.n, first.counts) == ("a1", 6, (0, 1, 2, 2, 1))
    assert first.mean == pytest.approx(21 / 6)


def test_counts_need_five_people_for_each_item_of_the_scale(layout: Layout, full: Ratings) -> None:
    fewer = changed(changed(full, "p1", "- 4 2 5"), "d1", "- 3 4 4")
    options = plan_disclosure(fewer, layout).options
    assert [one.counts is None for one in options] == [True, True, False, False]
    assert "could show who said what" in options[0].reason


def test_does_not_count_options_when_everyone_chose_the_same(layout: Layout) -> None:
    same = rated(*((f"p{number}", "peers", f"4 {3 + number % 2} 2 4") for number in range(6)))
    assert plan_disclosure(same, layout).options[0].counts is None


def test_shows_no_single_item_by_group_even_if_the_scale_has_one_item() -> None:
    layout = Layout(items=("a1", "b1"), scales=("a", "b"), scale_of=(0, 1))
    answers = np.array([[3, 4], [4, 2], [2, 3.0]])
    ratings = Ratings(answers, ("x", "y", "z"), ("peers",) * 3)
    plan = plan_disclosure(ratings, layout)
    assert plan.release.blocks == ()
    assert plan.shown_groups == (ALL_RATERS,)


def test_order_of_rows_does_not_matter(layout: Layout, full: Ratings) -> None:
    """Answers from paper are typed in later and stand elsewhere in the table."""
    rows = np.random.default_rng(3).permutation(len(full.raters))
    moved = Ratings(
        full.answers[rows],
        tuple(full.raters[row] for row in rows),
        tuple(full.groups[row] for row in rows),
    )
    figures = [
        {(one.unit, one.group): (one.words, one.n) for one in plan_disclosure(each, layout).figures}
        for each in (full, moved)
    ]
    assert figures[0] == figures[1]


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_only_who_answered_decides_who_is_shown_with_whom(seed: int) -> None:
    """So nothing can be learnt from a group's being hidden."""
    made_up = made_up_round(seed)
    answers = made_up.everyone.answers
    others = np.where(np.isnan(answers), np.nan, 6 - answers)
    opposite = Ratings(others, made_up.everyone.raters, made_up.everyone.groups)
    plans = [plan_disclosure(ratings, made_up.layout) for ratings in (made_up.everyone, opposite)]
    assert plans[0].groups == plans[1].groups
    blocks = [
        [(block.group, block.scale, block.raters) for block in plan.release.blocks]
        for plan in plans
    ]
    assert blocks[0] == blocks[1]


def test_nobody_answered(layout: Layout) -> None:
    empty = Ratings(np.empty((0, 4)), (), ())
    plan = plan_disclosure(empty, layout)
    assert plan.groups == ()
    assert {figure.status for figure in plan.figures} == {"hidden"}


def test_higher_minimums_hide_more(layout: Layout, full: Ratings) -> None:
    plan = plan_disclosure(full, layout, rules=DisclosureRules(per_group=4, all_raters=6))
    assert group(plan, "peers").status == "merged"
    assert plan.figure("a", "others").n == 8
