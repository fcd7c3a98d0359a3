"""Reliable change of persons: indices, verdicts, cut-offs and regression to the mean."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import stdtrit

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.change import (
    ChangeVerdict,
    ClinicalVerdict,
    Population,
    clinical_cut_off,
    clinically_significant_change,
    edwards_nunnally_change,
    regression_to_the_mean,
    reliable_change_from_differences,
    reliable_change_from_regression,
    reliable_change_index,
)

points = st.floats(0, 100).map(lambda score: round(score, 9))
scores = st.lists(st.tuples(points, points), min_size=1, max_size=12)


def test_jacobson_truax_worked_example() -> None:
    # Jacobson & Truax (1991), p. 14: SD 7.5, reliability .80, 32.5 to 47.5 gives 4.74 and 3.16.
    change = reliable_change_index([32.5], [47.5], sd=7.5, reliability=0.80)
    assert change.standard_error[0] == pytest.approx(4.743416490252569, abs=1e-12)
    assert change.estimate[0] == pytest.approx(3.1622776601683795, abs=1e-12)
    assert change.low[0] == pytest.approx(15 - 1.959963984540054 * 4.743416490252569, abs=1e-10)
    assert change.verdicts[0] == ChangeVerdict.IMPROVED


def test_jacobson_truax_worked_cut_offs() -> None:
    # The same paper: means 40 and 60, both SD 7.5.
    populations = {"below_par": Population(40, 7.5), "functional": Population(60, 7.5)}
    lines = [clinical_cut_off(criterion, **populations) for criterion in ("a", "b", "c")]
    assert [line.estimate for line in lines] == [55.0, 45.0, 50.0]
    assert "taken as known" in lines[0].why_no_error


def test_client_of_jacobson_and_truax_improved_without_recovery() -> None:
    change = reliable_change_index([32.5], [47.5], sd=7.5, reliability=0.80)
    line = clinical_cut_off("c", below_par=Population(40, 7.5), functional=Population(60, 7.5))
    assert clinically_significant_change(change, line).verdicts[0] == ClinicalVerdict.IMPROVED


def test_maassen_uses_the_spread_of_both_occasions_and_practice_is_taken_off() -> None:
    change = reliable_change_index([20.0], [30.0], sd=5, retest_sd=7, reliability=0.84, practice=2)
    error = math.sqrt((25 + 49) * 0.16)
    assert change.method == "Maassen"
    assert change.standard_error[0] == pytest.approx(error, abs=1e-12)
    assert change.departure[0] == pytest.approx(8, abs=1e-12)
    assert change.estimate[0] == pytest.approx(8 / error, abs=1e-12)


def test_christensen_mendoza_uses_the_spread_of_differences() -> None:
    change = reliable_change_from_differences([20.0], [30.0], sd=5, retest_sd=7, retest_r=0.6)
    assert change.standard_error[0] == pytest.approx(math.sqrt(25 + 49 - 42), abs=1e-12)


def test_edwards_nunnally_starts_from_the_estimated_true_score() -> None:
    change = edwards_nunnally_change([30.0], [45.0], mean=40, sd=7.5, reliability=0.8)
    assert change.expected[0] == pytest.approx(32, abs=1e-12)
    assert change.estimate[0] == pytest.approx(13 / (7.5 * math.sqrt(0.2)), abs=1e-12)


def test_regression_index_without_retest_values_is_gulliksen_lord_novick() -> None:
    change = reliable_change_from_regression([30.0], [41.0], mean=40, sd=8, retest_r=0.75)
    expected = ((41 - 40) - 0.75 * (30 - 40)) / (8 * math.sqrt(1 - 0.75**2))
    assert change.estimate[0] == pytest.approx(expected, abs=1e-12)


def test_regression_index_with_retest_mean_is_hsu_linn_lord() -> None:
    change = reliable_change_from_regression(
        [30.0], [41.0], mean=40, sd=8, retest_r=0.75, retest_mean=43
    )
    expected = ((41 - 43) - 0.75 * (30 - 40)) / (8 * math.sqrt(1 - 0.75**2))
    assert change.estimate[0] == pytest.approx(expected, abs=1e-12)


def test_prediction_with_n_is_that_of_least_squares() -> None:
    rng = np.random.default_rng(11)
    x = rng.normal(50, 10, 40)
    y = 0.6 * x + rng.normal(20, 7, 40)
    new = np.array([30.0, 52.0])
    result = regression_to_the_mean(
        new,
        mean=x.mean(),
        sd=x.std(ddof=1),
        retest_r=np.corrcoef(x, y)[0, 1],
        retest_mean=y.mean(),
        retest_sd=y.std(ddof=1),
        n=40,
        level=0.9,
    )
    design = np.column_stack([np.ones(40), x])
    weights, residual, *_ = np.linalg.lstsq(design, y, rcond=None)
    at = np.column_stack([np.ones(2), new])
    leverage = np.einsum("ij,jk,ik->i", at, np.linalg.inv(design.T @ design), at)
    half = stdtrit(38, 0.95) * np.sqrt(residual[0] / 38 * (1 + leverage))
    np.testing.assert_allclose(result.estimate, at @ weights, atol=1e-9)
    np.testing.assert_allclose(result.high, at @ weights + half, atol=1e-9)
    np.testing.assert_allclose(result.low, at @ weights - half, atol=1e-9)


def test_extreme_scores_are_expected_to_come_back() -> None:
    result = regression_to_the_mean([20, 50, 90], mean=50, sd=10, retest_r=0.7)
    np.testing.assert_allclose(result.shift, [9, 0, -12], atol=1e-12)
    assert "7.00 from the first" in result.summary()


def test_prediction_interval_holds_second_scores_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    true = rng.normal(0, math.sqrt(0.7), 20_000)
    first, second = (true + rng.normal(0, math.sqrt(0.3), 20_000) for _ in range(2))
    result = regression_to_the_mean(first, mean=0, sd=1, retest_r=0.7, level=0.8)
    assert ((result.low < second) & (second < result.high)).mean() == pytest.approx(0.8, abs=0.01)


def test_people_who_did_not_change_seldom_seem_to() -> None:
    rng = np.random.default_rng(6)
    true = rng.normal(50, 10 * math.sqrt(0.8), 20_000)
    first, second = (true + rng.normal(0, 10 * math.sqrt(0.2), 20_000) for _ in range(2))
    change = reliable_change_index(first, second, sd=10, reliability=0.8)
    assert change.share(ChangeVerdict.IMPROVED).estimate == pytest.approx(0.025, abs=0.004)
    assert change.share(ChangeVerdict.WORSENED).estimate == pytest.approx(0.025, abs=0.004)


@settings(max_examples=20, deadline=None)
@given(scores, st.floats(0.1, 20), st.floats(0.05, 0.95))
def test_the_index_does_not_depend_on_unit_or_origin(
    pairs: list[tuple[float, float]], sd: float, reliability: float
) -> None:
    before, after = np.array(pairs).T
    there = reliable_change_index(before, after, sd=sd, reliability=reliability)
    again = reliable_change_index(3 * before - 7, 3 * after - 7, sd=3 * sd, reliability=reliability)
    np.testing.assert_allclose(there.estimate, again.estimate, atol=1e-6)


@settings(max_examples=20, deadline=None)
@given(scores, st.floats(0.05, 0.95))
def test_turning_the_scale_turns_only_the_sign(
    pairs: list[tuple[float, float]], reliability: float
) -> None:
    before, after = np.array(pairs).T
    there = reliable_change_index(before, after, sd=9, reliability=reliability)
    turned = reliable_change_index(
        -before, -after, sd=9, reliability=reliability, higher_is_better=False
    )
    np.testing.assert_allclose(there.estimate, -turned.estimate)
    assert there.verdicts.tolist() == turned.verdicts.tolist()


@settings(max_examples=20, deadline=None)
@given(scores)
def test_a_change_is_reliable_when_its_interval_leaves_out_0(
    pairs: list[tuple[float, float]],
) -> None:
    before, after = np.array(pairs).T
    change = reliable_change_index(before, after, sd=9, reliability=0.7)
    beyond = (change.low > 0) | (change.high < 0)
    assert (beyond == (change.verdicts != ChangeVerdict.NO_RELIABLE_CHANGE)).all()


@settings(max_examples=20, deadline=None)
@given(scores, st.floats(0.05, 0.95))
def test_maassen_with_equal_spreads_is_jacobson_truax(
    pairs: list[tuple[float, float]], reliability: float
) -> None:
    before, after = np.array(pairs).T
    plain = reliable_change_index(before, after, sd=4, reliability=reliability)
    maassen = reliable_change_index(before, after, sd=4, retest_sd=4, reliability=reliability)
    differences = reliable_change_from_differences(
        before, after, sd=4, retest_sd=4, retest_r=reliability
    )
    np.testing.assert_allclose(plain.estimate, maassen.estimate)
    np.testing.assert_allclose(plain.estimate, differences.estimate)


def test_clinical_verdicts_need_reliability_and_the_line_crossed() -> None:
    before = [40, 52, 40, 60, 40, np.nan]
    after = [60, 70, 45, 40, 49, 50]
    change = reliable_change_index(before, after, sd=5, reliability=0.8)
    result = clinically_significant_change(change, 50)
    assert [str(verdict) for verdict in result.verdicts] == [
        "recovered",
        "improved",
        "unchanged",
        "worsened",
        "improved",
        "unknown",
    ]
    assert result.count(ClinicalVerdict.IMPROVED) == 2
    assert "1 recovered, 2 improved, 1 unchanged, 1 worsened" in result.summary()


def test_recovery_runs_downwards_where_lower_is_better() -> None:
    change = reliable_change_index(
        [60, 40], [40, 60], sd=5, reliability=0.8, higher_is_better=False
    )
    verdicts = clinically_significant_change(change, 50).verdicts
    assert [str(verdict) for verdict in verdicts] == ["recovered", "worsened"]
    worse, better = Population(60, 5), Population(40, 5)
    assert clinical_cut_off("a", below_par=worse, functional=better).estimate == 50
    assert clinical_cut_off("b", below_par=worse, functional=better).estimate == 50


@pytest.mark.parametrize("criterion", ["a", "b", "c"])
def test_error_of_a_cut_off_is_its_spread_over_samples(criterion: Any) -> None:
    rng = np.random.default_rng(8)
    low, high = rng.normal(40, 7, (8000, 60)), rng.normal(60, 9, (8000, 80))
    m1, s1, m0, s0 = low.mean(1), low.std(1, ddof=1), high.mean(1), high.std(1, ddof=1)
    drawn = {"a": m1 + 2 * s1, "b": m0 - 2 * s0, "c": (s0 * m1 + s1 * m0) / (s0 + s1)}[criterion]
    line = clinical_cut_off(
        criterion, below_par=Population(40, 7, 60), functional=Population(60, 9, 80)
    )
    # Monte Carlo of 8,000 and a first-order formula.
    assert line.standard_error == pytest.approx(drawn.std(), rel=0.04)


def test_share_of_verdicts_carries_wilsons_interval() -> None:
    change = reliable_change_index([40] * 10, [60] + [40] * 9, sd=5, reliability=0.8)
    share = change.share(ChangeVerdict.IMPROVED)
    assert share.estimate == pytest.approx(0.1)
    # Wilson for 1 of 10: .0179 to .4042 (Newcombe 1998).
    np.testing.assert_allclose(
        [share.interval.low, share.interval.high], [0.0179, 0.4042], atol=5e-5
    )
    with pytest.raises(UndefinedStatistic):
        change.share(ChangeVerdict.UNKNOWN)


def test_missing_scores_are_unknown_and_counted() -> None:
    change = reliable_change_index([40, None, 50], [60, 50, np.nan], sd=5, reliability=0.8)
    assert [str(verdict) for verdict in change.verdicts] == ["improved", "unknown", "unknown"]
    assert (change.n, change.dropped[0].count) == (1, 2)
    assert np.isnan(change.low).tolist() == [False, True, True]
    assert "2 persons dropped" in change.summary()
    by_regression = reliable_change_from_regression(
        [40, None, 50], [60, 50, np.nan], mean=50, sd=5, retest_r=0.8, n=30
    )
    assert np.isnan(by_regression.estimate).tolist() == [False, True, True]


def test_input_is_left_as_it_was() -> None:
    before, after = np.array([1.0, 2.0]), np.array([2.0, 9.0])
    change = reliable_change_index(before, after, sd=1, reliability=0.5)
    before[0] = 5.0
    assert change.before[0] == 1.0
    assert not change.estimate.flags.writeable


METHODS: dict[str, Callable[..., Any]] = {
    "index": lambda **known: reliable_change_index(
        [1], [2], **({"sd": 5, "reliability": 0.8} | known)
    ),
    "nunnally": lambda **known: edwards_nunnally_change(
        [1], [2], **({"mean": 3, "sd": 5, "reliability": 0.8} | known)
    ),
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("known", "error"),
    [
        ({"reliability": 1}, UndefinedStatistic),
        ({"reliability": 0}, UndefinedStatistic),
        ({"reliability": -0.3}, UndefinedStatistic),
        ({"reliability": 1.2}, PsychometricsError),
        ({"reliability": math.nan}, PsychometricsError),
        ({"reliability": "good"}, PsychometricsError),
        ({"sd": 0}, UndefinedStatistic),
        ({"sd": -1}, PsychometricsError),
        ({"sd": math.inf}, PsychometricsError),
        ({"sd": None}, PsychometricsError),
        ({"level": 1}, PsychometricsError),
        ({"level": 0}, PsychometricsError),
    ],
)
def test_impossible_values_are_refused(
    method: str, known: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error) as caught:
        METHODS[method](**known)
    assert type(caught.value) is error


@pytest.mark.parametrize(
    ("before", "after"),
    [([], []), ([1, 2], [1]), ([[1, 2]], [[2, 3]]), ([math.inf], [1]), (["a"], ["b"])],
)
def test_scores_that_are_no_pairs_are_refused(before: Any, after: Any) -> None:
    with pytest.raises(PsychometricsError):
        reliable_change_index(before, after, sd=1, reliability=0.5)


def test_nobody_with_both_scores_is_undefined() -> None:
    with pytest.raises(UndefinedStatistic):
        reliable_change_index([1, None], [None, 2], sd=1, reliability=0.5)
    with pytest.raises(UndefinedStatistic):
        regression_to_the_mean([None], mean=0, sd=1, retest_r=0.5)


def test_differences_that_do_not_vary_are_undefined() -> None:
    with pytest.raises(UndefinedStatistic):
        reliable_change_from_differences([1], [2], sd=3, retest_sd=3, retest_r=1)


@pytest.mark.parametrize(
    "options",
    [{"retest_r": 1}, {"retest_r": -0.1}, {"n": 2}, {"n": 2.5}, {"mean": math.nan}, {"level": 2}],
)
def test_regression_refuses_impossible_values(options: dict[str, Any]) -> None:
    with pytest.raises(PsychometricsError):
        regression_to_the_mean([1], **({"mean": 0, "sd": 1, "retest_r": 0.5} | options))


def test_retest_correlation_of_0_expects_the_mean_from_everyone() -> None:
    result = regression_to_the_mean([10, 90], mean=50, sd=10, retest_r=0)
    assert result.estimate.tolist() == [50.0, 50.0]
    assert result.standard_error.tolist() == [10.0, 10.0]


@pytest.mark.parametrize(
    ("criterion", "groups"),
    [("a", {}), ("b", {"below_par": Population(1, 2)}), ("c", {"functional": Population(1, 2)})],
)
def test_cut_off_without_its_population_is_refused(criterion: Any, groups: Any) -> None:
    with pytest.raises(PsychometricsError, match="needs its population"):
        clinical_cut_off(criterion, **groups)


def test_unknown_criterion_and_hopeless_population_are_refused() -> None:
    with pytest.raises(PsychometricsError):
        clinical_cut_off("d", below_par=Population(1, 2), functional=Population(3, 2))  # type: ignore[arg-type]
    with pytest.raises(UndefinedStatistic):
        Population(1, 0)
    with pytest.raises(PsychometricsError):
        Population(1, 1, n=1)
