"""Comments are pooled, shuffled and told apart from their authors."""

import pytest

from stature.core.disclosure import Comment, Layout, Ratings, plan_disclosure, pool_comments
from stature.core.disclosure.adversary import audit, comments_seen, linked_comments
from stature.core.errors import DisclosureError, PsychometricsError
from tests.core.disclosure.conftest import rated
from tests.core.disclosure.test_plan import without

WRITTEN = [
    Comment(question, f"{question} {rater}", rater)
    for rater in ("p1", "p2", "p3", "d1", "d2", "c1", "me", "boss")
    for question in ("keep", "start")
]


def test_pools_comments_of_all_groups_but_the_leaders_own(full: Ratings) -> None:
    keep, start = pool_comments(WRITTEN, full, seed=1).questions
    expected = {"p1", "p2", "p3", "d1", "d2", "c1", "boss"}
    assert {text.removeprefix("keep ") for text in keep.texts} == expected
    assert {text.removeprefix("start ") for text in start.texts} == expected


def test_order_says_nothing_about_order_of_arrival(full: Ratings) -> None:
    assert pool_comments(WRITTEN, full, seed=1) == pool_comments(WRITTEN[::-1], full, seed=1)


def test_order_differs_by_question_and_by_seed(full: Ratings) -> None:
    def authors(seed: int) -> list[list[str]]:
        pool = pool_comments(WRITTEN, full, seed=seed)
        return [[text.split()[1] for text in one.texts] for one in pool.questions]

    assert len({tuple(order) for seed in range(3) for order in authors(seed)}) > 3


def test_no_mark_ties_comments_to_one_author(full: Ratings) -> None:
    seen = comments_seen(pool_comments(WRITTEN, full, seed=1))
    assert len(seen) == 14
    assert linked_comments(seen) == []


def test_an_audit_takes_comments_with_figures(layout: Layout, full: Ratings) -> None:
    pool = pool_comments(WRITTEN, full, seed=1)
    assert audit(full, [plan_disclosure(full, layout)], pools=[pool]).safe


def test_needs_five_people_besides_self_and_manager(full: Ratings) -> None:
    few = without(full, "c1", "c2", "d2", "d3")
    written = [comment for comment in WRITTEN if comment.rater in few.raters]
    published = pool_comments(written, few, seed=1).questions
    assert all(one.texts == () and "5 people" in one.reason for one in published)


def test_new_comments_wait_until_enough_people_are_new(full: Ratings) -> None:
    early = without(full, "c1")
    first = pool_comments([one for one in WRITTEN if one.rater != "c1"], early, seed=1)
    second = pool_comments(WRITTEN, full, seed=2, already=first.raters)
    assert "c1" not in second.raters
    assert set(second.questions[0].texts) == set(first.questions[0].texts)


def test_blank_comments_are_left_out(full: Ratings) -> None:
    pool = pool_comments([Comment("keep", "  ", "p1"), WRITTEN[0]], full, seed=1)
    assert pool.questions[0].texts == ("keep p1",)


def test_refuses_comments_of_strangers_and_odd_seeds(full: Ratings) -> None:
    with pytest.raises(DisclosureError, match="no rater here"):
        pool_comments([Comment("keep", "x", "z9")], full, seed=1)
    with pytest.raises(PsychometricsError):
        pool_comments(WRITTEN, full, seed=-1)


def test_nobody_wrote_anything() -> None:
    assert pool_comments([], rated(("p1", "peers", "3 3 3 3")), seed=1).questions == ()


def test_comments_are_not_shown_again_once_one_of_the_pool_withdrew(full: Ratings) -> None:
    """What is gone from the rest would tell what this person wrote, to every question."""
    first = pool_comments(WRITTEN, full, seed=1)
    left = without(full, "p2")
    written = [comment for comment in WRITTEN if comment.rater != "p2"]
    second = pool_comments(written, left, seed=2, already=first.raters)
    assert all(one.texts == () for one in second.questions)
    third = pool_comments(written, left, seed=3, already=second.raters)
    assert all(one.texts == () for one in third.questions)
