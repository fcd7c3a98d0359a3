"""Omega total against lavaan (R), against exact models, and by what must hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.reliability import (
    cronbach_alpha,
    fit_one_factor,
    omega_of_covariance,
    omega_total,
)
from stature.core.psychometrics.reliability.discrepancy import derivatives, discrepancy
from tests.core.psychometrics.reliability_scales import FILES, complete, keyed_scale

LOADINGS = np.array([0.5, 0.8, 1.1, 1.5])
UNIQUENESSES = np.array([0.4, 0.9, 1.2, 0.7])
EXACT = np.outer(LOADINGS, LOADINGS) + np.diag(UNIQUENESSES)


def one_factor_answers(seed: int, n: int = 300) -> np.ndarray:
    rng = np.random.default_rng(seed)
    unique = rng.normal(size=(n, 4)) * np.sqrt(UNIQUENESSES)
    return rng.normal(size=(n, 1)) * LOADINGS + unique


@pytest.mark.parametrize("name", FILES)
def test_omega_matches_lavaan(reference, name: str) -> None:
    # lavaan stops at a gradient near 1e-6, so its own digits end there; ours goes to 1e-9
    answers, values = keyed_scale(reference, name)
    expected = values["omega_cfa_1factor_listwise"]
    omega = omega_total(answers)
    assert omega.n == expected["n"]
    assert omega.estimate == pytest.approx(expected["omega_model"], abs=1e-6)
    assert omega.of_observed_variance == pytest.approx(expected["omega_observed_total"], abs=2e-6)
    assert omega.loadings == pytest.approx(list(expected["loadings"].values()), rel=1e-5)
    assert omega.uniquenesses == pytest.approx(list(expected["uniqueness"].values()), rel=1e-5)
    assert omega.chi_square == pytest.approx(expected["chisq"], abs=1e-6)
    assert omega.df == expected["df"]


def test_omega_of_a_model_that_fits_exactly_is_the_formula() -> None:
    omega = omega_of_covariance(EXACT, n=100)
    common = LOADINGS.sum() ** 2
    assert omega.estimate == pytest.approx(common / (common + UNIQUENESSES.sum()), abs=1e-9)
    assert omega.of_observed_variance == pytest.approx(omega.estimate, abs=1e-9)
    assert omega.loadings == pytest.approx(LOADINGS, abs=1e-8)
    assert omega.uniquenesses == pytest.approx(UNIQUENESSES, abs=1e-8)
    assert omega.chi_square == pytest.approx(0, abs=1e-9)
    assert omega.p == pytest.approx(1)


def test_three_items_are_fitted_exactly_by_hand() -> None:
    # with three items λ1² = c12 c13 / c23
    covariance = np.array([[2.0, 0.6, 0.9], [0.6, 1.5, 0.8], [0.9, 0.8, 3.0]])
    fit = fit_one_factor(covariance)
    products = np.array([0.6 * 0.9 / 0.8, 0.6 * 0.8 / 0.9, 0.9 * 0.8 / 0.6])
    assert fit.loadings**2 == pytest.approx(products, abs=1e-8)
    assert fit.df == 0
    assert omega_of_covariance(covariance, n=50).p is None


def test_the_fit_has_converged_and_is_a_minimum() -> None:
    fit = fit_one_factor(np.cov(one_factor_answers(1).T))
    gradient, curvature, _ = derivatives(
        fit.correlation, fit.standard_loadings, fit.standard_uniquenesses
    )
    assert np.abs(gradient).max() < 1e-9
    assert np.linalg.eigvalsh(curvature)[0] > 0


def test_derivatives_are_those_by_small_steps() -> None:
    rng = np.random.default_rng(2)
    correlation = np.corrcoef(one_factor_answers(2).T)
    at, step = rng.uniform(0.3, 0.9, size=8), 1e-5

    def value(theta: np.ndarray) -> float:
        return discrepancy(correlation, theta[:4], theta[4:])

    def slope(theta: np.ndarray) -> np.ndarray:
        return derivatives(correlation, theta[:4], theta[4:])[0]

    moves = step * np.eye(8)
    by_steps = [(value(at + move) - value(at - move)) / (2 * step) for move in moves]
    curvature_by_steps = [(slope(at + move) - slope(at - move)) / (2 * step) for move in moves]
    gradient, curvature, _ = derivatives(correlation, at[:4], at[4:])
    assert gradient == pytest.approx(np.array(by_steps), abs=1e-8)
    assert curvature == pytest.approx(np.array(curvature_by_steps), abs=1e-7)


def test_distribution_free_error_is_the_jackknife_error() -> None:
    # the jackknife knows nothing of derivatives; the two differ in order 1/n
    answers = one_factor_answers(3, n=200)
    answers *= np.abs(answers)  # far from normal
    n = len(answers)
    without = np.array([omega_total(np.delete(answers, i, axis=0)).estimate for i in range(n)])
    jackknife = np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())
    assert omega_total(answers).standard_error == pytest.approx(jackknife, rel=0.05)


def test_both_errors_agree_for_many_normal_persons() -> None:
    answers = one_factor_answers(4, n=20_000)
    free, normal = omega_total(answers), omega_total(answers, interval="normal")
    assert free.standard_error == pytest.approx(normal.standard_error, rel=0.03)
    assert free.estimate in normal.interval


def test_omega_is_alpha_when_all_covariances_are_equal() -> None:
    covariance = np.full((5, 5), 0.4) + 0.6 * np.eye(5)
    p, total = 5, covariance.sum()
    assert omega_of_covariance(covariance).estimate == pytest.approx(p / (p - 1) * (1 - 5 / total))


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), shift=st.floats(-10, 10), scale=st.floats(0.01, 100))
def test_omega_is_invariant_to_row_order_and_to_one_scale(seed, shift, scale) -> None:
    answers = one_factor_answers(seed)
    moved = np.random.default_rng(seed).permutation(answers) * scale + shift
    first, second = omega_total(answers), omega_total(moved)
    assert second.estimate == pytest.approx(first.estimate, abs=1e-7)
    assert second.standard_error == pytest.approx(first.standard_error, rel=1e-4)
    assert second.loadings == pytest.approx(first.loadings * scale, rel=1e-5)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_omega_of_one_factor_is_near_alpha_or_above(seed) -> None:
    answers = one_factor_answers(seed)
    omega = omega_total(answers)
    assert 0 < omega.estimate < 1
    assert omega.estimate > cronbach_alpha(answers).estimate - 0.03
    assert omega.interval.low <= omega.estimate <= omega.interval.high <= 1


def test_items_in_very_different_units_are_fitted_as_well() -> None:
    answers = one_factor_answers(10)
    units = np.array([1e-3, 1.0, 1e3, 1e5])
    expected = omega_total(answers).loadings * units
    assert omega_total(answers * units).loadings == pytest.approx(expected, rel=1e-6)


def test_a_reversed_scale_has_the_same_omega_and_positive_loadings() -> None:
    answers = one_factor_answers(5)
    assert omega_total(-answers).estimate == pytest.approx(omega_total(answers).estimate, abs=1e-9)
    assert (omega_total(-answers).loadings > 0).all()


def test_an_item_worded_the_other_way_is_noted() -> None:
    omega = omega_total(one_factor_answers(6) * [1, 1, 1, -1])
    assert "loads negatively" in omega.summary()


def test_heywood_case_is_named() -> None:
    covariance = np.array([[1.0, 0.8, 0.8], [0.8, 1.0, 0.5], [0.8, 0.5, 1.0]])
    omega = omega_of_covariance(covariance)  # λ1² = .8 × .8 / .5 = 1.28 above the variance of 1
    assert omega.heywood == (0,)
    assert omega.uniquenesses[0] == pytest.approx(-0.28, abs=1e-8)
    assert "Heywood" in omega.summary()


def test_without_n_there_is_no_error_and_it_says_why() -> None:
    omega = omega_of_covariance(EXACT)
    assert omega.standard_error is None
    assert "not known" in omega.summary()


def test_missing_answers_are_dropped_listwise_and_counted() -> None:
    answers = one_factor_answers(7)
    answers[:10, 2] = np.nan
    before = answers.copy()
    omega = omega_total(answers)
    assert omega.dropped[0].count == 10
    assert omega.estimate == omega_total(complete(answers)).estimate
    assert np.array_equal(answers, before, equal_nan=True)
    assert not omega.loadings.flags.writeable


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (one_factor_answers(8)[:, :2], "three items"),
        (one_factor_answers(8)[:, :1], "three items"),
        (one_factor_answers(8)[:4], "more than 4 persons"),
        (np.full((50, 4), np.nan), "more than 4 persons"),
        (one_factor_answers(8) * [1, 1, 0, 1], "same answer"),
        (one_factor_answers(8)[:, [0, 1, 2, 2]], "sum of others"),
    ],
)
def test_omega_without_a_value_says_why(answers: np.ndarray, says: str) -> None:
    with pytest.raises(UndefinedStatistic, match=says):
        omega_total(answers)


def test_items_without_a_common_factor_have_no_maximum() -> None:
    # one negative covariance: no real loadings can reproduce the three signs
    covariance = np.array([[1.0, 0.3, 0.3], [0.3, 1.0, -0.3], [0.3, -0.3, 1.0]])
    with pytest.raises(UndefinedStatistic, match="no maximum"):
        fit_one_factor(covariance)


def test_omega_refuses_what_it_cannot_use() -> None:
    with pytest.raises(PsychometricsError, match="distribution-free"):
        omega_total(EXACT, interval="exact")
    with pytest.raises(PsychometricsError, match="between 0 and 1"):
        omega_total(one_factor_answers(9), level=95)
    with pytest.raises(PsychometricsError, match="at least 5"):
        omega_of_covariance(EXACT, n=4)
