"""Content validity: published critical values and tables, and exact brute force."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.content_validity.aiken import aiken_v
from stature.core.psychometrics.content_validity.critical import critical_count, critical_cvr
from stature.core.psychometrics.content_validity.lawshe import content_validity_ratio
from stature.core.psychometrics.content_validity.relevance import item_content_validity
from stature.core.psychometrics.shares import share_interval

NAN = float("nan")
# Ayre & Scally (2014), Table 1, one-sided .05, exact; they print three decimals.
CRITICAL = [(5, 1.0), (8, 0.75), (10, 0.8), (15, 0.6), (20, 0.5), (30, 0.333), (40, 0.3)]
# Polit, Beck & Owen (2007), Table II: experts, of them relevant, I-CVI, kappa.
POLIT = [
    (3, 3, 1.00, 1.00, "excellent"),
    (3, 2, 0.67, 0.47, "fair"),
    (4, 3, 0.75, 0.67, "good"),
    (5, 4, 0.80, 0.76, "excellent"),
    (6, 5, 0.83, 0.81, "excellent"),
    (6, 4, 0.67, 0.56, "fair"),
    (7, 6, 0.86, 0.85, "excellent"),
    (7, 5, 0.71, 0.65, "good"),
    (8, 7, 0.88, 0.88, "excellent"),
    (8, 6, 0.75, 0.72, "good"),
    (9, 8, 0.89, 0.89, "excellent"),
    (9, 7, 0.78, 0.76, "excellent"),
]

ratings = hnp.arrays(
    np.float64,
    st.tuples(st.integers(2, 8), st.integers(1, 5)),
    elements=st.sampled_from([1.0, 2.0, 3.0, 4.0]),
)


@pytest.mark.parametrize(("panel", "ratio"), CRITICAL)
def test_critical_ratio_of_ayre_and_scally(panel: int, ratio: float) -> None:
    assert critical_cvr(panel) == pytest.approx(ratio, abs=5e-4)
    assert critical_cvr(panel) == 2 * critical_count(panel) / panel - 1


@pytest.mark.parametrize("panel", [5, 6, 9, 13, 27, 50])
@pytest.mark.parametrize("alpha", [0.05, 0.01])
def test_critical_count_is_the_least_that_chance_rarely_reaches(panel: int, alpha: float) -> None:
    if 0.5**panel > alpha:
        with pytest.raises(UndefinedStatistic, match="more experts"):
            critical_count(panel, alpha=alpha)
        return

    def tail(count: int) -> float:
        return sum(math.comb(panel, k) for k in range(count, panel + 1)) / 2**panel

    count = critical_count(panel, alpha=alpha)
    assert tail(count) <= alpha < tail(count - 1)


def test_panel_too_small_for_any_verdict() -> None:
    with pytest.raises(UndefinedStatistic, match="even 4 of 4"):
        critical_cvr(4)
    found = content_validity_ratio([4, 3], 4)
    assert not found.kept.any()
    assert np.isnan(found.critical).all()
    assert found.content_validity_index is None
    assert "too small" in found.summary()


def test_ratio_p_value_and_verdict_of_items() -> None:
    found = content_validity_ratio([10, 9, 8, 5, 0], 10)
    assert found.ratio.tolist() == pytest.approx([1, 0.8, 0.6, 0, -1])
    tails = [1, 11, 56, 638, 1024]
    assert found.p_value.tolist() == pytest.approx([tail / 1024 for tail in tails])
    assert found.kept.tolist() == [True, True, False, False, False]
    assert found.content_validity_index == pytest.approx(0.9)
    assert "2 of 5 items" in found.summary()
    assert found.to_dict()["kept"] == [True, True, False, False, False]


def test_items_may_have_panels_of_their_own() -> None:
    found = content_validity_ratio([8, 7, 4], [8, 8, 4])
    assert found.critical[:2].tolist() == [0.75, 0.75]
    assert np.isnan(found.critical[2])
    one = content_validity_ratio(7, 8)
    assert one.ratio.tolist() == [0.75]
    assert one.low[0] == found.low[1]


@given(panel=st.integers(5, 60), data=st.data())
def test_kept_means_p_at_most_alpha(panel: int, data: st.DataObject) -> None:
    essential = data.draw(st.lists(st.integers(0, panel), min_size=1, max_size=6))
    found = content_validity_ratio(essential, panel)
    assert (found.kept == (found.p_value <= 0.05)).all()
    assert (found.low <= found.ratio + 1e-12).all()
    assert (found.ratio <= found.high + 1e-12).all()
    assert (np.abs(found.ratio) <= 1).all()


@pytest.mark.parametrize(
    ("essential", "panel", "says"),
    [
        ([11], 10, "11 of 10"),
        ([-1], 10, "-1 of 10"),
        ([2.5], 10, "2.5 of 10"),
        ([NAN], 10, "a count is missing"),
        ([1], 0, "1 of 0"),
        ([1, 2], [3, 3, 3], "one for each of 2 items"),
        ([], 3, "1 or more"),
        (["a"], 3, "numbers"),
    ],
)
def test_impossible_counts_are_refused(essential: object, panel: object, says: str) -> None:
    with pytest.raises(PsychometricsError, match=says):
        content_validity_ratio(essential, panel)


@settings(deadline=None)
@given(trials=st.integers(1, 200), data=st.data())
def test_share_intervals_agree_with_scipy(trials: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, trials))
    peer = stats.binomtest(count, trials)
    for ours, theirs in (("wilson", "wilson"), ("exact", "exact")):
        low, high = share_interval(
            np.array([count / trials]), np.array([float(trials)]), interval=ours
        )
        interval = peer.proportion_ci(method=theirs)
        assert (low[0], high[0]) == pytest.approx((interval.low, interval.high), abs=1e-9)


@pytest.mark.parametrize(("experts", "relevant", "index", "kappa", "verdict"), POLIT)
def test_table_of_polit_beck_and_owen(
    experts: int, relevant: int, index: float, kappa: float, verdict: str
) -> None:
    """They round I-CVI before they work out kappa: .01."""
    column = np.array([4.0] * relevant + [2.0] * (experts - relevant))[:, None]
    found = item_content_validity(column)
    assert found.index[0] == pytest.approx(index, abs=5.1e-3)
    assert found.kappa[0] == pytest.approx(kappa, abs=1e-2)
    assert found.verdicts == [verdict]


def test_kappa_takes_out_exact_chance() -> None:
    """4 of 6: p_c = 15 / 64."""
    found = item_content_validity(np.array([[4, 4, 3, 3, 1, 2.0]]).T)
    assert found.kappa[0] == pytest.approx((4 / 6 - 15 / 64) / (1 - 15 / 64), abs=1e-12)


def test_scale_indices_with_missing_ratings() -> None:
    table = np.array([[4, 3, NAN], [3, NAN, NAN], [4, 1, NAN], [3, 4, NAN]])
    found = item_content_validity(table)
    assert found.index[:2].tolist() == pytest.approx([1, 2 / 3])
    assert np.isnan(found.index[2])
    assert found.experts.tolist() == [4, 3, 0]
    assert found.average == pytest.approx(5 / 6)
    assert found.universal == 0.5
    assert [str(drop) for drop in found.dropped] == [
        "1 rating dropped: missing",
        "1 item dropped: no rating",
    ]
    assert found.verdicts[2] == "not rated"
    assert found.to_dict()["index"][2] is None


@given(table=ratings, data=st.data())
def test_order_of_experts_does_not_matter(table: np.ndarray, data: st.DataObject) -> None:
    rows = data.draw(st.permutations(range(len(table))))
    before, after = item_content_validity(table), item_content_validity(table[rows])
    assert before.index.tolist() == after.index.tolist()
    assert (before.kappa <= before.index + 1e-12).all()
    assert before.universal <= before.average
    v = aiken_v(table, lowest=1, highest=4)
    assert v.value == pytest.approx(aiken_v(table[rows], lowest=1, highest=4).value)
    assert v.value == pytest.approx(1 - aiken_v(5 - table, lowest=1, highest=4).value)
    moved = aiken_v(table * 10 - 3, lowest=7, highest=37)
    assert moved.value == pytest.approx(v.value)


def test_aiken_v_is_the_share_of_the_highest_total() -> None:
    found = aiken_v([[5, 3], [4, 2], [5, 4], [4, 3]], lowest=1, highest=5)
    assert found.value.tolist() == [0.875, 0.5]
    assert found.mean == pytest.approx(0.6875)


def test_aiken_score_interval_is_penfield_and_giacobbis_formula() -> None:
    table = np.array([[4.0], [5], [5], [3], [4], [5], [4], [4], [5], [5]])
    found = aiken_v(table, lowest=1, highest=5, level=0.9)
    n, k, v, z = 10, 4, found.value[0], stats.norm.ppf(0.95)
    root = z * math.sqrt(4 * n * k * v * (1 - v) + z**2)
    low, high = ((2 * n * k * v + z**2 + sign * root) / (2 * (n * k + z**2)) for sign in (-1, 1))
    assert (found.low[0], found.high[0]) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize("experts", [1, 3, 5])
def test_aiken_p_value_counts_every_way_to_rate(experts: int) -> None:
    ways = [sum(way) for way in itertools.product(range(4), repeat=experts)]
    for total in range(3 * experts + 1):
        column = np.full(experts, total // experts) + (np.arange(experts) < total % experts)
        found = aiken_v(column[:, None] + 1.0, lowest=1, highest=4)
        assert found.p_method == "exact"
        assert found.p_value[0] == pytest.approx(np.mean(np.array(ways) >= total), abs=1e-12)


def test_aiken_normal_p_value_is_near_the_exact_one() -> None:
    """Half a step of continuity between sums: within .03 with 40 experts."""
    rng = np.random.default_rng(3)
    table = rng.integers(1, 6, (40, 6)).astype(float)
    exact = aiken_v(table, lowest=1, highest=5)
    table[0] += 0.001
    table[0] -= 0.002 * (table[0] > 5)
    normal = aiken_v(table, lowest=1, highest=5)
    assert (exact.p_method, normal.p_method) == ("exact", "normal")
    assert normal.p_value == pytest.approx(exact.p_value, abs=0.03)


def test_aiken_leaves_out_missing_ratings() -> None:
    found = aiken_v([[5, NAN, NAN], [3, 4, NAN], [NAN, 5, NAN]], lowest=1, highest=5)
    assert found.value[:2].tolist() == [0.75, 0.875]
    assert np.isnan(found.value[2])
    assert np.isnan(found.p_value[2])
    assert [drop.count for drop in found.dropped] == [2, 1]
    assert found.mean == pytest.approx(0.8125)
    assert "Mean V" in found.summary()


def test_ratings_are_left_as_they_were() -> None:
    table = np.array([[4.0, NAN], [1.0, 2.0]])
    before = table.copy()
    aiken_v(table, lowest=1, highest=4)
    item_content_validity(table)
    assert np.array_equal(table, before, equal_nan=True)


def test_ratings_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(PsychometricsError, match=r"ratings\[0, 1\]: expected a rating from 1 to 4"):
        item_content_validity([[4, 5]])
    with pytest.raises(PsychometricsError, match="expected a rating from 1 to 5"):
        aiken_v([[0, 5]], lowest=1, highest=5)
    with pytest.raises(UndefinedStatistic, match="no expert"):
        aiken_v([[NAN]], lowest=1, highest=5)
    with pytest.raises(PsychometricsError, match="highest"):
        aiken_v([[1]], lowest=5, highest=1)
    with pytest.raises(PsychometricsError, match="relevant_from"):
        item_content_validity([[4]], relevant_from=1)
    with pytest.raises(PsychometricsError, match="dimension"):
        item_content_validity([4, 3])
    with pytest.raises(PsychometricsError, match="level"):
        item_content_validity([[4]], level=1.5)
    with pytest.raises(PsychometricsError, match="bayes"):
        item_content_validity([[4]], interval="bayes")  # type: ignore[arg-type]
    with pytest.raises(PsychometricsError, match="infinite"):
        aiken_v([[np.inf]], lowest=1, highest=5)
