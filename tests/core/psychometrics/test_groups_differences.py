"""How far two groups lie apart: d, g, A and Cliff's delta with their errors."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.special import nctdtr, ndtr

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.groups import (
    bias_correction,
    cliffs_delta,
    delong_error,
    hanley_mcneil_error,
    probability_of_superiority,
    shares_won,
    standardized_mean_difference,
)
from stature.core.psychometrics.noncentral_t import noncentrality_limits

FIRST = np.array([3.0, 5, 6, 7, 7, 9, 10, 4])
SECOND = np.array([2.0, 3, 5, 4, 6, 7, 1])
scores = st.lists(st.integers(-9, 9).map(float), min_size=2, max_size=12)


def pairs(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return (np.sign(first[:, None] - second[None, :]) + 1) / 2


def test_d_is_the_difference_in_pooled_standard_deviations() -> None:
    d = standardized_mean_difference(FIRST, SECOND, unbiased=False)
    pooled = (7 * FIRST.var(ddof=1) + 6 * SECOND.var(ddof=1)) / 13
    assert d.estimate == pytest.approx(
        (FIRST.mean() - SECOND.mean()) / math.sqrt(pooled), abs=1e-13
    )
    assert d.standard_error == pytest.approx(math.sqrt(1 / 8 + 1 / 7 + d.estimate**2 / 30))


def test_g_of_borenstein_agrees_with_the_book() -> None:
    # Borenstein et al. (2009), ch. 4: means 103 and 100, SDs 5.5 and 4.5, 50 in each group, give
    # d = .5970, g = .5924 (variance .0411); J here is exact, theirs approximate: 1e-4.
    wave = np.tile([-1.0, 1.0], 25) * math.sqrt(49 / 50)
    g = standardized_mean_difference(103 + 5.5 * wave, 100 + 4.5 * wave)
    assert g.estimate == pytest.approx(0.5924, abs=1e-4)
    assert g.standard_error**2 == pytest.approx(0.0411, abs=1e-4)


def test_bias_correction_agrees_with_hedges_approximation() -> None:
    for df in (10, 50, 1000):
        assert bias_correction(df) == pytest.approx(1 - 3 / (4 * df - 1), abs=1 / df**2 / 10)
    assert bias_correction(2) == pytest.approx(1 / math.sqrt(math.pi), abs=1e-14)


def test_noncentral_limits_leave_the_tails_that_they_promise() -> None:
    for t, df in ((2.1, 18.0), (-0.5, 6.0), (12.0, 198.0)):
        low, high = noncentrality_limits(np.array([t]), df, level=0.9)[:, 0]
        # SciPy's function has about ten digits here.
        assert nctdtr(df, low, t) == pytest.approx(0.95, abs=1e-9)
        assert nctdtr(df, high, t) == pytest.approx(0.05, abs=1e-9)


def test_noncentral_limits_agree_with_r_where_scipy_has_none() -> None:
    # R 4.2, uniroot on pt(t, df, ncp) to 1e-14; its pt is good to about 1e-10.
    t = np.array([30.0])
    assert noncentrality_limits(t, 5000.0).ravel() == pytest.approx(
        (27.9523591104804, 32.0448755936024), abs=1e-9
    )
    assert noncentrality_limits(t, 3.0)[0, 0] == pytest.approx(7.93515425582742, abs=1e-8)


def test_noncentral_limits_hold_where_scipys_inverse_has_none_and_for_many_values_at_once() -> None:
    t = np.array([-300.0, -2.1, np.nan, 0.0, 2.1, 300.0])
    for df in (1.0, 18.0, 1e6):
        low, high = noncentrality_limits(t, df)
        assert np.isnan(low).tolist() == np.isnan(t).tolist()
        assert nctdtr(df, low, t) == pytest.approx(
            np.where(np.isnan(t), t, 0.975), abs=1e-9, nan_ok=True
        )
        assert nctdtr(df, high, t) == pytest.approx(
            np.where(np.isnan(t), t, 0.025), abs=1e-9, nan_ok=True
        )


def test_noncentral_limits_of_many_degrees_of_freedom_are_normal() -> None:
    low, high = noncentrality_limits(np.array([0.0]), 40.0)[:, 0]
    assert ndtr(-low) == pytest.approx(0.975, abs=1e-13)
    assert high == pytest.approx(-low, abs=1e-11)


def test_bca_interval_of_d_covers_like_the_noncentral_one_in_large_normal_samples() -> None:
    rng = np.random.default_rng(3)
    first, second = rng.normal(0.5, 1, 800), rng.normal(0, 1, 800)
    bca = standardized_mean_difference(first, second, interval="bca").interval
    exact = standardized_mean_difference(first, second).interval
    # Limits of 2,000 replicates have a Monte Carlo error of some .003.
    assert (bca.low, bca.high) == pytest.approx((exact.low, exact.high), abs=0.015)


def test_bca_interval_of_d_keeps_its_digits_far_from_zero() -> None:
    near = standardized_mean_difference(FIRST, SECOND, interval="bca").interval
    far = standardized_mean_difference(FIRST + 2**30, SECOND + 2**30, interval="bca").interval
    assert (near.low, near.high) == pytest.approx((far.low, far.high), abs=1e-9)


@settings(max_examples=40)
@given(scores, scores, st.floats(0.1, 9), st.floats(-50, 50))
def test_g_survives_rescaling_and_turns_with_the_groups(
    first: list[float], second: list[float], factor: float, shift: float
) -> None:
    x, y = np.array(first), np.array(second)
    assume(len(set(first)) > 1 or len(set(second)) > 1)
    g = standardized_mean_difference(x, y)
    other = standardized_mean_difference(factor * y[::-1] + shift, factor * x + shift)
    assert other.estimate == pytest.approx(-g.estimate, abs=1e-8)
    assert other.interval.low == pytest.approx(-g.interval.high, abs=1e-7)
    assert g.estimate in g.interval


def test_area_is_the_share_of_pairs_with_ties_as_half() -> None:
    found = probability_of_superiority(FIRST, SECOND, interval="delong")
    assert found.estimate == pytest.approx(pairs(FIRST, SECOND).mean(), abs=1e-14)
    assert (found.first_n, found.second_n, found.n) == (8, 7, 15)


def test_delong_error_agrees_with_all_pairs() -> None:
    won = pairs(FIRST, SECOND)
    expected = won.mean(axis=1).var(ddof=1) / 8 + won.mean(axis=0).var(ddof=1) / 7
    found = probability_of_superiority(FIRST, SECOND, interval="delong")
    assert found.standard_error == pytest.approx(math.sqrt(expected), abs=1e-14)
    reach = 1.959963984540054 * math.sqrt(expected)
    assert found.interval.low == pytest.approx(won.mean() - reach, abs=1e-13)
    assert found.interval.high == min(1.0, found.estimate + reach)


def test_hanley_mcneil_error_of_their_own_example() -> None:
    # Hanley & McNeil (1982), Table II: area .893, 51 abnormal and 58 normal images, SE .032.
    assert hanley_mcneil_error(0.893, 51, 58) == pytest.approx(0.032, abs=6e-4)
    found = probability_of_superiority(FIRST, SECOND, interval="hanley-mcneil")
    assert found.standard_error == hanley_mcneil_error(found.estimate, 8, 7)
    assert found.interval.method == "Hanley-McNeil"


def test_score_limits_lie_z_errors_from_the_estimate() -> None:
    found = probability_of_superiority(FIRST, SECOND, interval="score")
    for limit in (found.interval.low, found.interval.high):
        z = abs(limit - found.estimate) / hanley_mcneil_error(limit, 8, 7)
        assert z == pytest.approx(1.959963984540054, abs=1e-8)


def test_bca_interval_of_area_agrees_with_resampling_the_persons() -> None:
    rng = np.random.default_rng(5)
    first, second = rng.integers(2, 8, 80).astype(float), rng.integers(1, 7, 60).astype(float)
    found = probability_of_superiority(first, second, replicates=4000)
    drawn = [pairs(rng.choice(first, 80), rng.choice(second, 60)).mean() for _ in range(4000)]
    # Two Monte Carlo samples; BCa also moves the limits a little.
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high), abs=0.015)
    assert found.interval.method.startswith("BCa")


def test_too_many_values_fall_back_to_delong_and_say_so() -> None:
    rng = np.random.default_rng(6)
    found = probability_of_superiority(rng.normal(0.3, 1, 700), rng.normal(0, 1, 700))
    assert found.interval.method == "DeLong"
    assert "DeLong interval is shown" in found.summary()


def test_groups_apart_have_a_score_interval_and_no_false_certainty() -> None:
    found = probability_of_superiority([5, 6, 7, 8], [1, 2, 3, 4])
    assert (found.estimate, found.standard_error, found.interval.high) == (1.0, None, 1.0)
    assert 0.5 < found.interval.low < 0.8
    assert "no standard error" in found.summary()
    mirrored = probability_of_superiority([1, 2, 3, 4], [5, 6, 7, 8])
    assert mirrored.interval.high == pytest.approx(1 - found.interval.low, abs=1e-9)


def test_groups_that_are_all_tied_have_a_score_interval() -> None:
    found = probability_of_superiority([4, 4, 4], [4, 4, 4])
    assert found.estimate == 0.5
    assert found.interval.low == pytest.approx(1 - found.interval.high, abs=1e-9)
    assert found.interval.width > 0.5


@pytest.mark.parametrize("interval", ["bca", "delong", "hanley-mcneil", "score"])
def test_cliffs_delta_is_the_area_doubled_and_moved(interval: str) -> None:
    area = probability_of_superiority(FIRST, SECOND, interval=interval)
    delta = cliffs_delta(FIRST, SECOND, interval=interval)
    assert delta.estimate == pytest.approx((2 * pairs(FIRST, SECOND) - 1).mean(), abs=1e-14)
    assert delta.standard_error == pytest.approx(2 * area.standard_error)
    assert delta.interval.low == pytest.approx(2 * area.interval.low - 1)
    assert delta.name == "Cliff's delta"


@settings(max_examples=40)
@given(scores, scores)
def test_area_depends_on_order_alone(first: list[float], second: list[float]) -> None:
    x, y = np.array(first), np.array(second)
    area = probability_of_superiority(x, y, interval="score")
    bent = probability_of_superiority(x[::-1] ** 3, y**3, interval="score")
    mirrored = probability_of_superiority(y, x, interval="score")
    assert bent.estimate == pytest.approx(area.estimate, abs=1e-12)
    assert mirrored.estimate == pytest.approx(1 - area.estimate, abs=1e-12)
    assert 0 <= area.interval.low <= area.estimate <= area.interval.high <= 1
    assert delong_error(shares_won(x, y), shares_won(y, x)) >= 0


def test_missing_values_are_left_out_of_their_group_and_counted() -> None:
    whole = standardized_mean_difference(FIRST, SECOND)
    holes = standardized_mean_difference([*FIRST, np.nan, None], [*SECOND, np.nan])
    assert holes.estimate == whole.estimate
    assert holes.dropped[0].count == 3
    assert "3 persons dropped: the value is missing" in holes.summary()
    assert cliffs_delta([*FIRST, np.nan], SECOND, interval="delong").dropped[0].count == 1


def test_input_is_left_as_it_was() -> None:
    first, second = FIRST.copy(), SECOND.copy()
    standardized_mean_difference(first, second, interval="bca")
    probability_of_superiority(first, second)
    assert (first == FIRST).all()
    assert (second == SECOND).all()


@pytest.mark.parametrize("statistic", [standardized_mean_difference, cliffs_delta])
@pytest.mark.parametrize(
    ("first", "options", "message"),
    [
        ([1.0], {}, "at least 2 known values, got 1"),
        ([], {}, "at least 2 known values, got 0"),
        ([np.nan, np.nan], {}, "at least 2 known values, got 0"),
        ([1.0, np.inf], {}, "infinite"),
        ([1.0, "high"], {}, "numbers"),
        ([[1.0, 2.0]], {}, "2 dimension"),
        ([1.0, 2.0], {"interval": "guess"}, "'guess'"),
        ([1.0, 2.0], {"level": 1.0}, "between 0 and 1"),
    ],
)
def test_unusable_input_is_refused_with_its_reason(statistic, first, options, message) -> None:
    with pytest.raises(PsychometricsError, match=message):
        statistic(first, [1.0, 2.0, 4.0], **options)


def test_d_without_any_spread_is_undefined() -> None:
    with pytest.raises(UndefinedStatistic, match="nobody differs"):
        standardized_mean_difference([3, 3, 3], [2, 2])
    with pytest.raises(UndefinedStatistic, match="nobody differs"):
        standardized_mean_difference([0.1] * 3, [0.1] * 7)


def test_errors_refuse_what_has_no_meaning() -> None:
    with pytest.raises(PsychometricsError):
        hanley_mcneil_error(1.2, 5, 5)
    with pytest.raises(PsychometricsError):
        delong_error(np.array([1.0]), np.array([0.2, 0.3]))
    with pytest.raises(UndefinedStatistic):
        bias_correction(1)


def test_summary_says_where_the_groups_lie() -> None:
    words = standardized_mean_difference(SECOND, FIRST).summary()
    assert "below the mean of the second" in words
    assert "7 in the first group, 8 in the second" in words
    assert "−" in words
    alike = standardized_mean_difference([1, 2], [1, 2]).summary()
    assert "The two group means are alike." in alike
