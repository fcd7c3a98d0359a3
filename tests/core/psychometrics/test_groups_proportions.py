"""How common something is: Wilson, prevalence, Newcombe, and the false discovery rate."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.groups import (
    difference_of_proportions,
    false_discovery,
    prevalence,
    wilson_interval,
)

p_lists = st.lists(st.floats(0, 1), min_size=1, max_size=25)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_agrees_with_newcombes_table(successes, n, low, high) -> None:
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3: four decimals.
    found = wilson_interval(successes, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


@settings(max_examples=40)
@given(st.integers(1, 10_000), st.data(), st.floats(0.5, 0.999))
def test_wilson_agrees_with_scipy_and_stays_within_0_and_1(n, data, level) -> None:
    successes = data.draw(st.integers(0, n))
    found = wilson_interval(successes, n, level=level)
    peer = stats.binomtest(successes, n).proportion_ci(level, "wilson")
    assert (found.low, found.high) == pytest.approx(peer, abs=1e-12)
    assert 0 <= found.low <= successes / n <= found.high <= 1


def test_wilson_limits_of_all_and_none_are_exact() -> None:
    assert wilson_interval(7, 7).high == 1.0
    assert wilson_interval(0, 7).low == 0.0


@pytest.mark.parametrize(
    "counts", [(3, 2), (-1, 5), (0, 0), (1.5, 3), (math.inf, 3), (1, math.nan), ("a", 3), (None, 3)]
)
def test_wilson_refuses_what_are_no_counts(counts) -> None:
    with pytest.raises(PsychometricsError):
        wilson_interval(*counts)


def test_prevalence_counts_scores_from_a_threshold_on() -> None:
    found = prevalence([1, 2, 3, 4, 4, 5, np.nan], at_least=4)
    assert found.estimate == 0.5
    assert found.standard_error == pytest.approx(math.sqrt(0.25 / 6))
    assert found.interval == wilson_interval(3, 6)
    assert (found.n, found.dropped[0].count) == (6, 1)


def test_prevalence_of_yes_and_no() -> None:
    assert prevalence([True, False, True, True]).estimate == 0.75
    whole = prevalence([1, 1, 1])
    assert whole.standard_error == 0
    assert "the interval tells the error better" in whole.summary()


def test_prevalence_refuses_scores_without_a_threshold() -> None:
    with pytest.raises(PsychometricsError, match="at_least"):
        prevalence([1, 2, 3])
    with pytest.raises(PsychometricsError, match="expected a number"):
        prevalence([1, 2, 3], at_least=math.nan)
    with pytest.raises(UndefinedStatistic, match="got 0"):
        prevalence([np.nan])


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_difference_agrees_with_newcombes_table(counts, low, high) -> None:
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10: four decimals.
    found = difference_of_proportions(*counts).interval
    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


@settings(max_examples=40)
@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_difference_turns_with_the_groups(n1, n2, data) -> None:
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    found = difference_of_proportions(x1, n1, x2, n2)
    turned = difference_of_proportions(x2, n2, x1, n1)
    assert turned.interval.low == pytest.approx(-found.interval.high, abs=1e-12)
    assert -1 <= found.interval.low <= found.estimate <= found.interval.high <= 1
    assert found.standard_error == pytest.approx(
        math.sqrt(x1 / n1 * (1 - x1 / n1) / n1 + x2 / n2 * (1 - x2 / n2) / n2)
    )


@pytest.mark.parametrize(
    ("method", "name"), [("benjamini-hochberg", "bh"), ("benjamini-yekutieli", "by")]
)
@settings(max_examples=40)
@given(p_values=p_lists)
def test_false_discovery_agrees_with_scipy(method, name, p_values) -> None:
    found = false_discovery(p_values, method=method)
    assert found.adjusted == pytest.approx(
        stats.false_discovery_control(p_values, method=name), abs=1e-13
    )


def test_false_discovery_of_benjamini_and_hochberg() -> None:
    # Their table of 15 p values (1995, section 3.2): four are rejected at .05.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262]
    found = false_discovery([*p, 0.5719, 0.6528, 0.7590, 1.0])
    assert found.rejected.sum() == 4
    assert found.adjusted[3] == pytest.approx(0.0095 * 15 / 4)
    assert found.summary().startswith("Findings: 4 of 15 tests, if 5% of the findings may be false")


@settings(max_examples=40)
@given(p_lists, st.randoms(use_true_random=False))
def test_false_discovery_keeps_order_and_treats_equals_alike(p_values, random) -> None:
    p = np.array(p_values + p_values[:3])
    found = false_discovery(p)
    order = random.sample(range(len(p)), len(p))
    assert false_discovery(p[order]).adjusted == pytest.approx(found.adjusted[order], abs=1e-15)
    assert (found.adjusted >= p - 1e-15).all()
    assert (found.adjusted <= 1).all()
    assert np.unique(found.adjusted[p == p[0]]).size == 1
    strict = false_discovery(p, method="benjamini-yekutieli")
    assert (strict.adjusted >= found.adjusted - 1e-15).all()


def test_missing_p_values_stay_missing_and_do_not_count() -> None:
    found = false_discovery([0.01, np.nan, 0.04])
    assert found.adjusted[[0, 2]].tolist() == pytest.approx([0.02, 0.04])
    assert np.isnan(found.adjusted[1])
    assert found.rejected.tolist() == [True, False, True]
    assert (found.n, found.dropped[0].count) == (2, 1)
    with pytest.raises(ValueError, match="read-only"):
        found.adjusted[0] = 0


@pytest.mark.parametrize(
    ("p_values", "options", "message"),
    [
        ([], {}, "no p value"),
        ([np.nan], {}, "no p value"),
        ([0.1, 1.2], {}, "got 1.2"),
        ([-0.1], {}, "got -0.1"),
        ([0.1], {"method": "holm"}, "'holm'"),
        ([0.1], {"rate": 0}, "between 0 and 1"),
        ([[0.1]], {}, "2 dimension"),
    ],
)
def test_wrong_p_values_are_refused(p_values, options, message) -> None:
    with pytest.raises(PsychometricsError, match=message):
        false_discovery(p_values, **options)
