"""Split halves, the formula of Spearman and Brown, and bands for true scores."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.reliability import (
    raters_needed,
    spearman_brown,
    spearman_brown_length,
    split_half,
    standard_error_of_difference,
    standard_error_of_estimation,
    standard_error_of_measurement,
    true_score_band,
)

SHARES = st.floats(0.02, 0.98)


def some_answers(seed: int, n: int = 80, items: int = 6) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, 1)) + rng.normal(size=(n, items))


def test_odd_even_halves_are_correlated_and_lengthened() -> None:
    answers = some_answers(1)
    odd, even = answers[:, ::2].sum(axis=1), answers[:, 1::2].sum(axis=1)
    r = np.corrcoef(odd, even)[0, 1]
    half = split_half(answers)
    assert half.correlation == pytest.approx(r, abs=1e-12)
    assert half.estimate == pytest.approx(2 * r / (1 + r), abs=1e-12)
    assert half.equal_length == pytest.approx(half.unequal_length, abs=1e-12)
    rulon = 1 - np.var(odd - even) / np.var(odd + even)
    assert half.guttman == pytest.approx(rulon, abs=1e-12)


@pytest.mark.parametrize(("first", "items"), [(1, 3), (2, 3), (3, 7), (5, 6)])
def test_parts_of_different_length_are_solved_back_from_parallel_items(first, items) -> None:
    # parallel items with reliability ρ of the whole: build data with exactly those correlations
    whole = 0.8
    one = spearman_brown(whole, 1 / items)
    correlation = np.full((items, items), one) + (1 - one) * np.eye(items)
    noise = np.random.default_rng(first).normal(size=(50, items))
    noise -= noise.mean(axis=0)
    white = np.linalg.qr(noise)[0]
    answers = white @ np.linalg.cholesky(correlation).T
    half = split_half(answers, split=np.arange(items) < first)
    assert half.estimate == pytest.approx(whole, abs=1e-10)
    if 2 * first != items:
        assert half.equal_length < whole - 1e-4
        assert "differ in length" in half.summary()


def test_split_half_error_is_that_of_the_jackknife() -> None:
    answers = some_answers(2, n=200, items=5)
    n = len(answers)
    without = np.array([split_half(np.delete(answers, i, axis=0)).estimate for i in range(n)])
    jackknife = np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())
    assert split_half(answers).standard_error == pytest.approx(jackknife, rel=0.02)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), scale=st.floats(0.01, 100), shift=st.floats(-50, 50))
def test_split_half_is_invariant_and_inside_its_interval(seed, scale, shift) -> None:
    answers = some_answers(seed, n=30, items=5)
    half = split_half(answers)
    moved = split_half(np.random.default_rng(seed).permutation(answers) * scale + shift)
    assert moved.estimate == pytest.approx(half.estimate, abs=1e-8)
    assert half.interval.low <= half.estimate <= half.interval.high <= 1


def test_equal_halves_give_one_and_opposite_trends_a_note() -> None:
    answers = some_answers(3, items=1)
    assert split_half(np.hstack([answers, answers])).estimate == pytest.approx(1)
    opposed = split_half(some_answers(3, items=2) * [1, -1])
    assert opposed.estimate < 0
    assert "against each other" in opposed.summary()


def test_scores_far_from_zero_still_vary() -> None:
    answers = some_answers(3)
    assert split_half(answers + 1e6).estimate == pytest.approx(split_half(answers).estimate)


def test_split_half_drops_persons_with_a_missing_answer() -> None:
    answers = some_answers(4)
    answers[:7, 0] = np.nan
    half = split_half(answers)
    assert half.n == 73
    assert half.dropped[0].count == 7
    assert half.estimate == split_half(answers[7:]).estimate


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (some_answers(5)[:, :1], "one item"),
        (some_answers(5)[:2], "three persons"),
        (some_answers(5) * [1, 0, 1, 0, 1, 0], "second part does not vary"),
        (np.column_stack([np.arange(9.0), -np.arange(9.0)]), "no value"),
    ],
)
def test_split_half_without_a_value_says_why(answers, says) -> None:
    with pytest.raises(UndefinedStatistic, match=says):
        split_half(answers)


@pytest.mark.parametrize(
    "split", ["random", [True, False], [True] * 6, [False] * 6, [1, 0, 1, 0, 1, 0]]
)
def test_split_that_does_not_fit_the_items_is_refused(split) -> None:
    with pytest.raises(PsychometricsError, match="split"):
        split_half(some_answers(6), split=split)


def test_spearman_brown_known_values() -> None:
    assert spearman_brown(0.5, 2) == pytest.approx(2 / 3)
    assert spearman_brown(0.087956, 1) == pytest.approx(0.087956)
    assert spearman_brown(0.0, 10) == 0
    assert spearman_brown(1.0, 10) == 1


@given(reliability=SHARES, target=SHARES)
def test_length_and_reliability_are_inverse(reliability: float, target: float) -> None:
    length = spearman_brown_length(reliability, target)
    assert spearman_brown(reliability, length) == pytest.approx(target, abs=1e-9)


@given(reliability=SHARES, twice=st.floats(0.1, 10), thrice=st.floats(0.1, 10))
def test_lengthening_twice_is_lengthening_by_the_product(reliability, twice, thrice) -> None:
    step_by_step = spearman_brown(spearman_brown(reliability, twice), thrice)
    assert step_by_step == pytest.approx(spearman_brown(reliability, twice * thrice), abs=1e-9)


@given(reliability=SHARES, target=SHARES)
def test_raters_needed_is_the_smallest_number_that_reaches_the_target(reliability, target) -> None:
    raters = raters_needed(reliability, target)
    assert spearman_brown(reliability, raters) >= target - 1e-9
    assert raters == 1 or spearman_brown(reliability, raters - 1) < target


def test_raters_needed_for_seventy() -> None:
    assert raters_needed(0.30) == 6
    assert raters_needed(0.087956) == 25
    assert raters_needed(0.70) == 1
    assert raters_needed(0.5, 0.75) == 3  # exactly three, not four by rounding


@pytest.mark.parametrize("reliability", [0, 1, -0.2, np.nan])
def test_no_number_of_raters_helps_without_reliability(reliability) -> None:
    with pytest.raises(PsychometricsError):
        raters_needed(reliability)


@pytest.mark.parametrize(("reliability", "factor"), [(1.2, 2), (0.5, 0), (0.5, np.inf), (-0.5, 3)])
def test_spearman_brown_refuses_what_has_no_value(reliability, factor) -> None:
    with pytest.raises(PsychometricsError):
        spearman_brown(reliability, factor)


def test_three_standard_errors_by_hand() -> None:
    assert standard_error_of_measurement(15, 0.91) == pytest.approx(4.5)
    assert standard_error_of_estimation(10, 0.8) == pytest.approx(4.0)
    assert standard_error_of_difference(10, 0.84, 0.80) == pytest.approx(6.0)
    assert standard_error_of_difference(7.5, 0.80) == pytest.approx(4.7434165, abs=5e-8)


def test_reliability_of_one_has_no_error_and_of_zero_the_whole_sd() -> None:
    assert standard_error_of_measurement(10, 1) == 0
    assert standard_error_of_measurement(10, 0) == 10
    assert standard_error_of_estimation(10, 0) == 0


def test_kelley_band_is_drawn_to_the_mean_and_narrower() -> None:
    scores = [30, 50, 70]
    kelley = true_score_band(scores, reliability=0.8, sd=10, mean=50)
    sem = true_score_band(scores, reliability=0.8, sd=10, method="sem")
    assert kelley.estimate == pytest.approx([34, 50, 66])
    assert sem.estimate == pytest.approx(scores)
    reach = ndtri(0.975)
    assert kelley.high - kelley.estimate == pytest.approx(np.full(3, reach * 4))
    assert sem.estimate - sem.low == pytest.approx(np.full(3, reach * 10 * np.sqrt(0.2)))
    assert "drawn towards the mean" in kelley.summary()
    assert "observed score" in sem.summary()


@pytest.mark.parametrize(("method", "given_score"), [("kelley", True), ("sem", False)])
def test_band_holds_the_true_score_as_often_as_it_says(method: str, given_score: bool) -> None:
    rng = np.random.default_rng(1)
    true = 50 + np.sqrt(0.7) * 10 * rng.normal(size=20_000)
    observed = true + np.sqrt(0.3) * 10 * rng.normal(size=20_000)
    band = true_score_band(observed, reliability=0.7, sd=10, mean=50, method=method, level=0.9)
    inside = (band.low <= true) & (true <= band.high)
    assert inside.mean() == pytest.approx(0.9, abs=0.01)  # five standard errors of the share
    top = observed > 65
    assert bool(inside[top].mean() > 0.87) is given_score  # only Kelley holds among high scorers


def test_person_without_a_score_has_no_band_and_is_counted() -> None:
    scores = np.array([40.0, np.nan, 60.0])
    band = true_score_band(scores, reliability=0.8, sd=10, mean=50)
    assert np.isnan([band.low[1], band.high[1], band.estimate[1]]).all()
    assert band.n == 2
    assert "1 person dropped" in band.summary()
    assert not band.low.flags.writeable
    assert scores.flags.writeable


@pytest.mark.parametrize(
    "options",
    [
        {"reliability": 1.1, "sd": 10, "mean": 50},
        {"reliability": -0.1, "sd": 10, "mean": 50},
        {"reliability": np.nan, "sd": 10, "mean": 50},
        {"reliability": 0.8, "sd": -1, "mean": 50},
        {"reliability": 0.8, "sd": np.nan, "mean": 50},
        {"reliability": 0.8, "sd": 10},
        {"reliability": 0.8, "sd": 10, "mean": np.nan},
        {"reliability": 0.8, "sd": 10, "mean": 50, "method": "bayes"},
        {"reliability": 0.8, "sd": 10, "mean": 50, "level": 1.5},
    ],
)
def test_band_refuses_what_it_cannot_use(options) -> None:
    with pytest.raises(PsychometricsError):
        true_score_band([50.0], **options)


@pytest.mark.parametrize("scores", [[np.nan, np.nan], [], [[1.0]], [np.inf]])
def test_band_needs_scores(scores) -> None:
    with pytest.raises(PsychometricsError):
        true_score_band(scores, reliability=0.8, sd=10, mean=50)
