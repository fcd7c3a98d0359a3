"""The six intraclass correlations: published and reference values, identities, edges."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.agreement import intraclass_correlations

SHROUT_FLEISS = [
    *([9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]),
    *([7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]),
]
FORMS = ["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"]
tables = st.tuples(st.integers(3, 8), st.integers(2, 5)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(-20, 20).map(float))
)


def targets_differ(ratings: np.ndarray) -> bool:
    return bool(np.ptp(ratings.mean(axis=1)) > 1e-6)


def test_six_forms_of_shrout_and_fleiss() -> None:
    six = intraclass_correlations(SHROUT_FLEISS)
    estimates = [form.estimate for form in six.forms.values()]
    expected = [0.16574177, 0.28976378, 0.71484071, 0.44279713, 0.62005055, 0.90931554]
    assert estimates == pytest.approx(expected, abs=1e-8)
    assert [round(estimate, 2) for estimate in estimates] == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    assert list(six.forms) == FORMS


def test_mean_squares_of_shrout_and_fleiss() -> None:
    """Table 3 of the paper prints 11.24, 32.49, 1.02 and 6.26."""
    six = intraclass_correlations(SHROUT_FLEISS)
    assert six.mean_square_targets == pytest.approx(11.24, abs=0.006)
    assert six.mean_square_raters == pytest.approx(32.49, abs=0.006)
    assert six.mean_square_error == pytest.approx(1.02, abs=0.006)
    assert six.mean_square_within == pytest.approx(6.26, abs=0.006)


def test_tests_and_bounds_are_those_of_psych(reference: Any) -> None:
    """psych gets its mean squares from lme4, whose optimiser stops some 1e-6 from the exact."""
    ratings = reference.table("shrout_fleiss_1979").to_numpy()[:, 1:5]
    six = intraclass_correlations(ratings)
    rows = reference.values("agreement")["shrout_fleiss_1979"]["results"]
    for form, row in zip(six.forms.values(), rows, strict=True):
        assert form.interval is not None
        found = [form.estimate, form.p, form.interval.low, form.interval.high]
        expected = [row["ICC"], row["p"], row["lower bound"], row["upper bound"]]
        assert found == pytest.approx(expected, abs=1e-5)
        assert form.f == pytest.approx(row["F"], rel=1e-5)
        assert (form.df1, form.df2) == (row["df1"], row["df2"])


def test_anxiety_ratings_and_satterthwaite_interval_are_those_of_irr(reference: Any) -> None:
    expected = reference.values("agreement")["irr_anxiety"]
    six = intraclass_correlations(reference.table("irr_anxiety").to_numpy())
    assert six["ICC(1)"].estimate == pytest.approx(expected["icc_oneway"], abs=1e-8)
    assert six["ICC(A,1)"].estimate == pytest.approx(expected["icc_twoway_agreement"], abs=1e-8)
    assert six["ICC(C,1)"].estimate == pytest.approx(expected["icc_twoway_consistency"], abs=1e-8)
    interval = six["ICC(A,1)"].interval
    assert interval is not None
    assert [interval.low, interval.high] == pytest.approx(expected["icc_agreement_ci"], abs=1e-8)


def test_forms_have_two_names() -> None:
    six = intraclass_correlations(SHROUT_FLEISS)
    others = ["ICC(1)", "ICC(A,1)", "ICC(C,1)", "ICC(k)", "ICC(A,k)", "ICC(C,k)"]
    assert [six[other].name for other in others] == FORMS
    assert six.estimate == six["ICC(2,1)"].estimate
    with pytest.raises(PsychometricsError, match="expected one of"):
        six["ICC(4,1)"]


def test_interval_exists_with_hardly_a_degree_of_freedom() -> None:
    """Satterthwaite's degrees of freedom are .0096 here: F at .975 is beyond every number."""
    interval = intraclass_correlations([[0, 0], [0, 0], [-2, 3]])["ICC(2,1)"].interval
    assert interval is not None
    assert interval.low == pytest.approx(-1)
    assert -24 / 26 <= interval.high < -0.9


@settings(max_examples=25, deadline=None)
@given(tables, st.floats(0.2, 20), st.floats(-50, 50), st.randoms(use_true_random=False))
def test_order_and_units_do_not_matter(
    ratings: np.ndarray, factor: float, shift: float, random: Any
) -> None:
    assume(targets_differ(ratings))
    rows, columns = list(range(ratings.shape[0])), list(range(ratings.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    first = intraclass_correlations(ratings)
    second = intraclass_correlations(ratings[rows][:, columns] * factor + shift)
    for name in ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)"):
        assert second[name].estimate == pytest.approx(first[name].estimate, abs=1e-7)


@settings(max_examples=25, deadline=None)
@given(tables)
def test_forms_keep_their_bounds_and_intervals_hold_the_estimate(ratings: np.ndarray) -> None:
    assume(targets_differ(ratings))
    six = intraclass_correlations(ratings)
    for form in six.forms.values():
        assert form.estimate <= 1 + 1e-12
        assert form.interval is not None
        assert form.interval.low <= form.interval.high + 1e-12
        assert form.interval.high <= 1 + 1e-12
    for name in ("ICC(1,1)", "ICC(1,k)", "ICC(3,1)", "ICC(3,k)"):
        interval = six[name].interval
        assert interval is not None
        assert interval.low <= six[name].estimate + 1e-9
        assert six[name].estimate <= interval.high + 1e-9


@settings(max_examples=25, deadline=None)
@given(tables)
def test_mean_follows_from_one_rating_by_spearman_brown(ratings: np.ndarray) -> None:
    assume(targets_differ(ratings))
    six = intraclass_correlations(ratings)
    k = ratings.shape[1]
    for kind in "123":
        mean = six.forms.get(f"ICC({kind},k)")
        if mean is not None and mean.estimate > -1000:  # near minus infinity digits are lost
            one = six[f"ICC({kind},1)"].estimate
            assert mean.estimate == pytest.approx(k * one / (1 + (k - 1) * one), rel=1e-6, abs=1e-9)


def test_mirrored_raters_have_no_mean_to_rely_on() -> None:
    """The variance of means is zero here, and only rounding would make it 1e-15."""
    ratings = [[12, -19, -2], [18, -17, -14], [-2, 13, 4], [-15, 11, 14], [-15, 19, 10]]
    assert "ICC(2,k)" in intraclass_correlations(ratings).undefined


@settings(max_examples=25, deadline=None)
@given(tables, st.lists(st.floats(-30, 30), min_size=5, max_size=5))
def test_consistency_ignores_severity(ratings: np.ndarray, severity: list[float]) -> None:
    assume(targets_differ(ratings))
    lenient = ratings + np.array(severity[: ratings.shape[1]])
    first, second = intraclass_correlations(ratings), intraclass_correlations(lenient)
    assert second["ICC(3,1)"].estimate == pytest.approx(first["ICC(3,1)"].estimate, abs=1e-6)


def test_consistency_of_the_mean_is_cronbachs_alpha() -> None:
    ratings = np.array(SHROUT_FLEISS, dtype=float)
    covariance = np.cov(ratings.T)
    alpha = 4 / 3 * (1 - np.trace(covariance) / covariance.sum())
    assert intraclass_correlations(ratings)["ICC(3,k)"].estimate == pytest.approx(alpha)


def test_identical_raters_agree_perfectly() -> None:
    six = intraclass_correlations([[0.1, 0.1, 0.1], [0.7, 0.7, 0.7], [0.4, 0.4, 0.4]])
    for form in six.forms.values():
        assert form.estimate == 1.0
        assert form.interval is not None
        assert (form.interval.low, form.interval.high) == (1.0, 1.0)
        assert form.p == 0.0


def test_targets_with_a_missing_rating_are_dropped_and_counted() -> None:
    six = intraclass_correlations([*SHROUT_FLEISS, [5, None, 4, 3]])
    assert six.estimate == intraclass_correlations(SHROUT_FLEISS).estimate
    assert str(six.dropped[0]) == "1 target dropped: a rating is missing"
    assert six.n == 6
    assert "1 target dropped" in six.summary()


def test_form_without_value_leaves_the_others_and_says_why() -> None:
    """Raters who mirror each other: the variance of means by ICC(2,k) would be below zero."""
    six = intraclass_correlations([[1, 9.1], [9, 1], [5, 5.1]])
    assert "ICC(2,k)" not in six.forms
    assert len(six.forms) == 5
    assert "contradict" in six.summary()
    with pytest.raises(UndefinedStatistic, match="contradict"):
        six["ICC(2,k)"]


def test_higher_level_gives_wider_intervals() -> None:
    narrow = intraclass_correlations(SHROUT_FLEISS, level=0.8)["ICC(2,1)"].interval
    wide = intraclass_correlations(SHROUT_FLEISS, level=0.99)["ICC(2,1)"].interval
    assert narrow is not None
    assert wide is not None
    assert wide.low < narrow.low < narrow.high < wide.high


@pytest.mark.parametrize(
    ("ratings", "message"),
    [
        ([[1], [2]], "2 or more raters"),
        ([[1, 2]], "at least 2 targets"),
        ([[1, np.nan], [np.nan, 2], [1, 2]], "at least 2 targets"),
        ([[np.nan, np.nan], [np.nan, np.nan]], "at least 2 targets"),
        ([[3, 3], [3, 3]], "same mean rating"),
        ([[1, 3], [3, 1]], "same mean rating"),
        ([1, 2, 3], "dimension"),
        ([[1, np.inf], [2, 3]], "infinite"),
        ([["x", "y"], ["z", "w"]], "numbers"),
    ],
)
def test_unusable_ratings_are_refused_with_the_reason(ratings: Any, message: str) -> None:
    with pytest.raises(PsychometricsError, match=message):
        intraclass_correlations(ratings)


def test_level_outside_zero_and_one_is_refused() -> None:
    with pytest.raises(PsychometricsError, match="between 0 and 1"):
        intraclass_correlations(SHROUT_FLEISS, level=95)


def test_result_is_fit_for_json() -> None:
    plain = json.loads(json.dumps(intraclass_correlations(SHROUT_FLEISS).to_dict()))
    assert plain["forms"]["ICC(3,k)"]["also"] == "ICC(C,k)"
