"""Gwet's AC1 and AC2, and plain agreement, against published values and the jackknife."""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.coding.cohen import cohen_kappa
from stature.core.psychometrics.coding.fleiss import fleiss_kappa
from stature.core.psychometrics.coding.gwet import gwet_ac1, gwet_ac2
from stature.core.psychometrics.coding.percent import percent_agreement
from tests.core.psychometrics.coding_tables import FOUR_CODERS

NAN = float("nan")

tables = hnp.arrays(
    np.float64,
    st.tuples(st.integers(3, 15), st.integers(2, 4)),
    elements=st.sampled_from([1.0, 2.0, 3.0, NAN]),
)


def usable(table: np.ndarray) -> bool:
    given = (~np.isnan(table)).sum(axis=1)
    return bool((given > 1).any()) and len(np.unique(table[~np.isnan(table)])) > 1


def test_ac1_of_gwets_four_raters() -> None:
    """irrCAC prints .77544, standard error .14295, interval .461 to 1, agreement .81818 .19032."""
    found = gwet_ac1(FOUR_CODERS)
    assert found.estimate == pytest.approx(0.77544, abs=5e-6)
    assert found.standard_error == pytest.approx(0.14295, abs=5e-6)
    assert found.observed_agreement == pytest.approx(9 / 11)
    assert found.expected_agreement == pytest.approx(0.1903212, abs=5e-8)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(0.461, abs=5e-4)
    assert found.interval.high == 1
    assert (found.n, found.pairs) == (12, 11)


def test_ac1_stays_high_where_kappa_collapses() -> None:
    """Gwet (2008): 118 yes-yes, 5 and 2 apart, none no-no; p_o .944, kappa near 0, AC1 .94."""
    first = [1] * 123 + [2] * 2
    second = [1] * 118 + [2] * 5 + [1] * 2
    ac1 = gwet_ac1(np.column_stack([first, second]))
    yes = (123 + 120) / 250
    chance = 2 * yes * (1 - yes)
    assert ac1.estimate == pytest.approx((118 / 125 - chance) / (1 - chance), abs=1e-12)
    assert ac1.estimate > 0.94
    assert cohen_kappa(first, second).estimate < 0


@pytest.mark.parametrize("weights", ["linear", "quadratic"])
def test_ac2_by_its_definition(weights: str) -> None:
    """A loop over units and pairs of coders, and over categories for chance."""
    rng = np.random.default_rng(4)
    table = rng.integers(0, 4, (25, 3))
    power = 1 if weights == "linear" else 2

    def agree(a: int, b: int) -> float:
        return 1 - (abs(a - b) / 3) ** power

    observed = np.mean([agree(a, b) for unit in table for a, b in itertools.combinations(unit, 2)])
    share = np.bincount(table.ravel(), minlength=4) / table.size
    total = sum(agree(a, b) for a in range(4) for b in range(4))
    expected = total * (share * (1 - share)).sum() / 12
    found = gwet_ac2(table, weights=weights)
    assert found.estimate == pytest.approx((observed - expected) / (1 - expected), abs=1e-12)


@pytest.mark.parametrize(
    "coefficient",
    [
        gwet_ac1,
        lambda table: gwet_ac2(table, weights="linear"),
        lambda table: fleiss_kappa(table, missing="available"),
    ],
)
def test_linearised_error_is_near_the_jackknifes(coefficient) -> None:
    """Both are first-order errors; 2 % apart with 150 units."""
    rng = np.random.default_rng(7)
    truth = rng.integers(0, 3, (150, 1))
    table = np.where(rng.random((150, 3)) < 0.6, truth, rng.integers(0, 3, (150, 3))).astype(float)
    table[rng.random(table.shape) < 0.1] = NAN
    table = table[~np.isnan(table).all(axis=1)]
    without = [coefficient(np.delete(table, unit, 0)).estimate for unit in range(len(table))]
    jackknife = np.sqrt((len(table) - 1) * np.var(without))
    assert coefficient(table).standard_error == pytest.approx(jackknife, rel=0.02)


@settings(max_examples=50, deadline=None)
@given(table=tables, data=st.data())
def test_order_of_units_and_names_of_categories_do_not_matter(
    table: np.ndarray, data: st.DataObject
) -> None:
    assume(usable(table))
    rows = data.draw(st.permutations(range(len(table))))
    before, after = gwet_ac1(table), gwet_ac1((7 - table)[rows][:, ::-1])
    assert after.estimate == pytest.approx(before.estimate, abs=1e-12)
    assert -1 - 1e-9 <= before.estimate <= 1 + 1e-9
    mirrored = gwet_ac2((7 - table)[rows]).estimate
    assert mirrored == pytest.approx(gwet_ac2(table).estimate, abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(table=tables)
def test_percent_agreement_by_brute_force(table: np.ndarray) -> None:
    assume(usable(table))
    shares = []
    for unit in table:
        known = unit[~np.isnan(unit)]
        if len(known) > 1:
            shares.append(np.mean([a == b for a, b in itertools.combinations(known, 2)]))
    found = percent_agreement(table)
    assert found.estimate == pytest.approx(np.mean(shares), abs=1e-12)
    assert found.unanimous == pytest.approx(np.mean(np.array(shares) == 1), abs=1e-12)
    assert found.n + sum(drop.count for drop in found.dropped) == len(table)
    assert found.interval is not None
    assert found.estimate in found.interval or found.estimate in (0, 1)
    assert gwet_ac1(table).observed_agreement == pytest.approx(found.estimate, abs=1e-12)


def test_percent_agreement_of_irr_diagnoses(reference) -> None:
    found = percent_agreement(reference.table("irr_diagnoses").to_numpy())
    value = reference.values("agreement")["irr_diagnoses"]["agree_pct"]
    assert 100 * found.unanimous == pytest.approx(value, abs=1e-8)


def test_percent_agreement_of_two_coders_has_wilsons_interval() -> None:
    """8 of 10: Wilson .4902 to .9433; 10 of 10: .7225 to 1."""
    eight = percent_agreement([["a", "a"]] * 8 + [["a", "b"]] * 2)
    assert eight.interval is not None
    assert (eight.interval.low, eight.interval.high) == pytest.approx((0.4902, 0.9433), abs=5e-5)
    assert eight.standard_error == pytest.approx(np.sqrt(0.8 * 0.2 / 9))
    ten = percent_agreement([["a", "a"]] * 10)
    assert ten.interval is not None
    assert (ten.interval.low, ten.interval.high) == pytest.approx((0.7225, 1), abs=5e-5)
    assert "100% of the units" in ten.summary()


def test_unanimity_in_one_category_needs_the_other_categories() -> None:
    same = [["a", "a"], ["a", "a"]]
    with pytest.raises(UndefinedStatistic, match="Give all categories"):
        gwet_ac1(same)
    found = gwet_ac1(same, categories=["a", "b"])
    assert found.estimate == 1
    assert found.interval is None
    assert found.why_no_error == "all units agree alike"


def test_one_unit_has_no_error() -> None:
    found = gwet_ac1([[1, 2, 1]])
    assert found.standard_error is None
    assert found.why_no_error == "one unit has no error"
    assert percent_agreement([[1, 2, 1]]).standard_error is None


@pytest.mark.parametrize("statistic", [gwet_ac1, gwet_ac2, percent_agreement])
@pytest.mark.parametrize(
    "codes", [[[1], [2]], [[1, None], [None, 2]], [[None, None]], [[NAN, NAN], [NAN, NAN]]]
)
def test_agreement_without_pairs_is_undefined(statistic, codes: list[list[object]]) -> None:
    with pytest.raises(UndefinedStatistic, match="no unit has two codes"):
        statistic(codes)


def test_ac2_of_words_needs_their_order() -> None:
    words = [["low", "high"], ["low", "low"], ["middle", "high"]]
    with pytest.raises(PsychometricsError, match="order of the categories"):
        gwet_ac2(words)
    ordered = gwet_ac2(words, categories=["low", "middle", "high"])
    assert ordered.estimate == gwet_ac2([[1, 3], [1, 1], [2, 3]]).estimate
    assert "quadratic" in ordered.summary()
