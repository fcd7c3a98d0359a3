"""Reasons for showing nothing after somebody withdrew: they are true, and say which rule holds."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from stature.core.disclosure import ALL_RATERS, CommentPool, Release
from stature.core.instrument.feedback import FeedbackInstrument, Rating
from stature.core.reporting.feedback import FeedbackContext, compose_feedback_report
from stature.core.reporting.report import Report
from stature.core.scoring.feedback import DisclosedFeedback, disclosed_feedback, rating_table
from stature.core.scoring.feedback.comments import NOT_AGAIN, pooled_comments
from stature.core.scoring.feedback.held_back import BESIDE_EARLIER
from stature.packs import FrameworkPack
from tests.core.reporting.feedback.test_feedback_report import section, words_of

LEADER = "leader"


@dataclass(frozen=True)
class Released:
    """What a release shows, and what it hands on to the next."""

    feedback: DisclosedFeedback
    release: Release
    comments: CommentPool


def released(
    questionnaire: FeedbackInstrument, people: dict[str, str], before: Released | None = None
) -> Released:
    """The release of ratings by these people; each is named with a group and answers alike."""
    ratings = [
        Rating.model_validate(
            {
                "participant": LEADER,
                "rater": rater,
                "group": group,
                "instrument": questionnaire.reference,
                "frequency": {
                    item.code: 2 + sum(map(ord, rater)) % 4 for item in questionnaire.items
                },
                "comments": {"keep": f"Comment of {rater}."} if group == "peers" else {},
            }
        )
        for rater, group in people.items()
    ]
    table = rating_table(ratings, questionnaire)
    feedback, release = disclosed_feedback(table, LEADER, earlier=before and before.release)
    already = before.comments.raters if before else frozenset()
    return Released(feedback, release, pooled_comments(ratings, table, seed=1, already=already))


def report_on(found: Released, questionnaire: FeedbackInstrument, pack: FrameworkPack) -> Report:
    return compose_feedback_report(
        FeedbackContext(
            feedback=found.feedback,
            instrument=questionnaire,
            framework=pack.framework,
            texts=pack.feedback_report_texts,
            name="Kim",
            comments=found.comments,
        )
    )


@pytest.fixture(scope="module")
def people() -> dict[str, str]:
    peers = {f"peer {number}": "peers" for number in range(4)}
    reports = {f"report {number}": "direct-reports" for number in range(3)}
    return {LEADER: "self", **peers, **reports, "customer": "customers"}


@pytest.fixture(scope="module")
def first(questionnaire: FeedbackInstrument, people: dict[str, str]) -> Released:
    return released(questionnaire, people)


@pytest.fixture(scope="module")
def later(questionnaire: FeedbackInstrument, people: dict[str, str], first: Released) -> Released:
    """One peer withdrew; three are left."""
    left = {rater: group for rater, group in people.items() if rater != "peer 0"}
    return released(questionnaire, left, first)


def test_first_release_holds_nothing_back(first: Released) -> None:
    assert first.feedback.held_back == {}


def test_group_that_lost_somebody_is_held_back_and_no_other(later: Released) -> None:
    assert later.feedback.held_back == {"peers": 3}
    reasons = {group.name: group.reason for group in later.feedback.groups}
    assert reasons["peers"].startswith(BESIDE_EARLIER)
    assert reasons["customers"].startswith("Fewer than 3 people")
    assert BESIDE_EARLIER not in reasons["direct-reports"]


def test_figures_say_that_an_earlier_report_holds_them_back(
    questionnaire: FeedbackInstrument, people: dict[str, str], first: Released
) -> None:
    nobody_whole = {r: g for r, g in people.items() if r not in ("peer 0", "report 0")}
    feedback = released(questionnaire, nobody_whole, first).feedback
    figure = feedback.figure("T1", ALL_RATERS)
    assert figure is not None
    assert figure.value is None
    assert figure.reason == BESIDE_EARLIER


def test_group_that_is_too_small_now_is_said_to_be_too_small(
    questionnaire: FeedbackInstrument, people: dict[str, str], first: Released
) -> None:
    two_left = {r: g for r, g in people.items() if r not in ("peer 0", "peer 1")}
    feedback = released(questionnaire, two_left, first).feedback
    assert feedback.held_back == {}
    reasons = {group.name: group.reason for group in feedback.groups}
    assert reasons["peers"].startswith("Fewer than 3 people")


def test_report_names_the_true_reason(
    later: Released, questionnaire: FeedbackInstrument, pack: FrameworkPack
) -> None:
    answered = words_of(section(report_on(later, questionnaire, pack), "answered"))
    assert "Peers 3 Not shown: see below." in answered
    assert "Peers: the answers of 3 people were part of an earlier version" in answered
    assert "could tell what one person said" in answered
    assert "Customers 1 Not shown. Too few people answered" in answered


def test_new_people_of_a_group_that_is_held_back_are_shown_without_the_earlier_ones(
    questionnaire: FeedbackInstrument,
    pack: FrameworkPack,
    people: dict[str, str],
    first: Released,
) -> None:
    late = {f"late {number}": "peers" for number in range(3)}
    left = {rater: group for rater, group in people.items() if rater != "peer 0"}
    found = released(questionnaire, left | late, first)
    answered = words_of(section(report_on(found, questionnaire, pack), "answered"))
    assert "Shown as a group with 3 people. The rest is not shown" in answered
    assert "Answers that still wait" not in answered


def test_comments_are_held_back_for_the_same_reason(
    first: Released, later: Released, questionnaire: FeedbackInstrument, pack: FrameworkPack
) -> None:
    assert "Comment of peer 1." in words_of(
        section(report_on(first, questionnaire, pack), "comments")
    )
    text = words_of(section(report_on(later, questionnaire, pack), "comments"))
    assert "could tell what one person wrote" in text
    assert "five people" not in text


def test_comments_are_held_back_in_the_same_words_if_their_only_author_withdrew(
    questionnaire: FeedbackInstrument, people: dict[str, str]
) -> None:
    one_writes = {r: g for r, g in people.items() if g != "peers"} | {"writer": "peers"}
    more = {f"more {number}": "others" for number in range(4)}
    before = released(questionnaire, one_writes | more)
    left = {r: g for r, g in one_writes.items() if r != "writer"}
    after = released(questionnaire, left | more, before)
    assert [each.reason for each in after.comments.questions] == [NOT_AGAIN, NOT_AGAIN]
