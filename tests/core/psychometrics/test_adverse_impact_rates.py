"""Adverse impact: rates, ratio, tests and warnings, on the admissions of Berkeley 1973."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.selection import (
    adverse_impact,
    compare_selection_rates,
    fisher_exact_test,
    impact_ratio,
    selection_counts,
)

# Bickel, Hammel & O'Connell (1975), the six largest departments: men, women.
ADMITTED, APPLIED = [1198, 557], [2691, 1835]
TABLE = [[1198, 1493], [557, 1278]]


@st.composite
def two_by_two(draw, most: int = 60) -> tuple[int, int, int, int]:
    """A group's and a reference's counts with somebody selected and somebody not."""
    n1, n2 = draw(st.integers(1, most)), draw(st.integers(1, most))
    c = draw(st.integers(1, n2))
    a = draw(st.integers(0, n1 - (c == n2)))
    return a, n1, c, n2


def women():
    return adverse_impact(ADMITTED, APPLIED, groups=["men", "women"])["women"]


def test_rates_and_ratio_of_berkeley() -> None:
    impact = adverse_impact(ADMITTED, APPLIED, groups=["men", "women"])
    assert impact.reference == "men"
    assert impact.rates.tolist() == pytest.approx([0.44518766257897, 0.30354223433242], abs=1e-12)
    assert women().impact_ratio.estimate == pytest.approx(0.68182984356307, abs=1e-12)
    assert women().below_four_fifths


def test_tests_of_berkeley_agree_with_r() -> None:
    # R 4.2, chisq.test (correct = FALSE and TRUE) and fisher.test on the table of all departments.
    assert women().chi_square == pytest.approx(92.20528, abs=5e-6)
    assert women().chi_square_corrected == pytest.approx(91.609598, abs=5e-7)
    assert women().z == pytest.approx(-9.6023, abs=1e-4)
    assert women().exact.p == pytest.approx(4.8359e-22, rel=1e-5)
    assert women().phi == pytest.approx(-math.sqrt(92.20528041152765 / 4526), abs=1e-12)


def test_conditional_odds_ratio_of_berkeley() -> None:
    found = fisher_exact_test(TABLE)
    # fisher.test prints 1.8408563 and stops its search at a tolerance of 1.2e-4; the same equation
    # solved in R with uniroot(tol = 1e-14) has the root 1.84083230429427.
    assert found.odds_ratio == pytest.approx(1.8408563, abs=1e-4)
    assert found.odds_ratio == pytest.approx(1.84083230429427, abs=1e-10)
    assert (found.interval.low, found.interval.high) == pytest.approx((1.62136, 2.09125), abs=1e-4)
    assert women().exact.odds_ratio == pytest.approx(1 / found.odds_ratio, abs=1e-12)


def test_fishers_lady_tasting_tea() -> None:
    tea = fisher_exact_test([[3, 1], [1, 3]])
    assert tea.p == pytest.approx(34 / 70, abs=1e-13)
    assert tea.mid_p == pytest.approx(34 / 70 - 8 / 70, abs=1e-13)
    assert "Odds ratio 6.408" in tea.summary()


@settings(max_examples=40)
@given(two_by_two(25))
def test_fisher_agrees_with_scipy(counts) -> None:
    a, n1, c, n2 = counts
    table = [[a, n1 - a], [c, n2 - c]]
    found = fisher_exact_test(table)
    assert found.p == pytest.approx(stats.fisher_exact(table).pvalue, abs=1e-11)
    own = stats.hypergeom.pmf(a, n1 + n2, n1, a + c)
    assert found.mid_p == pytest.approx(found.p - own / 2, abs=1e-11)
    assert found.odds_ratio in found.interval
    turned = fisher_exact_test(np.transpose(table))
    assert (turned.p, turned.odds_ratio) == pytest.approx((found.p, found.odds_ratio), rel=1e-9)


@pytest.mark.parametrize("table", [[[7, 5], [2, 9]], [[12, 30], [25, 16]], [[1, 40], [9, 22]]])
def test_exact_odds_ratio_agrees_with_scipy(table) -> None:
    peer = stats.contingency.odds_ratio(table, kind="conditional")
    found = fisher_exact_test(table)
    assert found.odds_ratio == pytest.approx(peer.statistic, rel=1e-9)
    assert (found.interval.low, found.interval.high) == pytest.approx(
        tuple(peer.confidence_interval(0.95)), rel=1e-9
    )


def test_odds_ratio_may_be_infinite_and_json_has_null_for_it() -> None:
    found = fisher_exact_test([[4, 0], [1, 3]])
    assert (found.odds_ratio, found.interval.high) == (math.inf, math.inf)
    assert found.to_dict()["odds_ratio"] is None
    assert fisher_exact_test([[0, 4], [3, 1]]).odds_ratio == 0


@settings(max_examples=40)
@given(two_by_two())
def test_z_and_yates_agree_with_the_chi_square_of_the_table(counts) -> None:
    a, n1, c, n2 = counts
    found = compare_selection_rates(a, n1, c, n2)
    table = [[a, n1 - a], [c, n2 - c]]
    plain = stats.chi2_contingency(table, correction=False)
    yates = stats.chi2_contingency(table, correction=True)
    assert found.chi_square == pytest.approx(plain.statistic, abs=1e-9)
    assert found.p == pytest.approx(plain.pvalue, abs=1e-10)
    assert found.chi_square_corrected == pytest.approx(yates.statistic, abs=1e-9)
    assert found.p_corrected == pytest.approx(yates.pvalue, abs=1e-10)
    assert np.sign(found.phi) == np.sign(found.z) == np.sign(round(a * n2 - c * n1))


@settings(max_examples=40)
@given(two_by_two())
def test_ratio_lies_in_its_interval_for_any_counts(counts) -> None:
    ratio = impact_ratio(*counts)
    assert ratio.estimate in ratio.interval
    assert ratio.interval.low >= 0
    assert ratio.interval.width > 0


def test_ratio_interval_by_hand() -> None:
    ratio = impact_ratio(12, 40, 30, 60)
    log_error = math.sqrt(1 / 12 - 1 / 40 + 1 / 30 - 1 / 60)
    assert ratio.standard_error == pytest.approx(0.6 * log_error)
    assert ratio.interval.low == pytest.approx(0.6 * math.exp(-1.959963984540054 * log_error))


def test_ratio_without_any_selected_has_the_score_interval() -> None:
    ratio = impact_ratio(0, 20, 10, 20)
    assert (ratio.estimate, ratio.standard_error, ratio.interval.low) == (0.0, None, 0.0)
    # The likeliest rates with that ratio, searched by brute force, just reach z squared.
    assert koopman(0, 20, 10, 20, ratio.interval.high) == pytest.approx(3.841458820694, abs=1e-4)
    both = impact_ratio(20, 20, 30, 30)
    assert koopman(20, 20, 30, 30, both.interval.low) == pytest.approx(3.841458820694, abs=1e-4)


def koopman(a: int, n1: int, c: int, n2: int, ratio: float) -> float:
    """The score chi-square at the reference rate that maximises the likelihood on a fine grid."""
    rate = np.linspace(0, min(1, 1 / ratio), 2_000_003)[1:-1]
    with np.errstate(divide="ignore"):
        log = (a + c) * np.log(rate) + (n2 - c) * np.log1p(-rate) + a * math.log(ratio)
        log = log + (n1 - a) * np.log1p(-ratio * rate)
    best = rate[np.argmax(log)]
    terms = ((a, n1, ratio * best), (c, n2, best))
    return sum((x - n * p) ** 2 / (n * p * (1 - p)) for x, n, p in terms)


def test_cohens_h_and_unpooled_z_by_hand() -> None:
    found = compare_selection_rates(12, 40, 30, 60)
    assert found.cohens_h == pytest.approx(2 * math.asin(math.sqrt(0.3)) - math.pi / 2)
    assert found.z_unpooled == pytest.approx(-0.2 / math.sqrt(0.21 / 40 + 0.25 / 60))
    assert found.z == pytest.approx(-0.2 / math.sqrt(0.42 * 0.58 * (1 / 40 + 1 / 60)))
    assert found.p_unpooled == pytest.approx(2 * stats.norm.sf(-found.z_unpooled))


def test_shortfall_is_counted_in_selections() -> None:
    found = compare_selection_rates(12, 40, 30, 60)
    assert found.shortfall == pytest.approx(40 * 0.42 - 12)
    assert found.shortfall_to_four_fifths == 4  # 16 of 40 is .4, four fifths of .5
    assert "4.8 more of group would have been selected" in found.summary()
    above = compare_selection_rates(45, 60, 30, 60)
    assert above.shortfall < 0
    assert above.shortfall_to_four_fifths == 0


def test_one_person_can_carry_the_verdict() -> None:
    thin = compare_selection_rates(7, 10, 9, 10)
    assert thin.below_four_fifths
    assert thin.ratio_if_one_more == pytest.approx(8 / 8)
    assert thin.ratio_if_one_fewer == pytest.approx(6 / 10)
    assert thin.rests_on_one_person
    assert "One selection more or fewer" in thin.summary()
    assert not women().rests_on_one_person
    just = compare_selection_rates(8, 10, 9, 10)
    assert not just.below_four_fifths
    assert just.rests_on_one_person


def test_size_warnings_name_what_is_small() -> None:
    impact = adverse_impact([400, 5, 300], [1000, 10, 900], groups=["a", "b", "c"], reference="a")
    assert "less than 2% of the pool" in impact["b"].summary()
    assert "fewer than 30" in impact["b"].summary()
    assert "below 5" in impact["b"].summary()
    assert impact["c"].notes == ()
    assert "less than 2%" in impact.summary()


def test_summary_never_passes_judgement() -> None:
    for impact in (
        adverse_impact(ADMITTED, APPLIED),
        adverse_impact([5, 5], [10, 10]),
        adverse_impact([1, 8], [10, 10]),
    ):
        words = impact.summary().lower()
        assert "discriminat" not in words
        assert "fair" not in words
        assert "cannot tell why the rates differ" in words


def test_reference_is_the_highest_rate_or_the_named_group() -> None:
    impact = adverse_impact([10, 40, 5], [20, 80, 20])
    assert impact.reference == "group 2"  # as high as group 1, but larger
    named = adverse_impact([10, 40, 5], [20, 80, 20], reference="group 3")
    assert named["group 1"].impact_ratio.estimate == pytest.approx(2.0)
    assert [comparison.group for comparison in named.comparisons] == ["group 1", "group 2"]
    with pytest.raises(PsychometricsError, match="no group 'men'"):
        adverse_impact([1, 2], [3, 4], reference="men")
    with pytest.raises(KeyError):
        named["group 9"]


def test_groups_that_cannot_be_compared_are_dropped_and_named() -> None:
    impact = adverse_impact([8, 0, 9, 3], [8, 0, 9, 6], groups=["a", "b", "c", "d"])
    assert impact.groups == ("a", "c", "d")
    assert [comparison.group for comparison in impact.comparisons] == ["d"]
    assert "nobody in the pool (b)" in impact.summary()
    assert "everybody selected, as of the reference (a)" in impact.summary()


def test_counts_from_persons() -> None:
    counts = selection_counts([1, 0, 1, np.nan, 1, 0], ["m", "f", "f", "f", None, "m"])
    assert counts.groups == ("f", "m")
    assert (counts.selected.tolist(), counts.pool.tolist()) == ([1, 1], [2, 2])
    assert counts.dropped[0].count == 2
    assert "f: 1 of 2 selected." in counts.summary()
    assert adverse_impact(counts.selected, counts.pool, groups=counts.groups).n == 4


@settings(max_examples=40)
@given(st.permutations(range(4)))
def test_order_of_groups_does_not_matter(order) -> None:
    names, selected, pool = list("abcd"), [10, 22, 5, 17], [40, 50, 30, 60]
    first = adverse_impact(selected, pool, groups=names)
    second = adverse_impact(
        [selected[k] for k in order], [pool[k] for k in order], groups=[names[k] for k in order]
    )
    assert first.reference == second.reference == "b"
    assert first["c"].exact.p == second["c"].exact.p


@pytest.mark.parametrize(
    ("selected", "pool", "options", "error", "message"),
    [
        ([3, 5], [2, 9], {}, PsychometricsError, "more were selected"),
        ([3, -1], [4, 9], {}, PsychometricsError, r"selected\[1\]"),
        ([3, 1.5], [4, 9], {}, PsychometricsError, "whole number"),
        ([3, np.nan], [4, 9], {}, PsychometricsError, "whole number"),
        ([3, np.inf], [4, 9], {}, PsychometricsError, "infinite"),
        ([3, 1], [4, 9, 9], {}, PsychometricsError, "expected 2 entries"),
        ([3, 1], [4, 9], {"groups": ["a", "a"]}, PsychometricsError, "named twice"),
        ([3, 1], [4, 9], {"groups": ["a"]}, PsychometricsError, "expected 2 entries"),
        ([3, 1], [4, 9], {"level": 2}, PsychometricsError, "between 0 and 1"),
        ([], [], {}, PsychometricsError, "1 or more"),
        ([3], [4], {}, UndefinedStatistic, "two groups"),
        ([0, 0], [4, 9], {}, UndefinedStatistic, "somebody selected"),
        ([4, 9], [4, 9], {}, UndefinedStatistic, "everybody was selected"),
    ],
)
def test_wrong_counts_are_refused(selected, pool, options, error, message) -> None:
    with pytest.raises(error, match=message):
        adverse_impact(selected, pool, **options)


def test_other_wrong_input_is_refused() -> None:
    with pytest.raises(UndefinedStatistic, match="everybody was selected"):
        compare_selection_rates(4, 4, 5, 5)
    with pytest.raises(UndefinedStatistic, match="empty"):
        fisher_exact_test([[0, 4], [0, 5]])
    with pytest.raises(PsychometricsError, match="2 × 2"):
        fisher_exact_test([[1, 4, 3], [0, 5, 3]])
    with pytest.raises(PsychometricsError, match="expected 0 or 1"):
        selection_counts([2, 1], ["a", "b"])
    with pytest.raises(UndefinedStatistic, match="nobody has both"):
        selection_counts([np.nan, 1], ["a", None])
