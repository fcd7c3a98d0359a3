"""Change of groups: raw, standardised, and beside a comparison group."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import nctdtr

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.change import change_against_comparison, group_change

# Small enough to work by hand: changes 1, 0, 2, 1; variances 5/3 and 3; covariance 2.
BEFORE, AFTER = [1.0, 2, 3, 4], [2.0, 2, 5, 5]
seeds = st.integers(0, 10_000)


def sample(seed: int, n: int = 30) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    before = rng.normal(50, 10, n)
    return before, 0.6 * before + rng.normal(24, 7, n)


def test_hand_worked_group() -> None:
    change = group_change(BEFORE, AFTER)
    assert change.estimate == 1.0
    assert change.standard_error == pytest.approx(math.sqrt(2 / 3) / 2, abs=1e-12)
    assert change.d_z.estimate == pytest.approx(1 / math.sqrt(2 / 3), abs=1e-12)
    average = (5 / 3 + 3) / 2
    assert change.d_av.estimate == pytest.approx(1 / math.sqrt(average), abs=1e-12)
    r2 = 4 / (5 / 3 * 3)
    variance = (25 / 9 + 9 + 2 * r2 * 5) / (8 * 3 * average**3) + (2 / 3) / (3 * average)
    assert change.d_av.standard_error == pytest.approx(math.sqrt(variance), abs=1e-12)
    # J for 3 degrees of freedom: Gamma(1.5) / (sqrt(1.5) Gamma(1)) = .7236
    g = math.gamma(1.5) / math.sqrt(1.5) / math.sqrt(5 / 3)
    assert change.g_before.estimate == pytest.approx(g, abs=1e-12)
    becker = math.sqrt(2 * (1 - math.sqrt(r2)) / 4 + g * g / 8)
    assert change.g_before.standard_error == pytest.approx(becker, abs=1e-12)
    assert change.retest_r.estimate == pytest.approx(math.sqrt(r2), abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(seeds, st.sampled_from([0.8, 0.95]))
def test_group_change_agrees_with_scipy(seed: int, level: float) -> None:
    before, after = sample(seed)
    change = group_change(before, after, level=level)
    theirs = stats.ttest_rel(after, before).confidence_interval(level)
    assert change.interval.low == pytest.approx(theirs.low, abs=1e-9)
    assert change.interval.high == pytest.approx(theirs.high, abs=1e-9)
    r = stats.pearsonr(before, after)
    assert change.retest_r.estimate == pytest.approx(r.statistic, abs=1e-10)
    fisher = r.confidence_interval(level)
    assert change.retest_r.interval.low == pytest.approx(fisher.low, abs=1e-9)
    assert change.retest_r.interval.high == pytest.approx(fisher.high, abs=1e-9)
    t = change.d_z.estimate * math.sqrt(change.n)
    low, high = change.d_z.interval.low, change.d_z.interval.high
    root = math.sqrt(change.n)
    assert nctdtr(change.n - 1, low * root, t) == pytest.approx((1 + level) / 2, abs=1e-9)
    assert nctdtr(change.n - 1, high * root, t) == pytest.approx((1 - level) / 2, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_comparison_agrees_with_welch(seed: int) -> None:
    (x, y), (cx, cy) = sample(seed), sample(seed + 1, 22)
    result = change_against_comparison(x, y, cx, cy)
    theirs = stats.ttest_ind(y - x, cy - cx, equal_var=False)
    limits = theirs.confidence_interval()
    assert result.df == pytest.approx(theirs.df, abs=1e-8)
    assert result.interval.low == pytest.approx(limits.low, abs=1e-8)
    assert result.interval.high == pytest.approx(limits.high, abs=1e-8)
    group, comparison = group_change(x, y), group_change(cx, cy)
    assert result.standardised.estimate == pytest.approx(
        group.g_before.estimate - comparison.g_before.estimate
    )
    assert result.standardised.standard_error == pytest.approx(
        math.hypot(group.g_before.standard_error, comparison.g_before.standard_error)
    )


@settings(max_examples=20, deadline=None)
@given(seeds, st.floats(0.1, 9), st.floats(-50, 50))
def test_standardised_change_does_not_depend_on_unit_order_or_origin(
    seed: int, unit: float, shift: float
) -> None:
    before, after = sample(seed, 12)
    order = np.random.default_rng(seed).permutation(12)
    there = group_change(before, after)
    again = group_change(unit * before[order] + shift, unit * after[order] + shift)
    assert again.estimate == pytest.approx(unit * there.estimate, abs=1e-7)
    for name in ("d_av", "d_z", "g_before", "retest_r"):
        one, other = getattr(there, name), getattr(again, name)
        assert other.estimate == pytest.approx(one.estimate, abs=1e-6)
        assert other.interval.low == pytest.approx(one.interval.low, abs=1e-5)


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_swapping_the_occasions_turns_the_sign(seed: int) -> None:
    before, after = sample(seed, 12)
    there, back = group_change(before, after), group_change(after, before)
    assert back.estimate == pytest.approx(-there.estimate)
    assert back.d_av.estimate == pytest.approx(-there.d_av.estimate)
    assert back.d_z.interval.low == pytest.approx(-there.d_z.interval.high, abs=1e-7)
    assert back.retest_r.estimate == pytest.approx(there.retest_r.estimate)


def test_intervals_of_standardised_change_hold_as_often_as_they_say() -> None:
    rng = np.random.default_rng(9)
    held = np.zeros(3)
    for _ in range(600):
        before = rng.normal(size=40)
        after = 0.5 + 0.6 * before + 0.8 * rng.normal(size=40)
        change = group_change(before, after)
        held += [
            0.5 in change.d_av.interval,
            0.5 / math.sqrt(0.8) in change.d_z.interval,
            0.5 in change.g_before.interval,
        ]
    assert (held / 600 > 0.92).all()


def test_people_with_one_score_are_left_out_and_counted() -> None:
    change = group_change([1, 2, 3, 4, None, 9], [2, 2, 5, 5, 7, np.nan])
    assert (change.n, change.dropped[0].count) == (4, 2)
    assert change.estimate == group_change(BEFORE, AFTER).estimate


def test_warnings_stand_beside_the_change() -> None:
    plain = group_change(BEFORE, AFTER).summary()
    assert "raters" not in plain
    assert "Without a comparison group" in plain
    marked = group_change(BEFORE, AFTER, raters_changed=True, chosen_by_score=True).summary()
    assert "The raters are not the same" in marked
    assert "regression to the mean" in marked
    compared = change_against_comparison(BEFORE, AFTER, AFTER, BEFORE, raters_changed=True)
    assert "The raters are not the same" in compared.summary()
    assert "Without a comparison group" not in compared.summary()
    assert compared.estimate == 2.0


def test_two_people_have_a_change_but_no_g_and_no_error_of_r() -> None:
    change = group_change([1, 2], [2, 5])
    assert change.g_before is None
    assert change.retest_r.estimate == 1.0
    assert change.retest_r.why_no_error


def test_an_occasion_without_spread_leaves_out_what_needs_it() -> None:
    change = group_change([3, 3, 3, 3], [4, 5, 6, 5])
    assert change.estimate == 2.0
    assert change.g_before is None
    assert change.retest_r is None
    assert change.d_av.estimate == pytest.approx(2 / math.sqrt(1 / 3))
    assert "no spread" in change.summary()
    compared = change_against_comparison([3, 3, 3, 3], [4, 5, 6, 5], BEFORE, AFTER)
    assert compared.standardised is None
    assert "standard deviations" not in compared.summary()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([1, 2, 3], [2, 3, 4]),
        ([0.1, 0.2, 0.3], [0.4, 0.5, 0.6]),  # equal changes, but for the last binary digit
        ([3, 3, 3], [4, 4, 4]),
        ([1], [2]),
        ([1, None], [None, 2]),
    ],
)
def test_change_without_error_is_never_given(before: Any, after: Any) -> None:
    with pytest.raises(UndefinedStatistic):
        group_change(before, after)


@pytest.mark.parametrize(
    ("before", "after", "options"),
    [
        ([1, 2], [1], {}),
        ([], [], {}),
        ([[1, 2]], [[1, 2]], {}),
        ([1, math.inf], [2, 3], {}),
        (BEFORE, AFTER, {"level": 1.0}),
        (["a", "b"], ["c", "d"], {}),
    ],
)
def test_group_change_refuses_what_it_cannot_read(
    before: Any, after: Any, options: dict[str, Any]
) -> None:
    with pytest.raises(PsychometricsError):
        group_change(before, after, **options)
