"""The bootstrap through sufficient columns against closed forms and SciPy's own."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.bootstrap import bootstrap_means


def mean(means: np.ndarray) -> np.ndarray:
    return means[:, 0]


def variance(means: np.ndarray) -> np.ndarray:
    return means[:, 1] - means[:, 0] ** 2


def with_squares(values: np.ndarray) -> np.ndarray:
    return np.column_stack([values, values**2])


SKEWED = np.random.default_rng(1).exponential(size=60)


def test_standard_error_of_a_mean_has_its_closed_form() -> None:
    """s / sqrt(n), dividing by n; 3 % allows for 4,000 replicates."""
    found = bootstrap_means(mean, SKEWED[:, None], replicates=4000)
    assert found.estimate[0] == pytest.approx(SKEWED.mean(), abs=1e-14)
    assert found.standard_error[0] == pytest.approx(SKEWED.std() / np.sqrt(60), rel=0.03)


@pytest.mark.parametrize("method", ["bca", "percentile"])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_interval_of_a_variance_agrees_with_scipy(method: str, level: float) -> None:
    """Both draw at random: 6 % of the width with 9,999 replicates each."""
    ours = bootstrap_means(variance, with_squares(SKEWED), replicates=9999)
    found = ours.interval(level=level, method=method)
    peer = stats.bootstrap(
        (SKEWED,),
        np.var,
        confidence_level=level,
        n_resamples=9999,
        method={"bca": "BCa", "percentile": "percentile"}[method],
        rng=np.random.default_rng(2),
    ).confidence_interval
    assert found.low == pytest.approx(peer.low, abs=0.06 * found.width)
    assert found.high == pytest.approx(peer.high, abs=0.06 * found.width)


def test_two_samples_are_resampled_on_their_own() -> None:
    other = np.random.default_rng(3).normal(2, 3, 40)
    found = bootstrap_means(
        lambda a, b: a[:, 0] - b[:, 0], SKEWED[:, None], other[:, None], replicates=9999
    )
    error = np.sqrt(SKEWED.var() / 60 + other.var() / 40)
    assert found.standard_error[0] == pytest.approx(error, rel=0.03)
    interval = found.interval()
    peer = stats.bootstrap(
        (SKEWED, other), lambda a, b, axis: a.mean(axis) - b.mean(axis), rng=4
    ).confidence_interval
    assert interval.low == pytest.approx(peer.low, abs=0.06 * interval.width)
    assert interval.high == pytest.approx(peer.high, abs=0.06 * interval.width)


def test_counted_patterns_give_the_same_answer_as_rows() -> None:
    """Many equal rows are drawn as counts; errors agree within 4 % of 4,000 replicates."""
    answers = np.random.default_rng(5).integers(1, 4, 400).astype(float)
    trace = answers + np.linspace(0, 1e-9, 400)
    patterns = bootstrap_means(variance, with_squares(answers), replicates=4000)
    rows = bootstrap_means(variance, with_squares(trace), replicates=4000)
    assert patterns.estimate[0] == pytest.approx(rows.estimate[0], abs=1e-8)
    assert patterns.standard_error[0] == pytest.approx(rows.standard_error[0], rel=0.04)
    assert patterns.interval().low == pytest.approx(rows.interval().low, rel=0.02)


@settings(max_examples=20, deadline=None)
@given(st.floats(-100, 100), st.floats(0.1, 50))
def test_interval_moves_with_the_scale(shift: float, scale: float) -> None:
    plain = bootstrap_means(mean, SKEWED[:, None], replicates=200).interval()
    moved = bootstrap_means(mean, SKEWED[:, None] * scale + shift, replicates=200).interval()
    assert moved.low == pytest.approx(plain.low * scale + shift, abs=1e-8)
    assert moved.high == pytest.approx(plain.high * scale + shift, abs=1e-8)


def test_same_seed_same_replicates() -> None:
    first, again, other = (
        bootstrap_means(mean, SKEWED[:, None], replicates=50, seed=seed) for seed in (1, 1, 2)
    )
    assert first.replicates.tolist() == again.replicates.tolist()
    assert first.replicates.tolist() != other.replicates.tolist()


def test_several_statistics_share_their_resamples() -> None:
    both = bootstrap_means(
        lambda means: np.column_stack([means[:, 0], 2 * means[:, 0]]), SKEWED[:, None]
    )
    assert both.replicates.shape == (2000, 2)
    assert both.interval(1).low == pytest.approx(2 * both.interval(0).low)


def test_statistic_without_value_is_undefined() -> None:
    with pytest.raises(UndefinedStatistic, match="no value for this sample"):
        bootstrap_means(lambda means: means[:, 0] / 0, SKEWED[:, None])


def test_few_resamples_without_value_are_counted_and_many_refused() -> None:
    def ratio(means: np.ndarray) -> np.ndarray:
        return 1 / means[:, 0]

    some = np.zeros((40, 1))
    some[:4] = 1  # a resample misses all four in about 1.5 of 100 cases
    found = bootstrap_means(ratio, some)
    assert 0 < found.undefined < 100
    assert len(found.replicates) == 2000 - found.undefined
    assert np.isfinite(found.interval().high)
    some[1:] = 0
    with pytest.raises(UndefinedStatistic, match="resamples have no value"):
        bootstrap_means(ratio, some)


def test_sample_that_cannot_be_resampled_is_refused() -> None:
    with pytest.raises(PsychometricsError, match="missing"):
        bootstrap_means(mean, [[1.0], [np.nan]])
    with pytest.raises(PsychometricsError, match="2 or more"):
        bootstrap_means(mean, [[1.0]])
    with pytest.raises(PsychometricsError, match="replicates"):
        bootstrap_means(mean, SKEWED[:, None], replicates=1)
    found = bootstrap_means(mean, SKEWED[:, None], replicates=20)
    with pytest.raises(PsychometricsError, match="basic"):
        found.interval(method="basic")  # type: ignore[arg-type]
    with pytest.raises(PsychometricsError, match="level"):
        found.interval(level=95)
