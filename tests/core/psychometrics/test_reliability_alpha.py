"""Cronbach's alpha against psych (R), by hand, and by what must hold for every scale."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.reliability import (
    alpha_of_covariance,
    cronbach_alpha,
    feldt_interval,
)
from tests.core.psychometrics.reliability_scales import FILES, keyed_scale

SMALL = np.array([[1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 4, 5], [5, 4, 4]], dtype=float)


def some_answers(seed: int, n: int = 60, items: int = 4) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, 1)) + rng.normal(size=(n, items))


def drop_some(answers: np.ndarray, share: float, seed: int = 1) -> np.ndarray:
    gone = np.random.default_rng(seed).random(answers.shape) < share
    return np.where(gone, np.nan, answers)


def test_alpha_of_five_persons_and_three_items_by_hand() -> None:
    # variances 2.5, 1.2, 2.2; totals 4, 7, 10, 13, 13 with variance 15.3
    assert cronbach_alpha(SMALL).estimate == pytest.approx(1.5 * (1 - 5.9 / 15.3), abs=1e-12)


@pytest.mark.parametrize("name", FILES)
def test_alpha_matches_psych(reference, name: str) -> None:
    answers, values = keyed_scale(reference, name)
    pairwise = cronbach_alpha(answers, missing="pairwise", interval="feldt")
    listwise = cronbach_alpha(answers)
    assert pairwise.n == values["n"]
    assert pairwise.estimate == pytest.approx(values["raw_alpha"], abs=1e-8)
    assert pairwise.standardized == pytest.approx(values["std_alpha"], abs=1e-8)
    assert pairwise.mean_correlation == pytest.approx(values["average_r"], abs=1e-8)
    assert [pairwise.interval.low, pairwise.interval.high] == pytest.approx(
        values["feldt_ci95"], abs=1e-8
    )
    assert listwise.n == values["n_listwise"]
    assert listwise.estimate == pytest.approx(values["raw_alpha_listwise"], abs=1e-8)
    assert listwise.standardized == pytest.approx(values["std_alpha_listwise"], abs=1e-8)


@pytest.mark.parametrize(
    ("items", "reversed_items", "imputed", "pairwise"),
    [
        ("A", [1], 0.70123746, 0.70301845),
        ("C", [4, 5], 0.72468708, 0.72673497),
        ("E", [1, 2], 0.75969484, 0.76173282),
        ("N", [], 0.81177525, 0.81396295),
        ("O", [2, 5], 0.59677156, 0.60017251),
    ],
)
def test_alpha_of_bfi_matches_the_published_values(
    reference, items: str, reversed_items: list[int], imputed: float, pairwise: float
) -> None:
    answers = reference.answers("bfi", [f"{items}{number}" for number in range(1, 6)])
    for number in reversed_items:
        answers[:, number - 1] = 7 - answers[:, number - 1]
    filled = np.where(np.isnan(answers), np.nanmedian(answers, axis=0), answers)
    assert cronbach_alpha(filled).estimate == pytest.approx(imputed, abs=5.1e-9)
    found = cronbach_alpha(answers, missing="pairwise").estimate
    assert found == pytest.approx(pairwise, abs=5.1e-9)


def test_alpha_of_supervisor_support_matches_psych(reference) -> None:
    values = reference.values("multirater_careless")["sups"]
    answers = reference.answers(
        "stuart_sups_supervisor_support", [f"SupS{item}" for item in range(1, 20)]
    )
    pairwise = cronbach_alpha(answers, missing="pairwise")
    assert pairwise.estimate == pytest.approx(values["alpha_pairwise"], abs=1e-8)
    assert cronbach_alpha(answers).estimate == pytest.approx(values["alpha_listwise"], abs=1e-8)


def test_feldt_interval_matches_psych() -> None:
    interval = feldt_interval(0.8, n=100, items=10)
    assert [interval.low, interval.high] == pytest.approx([0.73604846, 0.85369182], abs=5e-9)


def test_influence_error_is_that_of_the_covariances_written_out() -> None:
    answers = some_answers(3)
    centred = answers - answers.mean(axis=0)
    covariance = np.cov(answers.T)
    p, total = 4, covariance.sum()
    gradient = p / (p - 1) * (np.trace(covariance) / total**2 - np.eye(p) / total)
    values = np.einsum("ij,jk,ik->i", centred, gradient, centred)
    expected = values.std(ddof=1) / np.sqrt(len(answers))
    assert cronbach_alpha(answers).standard_error == pytest.approx(expected, rel=1e-12)


def test_influence_error_agrees_with_the_bootstrap() -> None:
    answers = some_answers(4, n=800)
    drawn = cronbach_alpha(answers, interval="bootstrap")
    influence = cronbach_alpha(answers)
    # 2,000 replicates leave an error of 1.6% in a standard error, and n = 800 adds its own
    assert drawn.standard_error == pytest.approx(influence.standard_error, rel=0.08)
    assert drawn.interval.low == pytest.approx(influence.interval.low, abs=0.01)


def test_pairwise_error_agrees_with_resampled_persons() -> None:
    answers = drop_some(some_answers(5, n=500), 0.2)
    rng = np.random.default_rng(2)
    drawn = [
        cronbach_alpha(answers[rng.integers(0, 500, 500)], missing="pairwise").estimate
        for _ in range(600)
    ]
    error = cronbach_alpha(answers, missing="pairwise").standard_error
    assert error == pytest.approx(np.std(drawn), rel=0.12)


def test_pairwise_is_listwise_when_nothing_is_missing() -> None:
    answers = some_answers(6)
    listwise = cronbach_alpha(answers)
    pairwise = cronbach_alpha(answers, missing="pairwise")
    assert pairwise.estimate == pytest.approx(listwise.estimate, abs=1e-13)
    assert pairwise.standard_error == pytest.approx(listwise.standard_error, rel=1e-12)


def test_pairwise_uses_persons_whom_listwise_drops() -> None:
    answers = drop_some(some_answers(7), 0.2)
    listwise = cronbach_alpha(answers)
    assert listwise.n + listwise.dropped[0].count == len(answers)
    assert cronbach_alpha(answers, missing="pairwise").n > listwise.n


def test_a_person_without_any_answer_changes_nothing() -> None:
    answers = drop_some(some_answers(8), 0.1)
    longer = np.vstack([answers, np.full((1, 4), np.nan)])
    for missing in ("listwise", "pairwise"):
        with_blank = cronbach_alpha(longer, missing=missing)
        without = cronbach_alpha(answers, missing=missing)
        assert with_blank.estimate == pytest.approx(without.estimate, abs=1e-14)
        assert with_blank.standard_error == pytest.approx(without.standard_error, rel=1e-12)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), shift=st.floats(-100, 100), scale=st.floats(0.01, 100))
def test_alpha_is_invariant_to_row_order_and_to_one_scale_for_all_items(seed, shift, scale) -> None:
    answers = some_answers(seed)
    moved = np.random.default_rng(seed).permutation(answers) * scale + shift
    first, second = cronbach_alpha(answers), cronbach_alpha(moved)
    assert second.estimate == pytest.approx(first.estimate, abs=1e-9)
    assert second.standard_error == pytest.approx(first.standard_error, rel=1e-6)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_alpha_is_at_most_one_and_inside_its_intervals(seed) -> None:
    answers = np.random.default_rng(seed).integers(1, 6, size=(30, 5)).astype(float)
    for interval in ("distribution-free", "feldt"):
        alpha = cronbach_alpha(answers, interval=interval)
        assert alpha.estimate <= 1
        assert alpha.interval.low <= alpha.estimate <= alpha.interval.high <= 1


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_items_twice_give_the_alpha_of_a_scale_of_exact_copies(seed) -> None:
    # doubling turns T into 2T and V into 4V
    answers = some_answers(seed)
    covariance = np.cov(answers.T)
    p, unlike = 4, np.trace(covariance) / covariance.sum()
    expected = 2 * p / (2 * p - 1) * (1 - unlike / 2)
    assert cronbach_alpha(np.hstack([answers, answers])).estimate == pytest.approx(expected)


def test_alpha_of_copies_of_one_item_is_one_without_error() -> None:
    alpha = cronbach_alpha(np.repeat(some_answers(9)[:, :1], 3, axis=1))
    assert alpha.estimate == pytest.approx(1, abs=1e-12)
    assert alpha.standard_error == pytest.approx(0, abs=1e-12)


def test_alpha_of_correlations_is_standardized_alpha() -> None:
    answers = some_answers(10) * [1, 5, 10, 0.1]
    correlation = np.corrcoef(answers.T)
    assert alpha_of_covariance(correlation) == pytest.approx(
        cronbach_alpha(answers).standardized, abs=1e-12
    )


def test_negative_alpha_is_returned_with_what_it_means() -> None:
    answers = some_answers(11)
    answers[:, :2] *= -1
    alpha = cronbach_alpha(answers)
    assert alpha.estimate < 0
    assert "below zero" in alpha.summary()
    assert "−" in alpha.summary()


def test_constant_item_counts_but_has_no_standardized_alpha() -> None:
    answers = np.hstack([some_answers(12), np.full((60, 1), 0.1)])
    alpha = cronbach_alpha(answers)
    covariance = np.cov(answers[:, :4].T)
    expected = 5 / 4 * (1 - np.trace(covariance) / covariance.sum())
    assert alpha.estimate == pytest.approx(expected)
    assert alpha.standardized is None
    assert "same answer from everyone" in alpha.summary()


def test_answers_may_be_integers_or_objects_with_none_and_are_not_changed() -> None:
    objects = np.array(
        [[1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 4, 5], [5, 4, 4], [1, None, 2]], object
    )
    before = objects.copy()
    alpha = cronbach_alpha(objects)
    assert (objects == before).all()
    assert alpha.estimate == cronbach_alpha(SMALL.astype(int)).estimate
    assert alpha.dropped[0].count == 1


def test_the_bootstrap_repeats_itself_with_its_seed() -> None:
    first, second, other = (
        cronbach_alpha(some_answers(13), interval="bootstrap", seed=seed, replicates=300)
        for seed in (5, 5, 6)
    )
    assert first.interval == second.interval
    assert first.interval != other.interval


def test_summary_names_the_error_and_the_persons() -> None:
    alpha = cronbach_alpha(SMALL, interval="feldt")
    low, high = alpha.interval.low, alpha.interval.high
    assert alpha.summary() == (
        f"Cronbach's alpha = {alpha.estimate:.3f} (95% interval {low:.3f} to {high:.3f}, Feldt). "
        f"n = 5 persons. 3 items, mean correlation {alpha.mean_correlation:.3f}."
    )


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (SMALL[:, :1], "one item"),
        (SMALL[:2], "three persons"),
        (np.full((5, 3), np.nan), "three persons"),
        (np.full((5, 3), 4.0), "same answers"),
        (np.column_stack([SMALL[:, 0], -SMALL[:, 0]]), "cancel"),
        (np.column_stack([SMALL[:, 0] / 3, -SMALL[:, 0] / 3]), "cancel"),
    ],
)
def test_alpha_without_a_value_says_why(answers: np.ndarray, says: str) -> None:
    for missing in ("listwise", "pairwise"):
        with pytest.raises(UndefinedStatistic, match=says):
            cronbach_alpha(answers, missing=missing)


@pytest.mark.parametrize(
    ("answers", "options"),
    [
        (SMALL[:, 0], {}),
        (np.empty((0, 3)), {}),
        (np.where(SMALL == 5, np.inf, SMALL), {}),
        ([["a", "b"], ["c", "d"]], {}),
        (SMALL, {"missing": "mean"}),
        (SMALL, {"interval": "exact"}),
        (SMALL, {"level": 1.0}),
        (SMALL, {"level": 0.0}),
        (SMALL, {"interval": "bootstrap", "missing": "pairwise"}),
    ],
)
def test_alpha_refuses_what_it_cannot_use(answers, options) -> None:
    with pytest.raises(PsychometricsError):
        cronbach_alpha(answers, **options)


@pytest.mark.parametrize(
    "covariance",
    [[[1, 0.5]], [[1, 0.5], [0.4, 1]], [[1, np.nan], [np.nan, 1]], [[-1, 0], [0, 1]], [[1.0]]],
)
def test_what_is_not_a_covariance_table_is_refused(covariance) -> None:
    with pytest.raises(PsychometricsError):
        alpha_of_covariance(covariance)
