"""Drivers: golden values, all orders by brute force, identities and refusals."""

from itertools import permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.drivers import (
    lmg,
    lmg_of_correlations,
    relative_weights,
    relative_weights_above_chance,
    relative_weights_of_correlations,
)

# Correlations of the data set swiss (47 districts, 1888): Agriculture, Examination, Education,
# Catholic, Infant.Mortality; and with Fertility.
SWISS = [
    [1.0, -0.6865422086171366, -0.6395225189483201, 0.4010950530487398, -0.0608586084165816],
    [-0.6865422086171366, 1.0, 0.698415296288483, -0.572741806064167, -0.1140215964820336],
    [-0.6395225189483201, 0.698415296288483, 1.0, -0.1538589170909148, -0.0993218458213457],
    [0.4010950530487398, -0.572741806064167, -0.1538589170909148, 1.0, 0.175495907596623],
    [-0.0608586084165816, -0.1140215964820336, -0.0993218458213457, 0.175495907596623, 1.0],
]
WITH_FERTILITY = [
    0.3530791836199747,
    -0.645882706457288,
    -0.6637888570350691,
    0.463684700651794,
    0.4165560314349827,
]
# Correlations of the data set mtcars (32 cars): cyl, disp, hp, gear; and with mpg.
MTCARS = [
    [1.0, 0.9020328721469989, 0.8324474527218196, -0.4926865993894713],
    [0.9020328721469989, 1.0, 0.7909485863698065, -0.5555691984825625],
    [0.8324474527218196, 0.7909485863698065, 1.0, -0.1257042582254742],
    [-0.4926865993894713, -0.5555691984825625, -0.1257042582254742, 1.0],
]
WITH_MPG = [-0.8521619594266132, -0.8475513792624788, -0.7761683718265865, 0.4802847573388421]
ATTITUDE = ["complaints", "privileges", "learning", "raises", "critical", "advance"]
BOTH = [lmg, relative_weights]


def sample(n: int = 60, p: int = 4, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, p)) + 0.7 * rng.normal(size=(n, 1))
    return x, x @ np.linspace(1, -0.3, p) + rng.normal(size=n)


def r_squared(x: np.ndarray, y: np.ndarray, columns: tuple[int, ...]) -> float:
    terms = np.column_stack([np.ones(len(y)), x[:, columns]])
    residuals = y - terms @ np.linalg.lstsq(terms, y, rcond=None)[0]
    return float(1 - residuals @ residuals / ((y - y.mean()) ** 2).sum())


def lmg_by_all_orders(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    gains = np.zeros(x.shape[1])
    for order in permutations(range(x.shape[1])):
        for place, column in enumerate(order):
            before = r_squared(x, y, order[:place]) if place else 0.0
            gains[column] += r_squared(x, y, order[: place + 1]) - before
    return gains / factorial(x.shape[1])


def test_lmg_of_swiss_is_that_of_relaimpo() -> None:
    found = lmg_of_correlations(SWISS, WITH_FERTILITY, n=47)
    published = [0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592]
    # The reference is printed to eight decimals.
    np.testing.assert_allclose(found.weights, published, atol=6e-9)
    assert found.r_squared.estimate == pytest.approx(0.706735, abs=6e-7)


def test_relative_weights_of_swiss_are_those_of_rwa() -> None:
    found = relative_weights_of_correlations(SWISS, WITH_FERTILITY, n=47)
    published = [0.04841690, 0.15470825, 0.27196411, 0.11468003, 0.11696572]
    np.testing.assert_allclose(found.weights, published, atol=6e-9)


def test_relative_weights_of_mtcars_are_those_printed_with_rwa() -> None:
    found = relative_weights_of_correlations(MTCARS, WITH_MPG, n=32)
    published = [0.22847973, 0.22214687, 0.23217444, 0.09638860]
    np.testing.assert_allclose(found.weights, published, atol=6e-9)
    assert found.r_squared.estimate == pytest.approx(0.77918964, abs=6e-9)


def test_relative_weights_of_attitude_agree_with_the_oracle(reference) -> None:
    answers, rating = (
        reference.answers("attitude", ATTITUDE),
        reference.column("attitude", "rating"),
    )
    found = relative_weights(answers, rating, names=ATTITUDE, interval=None)
    oracle = reference.values("multirater_careless")["rwa_attitude"]
    rows = {row["Variables"]: row for row in oracle["result"]}
    for place, name in enumerate(ATTITUDE):
        assert found.weights[place] == pytest.approx(rows[name]["Raw.RelWeight"], abs=1e-8)
        share = rows[name]["Rescaled.RelWeight"] / 100
        assert found.shares[place] == pytest.approx(share, abs=1e-8)
    assert found.r_squared.estimate == pytest.approx(oracle["rsquare"], abs=1e-8)


def test_lmg_of_attitude_agrees_with_the_oracle(reference) -> None:
    answers, rating = (
        reference.answers("attitude", ATTITUDE),
        reference.column("attitude", "rating"),
    )
    found = lmg(answers, rating, names=ATTITUDE, interval=None)
    oracle = reference.values("mediation_multilevel")["attitude_regression"]["relaimpo_lmg"]
    np.testing.assert_allclose(found.weights, [oracle[name] for name in ATTITUDE], atol=1e-8)


@pytest.mark.parametrize("p", [1, 2, 3, 5])
def test_lmg_is_the_average_gain_over_all_orders(p: int) -> None:
    x, y = sample(p=p)
    np.testing.assert_allclose(
        lmg(x, y, interval=None).weights, lmg_by_all_orders(x, y), atol=1e-10
    )


def test_two_predictors_worked_by_hand() -> None:
    # r = .6 and .5, correlated .5: R² = (.36 + .25 - 2 · .5 · .6 · .5) / .75 = .4133;
    # the first explains (.36 + .4133 - .25) / 2 = .2617 on average.
    for weights in (lmg_of_correlations, relative_weights_of_correlations):
        found = weights([[1, 0.5], [0.5, 1]], [0.6, 0.5], n=100)
        expected = [(0.36 + 0.31 / 0.75 - 0.25) / 2, (0.25 + 0.31 / 0.75 - 0.36) / 2]
        np.testing.assert_allclose(found.weights, expected, atol=1e-12)


@pytest.mark.parametrize("weights", BOTH)
def test_uncorrelated_predictors_have_their_squared_correlations(weights) -> None:
    x = np.array([[a, b, c] for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)], dtype=float)
    y = x @ [3.0, 2.0, 1.0] + 2 * x[:, 0] * x[:, 1] * x[:, 2]
    found = weights(x, y, interval=None)
    np.testing.assert_allclose(found.weights, np.array([9, 4, 1]) / 18, atol=1e-12)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), p=st.integers(1, 6))
def test_weights_are_never_negative_and_add_up_to_r_squared(seed: int, p: int) -> None:
    x, y = sample(n=40, p=p, seed=seed)
    for weights in BOTH:
        found = weights(x, y, interval=None)
        assert found.weights.min() > -1e-12
        assert found.weights.sum() == pytest.approx(r_squared(x, y, tuple(range(p))), abs=1e-10)
        assert found.shares.sum() == pytest.approx(1)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), scale=st.floats(0.01, 100), shift=st.floats(-1000, 1000))
def test_weights_do_not_depend_on_units_direction_or_order(seed, scale, shift) -> None:
    x, y = sample(seed=seed)
    order = np.random.default_rng(seed).permutation(len(y))
    turned = x.copy()
    turned[:, 1] = shift - scale * x[:, 1]
    columns = [2, 0, 3, 1]
    for weights in BOTH:
        plain = weights(x, y, interval=None).weights
        other = weights(turned[order][:, columns], shift + scale * y[order], interval=None).weights
        np.testing.assert_allclose(other, plain[columns], atol=1e-9)


@pytest.mark.parametrize("weights", BOTH)
def test_answers_and_their_correlations_give_the_same_weights(weights) -> None:
    x, y = sample()
    both = np.corrcoef(np.column_stack([x, y]), rowvar=False)
    of_correlations = {
        lmg: lmg_of_correlations,
        relative_weights: relative_weights_of_correlations,
    }[weights]
    found = of_correlations(both[:-1, :-1], both[:-1, -1], n=60)
    np.testing.assert_allclose(found.weights, weights(x, y, interval=None).weights, atol=1e-12)
    assert "only correlations are known" in found.summary()


@pytest.mark.parametrize("weights", BOTH)
def test_bootstrap_is_that_of_resampled_persons(weights) -> None:
    x, y = sample()
    found = weights(x, y, replicates=1_000)
    rng = np.random.default_rng(8)
    draws = [rng.integers(0, len(y), len(y)) for _ in range(400)]
    resampled = np.array([weights(x[draw], y[draw], interval=None).weights for draw in draws])
    # 400 draws know a standard deviation to about 1 / sqrt(800), 3.5%; four of these are 14%.
    np.testing.assert_allclose(found.standard_errors, resampled.std(axis=0, ddof=1), rtol=0.15)
    for weight, interval in zip(found.weights, found.intervals, strict=True):
        assert interval.low < weight < interval.high
    assert found.r_squared.estimate in found.r_squared.interval


def test_interval_is_reproducible_and_follows_the_level() -> None:
    x, y = sample()
    wide, again, narrow = (
        relative_weights(x, y, level=level, replicates=500, interval="percentile").intervals
        for level in (0.95, 0.95, 0.5)
    )
    assert wide == again
    assert all(n.low > w.low and n.high < w.high for n, w in zip(narrow, wide, strict=True))


def test_fourteen_predictors_are_exact_too() -> None:
    x, y = sample(n=200, p=14)
    found = lmg(x, y, interval=None)
    assert found.weights.sum() == pytest.approx(r_squared(x, y, tuple(range(14))), abs=1e-10)
    # A predictor uncorrelated with all the others adds its own squared correlation in every order.
    terms = np.column_stack([np.ones(200), x[:, 1:]])
    x[:, 0] -= terms @ np.linalg.lstsq(terms, x[:, 0], rcond=None)[0]
    alone = np.corrcoef(x[:, 0], y)[0, 1] ** 2
    assert lmg(x, y, interval=None).weights[0] == pytest.approx(alone, abs=1e-10)


def test_persons_with_a_missing_value_are_dropped_and_counted() -> None:
    x, y = sample()
    x[3, 1], y[7] = np.nan, np.nan
    kept = np.delete(np.arange(60), [3, 7])
    found = lmg(x, y, interval=None)
    np.testing.assert_array_equal(found.weights, lmg(x[kept], y[kept], interval=None).weights)
    assert (found.n, found.dropped[0].count) == (58, 2)
    assert np.isnan(x[3, 1])


def test_summary_ranks_predictors_and_warns_of_causes() -> None:
    x, y = sample()
    found = relative_weights(x, y, names=["pay", "pace", "peers", "place"], replicates=200)
    assert found.ranking[0] == "pay"
    assert "not what causes it" in found.summary()
    assert found.summary().index("pay") < found.summary().index("place 0")
    assert found.to_dict()["names"] == ["pay", "pace", "peers", "place"]


def test_only_a_real_driver_is_above_chance() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(size=(150, 3))
    found = relative_weights_above_chance(
        x, x[:, 0] + rng.normal(size=150), names=["real", "idle", "void"], replicates=1_000
    )
    assert found.above_chance == ("real",)
    assert "real" in found.summary()


@pytest.mark.parametrize("weights", BOTH)
def test_redundant_predictors_are_named(weights) -> None:
    x, y = sample()
    x[:, 3] = x[:, 0] - 2 * x[:, 2]
    with pytest.raises(UndefinedStatistic, match=r"pay, peers, sum"):
        weights(x, y, names=["pay", "pace", "peers", "sum"])


@pytest.mark.parametrize("weights", BOTH)
def test_columns_without_variance_are_named(weights) -> None:
    x, y = sample(p=2)
    with pytest.raises(UndefinedStatistic, match="outcome: does not vary"):
        weights(x, np.full(60, 0.1))
    x[:, 1] = 0.1
    with pytest.raises(UndefinedStatistic, match="pace: does not vary"):
        weights(x, y, names=["pay", "pace"])


@pytest.mark.parametrize("weights", BOTH)
def test_fewer_persons_than_predictors_are_refused(weights) -> None:
    x, y = sample(n=5, p=4)
    with pytest.raises(UndefinedStatistic, match="at least 6 persons"):
        weights(x, y)
    with pytest.raises(UndefinedStatistic, match="got 0"):
        weights(np.full((9, 2), np.nan), np.ones(9))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"predictors": [1.0, 2.0]}, "predictors"),
        ({"outcome": [1.0, 2.0]}, "outcome"),
        ({"outcome": [[1.0]] * 60}, "outcome"),
        ({"outcome": ["a"] * 60}, "outcome"),
        ({"outcome": [np.inf] * 60}, "outcome"),
        ({"names": ["one"]}, "names"),
        ({"interval": "t"}, "interval"),
        ({"level": 1.0}, "level"),
        ({"level": 1.0, "interval": None}, "level"),
        ({"replicates": 1}, "replicates"),
    ],
)
@pytest.mark.parametrize("weights", BOTH)
def test_wrong_input_is_refused_with_its_place(weights, change, where) -> None:
    x, y = sample()
    with pytest.raises(PsychometricsError) as error:
        weights(**({"predictors": x, "outcome": y, "replicates": 50} | change))
    assert error.value.where.startswith(where)


def test_objects_with_none_are_read_as_missing() -> None:
    x, y = sample()
    objects = x.astype(object)
    objects[0, 0] = None
    assert lmg(objects, y, interval=None).n == 59


def test_too_many_predictors_for_all_orders_are_refused() -> None:
    with pytest.raises(PsychometricsError, match="at most 20"):
        lmg_of_correlations(np.eye(21), np.zeros(21), n=100)


def test_nothing_explained_cannot_be_shared_out() -> None:
    found = lmg_of_correlations(np.eye(2), [0, 0], n=100)
    np.testing.assert_array_equal(found.weights, [0, 0])
    with pytest.raises(UndefinedStatistic, match="nothing is explained"):
        _ = found.shares


@pytest.mark.parametrize(
    ("correlations", "with_outcome", "message"),
    [
        ([[1, 0.5], [0.4, 1]], [0.1, 0.1], "not symmetric"),
        ([[1, 0.5], [0.5, 2]], [0.1, 0.1], "diagonal"),
        ([[1, 0.9], [0.9, 1]], [0.9, -0.9], "at once"),
        ([[1, np.nan], [np.nan, 1]], [0.1, 0.1], "missing"),
        ([[1, 0.5]], [0.1, 0.1], "expected 2 × 2"),
        ([[1, 1], [1, 1]], [0.1, 0.1], "computed from each other"),
    ],
)
def test_impossible_correlations_are_refused(correlations, with_outcome, message) -> None:
    for weights in (lmg_of_correlations, relative_weights_of_correlations):
        with pytest.raises(PsychometricsError, match=message):
            weights(correlations, with_outcome, n=100)


def test_results_cannot_be_written_to() -> None:
    x, y = sample()
    found = lmg(x, y, interval=None)
    with pytest.raises(ValueError, match="read-only"):
        found.weights[0] = 1
