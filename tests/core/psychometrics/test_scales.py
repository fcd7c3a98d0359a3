"""Scale scores: reversing, missing answers, weights, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.scales import (
    require_within_bounds,
    reverse_key,
    scale_bounds,
    score_scale,
)

NAN = math.nan
ANSWERS = arrays(
    np.float64, st.tuples(st.integers(1, 8), st.integers(1, 6)), elements=st.integers(1, 5)
)


def with_gaps(answers, seed):
    """The answers, about a quarter of them missing."""
    gaps = np.random.default_rng(seed).random(answers.shape) < 0.25
    return np.where(gaps, NAN, answers)


def one_by_one(answers, least, weights):
    """Means person by person, straight from the definition."""
    means = []
    for row in answers:
        known = ~np.isnan(row)
        enough = known.sum() >= least
        means.append(np.average(row[known], weights=weights[known]) if enough else NAN)
    return means


# Reversing


def test_reversing_uses_the_bounds_of_the_scale_not_those_observed():
    assert reverse_key([[2], [3]], [True], 1, 7).tolist() == [[6], [5]]


def test_keys_may_be_signs_or_truth_values():
    answers = [[1, 2, 3], [3, 4, 5]]
    by_truth = reverse_key(answers, [True, False, True], 1, 5)
    assert by_truth.tolist() == reverse_key(answers, [-1, 1, -1], 1, 5).tolist()


def test_bounds_may_differ_between_items():
    assert reverse_key([[1, 0]], [True, True], [1, 0], [5, 10]).tolist() == [[5, 10]]


@given(ANSWERS, st.integers(0, 99))
def test_reversing_twice_gives_the_answers_back_and_leaves_the_callers_array_alone(answers, seed):
    answers = with_gaps(answers, seed)
    before, keys = answers.copy(), np.arange(answers.shape[1]) % 2 == 0
    once = reverse_key(answers, keys, 1, 5)
    assert np.nanmin(once, initial=1) >= 1
    assert np.nanmax(once, initial=5) <= 5
    np.testing.assert_array_equal(reverse_key(once, keys, 1, 5), before)
    np.testing.assert_array_equal(answers, before)


@given(ANSWERS)
def test_reversing_all_items_mirrors_the_score(answers):
    mirrored = score_scale(reverse_key(answers, [True] * answers.shape[1], 1, 5)).mean
    np.testing.assert_allclose(mirrored, 6 - score_scale(answers).mean, rtol=0, atol=1e-12)


def test_an_answer_outside_the_scale_is_refused_with_its_place():
    with pytest.raises(PsychometricsError, match=r"answers\[1, 0\]: 6 lies outside the scale 1 to"):
        reverse_key([[1, 2], [6, 2]], [True, False], 1, 5)


@pytest.mark.parametrize(
    "keys",
    [[True], [0, 1], [2, -1], ["a", "b"], [True, -1], [NAN, 1], [[True, False]], [None, True]],
)
def test_keys_of_another_kind_are_refused(keys):
    with pytest.raises(PsychometricsError, match="keys"):
        reverse_key([[1, 2]], keys, 1, 5)


@pytest.mark.parametrize(
    ("lowest", "highest"), [(5, 1), (1, 1), (NAN, 5), ([1, 1, 1], 5), (1, [5, 0]), (1, np.inf)]
)
def test_bounds_that_do_not_ascend_or_do_not_fit_are_refused(lowest, highest):
    with pytest.raises(PsychometricsError):
        scale_bounds(lowest, highest, 2)


def test_missing_answers_lie_within_any_bounds():
    kept = require_within_bounds([[None, 5], [1, NAN]], 1, 5)
    np.testing.assert_array_equal(kept, [[NAN, 5], [1, NAN]])


# Scoring


def test_half_rule_rounds_up():
    scores = score_scale([[1, 2, NAN, NAN, NAN], [1, 2, 3, NAN, NAN]])
    assert (scores.least, scores.n) == (3, 1)
    np.testing.assert_array_equal(scores.mean, [NAN, 2])


@pytest.mark.parametrize(
    ("rule", "least"),
    [("half", 5), ("all", 10), ("any", 1), (0.7, 7), (0.55, 6), (1.0, 10), (1, 1), (10, 10)],
)
def test_each_rule_needs_its_number_of_answers(rule, least):
    assert score_scale(np.ones((2, 10)), rule=rule).least == least


@pytest.mark.parametrize("rule", ["most", 0, 11, -1, 0.0, 1.5, True, None, NAN])
def test_other_rules_are_refused(rule):
    with pytest.raises(PsychometricsError, match="rule"):
        score_scale(np.ones((2, 10)), rule=rule)


def test_the_sum_is_prorated():
    scores = score_scale([[4, 5, NAN, 3]])
    assert scores.mean.tolist() == [4]
    assert scores.sum.tolist() == [16]
    assert scores.answered.tolist() == [3]


def test_weights_are_renormalised_over_the_items_answered():
    scores = score_scale([[5, 1, NAN], [5, 1, 3]], weights=[3, 1, 2])
    np.testing.assert_allclose(scores.mean, [4, 22 / 6])
    np.testing.assert_allclose(scores.sum, [24, 22])


@given(ANSWERS, st.integers(0, 99), st.sampled_from(["half", "all", "any"]), st.booleans())
def test_scores_agree_with_the_definition_person_by_person(answers, seed, rule, weighted):
    answers = with_gaps(answers, seed)
    items = answers.shape[1]
    weights = np.arange(1.0, items + 1) if weighted else np.ones(items)
    least = {"half": math.ceil(items / 2), "all": items, "any": 1}[rule]
    expected = one_by_one(answers, least, weights)
    if np.isnan(expected).all():
        with pytest.raises(UndefinedStatistic, match="nobody answered"):
            score_scale(answers, rule=rule, weights=weights)
        return
    scores = score_scale(answers, rule=rule, weights=weights)
    np.testing.assert_allclose(scores.mean, expected, rtol=1e-13)
    np.testing.assert_allclose(scores.sum, np.multiply(expected, weights.sum()), rtol=1e-13)
    assert scores.n == int((~np.isnan(expected)).sum())
    assert sum(drop.count for drop in scores.dropped) == len(answers) - scores.n


@given(ANSWERS, st.integers(0, 99), st.floats(0.1, 9), st.floats(-50, 50))
def test_rescaled_answers_rescale_the_score(answers, seed, slope, shift):
    answers = with_gaps(answers, seed)
    answers[0] = 3.0  # somebody answered
    plain, rescaled = score_scale(answers).mean, score_scale(slope * answers + shift).mean
    np.testing.assert_allclose(rescaled, slope * plain + shift, rtol=0, atol=1e-10)


@given(ANSWERS, st.integers(0, 99))
def test_scores_do_not_depend_on_the_order_of_persons_or_items(answers, seed):
    answers = with_gaps(answers, seed)
    answers[0] = 3.0
    turned = score_scale(answers[::-1, ::-1]).mean[::-1]
    np.testing.assert_allclose(turned, score_scale(answers).mean, rtol=1e-13)


def test_the_error_of_a_score_needs_the_reliability():
    answers = [[1, 1], [2, 2], [3, 3]]
    assert "reliability" in score_scale(answers).why_no_error
    scores = score_scale(answers, reliability=0.75)
    assert scores.measurement_error == pytest.approx(0.5)  # SD 1 × sqrt(.25)
    assert scores.measurement_error_of_sum == pytest.approx(1)
    assert scores.standard_error == pytest.approx(1 / math.sqrt(3))


def test_a_single_person_has_a_score_without_any_error():
    scores = score_scale([[1, 5]], reliability=0.8)
    assert (scores.estimate, scores.standard_deviation, scores.standard_error) == (3, None, None)
    assert scores.why_no_error
    assert "standard deviation" not in scores.summary()


def test_the_notes_compare_complete_persons_with_all():
    scores = score_scale([[1, 1], [3, 3], [5, NAN]])
    assert scores.notes[0].startswith("Items left out by 1 person:")
    assert scores.notes[1] == "The mean score is 3.000 with them and 2.000 without them."
    assert score_scale([[1, NAN]]).notes[1] == "Nobody answered every item."
    assert score_scale([[1, 2]]).notes == ()


def test_the_summary_says_who_has_no_score():
    text = score_scale([[1, 2], [NAN, NAN]], rule="any").summary()
    assert "n = 1 person. 1 person dropped: fewer than 1 of 2 items answered." in text


@pytest.mark.parametrize("weights", [[1], [1, 0], [1, -1], [1, NAN], [[1, 1]], ["a", "b"]])
def test_weights_that_are_not_positive_numbers_for_each_item_are_refused(weights):
    with pytest.raises(PsychometricsError, match="weights"):
        score_scale([[1, 2]], weights=weights)


@pytest.mark.parametrize("reliability", [-0.1, 1.1, NAN])
def test_a_reliability_outside_0_to_1_is_refused(reliability):
    with pytest.raises(PsychometricsError, match="reliability"):
        score_scale([[1, 2], [2, 3]], reliability=reliability)


@pytest.mark.parametrize("answers", [[], [[]], [1, 2], [[1, np.inf]], [["a"]], [[1], [1, 2]]])
def test_what_is_not_a_table_of_numbers_is_refused(answers):
    with pytest.raises(PsychometricsError):
        score_scale(answers)


def test_bounds_come_in_pairs_and_hold():
    with pytest.raises(PsychometricsError, match="both"):
        score_scale([[1, 2]], lowest=1)
    with pytest.raises(PsychometricsError, match=r"answers\[0, 1\]"):
        score_scale([[1, 9]], lowest=1, highest=5)
    assert score_scale([[1, 5]], lowest=1, highest=5).estimate == 3


def test_objects_and_decimals_are_read_as_numbers():
    assert score_scale(np.array([[1, None], [3, 5.0]], dtype=object)).mean.tolist() == [1, 4]


def test_results_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        score_scale([[1, 2]]).mean[0] = 9


def test_agreeableness_scores_equal_those_of_psych(reference):
    # bfi A1-A5: psych::scoreItems(impute="none", missing=TRUE) on items from reverse.code in R.
    answers = reference.answers("bfi", ["A1", "A2", "A3", "A4", "A5"])
    keyed = reverse_key(answers, [-1, 1, 1, 1, 1], 1, 6)
    scores = score_scale(keyed, rule="any", lowest=1, highest=6)
    assert scores.n == 2800
    assert scores.estimate == pytest.approx(4.65209523809524, abs=1e-8)
    assert scores.standard_deviation == pytest.approx(0.89840187707455, abs=1e-8)
