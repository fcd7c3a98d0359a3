"""Selection within strata: Mantel-Haenszel and Breslow-Day on the departments of Berkeley."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.selection import breslow_day, mantel_haenszel

# Departments A to F: men and women admitted, men and women applied (R's UCBAdmissions).
ADMITTED = [[512, 89], [353, 17], [120, 202], [138, 131], [53, 94], [22, 24]]
APPLIED = [[825, 108], [560, 25], [325, 593], [417, 375], [191, 393], [373, 341]]


@st.composite
def strata(draw) -> tuple[np.ndarray, np.ndarray]:
    pool = np.array(draw(st.lists(st.tuples(*[st.integers(2, 40)] * 2), min_size=2, max_size=6)))
    rejected = [[draw(st.integers(1, int(n) - 1)) for n in row] for row in pool]
    return pool - np.array(rejected), pool


def test_berkeley_agrees_with_mantelhaen_test() -> None:
    # R 4.2, mantelhaen.test(UCBAdmissions) with correct = TRUE and FALSE.
    found = mantel_haenszel(ADMITTED, APPLIED)
    assert found.chi_square_corrected == pytest.approx(1.426946228587, abs=1e-10)
    assert found.chi_square == pytest.approx(1.52460666044344, abs=1e-10)
    assert found.p_corrected == pytest.approx(0.232263462817, abs=1e-11)
    assert found.estimate == pytest.approx(0.904696828258623, abs=1e-13)
    assert found.interval.low == pytest.approx(0.77190736175935, abs=1e-12)
    assert found.interval.high == pytest.approx(1.06032976443666, abs=1e-12)
    assert "over 6 strata" in found.summary()


def test_departments_of_berkeley_differ() -> None:
    # statsmodels 0.15, StratifiedTable.test_equal_odds, plain and adjusted.
    found = breslow_day(ADMITTED, APPLIED)
    assert found.df == 5
    assert found.chi_square == pytest.approx(18.825513705236, abs=1e-10)
    assert found.tarone_chi_square == pytest.approx(18.825501252053, abs=1e-10)
    assert found.tarone_p == pytest.approx(0.00207140139788, abs=1e-12)
    assert found.summary().startswith("The odds ratios of the strata differ")


def brute_breslow_day(selected, pool) -> tuple[float, float]:
    """Department by department, the expected cell by root finding."""
    common = mantel_haenszel(selected, pool).estimate
    parts = []
    for (a, c), (n1, n2) in zip(selected, pool, strict=True):
        column = a + c

        def excess(x, n1=n1, n2=n2, column=column):
            return x * (n2 - column + x) - common * (n1 - x) * (column - x)

        x = brentq(excess, max(0, column - n2), min(n1, column), xtol=1e-14, rtol=1e-14)
        cells = (x, n1 - x, column - x, n2 - column + x)
        parts.append((a - x, 1 / sum(1 / cell for cell in cells)))
    apart, variance = np.array(parts).T
    plain = (apart**2 / variance).sum()
    return plain, plain - apart.sum() ** 2 / variance.sum()


@settings(max_examples=40)
@given(strata())
def test_breslow_day_agrees_with_one_stratum_after_the_other(counts) -> None:
    found = breslow_day(*counts)
    plain, tarone = brute_breslow_day(*counts)
    assert found.chi_square == pytest.approx(plain, abs=1e-7)
    assert found.tarone_chi_square == pytest.approx(max(tarone, 0), abs=1e-7)


@settings(max_examples=40)
@given(strata())
def test_exchanging_the_groups_inverts_the_odds_ratio(counts) -> None:
    selected, pool = counts
    found, turned = (
        mantel_haenszel(selected, pool),
        mantel_haenszel(selected[::-1, ::-1], pool[::-1, ::-1]),
    )
    assert turned.estimate == pytest.approx(1 / found.estimate, rel=1e-10)
    assert turned.interval.low == pytest.approx(1 / found.interval.high, rel=1e-10)
    assert turned.chi_square == pytest.approx(found.chi_square, abs=1e-9)
    assert found.chi_square_corrected <= found.chi_square


def test_one_stratum_is_the_plain_table() -> None:
    # With one stratum: OR = ad / bc, Woolf's error, and chi-square times (n - 1) / n.
    found = mantel_haenszel([[12, 30]], [[40, 60]])
    assert found.estimate == pytest.approx(12 * 30 / (28 * 30))
    assert found.log_standard_error == pytest.approx(math.sqrt(1 / 12 + 1 / 28 + 1 / 30 + 1 / 30))
    plain = 100 * (12 * 30 - 28 * 30) ** 2 / (40 * 60 * 42 * 58)
    assert found.chi_square == pytest.approx(plain * 99 / 100)


def test_strata_that_tell_nothing_are_dropped_and_change_nothing() -> None:
    more = [*ADMITTED, [5, 0], [4, 6], [0, 0]], [*APPLIED, [9, 0], [4, 6], [3, 3]]
    found = mantel_haenszel(*more)
    assert found.estimate == pytest.approx(mantel_haenszel(ADMITTED, APPLIED).estimate, abs=1e-14)
    assert found.dropped[0].count == 3
    assert breslow_day(*more).df == 5


def test_an_odds_ratio_of_zero_has_a_test_but_no_error() -> None:
    found = mantel_haenszel([[0, 5], [0, 7]], [[10, 10], [10, 10]])
    assert (found.estimate, found.interval, found.log_standard_error) == (0.0, None, None)
    assert found.p < 0.01
    assert "nobody of the group was selected" in found.summary()


@settings(max_examples=40)
@given(strata())
def test_common_odds_ratio_lies_between_the_strata(counts) -> None:
    (a, c), (n1, n2) = counts[0].T.astype(float), counts[1].T.astype(float)
    ratios = a * (n2 - c) / ((n1 - a) * c)
    assume(np.isfinite(ratios).all())
    found = mantel_haenszel(*counts).estimate
    assert ratios.min() * (1 - 1e-12) <= found <= ratios.max() * (1 + 1e-12)


@pytest.mark.parametrize(
    ("selected", "pool", "error", "message"),
    [
        ([[5, 5]], [[5, 9]], UndefinedStatistic, "infinite"),
        ([[5, 9]], [[5, 9]], UndefinedStatistic, "no stratum"),
        ([[5, 9]], [[5, 8]], PsychometricsError, "more were selected"),
        ([[5, 9, 1]], [[5, 9, 1]], PsychometricsError, "two columns"),
        ([[5, 9]], [[5, 9], [9, 9]], PsychometricsError, "two columns"),
        ([5, 9], [5, 9], PsychometricsError, "1 dimension"),
        ([[np.nan, 9]], [[5, 9]], PsychometricsError, "whole number"),
    ],
)
def test_wrong_strata_are_refused(selected, pool, error, message) -> None:
    with pytest.raises(error, match=message):
        mantel_haenszel(selected, pool)


def test_homogeneity_needs_two_strata_and_a_positive_odds_ratio() -> None:
    with pytest.raises(UndefinedStatistic, match="two strata"):
        breslow_day([[12, 30]], [[40, 60]])
    with pytest.raises(UndefinedStatistic, match="above 0"):
        breslow_day([[0, 5], [0, 7]], [[10, 10], [10, 10]])
