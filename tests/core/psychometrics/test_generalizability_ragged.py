"""ICC(q,k) against dense matrices, closed forms, reference values and known truth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.agreement import intraclass_correlations
from stature.core.psychometrics.generalizability import icc_qk
from stature.core.psychometrics.generalizability.crossed import CrossedScores
from stature.core.psychometrics.generalizability.overlap import non_overlap


def ragged(ratees, raters, share, seed=0, severity=0.5):
    """Scores where each rater meets each ratee with probability ``share``."""
    rng = np.random.default_rng(seed)
    who, by = np.nonzero(rng.random((ratees, raters)) < share)
    true, severe = rng.normal(0, 0.7, ratees), rng.normal(0, severity, raters)
    return 3 + true[who] + severe[by] + rng.normal(0, 0.8, len(who)), who, by


def dense(components, scores, who, by):
    """Score and expected information of the restricted likelihood by n × n matrices."""
    n = len(scores)
    ratee, rater = np.equal.outer(who, who) * 1.0, np.equal.outer(by, by) * 1.0
    parts = [ratee, rater, np.eye(n)]
    inverse = np.linalg.inv(sum(c * part for c, part in zip(components, parts, strict=True)))
    column = inverse.sum(axis=1)
    projection = inverse - np.outer(column, column) / column.sum()
    turned = [projection @ part for part in parts]
    weighted = projection @ scores
    score = [
        (weighted @ p @ weighted - np.trace(t)) / 2 for p, t in zip(parts, turned, strict=True)
    ]
    information = [[np.trace(a @ b) / 2 for b in turned] for a in turned]
    return np.array(score), np.array(information)


@pytest.mark.parametrize("size", [(25, 8), (6, 20)], ids=["more ratees", "more raters"])
@pytest.mark.parametrize("components", [(0.4, 0.2, 0.6), (0.0, 0.3, 0.5), (0.3, 0.0, 0.5)])
def test_slope_and_information_equal_those_of_dense_matrices(size, components):
    scores, who, by = ragged(*size, 0.4)
    who, by = (np.unique(codes, return_inverse=True)[1] for codes in (who, by))
    slope = CrossedScores.of(scores, who, by).slope(np.array(components))
    score, information = dense(components, scores, who, by)
    assert slope.score == pytest.approx(score, rel=1e-9, abs=1e-9)
    assert slope.information == pytest.approx(information, rel=1e-9)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_estimates_stand_at_the_top_of_the_dense_likelihood(seed):
    scores, who, by = ragged(30, 10, 0.35, seed)
    result = icc_qk(scores, who, by)
    score, information = dense(result.components.estimates, scores, who, by)
    assert np.abs(score / np.sqrt(np.diag(information))).max() < 1e-7
    assert result.components.covariance == pytest.approx(np.linalg.inv(information), rel=1e-6)
    assert result.components.converged
    assert result.components.gradient < 1e-7


def test_crossed_raters_give_consistency_and_anova_components():
    table = np.array(
        [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    )
    who, by = np.indices(table.shape).reshape(2, -1)
    result, six = icc_qk(table.ravel(), who, by), intraclass_correlations(table)
    error = six.mean_square_error
    assert result.q == pytest.approx(0, abs=1e-15)
    assert result.estimate == pytest.approx(six["ICC(3,k)"].estimate, abs=1e-8)
    assert result.single.estimate == pytest.approx(six["ICC(3,1)"].estimate, abs=1e-8)
    assert result.estimate == pytest.approx(0.90931554, abs=1e-8)  # Shrout & Fleiss: .91
    assert result.components["ratee"] == pytest.approx((six.mean_square_targets - error) / 4)
    assert result.components["rater"] == pytest.approx((six.mean_square_raters - error) / 6)


def test_nested_raters_give_the_one_way_correlation():
    table = np.array([[4, 5, 4], [2, 3, 2], [5, 5, 4], [1, 2, 4]])
    result = icc_qk(table.ravel(), np.repeat(np.arange(4), 3), np.arange(12))
    six = intraclass_correlations(table)
    assert result.q == pytest.approx(1 / 3)
    assert result.estimate == pytest.approx(six["ICC(1,k)"].estimate, abs=1e-8)
    assert result.single.estimate == pytest.approx(six["ICC(1,1)"].estimate, abs=1e-8)
    assert result.components.names == ("ratee", "residual")
    assert "one ratee" in result.summary()


def test_multiplier_is_the_sum_over_pairs_of_ratees():
    _, who, by = ragged(12, 7, 0.5, 4)
    met = np.zeros((who.max() + 1, 7))
    met[who, by] = 1
    k = met.sum(axis=1)
    shared = (met @ met.T) / np.outer(k, k)
    pairs = shared.sum() - np.trace(shared)
    expected = (1 / k).mean() - pairs / (len(k) * (len(k) - 1))
    assert non_overlap(who, by) == pytest.approx(expected, abs=1e-14)


# nlme's optimiser stops within 1e-7 of the optimum; lme4, driven further, agrees with ours.
@pytest.mark.parametrize(
    ("column", "key"), [("LEAD", "ICC_LEAD"), ("TSIG", "ICC_TSIG"), ("HOSTILE", "ICC_HOSTILE")]
)
def test_one_way_reml_equals_nlme(reference, column, key):
    scores, teams = reference.column("lq2002", column), reference.column("lq2002", "COMPID")
    result = icc_qk(scores, teams, np.arange(len(scores)))
    expected = reference.values("agreement")["lq2002"][key]["ICC1_REML_lme"]
    assert result.single.estimate == pytest.approx(expected, abs=1e-7)


def test_known_components_are_found_within_their_standard_errors():
    scores, who, by = ragged(3000, 150, 0.02, 5)
    components = icc_qk(scores, who, by).components
    truth = np.array([0.49, 0.25, 0.64])
    assert (np.abs(components.estimates - truth) < 3.5 * components.standard_errors).all()
    assert (components.standard_errors < [0.03, 0.05, 0.03]).all()


def test_interval_covers_the_true_reliability_about_as_often_as_it_says():
    covered = 0
    for seed in range(50):
        scores, who, by = ragged(60, 15, 0.2, seed, 0.4)
        result = icc_qk(scores, who, by)
        k, q = result.raters_per_ratee, result.q
        covered += 0.49 / (0.49 + q * 0.16 + 0.64 / k) in result.interval
    assert covered >= 43  # 47.5 expected; fewer than 43 once in a hundred


def test_rater_variance_at_its_bound_is_zero_and_said():
    rng = np.random.default_rng(1)
    table = rng.normal(size=(30, 1)) + rng.normal(size=(30, 4))
    table -= table.mean(axis=0)  # no rater is more severe than another
    who, by = np.indices(table.shape).reshape(2, -1)
    result = icc_qk(table.ravel(), who, by)
    assert result.components["rater"] == 0
    assert "rater is 0" in result.summary()


def test_ratees_that_do_not_differ_have_no_reliability_and_no_interval():
    table = np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 2.0], [2.0, 1.0]])
    result = icc_qk(table.ravel(), np.repeat(np.arange(4), 2), np.arange(8))
    assert result.estimate == 0
    assert result.interval is None
    assert result.why_no_error


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 50), factor=st.floats(0.1, 50), shift=st.floats(-100, 100))
def test_reliability_ignores_row_order_unit_origin_and_labels(seed, factor, shift):
    scores, who, by = ragged(20, 6, 0.5, seed)
    order = np.random.default_rng(seed).permutation(len(scores))
    base = icc_qk(scores, who, by)
    turned = icc_qk(factor * scores[order] + shift, [f"p{i}" for i in who[order]], -by[order])
    assert turned.estimate == pytest.approx(base.estimate, abs=1e-7)
    assert turned.standard_error == pytest.approx(base.standard_error, abs=1e-6)
    assert 0 <= base.single.estimate <= base.estimate <= 1


def test_scores_without_value_ratee_or_rater_are_dropped_and_counted():
    scores, who, by = ragged(20, 6, 0.5)
    more = [*scores, np.nan, 3.0, 4.0]
    result = icc_qk(more, [*who, 1, None, 2], [*by, 1, 2, None])
    assert result.dropped[0].count == 3
    assert result.estimate == pytest.approx(icc_qk(scores, who, by).estimate, abs=1e-12)


@pytest.mark.parametrize(
    ("scores", "who", "by", "error", "what"),
    [
        ([1, 2], [1, 1], [1, 2], UndefinedStatistic, "two ratees"),
        ([1, 2, 3], [1, 2, 3], [1, 1, 1], UndefinedStatistic, "two raters"),
        ([3, 3, 3, 3], [1, 1, 2, 2], [1, 2, 1, 2], UndefinedStatistic, "alike"),
        (
            [1, 1, 2, 2, 3, 3],
            [1, 1, 2, 2, 3, 3],
            [1, 2] * 3,
            UndefinedStatistic,
            "no residual",
        ),
        ([3, 2, 2, 1, 1], [5, 4, 1, 1, 4], [1, 2, 2, 0, 0], UndefinedStatistic, "no residual"),
        ([np.nan] * 2, [1, 2], [1, 2], UndefinedStatistic, "no score"),
        ([1, 2, 3], [1, 1, 2], [1, 1, 2], PsychometricsError, "two scores"),
        ([1, np.inf], [1, 2], [1, 2], PsychometricsError, "infinite"),
        ([1, 2], [1, 2, 3], [1, 2], PsychometricsError, "expected 2"),
        ([], [], [], PsychometricsError, "1 or more"),
    ],
)
def test_scores_without_an_answer_say_why(scores, who, by, error, what):
    with pytest.raises(error, match=what):
        icc_qk(scores, who, by)


def test_level_outside_0_and_1_is_refused():
    scores, who, by = ragged(20, 6, 0.5)
    with pytest.raises(PsychometricsError, match="level"):
        icc_qk(scores, who, by, level=95)
