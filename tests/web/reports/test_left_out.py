"""What a release left out is told by reason, and earlier results stay readable."""

from __future__ import annotations

import pytest

from stature.core.instrument.feedback import Outcome, RatingFinding
from stature.web.programmes.models import Assessment, Round
from stature.web.reports.feedback.left_out import CODES, WORDS, counted_findings, left_out_of
from stature.web.reports.feedback.results import (
    RESULT_VERSION,
    UnknownResultError,
    disclosed_feedback_of,
)
from stature.web.reports.models import ReleasedFeedback
from tests.web.conftest import feedback_round, person
from tests.web.reports.rated_leaders import closed, rate, rated_leader, released


@pytest.fixture
def round_(organisation) -> Round:
    return feedback_round(organisation)


@pytest.fixture
def leader(round_) -> Assessment:
    return rated_leader(round_, "Asha")


def spoil(leader: Assessment) -> None:
    """The leader rates as peer; one peer saw nothing; another answered a question of old."""
    leader.assignments.filter(relationship="self").update(relationship="peer")
    first, second = leader.assignments.exclude(person=leader.participant)[:2]
    first.response.answers = {
        code: {"frequency": "not-observed"} for code in first.response.answers
    }
    second.response.answers = {**second.response.answers, "T9.9.9": {"frequency": 3}}
    for each in (first, second):
        each.response.save()


def test_release_page_tells_what_was_left_out_and_names_nobody(administration, round_, leader):
    spoil(leader)
    closed(round_)
    released(round_)
    assert ReleasedFeedback.objects.get().left_out == {
        "self-as-other": 1,
        "empty": 1,
        "answer": 1,
    }
    page = administration.get(f"/o/harbour/rounds/{round_.pk}/release/").content.decode()
    for words in ("A leader rated as one of the others", "Nothing was rated"):
        assert words in page
    assert "T9.9.9" not in page
    assert "Asha" not in page


def test_release_that_left_nothing_out_says_nothing(administration, round_, leader):
    closed(round_)
    released(round_)
    page = administration.get(f"/o/harbour/rounds/{round_.pk}/release/").content.decode()
    assert "What the released reports leave out" not in page


def test_only_the_newest_release_of_a_leader_counts(organisation, round_, leader):
    closed(round_)
    released(round_)
    assert left_out_of(round_) == []
    spoil(leader)
    for number in range(3):
        rate(leader, person(organisation, f"Late{number}"), "peer", 4)
    released(round_)
    assert [each.n for each in left_out_of(round_)] == [1, 1, 1]
    ReleasedFeedback.objects.filter(version=2).update(left_out={})
    assert left_out_of(round_) == []


def test_every_reason_has_words():
    assert set(CODES.values()) | {"answer"} == set(WORDS)


def test_a_finding_keeps_its_reason_alone():
    problem = next(iter(CODES))
    finding = RatingFinding("person-1", "person-2", problem, Outcome.RATING_LEFT_OUT, "")
    assert counted_findings([finding, finding]) == {CODES[problem]: 2}


def test_result_says_in_which_form_it_was_kept(round_, leader):
    closed(round_)
    released(round_)
    kept = ReleasedFeedback.objects.get()
    assert kept.result_version == RESULT_VERSION
    assert disclosed_feedback_of(kept).figures


def test_result_of_an_unknown_form_is_refused_in_words(round_, leader):
    closed(round_)
    released(round_)
    kept = ReleasedFeedback.objects.get()
    kept.result_version = RESULT_VERSION + 1
    with pytest.raises(UnknownResultError, match="not known"):
        disclosed_feedback_of(kept)
