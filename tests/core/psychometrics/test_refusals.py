"""What cannot be used is refused in words: numbers, seeds, options, sizes and labels."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from stature.core import psychometrics as p
from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_number, require_seed, require_whole
from stature.core.psychometrics.arrays import numeric_table, numeric_vector
from stature.core.psychometrics.change.clinical import Population
from stature.core.psychometrics.group_labels import group_codes
from stature.core.psychometrics.results import listed
from stature.core.psychometrics.shares import share_interval

RNG = np.random.default_rng(1)
ANSWERS = RNG.integers(1, 6, (30, 6)).astype(float)
X = RNG.normal(size=30)
Y = X + RNG.normal(size=30)
TEAMS = np.repeat([1, 2, 3], 10)
RATINGS = [[1, 2], [2, 3]]

NUMBERS: dict[str, Callable[[object], object]] = {
    "spearman_brown, reliability": lambda v: p.spearman_brown(v, 2),
    "spearman_brown, factor": lambda v: p.spearman_brown(0.5, v),
    "spearman_brown_length": lambda v: p.spearman_brown_length(v, 0.8),
    "raters_needed": lambda v: p.raters_needed(v),
    "measurement, sd": lambda v: p.standard_error_of_measurement(v, 0.8),
    "measurement, reliability": lambda v: p.standard_error_of_measurement(3, v),
    "estimation": lambda v: p.standard_error_of_estimation(v, 0.8),
    "difference": lambda v: p.standard_error_of_difference(v, 0.8),
    "band, reliability": lambda v: p.true_score_band([1], reliability=v, sd=2, mean=1),
    "band, sd": lambda v: p.true_score_band([1], reliability=0.5, sd=v, mean=1),
    "band, mean": lambda v: p.true_score_band([1], reliability=0.5, sd=2, mean=v),
    "equivalence, alpha": lambda v: p.equivalence_test(X, Y, bounds=1, alpha=v),
    "equivalence, bound": lambda v: p.equivalence_test(X, Y, bounds=(-1, v)),
    "aiken, lowest": lambda v: p.aiken_v(RATINGS, lowest=v, highest=5),
    "aiken, highest": lambda v: p.aiken_v(RATINGS, lowest=1, highest=v),
    "content validity, lowest": lambda v: p.item_content_validity(RATINGS, lowest=v),
    "content validity, highest": lambda v: p.item_content_validity(RATINGS, highest=v),
    "content validity, from": lambda v: p.item_content_validity(RATINGS, relevant_from=v),
    "drift": lambda v: p.norm_drift(X, Y, noteworthy=v),
    "antonyms": lambda v: p.psychometric_antonyms(ANSWERS, below=v),
    "population": lambda v: p.clinical_cut_off("a", below_par=Population(v, 3)),
    "change, sd": lambda v: p.reliable_change_index(X, Y, sd=v, reliability=0.8),
    "change, reliability": lambda v: p.reliable_change_index(X, Y, sd=2, reliability=v),
    "retest, mean": lambda v: p.regression_to_the_mean(X, mean=v, sd=2, retest_r=0.8),
    "area": lambda v: p.hanley_mcneil_error(v, 4, 4),
    "area, size": lambda v: p.hanley_mcneil_error(0.5, v, 4),
    "feldt, alpha": lambda v: p.feldt_interval(v, n=10, items=4),
    "feldt, n": lambda v: p.feldt_interval(0.5, n=v, items=4),
    "hedges": lambda v: p.bias_correction(v),
    "panel": lambda v: p.critical_count(v),
    "word": lambda v: p.agreement_word(v),
    "band of agreement": lambda v: p.agreement_band(v),
}
OPTIONAL: dict[str, Callable[[object], object]] = {
    "measurement error": lambda v: p.z_scores(X, Y, measurement_error=v),
    "well from": lambda v: p.self_other_groups(X, Y, standard_errors=(1, 1), well_from=v),
    "scale": lambda v: p.score_scale(ANSWERS, reliability=v),
    "centre": lambda v: p.response_surface(X, Y, X, centre=v, replicates=20),
    "prevalence": lambda v: p.prevalence(X, at_least=v),
}


@pytest.mark.parametrize("wrong", ["a", math.inf, math.nan, [1, 2], X, 1j, {}, 10**400])
@pytest.mark.parametrize("name", [*NUMBERS, *OPTIONAL])
def test_what_is_no_number_is_refused(name: str, wrong: object) -> None:
    with pytest.raises(PsychometricsError, match=r"expected|too large"):
        (NUMBERS | OPTIONAL)[name](wrong)


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_that_is_not_given_is_refused(name: str) -> None:
    with pytest.raises(PsychometricsError):
        NUMBERS[name](None)


def test_number_says_its_bounds() -> None:
    for bounds, words in (
        ({"above": 0, "below": 1}, "between 0 and 1, got 'a'"),
        ({"at_least": 0, "at_most": 1}, "from 0 to 1"),
        ({"above": 2}, "a number above 2"),
        ({}, "a number, got"),
    ):
        with pytest.raises(PsychometricsError, match=words):
            require_number("a", "sd", **bounds)  # type: ignore[arg-type]
    with pytest.raises(PsychometricsError, match=r"…$"):
        require_number(list(range(1000)), "sd")  # type: ignore[arg-type]


def test_number_takes_what_is_one() -> None:
    assert require_number(np.float32(0.5), "x", at_least=0.5) == 0.5
    assert require_number(np.array(2), "x") == 2  # type: ignore[arg-type]
    with pytest.raises(PsychometricsError):
        require_number(0.5, "x", above=0.5)


@pytest.mark.parametrize("seed", [-1, 1.5, "a", None, math.nan, [1], True])
@pytest.mark.parametrize(
    "call",
    [
        lambda seed: p.standardized_mean_difference(X, Y, interval="bca", seed=seed),
        lambda seed: p.relative_weights_above_chance(ANSWERS[:, :2], Y, seed=seed, replicates=9),
        lambda seed: p.krippendorff_alpha(ANSWERS, seed=seed, replicates=9),
        lambda seed: p.within_group_agreement(ANSWERS, TEAMS, scale=(1, 5), seed=seed),
    ],
)
def test_seed_must_be_a_whole_number(call: Callable[[object], object], seed: object) -> None:
    with pytest.raises(PsychometricsError, match="seed: expected a whole number of at least 0"):
        call(seed)


def test_any_whole_number_from_zero_is_a_seed() -> None:
    assert [require_seed(seed) for seed in (0, np.int8(3), 10**30)] == [0, 3, 10**30]


@pytest.mark.parametrize(
    ("call", "where"),
    [
        (lambda: p.cohen_kappa(["a"], ["a"], categories=5), "categories"),
        (lambda: p.lmg(ANSWERS[:, :2], Y, names=5), "names"),
        (lambda: p.panel_reliability(ANSWERS[:, :3], dimensions=5), "dimensions"),
        (lambda: p.adverse_impact([3, 4], [8, 8], groups=5), "groups"),
        (lambda: p.selection_counts([1, 0], 5), "groups"),
        (lambda: p.screen_responses(ANSWERS, scales=5), "scales"),
        (lambda: p.even_odd_consistency(ANSWERS, [[1], [1, 2]]), "scales"),
        (lambda: p.screen_responses(ANSWERS, cutoffs=5), "cutoffs"),
        (lambda: p.Cutoffs(seconds="fast"), "seconds"),
        (
            lambda: p.within_group_agreement(ANSWERS, TEAMS, scale=(1, 5), other_nulls=5),
            "other_nulls",
        ),
        (
            lambda: p.within_group_agreement(ANSWERS, TEAMS, scale=(1, 5), other_nulls={"a": "b"}),
            "other_nulls",
        ),
        (lambda: p.option_counts(ANSWERS, options=[math.nan]), "options"),
        (lambda: p.group_change(X, Y, raters_changed=None), "raters_changed"),
        (lambda: p.change_against_comparison(X, Y, X, Y, chosen_by_score=None), "chosen_by_score"),
        (lambda: p.guttman_lambdas(ANSWERS, standardized="no"), "standardized"),
        (
            lambda: p.reliable_change_index(X, Y, sd=1, reliability=0.5, higher_is_better="no"),
            "higher_is_better",
        ),
        (lambda: p.judge_size("many"), "n"),
    ],
)
def test_an_option_of_the_wrong_kind_is_named(call: Callable[[], object], where: str) -> None:
    with pytest.raises(PsychometricsError, match=f"^{where}"):
        call()


def test_share_interval_reads_its_input() -> None:
    for shares, trials, says in (
        (["a"], [1], "expected numbers"),
        ([math.inf], [1], "infinite"),
        ([0.5], [math.inf], "infinite"),
        ([0.5], [1e13], "from 0 to 1e"),
        ([1.5], [10], "from 0 to 1, got 1.5"),
        ([0.5], [-1], "got -1"),
        ([0.1, 0.2], [1, 2, 3], r"shape \(2,\), got \(3,\)"),
        ([[0.1], [0.2, 0.3]], [1], "different lengths"),
    ):
        with pytest.raises(PsychometricsError, match=says):
            share_interval(shares, trials)  # type: ignore[arg-type]


def test_share_interval_takes_numbers_rows_and_tables() -> None:
    low, high = share_interval(0.8, 10)
    assert (round(float(low), 4), round(float(high), 4)) == (0.4902, 0.9433)
    assert share_interval([[0.1, 0.2]], [[10], [20]])[0].shape == (2, 2)
    assert np.isnan(share_interval([math.nan, 0.5], [10, 0])[0]).all()


@pytest.mark.parametrize("wrong", [1e-200, -1e-51, 5e-324])
def test_spreads_whose_squares_would_vanish_are_refused(wrong: float) -> None:
    for read, place in (
        (lambda: numeric_table([[1, 0], [2, wrong]]), r"answers\[:, 1\]"),
        (lambda: numeric_vector([0, math.nan, wrong]), "values"),
    ):
        with pytest.raises(PsychometricsError, match=f"^{place}: .*too small to reckon with"):
            read()
    with pytest.raises(PsychometricsError, match="too small"):
        p.standardized_mean_difference([0, wrong], [wrong, 3 * wrong])


def test_one_tiny_number_among_others_is_no_matter() -> None:
    assert numeric_table([[1, 1e-200], [2, 3]]).tolist() == [[1, 1e-200], [2, 3]]
    assert numeric_vector([1e-200, 1e-200]).tolist() == [1e-200, 1e-200]


def test_a_p_value_may_be_tiny() -> None:
    assert p.false_discovery([1e-200, 0.5]).adjusted[0] == 2e-200


def test_counts_beyond_all_people_are_refused() -> None:
    for call in (
        lambda: require_whole(10**13, "n", at_least=1),
        lambda: p.adverse_impact([1, 2], [1e13, 5]),
        lambda: p.wilson_interval(3, 10**400),
        lambda: p.critical_count(10**9),
        lambda: p.content_validity_ratio([3], 10**9),
    ):
        with pytest.raises(PsychometricsError, match="too large to reckon with"):
            call()


def test_empty_and_blank_text_is_no_group() -> None:
    for labels in (
        ["b", "", " ", "a", None],
        np.array(["b", "", "\t", "a", " "]),
        np.array(["b", "", " ", "a", math.nan], dtype=object),
        [b"b", b"", b" ", b"a", b""],
    ):
        groups = group_codes(labels)
        assert groups.codes.tolist() == [1, -1, -1, 0, -1]
        assert groups.sizes.tolist() == [1, 1]


def test_other_labels_are_taken_as_they_are() -> None:
    assert group_codes(["a", "A", "a "]).labels.tolist() == ["A", "a", "a "]
    assert len(group_codes(["", " "]).labels) == 0


def test_people_without_a_group_are_left_out() -> None:
    counts = p.selection_counts([1, 0, 1, 1], ["f", "m", " ", ""])
    assert counts.groups == ("f", "m")
    assert [str(drop) for drop in counts.dropped] == [
        "2 persons dropped: group or outcome is missing"
    ]


def test_a_missing_count_of_experts_is_called_missing() -> None:
    with pytest.raises(PsychometricsError, match=r"essential\[1\]: a count is missing"):
        p.content_validity_ratio([3, math.nan], 8)


def test_long_lists_in_errors_end() -> None:
    assert listed(range(3)) == "0, 1, 2"
    assert listed(range(12)) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more"
    columns = np.repeat(RNG.normal(size=(60, 1)), 20, axis=1)
    with pytest.raises(UndefinedStatistic, match="predictor 10 and 10 more"):
        p.lmg(columns, RNG.normal(size=60))
