"""Near enough to be the same: two one-sided tests for means and for proportions."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.groups import equivalence_of_proportions, equivalence_test
from stature.core.psychometrics.groups.two_proportions import (
    ScoreTest,
    TwoProportions,
    most_likely_proportions,
)

RNG = np.random.default_rng(11)
FIRST, SECOND = RNG.normal(5, 1, 60), RNG.normal(5.1, 1.6, 45)


def test_each_one_sided_test_is_welchs() -> None:
    found = equivalence_test(FIRST, SECOND, bounds=(-0.4, 0.7))
    lower = stats.ttest_ind(FIRST + 0.4, SECOND, equal_var=False, alternative="greater")
    upper = stats.ttest_ind(FIRST - 0.7, SECOND, equal_var=False, alternative="less")
    assert found.p_lower == pytest.approx(lower.pvalue, abs=1e-12)
    assert found.p_upper == pytest.approx(upper.pvalue, abs=1e-12)
    assert found.statistic_upper == pytest.approx(upper.statistic, abs=1e-12)
    assert found.df == pytest.approx(lower.df, abs=1e-9)
    assert found.p == max(found.p_lower, found.p_upper)
    usual = stats.ttest_ind(FIRST, SECOND, equal_var=False)
    assert found.difference_p == pytest.approx(usual.pvalue, abs=1e-12)
    ninety = usual.confidence_interval(0.90)
    assert (found.interval.low, found.interval.high) == pytest.approx(ninety, abs=1e-12)
    assert found.interval.level == pytest.approx(0.90)


def test_worked_example_by_hand() -> None:
    # R 4.2:
    # t.test(x, y, mu = -3, alternative = "greater") gives .01410288 and the other side .01041811.
    found = equivalence_test([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6.6], bounds=3)
    assert found.estimate == pytest.approx(-0.1)
    spread = np.var([1, 2, 3, 4, 5, 6.6], ddof=1)
    assert found.standard_error == pytest.approx(math.sqrt((3.5 + spread) / 6))
    assert (found.p_lower, found.p_upper) == pytest.approx((0.01410288, 0.01041811), abs=1e-8)


def test_bounds_in_standard_deviations_use_the_mean_variance() -> None:
    unit = math.sqrt((FIRST.var(ddof=1) + SECOND.var(ddof=1)) / 2)
    found = equivalence_test(FIRST, SECOND, bounds=0.5, units="sd")
    assert found.bounds == pytest.approx((-0.5 * unit, 0.5 * unit))
    assert found.p == equivalence_test(FIRST, SECOND, bounds=0.5 * unit).p


@settings(max_examples=40)
@given(st.floats(0.05, 2), st.floats(0.01, 0.3))
def test_equivalent_exactly_when_the_interval_lies_within_the_bounds(
    bound: float, alpha: float
) -> None:
    found = equivalence_test(FIRST, SECOND, bounds=bound, alpha=alpha)
    within = -bound < found.interval.low and found.interval.high < bound
    assert found.equivalent == within


def test_groups_and_bounds_turn_together() -> None:
    found = equivalence_test(FIRST, SECOND, bounds=(-0.4, 0.7))
    turned = equivalence_test(SECOND[::-1], FIRST, bounds=(-0.7, 0.4))
    assert turned.p_upper == pytest.approx(found.p_lower, abs=1e-13)


def test_words_tell_the_four_cases_apart() -> None:
    near = np.tile([1.0, 2.0, 3.0], 200)
    same = equivalence_test(near, near[:300], bounds=0.3).summary()
    assert same.startswith("The groups are near enough to count as the same. Difference")
    small = equivalence_test(near, near + 0.15, bounds=0.3).summary()
    assert "A difference is shown as well, but a small one." in small
    assert "may be large enough" in equivalence_test(near, near + 1, bounds=0.3).summary()
    assert equivalence_test([1, 2, 3], [1, 2, 4], bounds=0.3).summary().startswith("Undetermined")


def test_wald_test_of_proportions_by_hand() -> None:
    found = equivalence_of_proportions(80, 100, 82, 100, bounds=0.15)
    error = math.sqrt(0.8 * 0.2 / 100 + 0.82 * 0.18 / 100)
    assert found.statistic_lower == pytest.approx((-0.02 + 0.15) / error)
    assert found.p == pytest.approx(stats.norm.sf(0.13 / error), abs=1e-13)
    assert found.interval.high == pytest.approx(-0.02 + 1.6448536269514722 * error)
    assert found.equivalent


def test_score_interval_agrees_with_newcombes_table() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 5 (Mee), 4 decimals.
    for counts, low, high in (((56, 70, 48, 80), 0.0533, 0.3377), ((9, 10, 3, 10), 0.1821, 0.8370)):
        found = ScoreTest(TwoProportions.from_counts(*counts)).interval(level=0.95)
        assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


@settings(max_examples=40)
@given(st.integers(1, 40), st.integers(1, 40), st.data(), st.floats(-0.9, 0.9))
def test_restricted_proportions_are_the_most_likely_ones(n1, n2, data, difference) -> None:
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    pair = TwoProportions.from_counts(x1, n1, x2, n2)
    first, second = most_likely_proportions(pair, difference)
    assert first - second == pytest.approx(difference, abs=1e-12)

    def log_likelihood(share: float) -> float:
        terms = ((x1, n1, share), (x2, n2, share - difference))
        return sum(count_times_log(x, p) + count_times_log(n - x, 1 - p) for x, n, p in terms)

    low, high = max(0.0, difference), min(1.0, 1 + difference)
    best = max(log_likelihood(share) for share in np.linspace(low, high, 400)[1:-1])
    assert log_likelihood(min(max(first, low + 1e-13), high - 1e-13)) >= best - 1e-9


def count_times_log(count: float, share: float) -> float:
    return count * math.log(share) if count else 0.0


def test_score_method_serves_where_everybody_shows_it() -> None:
    with pytest.raises(UndefinedStatistic, match="method='score'"):
        equivalence_of_proportions(50, 50, 60, 60, bounds=0.15)
    found = equivalence_of_proportions(50, 50, 60, 60, bounds=0.15, method="score")
    assert found.equivalent
    assert -0.06 < found.interval.low < 0 < found.interval.high < 0.06
    few = equivalence_of_proportions(3, 3, 3, 3, bounds=0.15, method="score")
    assert not few.equivalent


@settings(max_examples=40)
@given(st.integers(1, 30), st.integers(1, 30), st.data())
def test_score_interval_holds_what_the_score_test_does_not_reject(n1, n2, data) -> None:
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    test = ScoreTest(TwoProportions.from_counts(x1, n1, x2, n2))
    found = test.interval(level=0.9)
    assume(found.low > -0.999 and found.high < 0.999)
    assert test.statistic(found.low) == pytest.approx(1.6448536269514722, abs=1e-6)
    assert test.statistic(found.high) == pytest.approx(-1.6448536269514722, abs=1e-6)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"bounds": -0.2}, "one positive number"),
        ({"bounds": (0.3, 0.1)}, "one positive number"),
        ({"bounds": (1, 2, 3)}, "one positive number"),
        ({"bounds": math.nan}, "expected a number, got nan"),
        ({"bounds": 0.5, "units": "cm"}, "'cm'"),
        ({"bounds": 0.5, "alpha": 0.5}, "between 0 and 0.5"),
    ],
)
def test_wrong_options_are_refused(options, message) -> None:
    with pytest.raises(PsychometricsError, match=message):
        equivalence_test(FIRST, SECOND, **options)


def test_groups_without_spread_are_undefined() -> None:
    with pytest.raises(UndefinedStatistic, match="nobody differs"):
        equivalence_test([3, 3], [3, 3, 3], bounds=1)
    with pytest.raises(UndefinedStatistic, match="at least 2"):
        equivalence_test([3, np.nan], [3, 3, 3], bounds=1)


@pytest.mark.parametrize(
    ("counts", "options"),
    [
        ((5, 4, 1, 4), {"bounds": 0.1}),
        ((1, 4, 1, 4), {"bounds": 1.0}),
        ((1, 4, 1, 4), {"bounds": 0.1, "method": "guess"}),
        ((-1, 4, 1, 4), {"bounds": 0.1}),
        ((1, 0, 1, 4), {"bounds": 0.1}),
        ((math.nan, 3, 1, 4), {"bounds": 0.1}),
    ],
)
def test_wrong_counts_are_refused(counts, options) -> None:
    with pytest.raises(PsychometricsError):
        equivalence_of_proportions(*counts, **options)


def test_missing_values_are_counted() -> None:
    found = equivalence_test([*FIRST, np.nan], SECOND, bounds=1)
    assert found.dropped[0].count == 1
    assert found.first_n == 60
