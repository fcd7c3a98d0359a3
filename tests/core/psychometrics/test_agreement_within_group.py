"""r_wg(J), Lindell's r*, a_wg and average deviation: reference values, hand-worked cases, edges."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.agreement import (
    agreement_band,
    average_deviation,
    null_variances,
    within_group_agreement,
)

LEAD = [f"LEAD{item:02d}" for item in range(1, 12)]
TSIG = [f"TSIG{item:02d}" for item in range(1, 4)]
HOSTIL = [f"HOSTIL{item:02d}" for item in range(1, 6)]
BHR_LEADERSHIP = [
    *("AF06", "AF07", "AP12", "AP17", "AP33", "AP34"),
    *("AS14", "AS15", "AS16", "AS17", "AS28"),
]
NULLS = ["uniform", "slight skew", "moderate skew", "heavy skew", "triangular"]

teams = st.integers(1, 6).flatmap(
    lambda items: st.lists(
        st.tuples(st.integers(0, 4), st.lists(st.integers(1, 5), min_size=items, max_size=items)),
        min_size=11,  # of 11 raters in 5 groups, two must share one
        max_size=40,
    )
)


def split(rows: list[tuple[int, list[int]]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([row[1] for row in rows]), np.array([row[0] for row in rows])


def by_group(values: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    return {str(label): value for label, value in zip(labels, values, strict=True)}


@pytest.mark.parametrize(
    ("key", "items", "null", "scale"),
    [
        ("rwgj_LEAD_uniform", LEAD, "uniform", (1, 5)),
        ("rwgj_LEAD_slightskew", LEAD, "slight skew", (1, 5)),
        ("rwgj_TSIG_uniform", TSIG, "uniform", (1, 5)),
        ("rwgj_HOSTIL_uniform", HOSTIL, "uniform", (0, 4)),
    ],
)
def test_r_wg_and_lindell_of_every_group_are_those_of_multilevel(
    reference: Any, key: str, items: list[str], null: str, scale: tuple[int, int]
) -> None:
    expected = reference.values("agreement")["lq2002"][key]
    companies = reference.column("lq2002", "COMPID")
    result = within_group_agreement(reference.answers("lq2002", items), companies, scale=scale)
    r_wg, lindell = result.r_wg[null], result.lindell[null]
    assert r_wg.estimate == pytest.approx(expected["mean"], abs=1e-8)
    assert r_wg.median == pytest.approx(expected["median"], abs=1e-8)
    assert r_wg.reset == expected["n_negative_or_reset"]
    assert r_wg.share_agreeing == pytest.approx(expected["pct_ge_.70"], abs=1e-8)
    assert lindell.estimate == pytest.approx(expected["lindell_mean"], abs=1e-8)
    groups = expected["per_group"]
    assert by_group(r_wg.values, result.labels) == pytest.approx(
        {group["grpid"]: group["rwg.j"] for group in groups}, abs=1e-8
    )
    assert by_group(lindell.values, result.labels) == pytest.approx(
        {group["grpid"]: group["lindell"] for group in groups}, abs=1e-8
    )
    assert by_group(result.raters, result.labels) == {
        group["grpid"]: group["gsize"] for group in groups
    }


def test_single_item_a_wg_and_average_deviation_are_those_of_multilevel(reference: Any) -> None:
    expected = reference.values("agreement")["lq2002"]
    companies = reference.column("lq2002", "COMPID")
    answers = reference.answers("lq2002", LEAD)
    single = within_group_agreement(answers[:, 0], companies, scale=(1, 5)).r_wg["uniform"]
    assert single.estimate == pytest.approx(expected["rwg_LEAD01_uniform"]["mean"], abs=1e-8)
    result = within_group_agreement(answers, companies, scale=(1, 5))
    assert result.a_wg is not None
    assert result.a_wg.estimate == pytest.approx(expected["awg_LEAD"]["mean"], abs=1e-8)
    assert by_group(result.a_wg.values, result.labels) == pytest.approx(
        {group["grpid"]: group["a.wg"] for group in expected["awg_LEAD"]["per_group"]}, abs=1e-8
    )
    deviation = average_deviation(answers, companies, scale=(1, 5))
    assert deviation.estimate == pytest.approx(expected["ADM_LEAD"]["mean"], abs=1e-8)
    assert deviation.cut == pytest.approx(expected["ADM_LEAD"]["cutoff"])
    assert by_group(deviation.about_mean.values, deviation.labels) == pytest.approx(
        {group["grpid"]: group["AD.M"] for group in expected["ADM_LEAD"]["per_group"]}, abs=1e-8
    )


def test_values_of_bhr2000(reference: Any) -> None:
    """The references are printed to five decimals, hence the tolerance."""
    answers = reference.answers("bhr2000", BHR_LEADERSHIP)
    units = reference.column("bhr2000", "GRP")
    result = within_group_agreement(answers, units, scale=(1, 5))
    assert result.estimate == pytest.approx(0.88761, abs=6e-6)
    assert result.r_wg["uniform"].values.min() == pytest.approx(0.78588, abs=6e-6)
    assert result.lindell["uniform"].estimate == pytest.approx(0.42888, abs=6e-6)
    assert result.a_wg is not None
    assert result.a_wg.estimate == pytest.approx(0.41255, abs=6e-6)
    deviation = average_deviation(answers, units, scale=(1, 5))
    assert deviation.estimate == pytest.approx(0.86907, abs=6e-6)
    assert deviation.about_median.estimate == pytest.approx(0.82979, abs=6e-6)
    religion = within_group_agreement(reference.column("bhr2000", "RELIG"), units, scale=(1, 5))
    assert religion.estimate == pytest.approx(0.18642, abs=6e-6)


def test_hand_worked_team_under_each_null() -> None:
    """Variances 1/3 and 4/3, mean 5/6: q = (5/6) / 2, r_wg(J) = 2 (1 - q) / (2 (1 - q) + q)."""
    result = within_group_agreement([[4, 1], [4, 3], [5, 3]], ["a"] * 3, scale=(1, 5))
    assert result.mean_variance.tolist() == pytest.approx([5 / 6])
    assert result.r_wg["uniform"].estimate == pytest.approx(14 / 19)
    assert result.lindell["uniform"].estimate == pytest.approx(7 / 12)
    assert result.r_wg["heavy skew"].estimate == 0.0
    assert result.r_wg["heavy skew"].reset == 1
    assert result.lindell["heavy skew"].estimate == pytest.approx(1 - (5 / 6) / 0.44)
    assert list(result.r_wg) == list(result.lindell) == NULLS


def test_hand_worked_a_wg() -> None:
    """Largest variance for M = 3 of 3 raters on 1 to 5: (6 x 3 - 9 - 5) x 3 / 2 = 6; s² = 4."""
    result = within_group_agreement([1, 3, 5], ["a"] * 3, scale=(1, 5))
    assert result.a_wg is not None
    assert result.a_wg.estimate == pytest.approx(1 - 2 * 4 / 6)


def test_a_wg_has_no_value_beyond_its_bounds_and_is_one_at_the_end_of_the_scale() -> None:
    groups = list("aaaabbbbcccc")
    result = within_group_agreement([1, 1, 1, 2, 5, 5, 5, 5, 1, 1, 1, 5], groups, scale=(1, 5))
    assert result.a_wg is not None
    assert np.isnan(result.a_wg.values).tolist() == [True, False, False]
    assert result.a_wg.values[1] == 1.0
    assert result.a_wg.values[2] == pytest.approx(1 - 2 * 4 / (4 * 4 / 3 - 4 / 3 + 0))
    assert result.a_wg.dropped[0].count == 1
    assert "no value in 1 group:" in result.summary()


def test_a_wg_is_none_when_no_group_has_it() -> None:
    result = within_group_agreement([1, 2], ["a", "a"], scale=(1, 5))
    assert result.a_wg is None
    assert "a_wg has no value here" in result.summary()


@settings(max_examples=25, deadline=None)
@given(teams)
def test_indices_equal_a_loop_over_groups(rows: list[tuple[int, list[int]]]) -> None:
    answers, groups = split(rows)
    result = within_group_agreement(answers, groups, scale=(1, 5))
    deviation = average_deviation(answers, groups, scale=(1, 5))
    for place, label in enumerate(result.labels):
        team = answers[groups == label]
        variance = team.var(axis=0, ddof=1).mean()
        shortfall = min(variance / 2, 1)
        agreed = team.shape[1] * (1 - shortfall)
        assert result.r_wg["uniform"].values[place] == pytest.approx(agreed / (agreed + shortfall))
        assert result.lindell["triangular"].values[place] == pytest.approx(1 - variance / 1.32)
        assert deviation.about_mean.values[place] == pytest.approx(
            np.abs(team - team.mean(axis=0)).mean()
        )
        assert deviation.about_median.values[place] == pytest.approx(
            np.abs(team - np.median(team, axis=0)).mean()
        )


@settings(max_examples=25, deadline=None)
@given(teams, st.randoms(use_true_random=False))
def test_order_of_raters_does_not_matter_and_bounds_hold(
    rows: list[tuple[int, list[int]]], random: Any
) -> None:
    first = within_group_agreement(*split(rows), scale=(1, 5))
    random.shuffle(rows)
    second = within_group_agreement(*split(rows), scale=(1, 5))
    for null in NULLS:
        np.testing.assert_allclose(first.r_wg[null].values, second.r_wg[null].values, atol=1e-12)
        assert (first.r_wg[null].values >= 0).all()
        assert (first.r_wg[null].values <= 1).all()


@settings(max_examples=25, deadline=None)
@given(teams)
def test_fractions_give_the_same_as_counted_whole_numbers(
    rows: list[tuple[int, list[int]]],
) -> None:
    answers, groups = split(rows)
    whole = within_group_agreement(answers.astype(np.int8), groups, scale=(1, 5))
    moved = within_group_agreement(answers + 0.25, groups, scale=(1, 6))
    np.testing.assert_allclose(whole.mean_variance, moved.mean_variance, atol=1e-12)
    counted = average_deviation(answers, groups, scale=(1, 5))
    measured = average_deviation(answers + 0.25, groups, scale=(1, 6))
    np.testing.assert_allclose(
        counted.about_median.values, measured.about_median.values, atol=1e-12
    )


@settings(max_examples=25, deadline=None)
@given(teams)
def test_reversed_scale_gives_the_same_agreement(rows: list[tuple[int, list[int]]]) -> None:
    answers, groups = split(rows)
    forward = within_group_agreement(answers, groups, scale=(1, 5))
    backward = within_group_agreement(6 - answers, groups, scale=(1, 5))
    np.testing.assert_allclose(forward.mean_variance, backward.mean_variance, atol=1e-12)
    assert (forward.a_wg is None) == (backward.a_wg is None)
    if forward.a_wg is not None and backward.a_wg is not None:
        np.testing.assert_allclose(forward.a_wg.values, backward.a_wg.values, atol=1e-12)


def test_full_agreement_is_one_under_every_null_and_deviation_zero() -> None:
    answers = np.full((6, 3), 0.1 + 0.2)
    result = within_group_agreement(answers, list("aaabbb"), scale=(0, 4))
    assert [index.estimate for index in result.r_wg.values()] == pytest.approx([1.0] * 5)
    assert average_deviation(answers, list("aaabbb"), scale=(0, 4)).estimate == pytest.approx(0)


def test_groups_of_one_and_raters_without_group_or_answer_are_dropped_and_counted() -> None:
    answers = [[4.0, 4], [5, 5], [3, 3], [2, None], [1, 1], [1, 2]]
    result = within_group_agreement(answers, ["a", "a", "b", "a", None, "a"], scale=(1, 5))
    assert result.labels.tolist() == ["a"]
    assert result.n == result.raters.sum() == 3
    assert [(drop.count, drop.what) for drop in result.dropped] == [
        *((1, "raters"), (1, "raters"), (1, "groups"))
    ]
    assert "1 group dropped: fewer than two raters" in result.summary()


def test_available_answers_keep_raters_who_skipped_an_item() -> None:
    answers = np.array([[4, 4], [5, np.nan], [3, 2], [2, 1], [2, np.nan], [np.nan, np.nan]])
    result = within_group_agreement(answers, list("aaabba"), scale=(1, 5), missing="available")
    assert result.mean_variance.tolist() == pytest.approx([(1 + 2) / 2, 0])
    assert result.r_wg["uniform"].values.tolist() == pytest.approx([2 * 0.25 / (0.5 + 0.75), 1])
    assert result.dropped[0].count == 1
    deviation = average_deviation(answers, list("aaabba"), scale=(1, 5), missing="available")
    assert deviation.about_mean.values.tolist() == pytest.approx([(2 / 3 + 1) / 2, 0])


def test_item_that_nobody_answered_is_left_out_when_available() -> None:
    answers = np.array([[4, np.nan], [2, np.nan], [3, np.nan]])
    result = within_group_agreement(answers, ["a"] * 3, scale=(1, 5), missing="available")
    assert result.estimate == pytest.approx(0.5)
    deviation = average_deviation(answers, ["a"] * 3, scale=(1, 5), missing="available")
    assert deviation.about_median.estimate == pytest.approx(2 / 3)


def test_error_over_groups_is_that_of_a_mean_and_can_be_bootstrapped() -> None:
    rng = np.random.default_rng(3)
    answers, groups = rng.integers(2, 5, (300, 4)), np.repeat(np.arange(60), 5)
    by_t = within_group_agreement(answers, groups, scale=(1, 5)).r_wg["uniform"]
    assert by_t.standard_error == pytest.approx(by_t.values.std(ddof=1) / np.sqrt(60))
    assert by_t.interval is not None
    assert by_t.estimate - by_t.interval.low == pytest.approx(2.000995 * by_t.standard_error)
    drawn = within_group_agreement(answers, groups, scale=(1, 5), replicates=2000).r_wg["uniform"]
    assert drawn.standard_error == pytest.approx(by_t.standard_error, rel=0.1)
    assert drawn.interval is not None
    assert "BCa" in drawn.interval.method


def test_one_group_has_agreement_without_error_over_groups() -> None:
    index = within_group_agreement([3, 4, 4], ["a"] * 3, scale=(1, 5)).r_wg["uniform"]
    assert index.interval is None
    assert "only one group" in index.summary()


def test_published_and_closed_form_nulls() -> None:
    assert list(null_variances(5).values()) == [2.0, 1.34, 0.9, 0.44, 1.32]
    assert null_variances(7)["slight skew"] == 2.9
    assert list(null_variances(3)) == ["uniform", "triangular"]
    for options in (2, 3, 4, 12, 13):
        centre = np.arange(options) - (options - 1) / 2
        weights = np.minimum(np.arange(options) + 1, options - np.arange(options))
        triangular = (weights * centre**2).sum() / weights.sum()
        assert null_variances(options)["triangular"] == pytest.approx(triangular)
        assert null_variances(options)["uniform"] == pytest.approx((centre**2).mean())


def test_own_null_is_shown_beside_the_others() -> None:
    result = within_group_agreement([3, 4], ["a", "a"], scale=(1, 5), other_nulls={"ours": 1.0})
    assert list(result.r_wg) == [*NULLS, "ours"]
    assert result.r_wg["ours"].estimate == pytest.approx(0.5)
    with pytest.raises(PsychometricsError, match="number above 0"):
        within_group_agreement([3, 4], ["a", "a"], scale=(1, 5), other_nulls={"ours": 0.0})


def test_summary_shows_every_null_in_words_and_says_when_skew_is_not_published() -> None:
    summary = within_group_agreement([3, 4, 4, 5], list("aabb"), scale=(1, 5)).summary()
    assert all(null in summary for null in NULLS)
    assert "strong agreement" in summary
    four = within_group_agreement([3, 4, 4, 3], list("aabb"), scale=(1, 4)).summary()
    assert "No skewed null is published for 4 options" in four


def test_bands_are_read_at_two_decimals() -> None:
    bands = [agreement_band(value) for value in (0.304, 0.306, 0.5, 0.51, 0.9, 0.91, 1.0)]
    words = ["lack of", "weak", "weak", "moderate", "strong", "very strong", "very strong"]
    assert bands == words
    with pytest.raises(PsychometricsError, match="at most 1"):
        agreement_band(1.2)


def test_caller_keeps_its_answers_and_results_are_read_only() -> None:
    answers = np.array([[3, 4], [4, 5], [2, 1]], dtype=np.int8)
    before = answers.copy()
    result = within_group_agreement(answers, ["a", "a", "b"], scale=(1, 5))
    average_deviation(answers, ["a", "a", "b"], scale=(1, 5))
    np.testing.assert_array_equal(answers, before)
    with pytest.raises(ValueError, match="read-only"):
        result.r_wg["uniform"].values[0] = 0


@pytest.mark.parametrize(
    ("answers", "groups", "options", "message"),
    [
        ([3, 4], ["a", "b"], {}, "no group has two raters"),
        ([3], ["a"], {}, "no group has two raters"),
        ([np.nan, np.nan], ["a", "a"], {}, "no group has two raters"),
        ([3, 4], ["a"], {}, "expected 2 entries"),
        ([3, 6], ["a", "a"], {}, "found the answer 6 on a scale from 1 to 5"),
        ([3, 0], ["a", "a"], {}, "found the answer 0"),
        ([3, np.inf], ["a", "a"], {}, "infinite"),
        (["x", "y"], ["a", "a"], {}, "number"),
        ([], [], {}, "table of raters"),
        (np.empty((0, 2), dtype=np.int8), [], {}, "no rater or no item"),
        (np.zeros((2, 2, 2)), ["a", "a"], {}, "dimension"),
        (3, ["a"], {}, "dimension"),
        ([3, 4], ["a", "a"], {"missing": "pairwise"}, "'listwise' or 'available'"),
        ([3, 4], ["a", "a"], {"level": 1.0}, "between 0 and 1"),
        ([3, 4], ["a", "a"], {"replicates": -1}, "at least 0"),
        ([3, 4], ["a", "a"], {"scale": (5, 1)}, "lowest and the highest"),
        ([3, 4], ["a", "a"], {"scale": 5}, "lowest and the highest"),
    ],
)
@pytest.mark.parametrize("index", [within_group_agreement, average_deviation])
def test_unusable_input_is_refused_with_its_reason(
    index: Any, answers: Any, groups: Any, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(PsychometricsError, match=message):
        index(answers, groups, **({"scale": (1, 5)} | options))


def test_answers_without_two_raters_for_any_item_are_undefined() -> None:
    answers = [[3.0, np.nan], [np.nan, 4.0]]
    for index in (within_group_agreement, average_deviation):
        with pytest.raises(UndefinedStatistic, match="two raters"):
            index(answers, ["a", "a"], scale=(1, 5), missing="available")


def test_result_is_fit_for_json() -> None:
    result = within_group_agreement([3, 4, 4, 1], list("aabb"), scale=(1, 5))
    plain = json.loads(json.dumps(result.to_dict()))
    assert plain["r_wg"]["uniform"]["values"] == [0.75, 0.0]
    assert plain["labels"] == ["a", "b"]
