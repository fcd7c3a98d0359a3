"""Cohen's, Light's and Fleiss' kappa against published values and the definitions themselves."""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.coding.cohen import cohen_kappa
from stature.core.psychometrics.coding.fleiss import fleiss_kappa
from stature.core.psychometrics.coding.light import light_kappa
from stature.core.psychometrics.coding.weights import agreement_weights

RATERS = [f"rater{number}" for number in range(1, 7)]
TOLERANCE = 1e-8
WEIGHTS = (None, "linear", "quadratic")

# The worked example of the encyclopaedias: 10 units, 14 coders, 5 categories; kappa .210.
WORKED_EXAMPLE = np.array(
    [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]
)


def from_counts(counts: np.ndarray) -> np.ndarray:
    """Codes (units × coders) with these counts (units × categories)."""
    return np.array([np.repeat(np.arange(len(row)), row) for row in counts])


def from_table(table: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Two coders' codes with this cross table."""
    first, second = np.indices(np.shape(table))
    counts = np.ravel(table)
    return np.repeat(first.ravel(), counts), np.repeat(second.ravel(), counts)


def kappa_of(shares: np.ndarray, weights: np.ndarray) -> float:
    expected = (weights * np.outer(shares.sum(1), shares.sum(0))).sum()
    return float(((weights * shares).sum() - expected) / (1 - expected))


codes = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=4, max_size=40).map(
    np.array
)


def test_cohen_kappa_of_irr_diagnoses(reference) -> None:
    table = reference.table("irr_diagnoses")
    kappa = cohen_kappa(table["rater1"], table["rater2"])
    assert kappa.estimate == pytest.approx(
        reference.values("agreement")["irr_diagnoses"]["cohen_kappa_12"], abs=TOLERANCE
    )


@pytest.mark.parametrize(("weights", "name"), [("quadratic", "squared"), ("linear", "linear")])
def test_weighted_kappa_of_irr_anxiety(reference, weights: str, name: str) -> None:
    table = reference.table("irr_anxiety")
    kappa = cohen_kappa(table["rater1"], table["rater2"], weights=weights)
    value = reference.values("agreement")["irr_anxiety"][f"weighted_kappa_12_{name}"]
    assert kappa.estimate == pytest.approx(value, abs=TOLERANCE)


def test_light_kappa_of_irr_diagnoses(reference) -> None:
    kappa = light_kappa(reference.table("irr_diagnoses").to_numpy())
    value = reference.values("agreement")["irr_diagnoses"]["light_kappa"]
    assert kappa.estimate == pytest.approx(value, abs=TOLERANCE)
    assert kappa.pairs.shape == (6, 6)


def test_fleiss_kappa_of_irr_diagnoses(reference) -> None:
    kappa = fleiss_kappa(reference.table("irr_diagnoses").to_numpy())
    values = reference.values("agreement")["irr_diagnoses"]
    assert kappa.estimate == pytest.approx(values["fleiss_kappa"], abs=TOLERANCE)
    assert kappa.z == pytest.approx(values["fleiss_z"], abs=TOLERANCE)


def test_two_by_two_worked_by_hand() -> None:
    """Grants read by two people, 20 yes-yes, 15 no-no, 10 and 5 apart: p_o .7, p_e .5."""
    kappa = cohen_kappa(*from_table([[20, 5], [10, 15]]))
    assert kappa.estimate == pytest.approx(0.4)
    assert kappa.observed_agreement == pytest.approx(0.7)
    assert kappa.expected_agreement == pytest.approx(0.5)
    assert kappa.maximum == pytest.approx(0.8)
    assert kappa.prevalence_index == pytest.approx(0.1)
    assert kappa.bias_index == pytest.approx(0.1)
    assert kappa.prevalence_adjusted == pytest.approx(0.4)
    assert kappa.table.tolist() == [[20.0, 5.0], [10.0, 15.0]]
    assert "substantial" not in kappa.summary()
    assert "agree on 70%" in kappa.summary()


def test_large_sample_errors_as_statsmodels_gives_them() -> None:
    """The shares that Fleiss, Cohen & Everitt (1969) work with, as 200 units."""
    kappa = cohen_kappa(*from_table([[106, 10, 4], [22, 28, 10], [2, 12, 6]]))
    assert kappa.estimate == pytest.approx(0.4285714285714286, abs=TOLERANCE)
    assert kappa.standard_error == pytest.approx(0.053711004869167356, abs=TOLERANCE)
    assert kappa.z is not None
    assert kappa.estimate / kappa.z == pytest.approx(0.05551245493635843, abs=TOLERANCE)


@settings(max_examples=60, deadline=None)
@given(pairs=codes, weights=st.sampled_from(WEIGHTS))
def test_large_sample_error_is_the_delta_method(pairs: np.ndarray, weights: str | None) -> None:
    """The multinomial's covariance through numerical slopes; 1e-5 for their rounding."""
    first, second = pairs.T
    assume(len(np.unique(first)) > 1 and len(np.unique(second)) > 1)
    kappa = cohen_kappa(first, second, weights=weights)
    shares = kappa.table / kappa.n
    agreement = agreement_weights(len(shares), weights)
    assert kappa.estimate == pytest.approx(kappa_of(shares, agreement), abs=1e-12)
    steps = 1e-6 * np.eye(shares.size).reshape(-1, *shares.shape)
    slopes = np.array(
        [(kappa_of(shares + s, agreement) - kappa_of(shares - s, agreement)) / 2e-6 for s in steps]
    )
    mean = slopes @ shares.ravel()
    variance = ((slopes - mean) ** 2 @ shares.ravel()) / kappa.n
    found = kappa.standard_error or 0.0
    assert found == pytest.approx(np.sqrt(max(variance, 0)), abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(pairs=codes, data=st.data(), weights=st.sampled_from(WEIGHTS))
def test_kappa_ignores_order_of_units_and_of_coders(
    pairs: np.ndarray, data: st.DataObject, weights: str | None
) -> None:
    first, second = pairs.T
    assume(len(np.unique(pairs)) > 1)
    kappa = cohen_kappa(first, second, weights=weights)
    rows = data.draw(st.permutations(range(len(first))))
    moved = cohen_kappa(second[rows], first[rows], weights=weights)
    assert moved.estimate == pytest.approx(kappa.estimate, abs=1e-12)
    assert -1 - 1e-9 <= kappa.estimate <= kappa.maximum + 1e-9 <= 1 + 2e-9


@settings(max_examples=40, deadline=None)
@given(pairs=codes, weights=st.sampled_from(WEIGHTS))
def test_maximum_is_the_best_of_all_pairings(pairs: np.ndarray, weights: str | None) -> None:
    """No re-pairing of the second coder's codes does better; brute force over few units."""
    first, second = pairs[:6].T
    assume(len(np.unique(pairs[:6])) > 1)
    kappa = cohen_kappa(first, second, weights=weights)
    agreement = agreement_weights(len(kappa.categories), weights)
    place = {int(label): index for index, label in enumerate(kappa.categories)}
    best = max(
        np.mean(
            [agreement[place[int(a)], place[int(b)]] for a, b in zip(first, order, strict=True)]
        )
        for order in itertools.permutations(second)
    )
    expected = kappa.expected_agreement
    assert kappa.maximum == pytest.approx((best - expected) / (1 - expected), abs=1e-9)


def test_quadratic_kappa_is_the_agreement_correlation() -> None:
    """Fleiss & Cohen (1973): 2 cov / (var + var + (difference of means)²), dividing by n."""
    rng = np.random.default_rng(2)
    first, second = rng.integers(1, 6, (2, 200))
    second = np.where(rng.random(200) < 0.5, first, second)
    covariance = np.cov(first, second, ddof=0)
    apart = (first.mean() - second.mean()) ** 2
    concordance = 2 * covariance[0, 1] / (np.trace(covariance) + apart)
    kappa = cohen_kappa(first, second, weights="quadratic")
    assert kappa.estimate == pytest.approx(concordance, abs=1e-12)


def test_bootstrap_interval_is_near_the_large_sample_one() -> None:
    first, second = from_table([[80, 20, 5], [15, 60, 15], [5, 10, 90]])
    plain = cohen_kappa(first, second, weights="linear")
    drawn = cohen_kappa(first, second, weights="linear", error="bca")
    assert drawn.standard_error == pytest.approx(plain.standard_error, rel=0.08)  # 2,000 replicates
    assert drawn.interval is not None
    assert plain.interval is not None
    assert drawn.interval.low == pytest.approx(plain.interval.low, abs=0.02)
    assert drawn.interval.method.startswith("BCa")


def test_unit_with_a_missing_code_is_dropped_and_reported() -> None:
    kappa = cohen_kappa(["a", "b", None, "a", ""], ["a", "b", "b", "b", None])
    assert kappa.n == 3
    assert [drop.count for drop in kappa.dropped] == [1, 1]
    assert kappa.estimate == cohen_kappa(["a", "b", "a"], ["a", "b", "b"]).estimate


def test_perfect_agreement_has_no_large_sample_error() -> None:
    kappa = cohen_kappa([1, 2, 3], [1, 2, 3])
    assert kappa.estimate == 1
    assert kappa.interval is None
    assert "says nothing" in kappa.why_no_error
    assert cohen_kappa([1, 2, 3] * 5, [1, 2, 3] * 5, error="bca").interval is None


def test_coder_with_one_category_gives_zero_without_test() -> None:
    kappa = cohen_kappa([1, 1, 1, 1], [1, 2, 2, 1])
    assert kappa.estimate == 0
    assert kappa.z is None
    assert kappa.p_value is None


def test_unused_categories_change_weights_only_within_the_range() -> None:
    first, second = [1, 2, 4, 4, 2], [1, 4, 4, 2, 1]
    skipped = cohen_kappa(first, second, weights="linear")
    assert "never occur" in skipped.summary()
    whole = cohen_kappa(first, second, weights="linear", categories=[1, 2, 3, 4])
    wider = cohen_kappa(first, second, weights="linear", categories=[0, 1, 2, 3, 4, 5])
    assert whole.estimate == pytest.approx(wider.estimate, abs=1e-12)
    assert whole.estimate != pytest.approx(skipped.estimate, abs=1e-3)


def test_cohen_kappa_refuses_what_it_cannot_use() -> None:
    with pytest.raises(UndefinedStatistic, match="same category"):
        cohen_kappa([1, 1], [1, 1])
    with pytest.raises(UndefinedStatistic, match="no unit"):
        cohen_kappa([1, None], [None, 1])
    with pytest.raises(PsychometricsError, match="units × coders"):
        cohen_kappa([], [])
    with pytest.raises(PsychometricsError, match="order of the categories"):
        cohen_kappa(["low", "high"], ["low", "low"], weights="linear")
    with pytest.raises(PsychometricsError, match="expected 2 entries"):
        cohen_kappa([1, 2], [1, 2, 3])
    with pytest.raises(PsychometricsError, match="jackknife"):
        cohen_kappa([1, 2], [1, 2], error="jackknife")  # type: ignore[arg-type]


def test_light_kappa_of_two_coders_is_cohens() -> None:
    first, second = from_table([[20, 5], [10, 15]])
    light = light_kappa(np.column_stack([first, second]))
    assert light.estimate == pytest.approx(0.4)
    cohen = cohen_kappa(first, second, error="bca")
    assert light.interval == cohen.interval


def test_light_kappa_takes_each_pair_where_both_coded() -> None:
    rng = np.random.default_rng(8)
    table = rng.integers(0, 3, (40, 3)).astype(float)
    table[rng.random(table.shape) < 0.2] = np.nan
    pairs = [(0, 1), (0, 2), (1, 2)]
    mean = np.mean([cohen_kappa(table[:, a], table[:, b]).estimate for a, b in pairs])
    assert light_kappa(table).estimate == pytest.approx(mean, abs=1e-12)


def test_light_kappa_names_the_pair_without_a_kappa() -> None:
    with pytest.raises(UndefinedStatistic, match="coders 0 and 2"):
        light_kappa([[1, 1, None], [2, 2, None], [None, 1, 1], [None, 2, 2]])
    with pytest.raises(UndefinedStatistic, match="two coders"):
        light_kappa([[1], [2]])


def test_fleiss_kappa_of_the_worked_example() -> None:
    kappa = fleiss_kappa(from_counts(WORKED_EXAMPLE))
    assert kappa.observed_agreement == pytest.approx(0.378, abs=5e-4)
    assert kappa.expected_agreement == pytest.approx(0.213, abs=5e-4)
    assert kappa.estimate == pytest.approx(0.210, abs=5e-4)


def test_fleiss_category_kappas_average_to_the_whole() -> None:
    """Fleiss (1971): kappa is the mean of the categories' kappas, weighted by p (1 - p)."""
    kappa = fleiss_kappa(from_counts(WORKED_EXAMPLE))
    weights = kappa.shares * (1 - kappa.shares)
    mean = (weights * kappa.category_kappa).sum() / weights.sum()
    assert kappa.estimate == pytest.approx(mean, abs=1e-12)
    split = [fleiss_kappa(from_counts(WORKED_EXAMPLE) == label).estimate for label in range(5)]
    assert kappa.category_kappa.tolist() == pytest.approx(split, abs=1e-12)
    assert kappa.category_z is not None
    error = np.sqrt(2 / (10 * 14 * 13))
    assert kappa.category_z.tolist() == pytest.approx((kappa.category_kappa / error).tolist())


def test_fleiss_kappa_with_missing_codes() -> None:
    """Gwet's (2014) four raters, as irrCAC prints them: .76117, standard error .15302."""
    table = np.array(
        [
            [1, 1, None, 1],
            [2, 2, 3, 2],
            [3, 3, 3, 3],
            [3, 3, 3, 3],
            [2, 2, 2, 2],
            [1, 2, 3, 4],
            [4, 4, 4, 4],
            [1, 1, 2, 1],
            [2, 2, 2, 2],
            [None, 5, 5, 5],
            [None, None, 1, 1],
            [None, None, 3, None],
        ],
        dtype=object,
    )
    table[11] = [None, 3, None, None]
    kappa = fleiss_kappa(table, missing="available")
    assert kappa.estimate == pytest.approx(0.76117, abs=5e-6)
    assert kappa.standard_error == pytest.approx(0.15302, abs=5e-6)
    assert kappa.z is None
    listwise = fleiss_kappa(table)
    assert listwise.n == 8
    assert [drop.count for drop in listwise.dropped] == [4]


def test_fleiss_chance_error_is_met_by_random_codes() -> None:
    """z of random codes has mean 0 and variance 1; .13 is four standard errors of 1,000 draws."""
    rng = np.random.default_rng(9)
    z = np.array([fleiss_kappa(rng.integers(0, 3, (60, 4))).z for _ in range(1000)])
    assert abs(z.mean()) < 0.13
    assert z.std() == pytest.approx(1, abs=0.1)


def test_never_used_category_has_no_kappa_and_is_noted() -> None:
    kappa = fleiss_kappa([[1, 1], [2, 2], [1, 2]], categories=[1, 2, 3])
    assert np.isnan(kappa.category_kappa).tolist() == [False, False, True]
    assert "never used" in kappa.summary()
    assert kappa.to_dict()["category_kappa"][2] is None


def test_fleiss_kappa_refuses_what_it_cannot_use() -> None:
    with pytest.raises(UndefinedStatistic, match="all codes are the same"):
        fleiss_kappa([[1, 1], [1, 1]])
    with pytest.raises(UndefinedStatistic, match="available"):
        fleiss_kappa([[1, 1, None], [None, 2, 2]])
    with pytest.raises(UndefinedStatistic):
        fleiss_kappa([[1], [2]])
    with pytest.raises(PsychometricsError, match="pairwise"):
        fleiss_kappa([[1, 1], [2, 2]], missing="pairwise")  # type: ignore[arg-type]
