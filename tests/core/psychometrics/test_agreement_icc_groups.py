"""ICC(1) and ICC(2): reference values, hand-worked analysis of variance, edges."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.agreement import icc_groups, intraclass_correlations

members = st.lists(st.tuples(st.integers(0, 5), st.integers(-50, 50)), min_size=13, max_size=60)


def split(rows: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.array(rows)
    scores, groups = table[:, 1].astype(float), table[:, 0]
    means = [scores[groups == label].mean() for label in np.unique(groups)]
    assume(len(means) > 1 and max(means) - min(means) > 1e-6)
    return scores, groups


@pytest.mark.parametrize("scale", ["LEAD", "TSIG", "HOSTILE"])
def test_analysis_of_variance_and_both_coefficients_are_those_of_r(
    reference: Any, scale: str
) -> None:
    expected = reference.values("agreement")["lq2002"][f"ICC_{scale}"]
    scores, groups = reference.column("lq2002", scale), reference.column("lq2002", "COMPID")
    result = icc_groups(scores, groups)
    found = {
        "N": result.n,
        "groups": result.groups,
        "MSB": result.mean_square_between,
        "MSW": result.mean_square_within,
        "F": result.f,
        "df1": result.df_between,
        "df2": result.df_within,
        "mean_group_size": result.mean_group_size,
        "k_adjusted_unbalanced": result.adjusted_group_size,
        "ICC1_multilevel": result.estimate,
        "ICC2_multilevel": result.icc2.estimate,
        "ICC1_k_adjusted": icc_groups(scores, groups, group_size="adjusted").estimate,
        "eta2": result.eta_squared,
    }
    assert found == pytest.approx({key: expected[key] for key in found}, abs=1e-8)
    assert result.p == pytest.approx(expected["p"], rel=1e-8)


def test_leadership_scale_from_its_items(reference: Any) -> None:
    items = reference.answers("lq2002", [f"LEAD{item:02d}" for item in range(1, 12)])
    result = icc_groups(items.mean(axis=1), reference.column("lq2002", "COMPID"))
    # The column LEAD of the file is rounded to nine decimals; the items are not.
    assert result.estimate == pytest.approx(0.08795621852193, abs=1e-8)
    assert result.icc2.estimate == pytest.approx(0.8007543730139, abs=1e-8)


def test_work_hours_of_bhr2000(reference: Any) -> None:
    result = icc_groups(reference.column("bhr2000", "HRS"), reference.column("bhr2000", "GRP"))
    assert result.estimate == pytest.approx(0.17410081, abs=1e-8)
    assert result.icc2.estimate == pytest.approx(0.91998889, abs=1e-8)


def test_hand_worked_unequal_groups() -> None:
    """1, 3 | 4, 6, 8 | 5: grand mean 4.5, group means 2, 6 and 5, squares within 2 + 8 + 0."""
    result = icc_groups([1, 3, 4, 6, 8, 5], list("aabbbc"))
    assert result.mean_square_between == pytest.approx((2 * 2.5**2 + 3 * 1.5**2 + 0.5**2) / 2)
    assert result.mean_square_within == pytest.approx(10 / 3)
    assert result.adjusted_group_size == pytest.approx((6 - 14 / 6) / 2)
    assert result.estimate == pytest.approx((9.75 - 10 / 3) / (9.75 + 10 / 3))
    assert result.icc2.estimate == pytest.approx((9.75 - 10 / 3) / 9.75)
    assert "differ in size" in result.summary()


@settings(max_examples=25, deadline=None)
@given(members)
def test_f_test_is_that_of_scipy(rows: list[tuple[int, int]]) -> None:
    scores, groups = split(rows)
    expected = stats.f_oneway(*(scores[groups == label] for label in np.unique(groups)))
    assume(expected.statistic < 1e6)
    result = icc_groups(scores, groups)
    assert result.f == pytest.approx(expected.statistic)
    assert result.p == pytest.approx(expected.pvalue, abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(members, st.floats(0.1, 50), st.floats(-100, 100), st.randoms(use_true_random=False))
def test_order_and_units_do_not_matter(
    rows: list[tuple[int, int]], factor: float, shift: float, random: Any
) -> None:
    scores, groups = split(rows)
    first = icc_groups(scores, groups)
    order = list(range(len(rows)))
    random.shuffle(order)
    second = icc_groups(scores[order] * factor + shift, groups[order])
    assert second.estimate == pytest.approx(first.estimate, abs=1e-8)
    # ICC(2) has no lower bound, so it is compared as 1 / F.
    assert 1 / second.f == pytest.approx(1 / first.f, rel=1e-6)


@settings(max_examples=25, deadline=None)
@given(members)
def test_coefficients_and_intervals_keep_their_bounds_and_spearman_brown(
    rows: list[tuple[int, int]],
) -> None:
    scores, groups = split(rows)
    result = icc_groups(scores, groups)
    k = result.group_size
    assert -1 / (k - 1) - 1e-9 <= result.estimate <= 1
    stepped_up = k * result.estimate / (1 + (k - 1) * result.estimate)
    assert result.icc2.estimate == pytest.approx(stepped_up, rel=1e-6, abs=1e-9)
    for coefficient in (result, result.icc2):
        assert coefficient.interval is not None
        assert coefficient.interval.low <= coefficient.estimate + 1e-12
        assert coefficient.estimate <= coefficient.interval.high + 1e-12


def test_equal_groups_give_the_one_way_form_of_shrout_and_fleiss() -> None:
    ratings = np.random.default_rng(4).normal(size=(12, 5)) + np.arange(12)[:, None] / 4
    six = intraclass_correlations(ratings)
    result = icc_groups(ratings.ravel(), np.repeat(np.arange(12), 5))
    for ours, theirs in ((result, six["ICC(1,1)"]), (result.icc2, six["ICC(1,k)"])):
        assert ours.estimate == pytest.approx(theirs.estimate)
        assert ours.interval is not None
        assert theirs.interval is not None
        assert ours.interval.low == pytest.approx(theirs.interval.low)
        assert ours.interval.high == pytest.approx(theirs.interval.high)
    assert not result.notes


def test_standard_error_matches_the_spread_of_repeated_samples() -> None:
    """Swiger's formula is a large-sample one, hence 10 in 100."""
    rng = np.random.default_rng(11)
    groups = np.repeat(np.arange(80), 6)
    samples = [
        icc_groups(rng.normal(0, 0.5, 80)[groups] + rng.normal(0, 1, 480), groups)
        for _ in range(400)
    ]
    errors = [sample.standard_error or 0 for sample in samples]
    assert np.mean(errors) == pytest.approx(np.std([s.estimate for s in samples]), rel=0.1)
    errors2 = [sample.icc2.standard_error or 0 for sample in samples]
    assert np.mean(errors2) == pytest.approx(np.std([s.icc2.estimate for s in samples]), rel=0.15)


def test_interval_covers_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(12)
    groups = np.repeat(np.arange(30), 5)
    covered = [
        0.2 in (icc.interval or ())
        for _ in range(400)
        for icc in [icc_groups(rng.normal(0, 0.5, 30)[groups] + rng.normal(0, 1, 150), groups)]
    ]
    assert np.mean(covered) == pytest.approx(0.95, abs=0.035)


def test_persons_without_score_or_group_are_dropped_and_counted() -> None:
    scores = [1, 2, 5, 6, None, 9]
    result = icc_groups(scores, ["a", "a", "b", "b", "b", None])
    complete = icc_groups([1, 2, 5, 6], list("aabb"))
    assert result.estimate == complete.estimate
    assert [(drop.count, drop.reason) for drop in result.dropped] == [
        (1, "no group is known"),
        (1, "the score is missing"),
    ]
    assert "dropped" in result.summary()


def test_perfect_agreement_within_groups_is_one() -> None:
    result = icc_groups([0.1, 0.1, 0.1, 0.7, 0.7, 0.7], list("aaabbb"))
    assert (result.estimate, result.icc2.estimate, result.p) == (1.0, 1.0, 0.0)
    assert math.isinf(result.f)
    assert result.to_dict()["f"] is None


@pytest.mark.parametrize(
    ("scores", "groups", "message"),
    [
        ([1, 2, 3], ["a"] * 3, "there are 1"),
        ([1, 2, 3], list("abc"), "one person"),
        ([2, 2, 2, 2], list("aabb"), "all scores are alike"),
        ([1, 2, 2, 1], list("aabb"), "same mean"),
        ([np.nan] * 4, list("aabb"), "there are 0"),
    ],
)
def test_what_has_no_value_says_why(scores: Any, groups: Any, message: str) -> None:
    with pytest.raises(UndefinedStatistic, match=message):
        icc_groups(scores, groups)


@pytest.mark.parametrize(
    ("scores", "groups", "options", "message"),
    [
        ([1, 2, 3], ["a", "b"], {}, "expected 3 entries"),
        ([1, np.inf, 3], list("aab"), {}, "infinite"),
        ([[1, 2], [3, 4]], ["a", "b"], {}, "dimension"),
        ([], [], {}, "1 or more"),
        (["x", "y"], ["a", "b"], {}, "numbers"),
        ([1, 2, 3, 4], list("aabb"), {"group_size": "median"}, "'mean' or 'adjusted'"),
        ([1, 2, 3, 4], list("aabb"), {"level": 0}, "between 0 and 1"),
    ],
)
def test_unusable_input_is_refused(
    scores: Any, groups: Any, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(PsychometricsError, match=message):
        icc_groups(scores, groups, **options)
