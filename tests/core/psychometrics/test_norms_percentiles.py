"""Percentile ranks: mid-rank, and limits that know of ties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betainc, betaincinv

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.norms import percentile_ranks
from stature.core.psychometrics.norms.tied_interval import tied_share_interval, tied_share_sd

METHODS = ("bayesian", "mid-p", "clopper-pearson", "wilson")
few_scores = st.lists(st.integers(0, 12), min_size=2, max_size=60)


def test_percentile_counts_those_below_and_half_of_those_equal() -> None:
    ranks = percentile_ranks([1, 2, 2.5, 9], [1, 2, 2, 3, 4])
    assert ranks.estimate.tolist() == [10.0, 40.0, 60.0, 100.0]


def test_percentile_limits_without_ties_are_quantiles_of_jeffreys_posterior() -> None:
    norms = np.arange(100.0)
    ranks = percentile_ranks([89.5], norms)
    expected = 100 * betaincinv(90.5, 10.5, [0.025, 0.975])
    np.testing.assert_allclose([ranks.low[0], ranks.high[0]], expected, atol=1e-10)
    # R: qbeta(c(.025, .975), 90.5, 10.5)
    np.testing.assert_allclose(expected, [82.9876070348, 94.7415324709], atol=1e-9)


def test_percentile_limits_with_ties_match_values_by_r() -> None:
    # R: uniroot on mean(pbeta(p, 1.5 + 0:2, 3.5 - 0:2)) - .025
    low, _ = tied_share_interval(np.array([1.0]), np.array([2.0]), 4)
    assert low[0] == pytest.approx(0.0586816852023, abs=1e-10)
    # R: the same with the mean of pbeta(p, x, n - x + 1) and pbeta(p, x + 1, n - x), x = 40..45
    low, high = tied_share_interval(np.array([40.0]), np.array([5.0]), 100, method="mid-p")
    assert low[0] == pytest.approx(0.325606490109, abs=1e-10)
    assert high[0] == pytest.approx(0.528838092376, abs=1e-10)


def test_wilson_limits_match_the_hand_worked_value() -> None:
    # Wilson's interval of 10 of 100 at 95%: .0552 to .1744 (Newcombe 1998, method 3).
    low, high = tied_share_interval(np.array([10.0]), np.array([0.0]), 100, method="wilson")
    np.testing.assert_allclose([low[0], high[0]], [0.0552, 0.1744], atol=5e-5)


def test_clopper_pearson_limits_of_none_in_ten_match_the_closed_form() -> None:
    low, high = tied_share_interval(np.array([0.0]), np.array([0.0]), 10, method="clopper-pearson")
    np.testing.assert_allclose([low[0], high[0]], [0.0, 1 - 0.025**0.1], atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40), st.data())
def test_limits_solve_the_average_of_tail_probabilities(n: int, data: st.DataObject) -> None:
    m = data.draw(st.integers(0, n))
    k = data.draw(st.integers(0, n - m))
    low, high = tied_share_interval(np.array([float(m)]), np.array([float(k)]), n)
    j = np.arange(k + 1)

    def posterior(share: float) -> float:
        return float(np.mean(betainc(m + j + 0.5, n - m - j + 0.5, share)))

    if m + k > 0:
        assert posterior(low[0]) == pytest.approx(0.025, abs=1e-9)
    else:
        assert low[0] == 0
    if m < n:
        assert posterior(high[0]) == pytest.approx(0.975, abs=1e-9)
    else:
        assert high[0] == 1


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 40), st.data())
def test_posterior_sd_is_that_of_the_mixture(n: int, data: st.DataObject) -> None:
    m = data.draw(st.integers(0, n))
    k = data.draw(st.integers(0, n - m))
    a = m + np.arange(k + 1) + 0.5
    b = n + 1 - a
    means = a / (a + b)
    variance = (a * b / ((a + b) ** 2 * (a + b + 1))).mean() + means.var()
    ours = tied_share_sd(np.array([float(m)]), np.array([float(k)]), n)
    assert ours[0] == pytest.approx(np.sqrt(variance), rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=15, deadline=None)
@given(norms=few_scores, scores=st.lists(st.integers(-1, 13), min_size=1, max_size=9))
def test_percentiles_rise_with_scores_and_lie_within_their_limits(
    method: str, norms: list[int], scores: list[int]
) -> None:
    ranks = percentile_ranks(sorted(scores), norms, interval=method)
    assert (np.diff(ranks.estimate) >= 0).all()
    assert (ranks.low <= ranks.estimate + 1e-9).all()
    assert (ranks.estimate <= ranks.high + 1e-9).all()
    assert ranks.low.min() >= 0
    assert ranks.high.max() <= 100


@settings(max_examples=15, deadline=None)
@given(few_scores, st.randoms(use_true_random=False))
def test_percentiles_ignore_order_and_rescaling_and_turn_when_scores_do(
    norms: list[int], random: object
) -> None:
    there = percentile_ranks(norms, norms)
    shuffled = norms.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = percentile_ranks(2.5 * np.array(norms) - 4, 2.5 * np.array(shuffled) - 4)
    turned = percentile_ranks(-np.array(norms), -np.array(norms))
    np.testing.assert_allclose(there.estimate, again.estimate)
    np.testing.assert_allclose(there.low, again.low)
    np.testing.assert_allclose(turned.estimate, 100 - there.estimate, atol=1e-9)
    np.testing.assert_allclose(turned.low, 100 - there.high, atol=1e-7)


def test_ties_widen_the_interval() -> None:
    finely = percentile_ranks([50.0], np.arange(100.0))
    coarsely = percentile_ranks([5.0], np.arange(100) // 10)
    assert coarsely.high[0] - coarsely.low[0] > finely.high[0] - finely.low[0]


def test_a_million_ties_cost_no_more_than_two() -> None:
    norms = np.repeat([1.0, 2.0, 3.0], [300_000, 100_000, 600_000])
    ranks = percentile_ranks([2.0], norms)
    # The true share lies anywhere within the tie: 30 to 40 in 100, cut at 2.5% on either side.
    np.testing.assert_allclose([ranks.low[0], ranks.high[0]], [30.25, 39.75], atol=0.01)


def test_missing_scores_stay_missing_and_are_counted() -> None:
    ranks = percentile_ranks([2, None, 3], [1, 2, np.nan, 3])
    assert np.isnan(ranks.estimate).tolist() == [False, True, False]
    assert [drop.count for drop in ranks.dropped] == [1, 1]
    assert ranks.n == 3
    assert "1 score dropped" in ranks.summary()


def test_percentiles_do_not_touch_what_they_are_given() -> None:
    scores, norms = np.array([1.0, 5.0]), np.array([3.0, 1.0, 2.0])
    ranks = percentile_ranks(scores, norms)
    assert scores.flags.writeable
    assert norms.tolist() == [3.0, 1.0, 2.0]
    assert not ranks.estimate.flags.writeable


@pytest.mark.parametrize(
    ("scores", "norms", "error"),
    [
        ([np.nan], [1, 2], UndefinedStatistic),
        ([1], [2], UndefinedStatistic),
        ([1], [np.nan, np.nan], UndefinedStatistic),
        ([], [1, 2], PsychometricsError),
        ([1], [], PsychometricsError),
        ([np.inf], [1, 2], PsychometricsError),
        ([[1, 2]], [1, 2], PsychometricsError),
        (["high"], [1, 2], PsychometricsError),
        ([1], np.array([1, "a"], dtype=object), PsychometricsError),
    ],
)
def test_percentiles_refuse_what_has_no_answer(
    scores: object, norms: object, error: type[Exception]
) -> None:
    with pytest.raises(error):
        percentile_ranks(scores, norms)  # type: ignore[arg-type]


@pytest.mark.parametrize("options", [{"interval": "wald"}, {"level": 1.0}, {"level": 0}])
def test_percentiles_refuse_unknown_options(options: dict[str, object]) -> None:
    with pytest.raises(PsychometricsError):
        percentile_ranks([1], [1, 2], **options)  # type: ignore[arg-type]
