"""Guttman's lambdas against psych (R), by trying every split, and by what must hold."""

from itertools import combinations, islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.reliability import (
    best_split,
    cronbach_alpha,
    guttman_lambdas,
    lambdas_of_covariance,
)
from stature.core.psychometrics.reliability.lambda_derivatives import lambdas_and_derivatives
from stature.core.psychometrics.reliability.splits import _best_by_search
from tests.core.psychometrics.reliability_scales import FILES, complete, keyed_scale


def some_answers(seed: int, n: int = 120, items: int = 6) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, 1)) + rng.normal(size=(n, items)) * rng.uniform(0.5, 2, items)


def lambda_of_parts(covariance: np.ndarray, first: tuple[int, ...]) -> float:
    """4 cov(a, b) / var(a + b) for the split with these items in the first part."""
    in_first = np.isin(np.arange(len(covariance)), first)
    return 4 * covariance[np.ix_(in_first, ~in_first)].sum() / covariance.sum()


def test_lambdas_of_attitude_match_psych(reference) -> None:
    answers, _ = keyed_scale(reference, "attitude")
    lambdas = guttman_lambdas(answers, standardized=True).values
    published = [0.7192146883, 0.8518997136, 0.8390838030, 0.8926322063, 0.8292885937]
    assert lambdas[:5] == pytest.approx(published, abs=1e-10)
    assert lambdas[5] == pytest.approx(0.87521514, abs=5.1e-9)
    of_covariances = guttman_lambdas(answers).values  # splitHalf(covar = TRUE) prints 7 digits
    assert of_covariances[[1, 3, 5]] == pytest.approx([0.8602725, 0.9055352, 0.8829022], abs=5e-8)


@pytest.mark.parametrize("name", FILES)
def test_lambda_3_and_6_match_psych_and_4_is_never_below(reference, name: str) -> None:
    answers, values = keyed_scale(reference, name)
    lambdas = guttman_lambdas(answers, standardized=True).values
    expected = values["splitHalf"]
    assert lambdas[2] == pytest.approx(values["std_alpha_listwise"], abs=1e-8)
    assert lambdas[5] == pytest.approx(expected["lambda6"], abs=1e-8)
    assert lambdas[3] > expected["maxrb_lambda4"] - 1e-10


@pytest.mark.parametrize("name", FILES)
def test_lambda_4_of_psych_is_the_best_of_the_splits_that_psych_tries(reference, name) -> None:
    # With an odd number of items psych 2.2.9 stops after half of the splits (it halves the count
    # although no two are mirrors), so its value can lie below the true maximum.
    answers, values = keyed_scale(reference, name)
    correlation = np.corrcoef(complete(answers).T)
    items = len(correlation)
    splits = list(combinations(range(items), items // 2))
    tried = islice(splits, (len(splits) + 1) // 2)
    best = max(lambda_of_parts(correlation, first) for first in tried)
    assert best == pytest.approx(values["splitHalf"]["maxrb_lambda4"], abs=1e-8)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), items=st.integers(2, 9))
def test_best_split_is_the_best_of_all(seed: int, items: int) -> None:
    covariance = np.cov(np.random.default_rng(seed).normal(size=(items, 12)))
    every = [
        lambda_of_parts(covariance, first)
        for size in range(1, items)
        for first in combinations(range(items), size)
    ]
    split = best_split(covariance)
    found = lambda_of_parts(covariance, tuple(np.flatnonzero(split.first)))
    assert split.exact
    assert 0 < split.first.sum() < items
    assert found == pytest.approx(max(every), abs=1e-9)


def test_search_for_many_items_finds_what_trying_all_finds() -> None:
    for seed in range(5):
        covariance = np.cov(some_answers(seed, items=16).T)
        signs = np.where(_best_by_search(covariance), 1.0, -1.0)
        exact = best_split(covariance).signs
        assert signs @ covariance @ signs == pytest.approx(exact @ covariance @ exact)


def test_more_items_than_can_be_tried_give_a_lower_bound_and_say_so() -> None:
    lambdas = guttman_lambdas(some_answers(1, n=200, items=30))
    assert not lambdas.split.exact
    assert lambdas.values[3] > lambdas.values[2]
    assert "best split found" in lambdas.summary()


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_lambdas_keep_their_order(seed: int) -> None:
    values = guttman_lambdas(some_answers(seed)).values
    assert values[0] <= values[2] <= values[1] <= 1
    assert values[0] <= values[4] <= 1
    assert values[3] <= 1
    assert values[5] <= 1


def test_lambda_3_is_alpha_with_its_error() -> None:
    answers = some_answers(2)
    lambdas, alpha = guttman_lambdas(answers), cronbach_alpha(answers)
    assert lambdas.values[2] == pytest.approx(alpha.estimate, abs=1e-12)
    assert lambdas.standard_errors[2] == pytest.approx(alpha.standard_error, rel=1e-10)


def test_derivatives_are_those_by_small_steps() -> None:
    covariance, step = np.cov(some_answers(3).T), 1e-6
    signs = best_split(covariance).signs
    direction = np.random.default_rng(3).normal(size=(6, 6))
    direction += direction.T
    _, derivatives = lambdas_and_derivatives(covariance, signs)
    above, below = (
        lambdas_and_derivatives(covariance + way * direction, signs)[0] for way in (step, -step)
    )
    expected = (above - below) / (2 * step)
    assert (derivatives * direction).sum(axis=(1, 2)) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("standardized", [False, True])
def test_errors_are_those_of_the_jackknife(standardized: bool) -> None:
    # lambdas 4 and 5 choose a split and an item, which the jackknife may choose again
    answers = some_answers(4, n=200)
    n = len(answers)
    without = np.array(
        [
            guttman_lambdas(np.delete(answers, i, axis=0), standardized=standardized).values
            for i in range(n)
        ]
    )
    jackknife = np.sqrt((n - 1) / n * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    errors = guttman_lambdas(answers, standardized=standardized).standard_errors
    smooth = [0, 1, 2, 5]
    assert errors[smooth] == pytest.approx(jackknife[smooth], rel=0.04)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), scale=st.floats(0.01, 100), shift=st.floats(-50, 50))
def test_lambdas_are_invariant_to_row_order_and_scale(seed, scale, shift) -> None:
    answers = some_answers(seed)
    moved = np.random.default_rng(seed).permutation(answers) * scale + shift
    assert guttman_lambdas(moved).values == pytest.approx(guttman_lambdas(answers).values, abs=1e-8)


def test_standardized_ignores_the_units_of_each_item() -> None:
    answers = some_answers(5)
    first = guttman_lambdas(answers, standardized=True)
    second = guttman_lambdas(answers * [1, 2, 3, 10, 0.1, 7], standardized=True)
    assert second.values == pytest.approx(first.values, abs=1e-10)
    assert second.standard_errors == pytest.approx(first.standard_errors, rel=1e-8)


def test_covariances_alone_give_the_values_without_error() -> None:
    answers = some_answers(6)
    lambdas = lambdas_of_covariance(np.cov(answers.T))
    assert lambdas.values == pytest.approx(guttman_lambdas(answers).values, abs=1e-12)
    assert lambdas.standard_errors is None
    assert "needs the answers" in lambdas.summary()


def test_lambda_6_of_an_item_that_is_a_sum_of_others_is_missing_and_said_so() -> None:
    answers = some_answers(7)
    answers[:, 5] = answers[:, 0] + answers[:, 1]
    lambdas = guttman_lambdas(answers)
    assert np.isnan(lambdas.values[5])
    assert np.isfinite(lambdas.values[:5]).all()
    assert "Lambda 6 does not exist" in lambdas.summary()


@pytest.mark.parametrize(
    ("answers", "options", "says"),
    [
        (some_answers(8)[:, :1], {}, "one item"),
        (some_answers(8)[:2], {}, "three persons"),
        (np.full((9, 3), np.nan), {}, "three persons"),
        (np.full((9, 3), 2.0), {}, "same answers"),
        (some_answers(8) * [0, 1, 1, 1, 1, 1], {"standardized": True}, "answers alike"),
    ],
)
def test_lambdas_without_a_value_say_why(answers, options, says) -> None:
    with pytest.raises(UndefinedStatistic, match=says):
        guttman_lambdas(answers, **options)


def test_lambdas_refuse_what_they_cannot_use() -> None:
    with pytest.raises(PsychometricsError, match="between 0 and 1"):
        guttman_lambdas(some_answers(9), level=2)
    with pytest.raises(PsychometricsError, match="square"):
        lambdas_of_covariance(some_answers(9))
