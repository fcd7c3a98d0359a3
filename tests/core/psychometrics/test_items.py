"""Item analysis: difficulty, correlations with the other items, alpha without the item, options."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.items import (
    alpha_if_deleted,
    corrected_item_total_correlations,
    item_analysis,
    item_rest_correlations,
    option_counts,
)
from stature.core.psychometrics.scales import reverse_key
from tests.core.psychometrics.reliability_scales import FILES

NAN = math.nan
FIGURES = {
    "n": "answered",
    "mean": "mean",
    "sd": "standard_deviation",
    "raw_r": "item_total",
    "r_drop": "item_rest",
    "alpha_if_deleted": "alpha_if_deleted",
}


def one_factor(seed, persons=60, items=5, gaps=0.0):
    """Answers 1 to 5 that one thing drives, some of them missing."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(persons, 1))
    answers = np.clip(np.round(3 + common + rng.normal(size=(persons, items))), 1, 5)
    answers[rng.random(answers.shape) < gaps] = NAN
    return answers


def cronbach(answers):
    items = answers.shape[1]
    total = answers.sum(axis=1).var(ddof=1)
    return items / (items - 1) * (1 - answers.var(axis=0, ddof=1).sum() / total)


# Against reference software and by hand


@pytest.mark.parametrize("scale", FILES)
def test_item_statistics_equal_those_of_psych_alpha(reference, scale):
    expected = reference.values("reliability")[scale]
    answers = reference.answers(FILES[scale], expected["items"])
    if scale.startswith("bfi"):
        answers = reverse_key(answers, expected["keys"], 1, 6)
    found = item_analysis(answers)
    for theirs, ours in FIGURES.items():
        column = [item[theirs] for item in expected["item_stats"]]
        np.testing.assert_allclose(getattr(found, ours), column, rtol=0, atol=1e-8, err_msg=ours)
    assert found.alpha == pytest.approx(expected["raw_alpha"], abs=1e-8)
    listwise = item_analysis(answers, missing="listwise")
    assert listwise.alpha == pytest.approx(expected["raw_alpha_listwise"], abs=1e-8)
    assert listwise.n == expected["n_listwise"]


def test_supervisor_support_items_equal_psych(reference):
    expected = reference.values("multirater_careless")["sups"]
    names = [item["item"] for item in expected["item"]]
    found = item_analysis(reference.answers("stuart_sups_supervisor_support", names))
    rest = [item["r_drop"] for item in expected["item"]]
    np.testing.assert_allclose(found.item_rest, rest, rtol=0, atol=1e-8)
    assert found.alpha == pytest.approx(expected["alpha_pairwise"], abs=1e-8)


def test_attitude_rating_and_complaints_with_interval(reference):
    names = ["rating", "complaints", "privileges", "learning", "raises", "critical", "advance"]
    found = item_analysis(reference.answers("attitude", names))
    assert found.item_rest[0] == pytest.approx(0.67126206, abs=1e-8)
    assert found.item_rest[1] == pytest.approx(0.74210971, abs=1e-8)
    # cor.test(rating, sum of the others) in R
    assert found.item_rest_low[0] == pytest.approx(0.41019152696337, abs=1e-8)
    assert found.item_rest_high[0] == pytest.approx(0.83065079530210, abs=1e-8)


def test_three_persons_by_hand():
    # Variances 1 and 1, covariance 1/2: r = .5, alpha = 2 (1 - 2/3), sum of correlations 3.
    found = item_analysis([[1, 2], [2, 4], [3, 3]], lowest=1, highest=5)
    np.testing.assert_allclose(found.item_rest, [0.5, 0.5])
    np.testing.assert_allclose(found.item_total_standardised, [1.5 / math.sqrt(3)] * 2)
    np.testing.assert_allclose(found.item_total_corrected, [0.75 / math.sqrt(1.5)] * 2)
    np.testing.assert_allclose(found.difficulty, [0.25, 0.5])
    np.testing.assert_allclose(found.standard_error, [1 / math.sqrt(3)] * 2)
    np.testing.assert_allclose(found.floor, [1 / 3, 0])
    np.testing.assert_allclose(found.ceiling, [0, 0])
    assert found.estimate == pytest.approx(2 / 3)
    assert "three items" in found.notes[0]


def test_standardised_and_corrected_item_total_equal_psych():
    # psych::alpha (2.2.9) on these eight rows: std.r, r.cor, skew.
    rows = [[1, 2, 2], [2, 2, 3], [3, 4, 3], [4, 5, 5], [2, 1, 4], [5, 3, 4], [1, 3, 1], [5, 4, 1]]
    found = item_analysis(rows)
    np.testing.assert_allclose(
        found.item_total_standardised,
        [0.85094761000043, 0.75360121095408, 0.61526988329785],
        rtol=0,
        atol=1e-8,
    )
    np.testing.assert_allclose(
        found.item_total_corrected,
        [0.77937821129834, 0.62064256105127, 0.27761288919899],
        rtol=0,
        atol=1e-8,
    )
    np.testing.assert_allclose(
        found.skew, [0.172032803034534, 0.0, -0.056745855378036], rtol=0, atol=1e-8
    )


# Against the definition


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(3, 7))
def test_complete_answers_agree_with_the_definition(seed, items):
    answers = one_factor(seed, items=items)
    found = item_analysis(answers)
    for item in range(items):
        others = np.delete(answers, item, axis=1)
        rest = np.corrcoef(answers[:, item], others.sum(axis=1))[0, 1]
        whole = np.corrcoef(answers[:, item], answers.sum(axis=1))[0, 1]
        assert found.item_rest[item] == pytest.approx(rest, abs=1e-12)
        assert found.item_total[item] == pytest.approx(whole, abs=1e-12)
        assert found.alpha_if_deleted[item] == pytest.approx(cronbach(others), abs=1e-11)
    assert found.alpha == pytest.approx(cronbach(answers), abs=1e-12)


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_pairwise_item_total_uses_the_persons_who_answered_the_item(seed):
    answers = one_factor(seed, gaps=0.15)
    answers = answers[~np.isnan(answers).all(axis=1)]
    mean = np.nanmean(answers, axis=1)
    for item, found in enumerate(item_analysis(answers).item_total):
        known = ~np.isnan(answers[:, item])
        expected = np.corrcoef(answers[known, item], mean[known])[0, 1]
        assert found == pytest.approx(expected, abs=1e-12)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.booleans())
def test_order_of_persons_and_a_common_rescaling_change_no_correlation(seed, pairwise):
    answers = one_factor(seed, gaps=0.1)
    missing = "pairwise" if pairwise else "listwise"
    found = item_analysis(answers, missing=missing)
    other = item_analysis(7 - 2.5 * answers[::-1], missing=missing)
    for name in ("item_rest", "item_total", "item_total_corrected", "alpha_if_deleted"):
        np.testing.assert_allclose(getattr(found, name), getattr(other, name), rtol=0, atol=1e-9)
    np.testing.assert_allclose(other.skew, -found.skew, rtol=0, atol=1e-9)
    np.testing.assert_allclose(other.standard_deviation, 2.5 * found.standard_deviation)


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_correlations_and_intervals_stay_within_bounds(seed):
    found = item_analysis(one_factor(seed), lowest=1, highest=5)
    assert (found.item_rest_low <= found.item_rest).all()
    assert (found.item_rest <= found.item_rest_high).all()
    assert (np.abs([found.item_rest_low, found.item_rest_high]) <= 1).all()
    assert ((found.difficulty >= 0) & (found.difficulty <= 1)).all()
    assert found.options.shares.sum(axis=1) == pytest.approx(1)


def test_duplicated_items_have_the_highest_correlation():
    item = one_factor(3)[:, :1]
    found = item_analysis(np.repeat(item, 3, axis=1))
    np.testing.assert_allclose(found.item_rest, 1)
    np.testing.assert_allclose(found.alpha_if_deleted, 1)
    np.testing.assert_allclose([found.item_rest_low, found.item_rest_high], 1)
    np.testing.assert_allclose(found.item_total_corrected, 1)


def test_an_item_that_waits_to_be_reversed_shows_itself():
    answers = one_factor(5, persons=300)
    answers[:, 2] = 6 - answers[:, 2]
    found = item_analysis(answers)
    assert found.item_rest[2] < 0 < found.item_rest[0]
    assert found.alpha_if_deleted[2] > found.alpha
    assert "reverse-keyed" in found.summary()
    assert "(below 0.3): 3." in found.summary()


def test_two_opposed_items_have_nothing_in_common():
    found = item_analysis([[1, 4], [2, 5], [3, 1], [5, 2]])
    assert np.isnan(found.item_total_corrected).all()
    assert any("nothing in common" in note for note in found.notes)
    assert (found.item_rest < 0).all()


# Degenerate input


def test_an_item_that_does_not_vary_has_no_correlation_and_is_counted():
    answers = np.column_stack([one_factor(1, items=3), np.full(60, 4.0)])
    found = item_analysis(answers, missing="pairwise")
    rest = [found.item_rest, found.item_total, found.item_total_standardised, found.skew]
    assert np.isnan(np.array(rest)[:, 3]).all()
    assert not np.isnan(np.array(rest)[:, :3]).any()
    assert found.standard_deviation[3] == 0
    assert found.notes[0].startswith("No correlation for item 4:")
    assert found.item_rest[:3] == pytest.approx(item_analysis(answers[:, :3]).item_rest)


def test_no_variation_at_all_is_refused():
    with pytest.raises(UndefinedStatistic, match="no item varies"):
        item_analysis(np.full((5, 3), 2.0))


def test_a_sum_without_variance_is_refused():
    with pytest.raises(UndefinedStatistic, match="sum of the items does not vary"):
        item_analysis([[1, 5], [2, 4], [5, 1]])


@pytest.mark.parametrize(
    "answers", [[[1], [2]], [[1, 2]], [], [1, 2], [[1, np.inf], [2, 3]], [["a", "b"], ["c", "d"]]]
)
def test_one_item_one_person_or_no_numbers_are_refused(answers):
    with pytest.raises(PsychometricsError):
        item_analysis(answers)


@pytest.mark.parametrize("missing", ["pairwise", "listwise"])
def test_all_missing_is_refused(missing):
    with pytest.raises(UndefinedStatistic):
        item_analysis(np.full((4, 3), NAN), missing=missing)


def test_contradicting_pairwise_covariances_are_refused_with_a_remedy():
    with pytest.raises(UndefinedStatistic, match="listwise"):
        item_rest_correlations(np.array([[1.0, -0.9, -0.9], [-0.9, 1, -0.9], [-0.9, -0.9, 1.0]]))
    with pytest.raises(UndefinedStatistic, match="beyond 1"):
        item_rest_correlations(np.array([[1.0, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1.0]]))


def test_fewer_persons_than_items_still_have_item_statistics():
    found = item_analysis(one_factor(2, persons=4, items=8))
    assert not np.isnan(found.item_rest).any()
    assert (found.item_total_corrected <= 1 + 1e-9).all()


def test_three_persons_leave_the_interval_open():
    found = item_analysis([[1, 2], [2, 4], [3, 3]])
    assert found.item_rest_low.tolist() == [-1, -1]
    assert found.item_rest_high.tolist() == [1, 1]


def test_listwise_reports_who_was_dropped():
    found = item_analysis([[1, 2], [2, 4], [3, 3], [NAN, 1]], missing="listwise")
    assert found.n == 3
    assert found.dropped[0].count == 1
    assert found.answered.tolist() == [3, 3]
    assert found.options.n == 3


@pytest.mark.parametrize("options", [{"missing": "casewise"}, {"level": 1.0}, {"lowest": 1}])
def test_bad_options_are_refused(options):
    with pytest.raises(PsychometricsError):
        item_analysis([[1, 2], [2, 4], [3, 3]], **options)


def test_answers_outside_the_bounds_are_refused():
    with pytest.raises(PsychometricsError, match=r"answers\[1, 1\]: 6 lies outside"):
        item_analysis([[1, 2], [2, 6]], lowest=1, highest=5)


def test_bounds_may_differ_between_items():
    found = item_analysis([[0, 1], [1, 5], [1, 4]], lowest=[0, 1], highest=[1, 5])
    np.testing.assert_allclose(found.difficulty, [2 / 3, 7 / 12])
    np.testing.assert_allclose(found.ceiling, [2 / 3, 1 / 3])
    assert found.options.options.tolist() == [0, 1, 2, 3, 4, 5]


def test_the_callers_answers_are_left_alone_and_the_result_goes_into_json():
    answers = one_factor(4, gaps=0.1)
    before = answers.copy()
    found = item_analysis(answers, lowest=1, highest=5)
    np.testing.assert_array_equal(answers, before)
    json.dumps(found.to_dict(), allow_nan=False)
    with pytest.raises(ValueError, match="read-only"):
        found.item_rest[0] = 0


def test_squared_multiple_correlation_of_equal_correlations():
    # Three items with all r = .5: smc = 1 - 1 / 1.5 = 1/3, so (1/3 + 1) / sqrt(1 + 3).
    correlation = np.full((3, 3), 0.5) + np.eye(3) / 2
    np.testing.assert_allclose(corrected_item_total_correlations(correlation), 2 / 3)
    np.testing.assert_allclose(alpha_if_deleted(correlation), 2 / 3)


# Options


def test_options_are_counted_with_those_never_chosen():
    found = option_counts([[1, 2], [1, 4], [2, NAN]], options=[1, 2, 3, 4])
    assert found.counts.tolist() == [[2, 1, 0, 0], [0, 1, 0, 1]]
    np.testing.assert_allclose(found.shares, [[2 / 3, 1 / 3, 0, 0], [0, 0.5, 0, 0.5]])
    assert found.missing.tolist() == [0, 1]
    assert "Never chosen: 1 option." in found.summary()


def test_wilson_interval_of_eight_in_ten():
    # prop.test(8, 10, correct = FALSE) in R
    found = option_counts([[1]] * 8 + [[0]] * 2)
    assert found.low[0, 1] == pytest.approx(0.490162471537, abs=1e-8)
    assert found.high[0, 1] == pytest.approx(0.943317848546, abs=1e-8)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_limits_are_where_the_score_test_turns(seed, level):
    found = option_counts(one_factor(seed, persons=30), level=level)
    z = {0.8: 1.2815515655446004, 0.95: 1.959963984540054, 0.99: 2.5758293035489004}[level]
    n = found.counts.sum(axis=1, keepdims=True)
    for limit in (found.low, found.high):
        distance = (found.shares - limit) ** 2
        np.testing.assert_allclose(distance, z**2 * limit * (1 - limit) / n, rtol=0, atol=1e-12)


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_option_counts_agree_with_counting_one_by_one(seed):
    answers = one_factor(seed, gaps=0.2)
    found = option_counts(answers)
    for item, row in enumerate(found.counts):
        assert row.tolist() == [int((answers[:, item] == option).sum()) for option in found.options]
    assert (found.counts.sum(axis=1) + found.missing).tolist() == [len(answers)] * 5


def test_an_answer_that_is_no_option_is_refused_with_its_place():
    with pytest.raises(PsychometricsError, match=r"answers\[0, 1\]: 9 is not among the options"):
        option_counts([[1, 9]], options=[1, 2])


def test_an_item_without_answers_has_no_shares_and_is_counted():
    found = option_counts([[1, NAN], [2, NAN]])
    assert np.isnan([found.shares[1], found.low[1], found.high[1]]).all()
    assert found.notes == ("No answers at all: 1 item.",)


def test_measurements_are_not_options():
    with pytest.raises(PsychometricsError, match="too many to count"):
        option_counts(np.arange(202.0).reshape(101, 2))
    assert item_analysis(np.arange(303.0).reshape(101, 3) ** 1.1).options is None


def test_no_answers_have_no_options():
    with pytest.raises(UndefinedStatistic, match="no answer"):
        option_counts([[NAN], [NAN]])
    with pytest.raises(PsychometricsError, match="level"):
        option_counts([[1]], level=0)
