"""Interview panels: reliability by dimension, severity and halo."""

import numpy as np
import pytest
import scipy.stats

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.agreement import intraclass_correlations
from stature.core.psychometrics.generalizability import halo_index, panel_reliability


def panel(candidates=80, raters=3, dimensions=4, liking=0.8, seed=1):
    rng = np.random.default_rng(seed)
    return (
        rng.normal(size=(candidates, 1, dimensions))
        + np.linspace(-0.5, 0.5, raters)[:, None]
        + liking * rng.normal(size=(candidates, raters, 1))
        + 0.7 * rng.normal(size=(candidates, raters, dimensions))
    )


def test_each_dimension_has_its_own_correlations():
    ratings = panel()
    result = panel_reliability(ratings, dimensions=["Tact", "Care", "Drive", "Order"])
    for index in range(4):
        six = intraclass_correlations(ratings[:, :, index])
        assert result.agreement_of_panel[index].estimate == six["ICC(2,k)"].estimate
        assert result.interchangeable_panel[index].estimate == six["ICC(1,k)"].estimate
    assert "Tact: the panel's mean" in result.summary()


def test_panel_as_observed_plans_its_own_reliability():
    result = panel_reliability(panel())
    assert result.planned == pytest.approx([f.estimate for f in result.agreement_of_panel])
    larger = panel_reliability(panel(), panel_size=6)
    assert (larger.planned > result.planned).all()


def test_raters_needed_reach_the_target_and_one_fewer_does_not():
    result = panel_reliability(panel())
    for needed, six in zip(result.raters_needed(0.9), result.correlations, strict=True):
        one = six["ICC(A,1)"].estimate
        assert needed * one / (1 + (needed - 1) * one) >= 0.9
        assert (needed - 1) * one / (1 + (needed - 2) * one) < 0.9


def test_severity_and_its_error_are_those_of_dummy_regression():
    ratings = panel(12, 3, 1)
    result = panel_reliability(ratings)
    who, by = np.indices((12, 3)).reshape(2, -1)
    effects = np.array([[1, 0], [0, 1], [-1, -1]])[by]
    design = np.hstack([np.eye(12)[who], effects])
    beta, squares, *_ = np.linalg.lstsq(design, ratings.ravel(), rcond=None)
    covariance = squares[0] / (36 - 14) * np.linalg.inv(design.T @ design)
    assert result.severity[:2, 0] == pytest.approx(beta[-2:], abs=1e-10)
    assert result.severity_error[0] == pytest.approx(np.sqrt(covariance[-1, -1]), abs=1e-10)
    assert result.overall_severity.sum() == pytest.approx(0, abs=1e-12)
    assert result.severity[0, 0] < 0 < result.severity[2, 0]


def test_halo_is_the_mean_correlation_within_less_that_across_raters():
    ratings = panel(40, 2, 3)
    halo = halo_index(ratings, replicates=200)
    within, across = [], []
    for j in range(2):
        for k in range(2):
            for d in range(3):
                for e in range(3):
                    if d != e:
                        r = scipy.stats.pearsonr(ratings[:, j, d], ratings[:, k, e])[0]
                        (within if j == k else across).append(r)
    assert halo.within_rater == pytest.approx(np.mean(within), abs=1e-12)
    assert halo.estimate == pytest.approx(np.mean(within) - np.mean(across), abs=1e-12)
    assert halo.estimate in halo.interval


def test_halo_tells_raters_who_like_from_raters_who_judge():
    assert halo_index(panel(300), replicates=200).interval.low > 0.1
    assert 0 in halo_index(panel(300, liking=0), replicates=200).interval


def test_candidates_without_every_rating_are_dropped_and_counted():
    ratings = panel(20)
    ratings[3, 1, 2] = np.nan
    result = panel_reliability(ratings)
    assert (result.n, result.dropped[0].count) == (19, 1)
    assert np.isnan(ratings).sum() == 1


def test_one_dimension_has_no_halo_and_says_so():
    result = panel_reliability(panel(20, 3, 1)[:, :, 0])
    assert result.halo is None
    assert "No halo index" in result.summary()


@pytest.mark.parametrize(
    ("ratings", "error"),
    [
        (np.ones((5, 1, 2)), UndefinedStatistic),
        (np.ones((5, 3, 2)), UndefinedStatistic),
        (np.full((5, 3, 2), np.nan), UndefinedStatistic),
        (np.ones(5), PsychometricsError),
        (np.ones((0, 3, 2)), PsychometricsError),
        (np.full((5, 3), np.inf), PsychometricsError),
        ([["a", "b"], ["c", "d"]], PsychometricsError),
    ],
)
def test_panels_without_an_answer_say_why(ratings, error):
    with pytest.raises(error):
        panel_reliability(ratings)


def test_names_and_panel_size_must_fit():
    with pytest.raises(PsychometricsError, match="expected 4 names"):
        panel_reliability(panel(), dimensions=["Tact"])
    with pytest.raises(PsychometricsError, match="panel_size"):
        panel_reliability(panel(), panel_size=0)
