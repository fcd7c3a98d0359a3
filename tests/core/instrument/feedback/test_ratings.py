"""Ratings that cannot stand have one stated outcome each; all others count as they are."""

import pytest
from pydantic import ValidationError

from stature.core.instrument.feedback import (
    FeedbackInstrument,
    ItemFate,
    Outcome,
    RaterGroup,
    check_ratings,
    compare_questionnaires,
)
from stature.core.instrument.feedback import build_questionnaire as build
from stature.core.instrument.feedback.texts import FeedbackTexts
from tests.core.feedback_sample import framework_of
from tests.core.instrument.feedback.conftest import MakeRating


def test_sound_ratings_all_count_and_keep_their_order(
    questionnaire: FeedbackInstrument, rating: MakeRating
) -> None:
    sent = [rating("lea", RaterGroup.SELF), rating("bo"), rating("max", RaterGroup.MANAGER)]
    checked = check_ratings(sent, questionnaire)
    assert checked.accepted == tuple(sent)
    assert checked.findings == ()


@pytest.mark.parametrize(
    ("rater", "group", "told"),
    [
        ("lea", RaterGroup.PEERS, "the participant rates as one of the others"),
        ("lea", RaterGroup.OTHERS, "the participant rates as one of the others"),
        ("lea", RaterGroup.MANAGER, "named as their own manager"),
        ("bo", RaterGroup.SELF, "somebody else rates in the place of the self-rating"),
    ],
)
def test_rater_in_the_wrong_place_is_left_out(
    questionnaire: FeedbackInstrument,
    rating: MakeRating,
    rater: str,
    group: RaterGroup,
    told: str,
) -> None:
    checked = check_ratings([rating(rater, group)], questionnaire)
    assert checked.accepted == ()
    (finding,) = checked.findings
    assert told in finding.problem
    assert finding.outcome is Outcome.RATING_LEFT_OUT


def test_of_two_ratings_by_one_person_the_first_counts_in_whatever_group(
    questionnaire: FeedbackInstrument, rating: MakeRating
) -> None:
    first, second = rating("bo"), rating("bo", RaterGroup.CUSTOMERS)
    checked = check_ratings([first, second], questionnaire)
    assert checked.accepted == (first,)
    assert "has rated this participant already" in str(checked.findings[0])


def test_one_person_may_rate_two_participants(
    questionnaire: FeedbackInstrument, rating: MakeRating
) -> None:
    checked = check_ratings([rating("bo"), rating("bo", participant="tom")], questionnaire)
    assert len(checked.accepted) == 2


def test_rating_left_out_does_not_stand_in_the_way_of_a_sound_one(
    questionnaire: FeedbackInstrument, rating: MakeRating
) -> None:
    sent = [rating("lea", RaterGroup.PEERS), rating("lea", RaterGroup.SELF)]
    assert check_ratings(sent, questionnaire).accepted == (sent[1],)


def test_answer_to_a_retired_item_is_left_out_and_the_rest_counts(
    questionnaire: FeedbackInstrument, rating: MakeRating
) -> None:
    sent = rating("bo", frequency={"OLD-1": 2, "T1.1.1": 5})
    checked = check_ratings([sent], questionnaire)
    assert checked.accepted[0].frequency == {"T1.1.1": 5}
    (finding,) = checked.findings
    assert finding.outcome is Outcome.ANSWER_LEFT_OUT
    assert "OLD-1 is not in this version" in finding.problem


def test_answers_to_another_version_stay_apart(
    questionnaire: FeedbackInstrument, rating: MakeRating
) -> None:
    other = questionnaire.model_copy(update={"version": "1.1.0"}).reference
    checked = check_ratings([rating("bo", instrument=other)], questionnaire)
    assert checked.accepted == ()
    assert "another version of the questionnaire" in checked.findings[0].problem


def test_rating_without_a_rating_is_left_out(
    questionnaire: FeedbackInstrument, rating: MakeRating
) -> None:
    sent = [rating("bo", frequency={}), rating("al", frequency={"T1.1.1": "not-observed"})]
    checked = check_ratings(sent, questionnaire)
    assert checked.accepted == ()
    assert [finding.problem for finding in checked.findings] == ["nothing was rated"] * 2


def test_second_scale_that_was_not_asked_is_left_out(
    questionnaire: FeedbackInstrument, rating: MakeRating
) -> None:
    checked = check_ratings([rating("bo", effectiveness={"T1.1.1": 3})], questionnaire)
    assert checked.accepted[0].effectiveness == {}
    assert checked.findings[0].problem == "effectiveness was not asked"


@pytest.mark.parametrize("answer", [0, 6, "often", 2.5, True])
def test_answer_off_the_scale_is_refused(rating: MakeRating, answer: object) -> None:
    with pytest.raises(ValidationError):
        rating("bo", frequency={"T1.1.1": answer})


def test_fate_of_each_item_is_told_between_versions(feedback_texts: FeedbackTexts) -> None:
    old = build(framework_of([["Asks guests.", "Thanks guests."]]), feedback_texts).instrument
    reworded = framework_of([["Asks all guests."], ["Calls guests."]], version="1.1.0")
    new = build(reworded, feedback_texts).instrument
    assert compare_questionnaires(old, new) == {
        "L1.1.1": ItemFate.REWORDED,
        "L1.2.1": ItemFate.ADDED,
        "L1.1.2": ItemFate.RETIRED,
    }
    assert set(compare_questionnaires(old, old).values()) == {ItemFate.KEPT}
