"""Later releases: what was given out stays, and new answers come only in numbers."""

import json

import pytest

from stature.core.disclosure import (
    ALL_RATERS,
    Layout,
    Ratings,
    plan_disclosure,
    release_document,
    release_of_document,
)
from stature.core.errors import DisclosureError
from tests.core.disclosure.conftest import rated
from tests.core.disclosure.test_plan import without

PEERS = [("p1", "peers", "3 4 2 5"), ("p2", "peers", "4 4 3 3"), ("p3", "peers", "2 5 4 3")]
LATE = [("p4", "peers", "5 5 1 5"), ("p5", "peers", "5 4 1 1"), ("p6", "peers", "4 5 3 1")]


@pytest.mark.parametrize("late", [1, 2])
def test_a_few_late_answers_wait(layout: Layout, late: int) -> None:
    first = plan_disclosure(rated(*PEERS), layout)
    second = plan_disclosure(rated(*PEERS, *LATE[:late]), layout, earlier=first.release)
    assert second.figures == first.figures
    assert f"{late} more answered" in second.groups[0].reason


def test_enough_late_answers_come_in_together(layout: Layout) -> None:
    first = plan_disclosure(rated(*PEERS), layout)
    second = plan_disclosure(rated(*PEERS, *LATE), layout, earlier=first.release)
    assert second.figure("a", "peers").n == 6
    assert second.scale_means("peers")[0] == pytest.approx((22 / 6 + 4.75) / 2)


def test_what_is_not_changed_is_shown_again(layout: Layout, full: Ratings) -> None:
    first = plan_disclosure(full, layout)
    again = plan_disclosure(full, layout, earlier=first.release)
    assert again.figures == first.figures
    assert again.options == first.options
    assert again.release.number == 2


def test_a_released_group_is_not_shown_again_without_someone_who_withdrew(
    layout: Layout, full: Ratings
) -> None:
    first = plan_disclosure(rated(*PEERS, LATE[0]), layout)
    second = plan_disclosure(rated(*PEERS), layout, earlier=first.release)
    assert second.figure("a", ALL_RATERS).status == "hidden"
    assert second.shown_groups == (ALL_RATERS,)


def test_counts_are_not_shown_again_without_someone_who_withdrew(
    layout: Layout, full: Ratings
) -> None:
    first = plan_disclosure(full, layout)
    assert first.options[0].counts is not None
    second = plan_disclosure(without(full, "p2"), layout, earlier=first.release)
    assert second.options[0].counts is None


def test_a_group_hidden_before_is_shown_once_it_is_large_enough(
    layout: Layout, full: Ratings
) -> None:
    early = without(full, "d2", "d3")  # one direct report and two customers: others
    first = plan_disclosure(without(early, "c1"), layout)
    assert all(one.group != "direct reports" for one in first.figures)
    second = plan_disclosure(without(full, "c1"), layout, earlier=first.release)
    assert second.figure("a", "direct reports").n == 3


def test_a_release_can_be_kept_as_a_document(layout: Layout, full: Ratings) -> None:
    release = plan_disclosure(full, layout).release
    kept = json.loads(json.dumps(release_document(release)))
    assert release_of_document(kept) == release


def test_another_document_is_no_release() -> None:
    with pytest.raises(DisclosureError, match="no release"):
        release_of_document({"number": 1})


def test_refuses_a_release_of_another_questionnaire(layout: Layout, full: Ratings) -> None:
    release = plan_disclosure(full, layout).release
    other = Layout(layout.items, ("b", "a"), layout.scale_of)
    with pytest.raises(DisclosureError, match="questionnaire"):
        plan_disclosure(full, other, earlier=release)
