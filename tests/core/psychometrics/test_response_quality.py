"""Response quality: what stands out in a person's answers, and flags that never accuse."""

import json
import math
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.response_quality import (
    Cutoffs,
    even_odd_consistency,
    intra_individual_variability,
    long_string,
    mahalanobis_distance,
    psychometric_antonyms,
    psychometric_synonyms,
    screen_responses,
    seconds_per_item,
)
from stature.core.psychometrics.response_quality.consistency import pairwise_correlations

NAN = math.nan
FIVES = np.repeat(np.arange(5), 5)


def answers_of(seed, persons=40, items=8, gaps=0.0):
    """Answers 1 to 5 to items that go together in neighbouring pairs, some missing."""
    rng = np.random.default_rng(seed)
    common = np.repeat(rng.normal(size=(persons, (items + 1) // 2)), 2, axis=1)[:, :items]
    answers = np.clip(np.round(3 + 1.5 * common + 0.4 * rng.normal(size=common.shape)), 1, 5)
    answers[rng.random(answers.shape) < gaps] = NAN
    return answers


def correlation(first, second):
    """Pearson's r over what both have; NaN below three pairs or without variation."""
    both = ~np.isnan(first + second)
    x, y = first[both], second[both]
    if len(x) < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return NAN
    return np.corrcoef(x, y)[0, 1]


@pytest.fixture(scope="module")
def bfi(reference):
    """The 25 items of complete persons, as answered, and what the careless package says of them."""
    columns = reference.table("bfi").columns[:25]
    answers = reference.answers("bfi", columns)
    return answers[~np.isnan(answers).any(axis=1)], reference.values("multirater_careless")


# Against the careless package (R)


@pytest.mark.parametrize(
    ("theirs", "index"),
    [
        ("longstr", lambda x: long_string(x).values),
        ("avgstr", lambda x: long_string(x).average),
        ("irv", lambda x: intra_individual_variability(x).values),
        ("mahad", lambda x: mahalanobis_distance(x).values),
        ("psychsyn", lambda x: psychometric_synonyms(x, above=0.5).values),
        ("evenodd", lambda x: -even_odd_consistency(x, FIVES).values),
    ],
)
def test_indices_of_the_first_twenty_equal_those_of_careless(bfi, theirs, index):
    answers, values = bfi
    expected = [person[theirs] for person in values["careless_bfi"]["first20"]]
    np.testing.assert_allclose(index(answers)[:20], expected, rtol=0, atol=1e-8)


def test_indices_of_everybody_equal_those_of_careless(bfi):
    answers, values = bfi
    expected = values["careless_bfi"]["summary"]
    runs, distance = long_string(answers), mahalanobis_distance(answers)
    assert len(answers) == values["careless_bfi"]["n"]
    assert runs.values.max() == expected["longstr_max"]
    assert runs.estimate == pytest.approx(expected["longstr_mean"], abs=1e-8)
    variability = intra_individual_variability(answers).estimate
    assert variability == pytest.approx(expected["irv_mean"], abs=1e-8)
    assert distance.estimate == pytest.approx(expected["mahad_mean"], abs=1e-8)
    assert (distance.p < 0.01).sum() == expected["mahad_flagged99"]
    consistency = even_odd_consistency(answers, FIVES).estimate
    assert consistency == pytest.approx(-expected["evenodd_mean"], abs=1e-8)


# Runs and variability


def test_runs_by_hand():
    runs = long_string([[1, 1, 1, 2, 2], [1, 2, 1, 2, 1], [4, 4, 4, 4, 4]])
    assert runs.values.tolist() == [3, 1, 5]
    assert runs.average.tolist() == [2.5, 1, 5]


def test_a_missing_answer_ends_a_run_and_belongs_to_none():
    runs = long_string([[3, 3, NAN, 3, 3], [NAN, NAN, 2, NAN, NAN], [NAN] * 5])
    np.testing.assert_array_equal(runs.values, [2, 1, NAN])
    np.testing.assert_array_equal(runs.average, [2, 1, NAN])
    assert (runs.n, runs.dropped[0].count) == (2, 1)


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_runs_agree_with_walking_through_the_answers(seed):
    answers = np.random.default_rng(seed).choice([1.0, 2.0, NAN], (20, 9), p=[0.5, 0.3, 0.2])
    answers[0] = 1.0
    runs = long_string(answers)
    for row, longest, average in zip(answers, runs.values, runs.average, strict=True):
        lengths = [len(list(run)) for key, run in groupby(row) if key == key]
        assert longest == (pytest.approx(max(lengths)) if lengths else pytest.approx(NAN, nan_ok=1))
        if lengths:
            assert average == pytest.approx(np.mean(lengths))


def test_variability_by_hand():
    index = intra_individual_variability([[1, 3, 5], [2, NAN, 4], [3, NAN, NAN]])
    np.testing.assert_allclose(index.values, [2, math.sqrt(2), NAN])
    assert index.estimate == pytest.approx(1 + math.sqrt(0.5))
    assert index.standard_error == pytest.approx((2 - math.sqrt(2)) / 2)


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_mirrored_answers_keep_their_runs_variability_and_distance(seed):
    answers = np.random.default_rng(seed).choice([1, 2, 3, 4, 5, NAN], (60, 5))
    for index in (long_string, intra_individual_variability, mahalanobis_distance):
        np.testing.assert_allclose(
            index(6 - answers).values, index(answers).values, rtol=0, atol=1e-8
        )


# Distance


def test_distance_of_a_square_by_hand():
    # Variances 4/3, no covariance: each corner has D² = 2 × 3/4; the tail of chi²(2) is exp(-D²/2).
    distance = mahalanobis_distance([[0, 0], [2, 0], [0, 2], [2, 2]])
    np.testing.assert_allclose(distance.values, 1.5)
    np.testing.assert_allclose(distance.p, math.exp(-0.75))
    assert distance.degrees_of_freedom.tolist() == [2] * 4


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_mean_distance_of_complete_persons_is_fixed_and_scale_does_not_matter(seed):
    answers = np.random.default_rng(seed).normal(size=(30, 5))
    distance = mahalanobis_distance(answers)
    assert distance.estimate == pytest.approx(5 * 29 / 30)
    rescaled = answers @ np.diag([1e-6, 1, 1e6, 3, -2]) + [0, 9, -4, 1, 2]
    np.testing.assert_allclose(mahalanobis_distance(rescaled).values, distance.values, rtol=1e-8)
    np.testing.assert_allclose(mahalanobis_distance(answers[::-1]).values[::-1], distance.values)


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_distance_with_gaps_rests_on_the_items_answered(seed):
    rng = np.random.default_rng(seed)
    answers = rng.normal(size=(60, 4)) + 0.7 * rng.normal(size=(60, 1)) + [1, 20, 3, 0]
    answers[rng.random(answers.shape) < 0.1] = NAN
    answers[0] = NAN
    found = mahalanobis_distance(answers)
    mean = np.nanmean(answers, axis=0)
    covariance = np.empty((4, 4))
    for i, j in np.ndindex(4, 4):
        both = ~np.isnan(answers[:, i] + answers[:, j])
        covariance[i, j] = np.cov(answers[both, i], answers[both, j])[0, 1]
    for person in np.flatnonzero(~np.isnan(answers).all(axis=1)):
        row, known = answers[person], ~np.isnan(answers[person])
        inverse = np.linalg.inv(covariance[np.ix_(known, known)])
        expected = (row - mean)[known] @ inverse @ (row - mean)[known]
        assert found.values[person] == pytest.approx(expected, rel=1e-7)
        assert found.degrees_of_freedom[person] == known.sum()
    assert np.isnan([found.values[0], found.p[0]]).all()


def test_listwise_distance_leaves_out_persons_with_gaps():
    answers = np.random.default_rng(1).normal(size=(20, 3))
    with_gap = np.vstack([answers, [NAN, 1, 2]])
    found = mahalanobis_distance(with_gap, missing="listwise")
    np.testing.assert_allclose(found.values[:-1], mahalanobis_distance(answers).values)
    assert math.isnan(found.values[-1])
    assert str(found.dropped[0]) == "1 person dropped: an answer is missing"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([[1, 2, 3], [2, 1, 5]], "cannot be inverted"),
        ([[1, 1], [2, 2], [3, 3]], "cannot be inverted"),
        ([[1, 4], [2, 4], [3, 4]], "answers alike"),
        ([[1, 2]], "two persons|fewer than two"),
        ([[NAN, NAN], [NAN, NAN]], "fewer than two"),
    ],
)
def test_no_distance_without_a_covariance_matrix_that_can_be_inverted(answers, words):
    with pytest.raises(UndefinedStatistic, match=words):
        mahalanobis_distance(answers)


# Consistency


def test_even_odd_by_hand():
    # Halves (1, 2, 3) and (1, 3, 2): r = .5, stepped up 2/3; opposed halves end at -1.
    answers = [[1, 1, 2, 3, 3, 2], [1, 3, 2, 2, 3, 1], [4, 4, 4, 4, 4, 4]]
    index = even_odd_consistency(answers, ["a", "a", "b", "b", "c", "c"])
    np.testing.assert_allclose(index.values, [2 / 3, -1, NAN])
    assert index.dropped[0].count == 1


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_even_odd_agrees_with_the_definition_in_any_order_of_scales(seed):
    scales = np.array(["b", "a", "a", "c", "b", "d", "c", "d", "a", "b"])
    answers = answers_of(seed, items=10, gaps=0.15)
    answers[0] = np.arange(10)
    found = even_odd_consistency(answers, scales).values
    for row, value in zip(answers, found, strict=True):
        halves = [
            [np.nanmean(items) if (items := row[scales == scale][start::2]).size
             and not np.isnan(items).all() else NAN for scale in "abcd"]
            for start in (0, 1)
        ]  # fmt: skip
        r = correlation(*np.array(halves))
        expected = -1 if r <= -1 / 3 else 2 * r / (1 + r)
        assert value == pytest.approx(expected, abs=1e-10, nan_ok=True)


@pytest.mark.parametrize(
    "scales",
    [["a"] * 6, ["a", "a", "b", "b", "c", "d"], ["a", "b"], [None, "a", "a", "b", "b", "c"]],
)
def test_even_odd_needs_three_scales_of_two_items(scales):
    with pytest.raises(PsychometricsError, match="scales"):
        even_odd_consistency(np.ones((2, 6)), scales)


def test_persons_who_never_vary_have_no_consistency():
    with pytest.raises(UndefinedStatistic, match="no value for any person"):
        even_odd_consistency(np.ones((2, 6)), [1, 1, 2, 2, 3, 3])


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_synonyms_agree_with_the_definition(seed):
    answers = answers_of(seed, gaps=0.05)
    found = psychometric_synonyms(answers)
    for first, second in [(i, j) for i in range(8) for j in range(i + 1, 8)]:
        chosen = [first, second] in found.pairs.tolist()
        assert chosen == (correlation(answers[:, first], answers[:, second]) > 0.6)
    for row, value, answered in zip(answers, found.values, found.pairs_answered, strict=True):
        first, second = row[found.pairs[:, 0]], row[found.pairs[:, 1]]
        assert value == pytest.approx(correlation(first, second), abs=1e-10, nan_ok=True)
        assert answered == (~np.isnan(first + second)).sum()


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_mirrored_synonyms_are_antonyms(seed):
    answers = answers_of(seed, persons=150)
    mirrored = np.where(np.arange(8) % 2 == 0, answers, 6 - answers)
    synonyms = psychometric_synonyms(answers, above=0.6)
    antonyms = psychometric_antonyms(mirrored, below=-0.6)
    assert antonyms.pairs.tolist() == synonyms.pairs.tolist() == [[0, 1], [2, 3], [4, 5], [6, 7]]
    np.testing.assert_allclose(antonyms.values, -synonyms.values, rtol=0, atol=1e-10)


def test_items_that_do_not_vary_make_no_pairs():
    answers = np.column_stack([answers_of(1), np.full(40, 0.1), np.full(40, 0.1)])
    assert psychometric_synonyms(answers).pairs.max() < 8
    assert np.isnan(pairwise_correlations(answers)[8]).all()


def test_too_few_pairs_are_refused_with_a_remedy():
    answers = np.random.default_rng(1).normal(size=(200, 5))
    with pytest.raises(UndefinedStatistic, match="limit nearer to 0"):
        psychometric_synonyms(answers)
    with pytest.raises(UndefinedStatistic, match=r"below −0\.60"):
        psychometric_antonyms(answers)


@pytest.mark.parametrize(("index", "limit"), [("above", 0), ("above", 1), ("below", 0.5)])
def test_limits_outside_the_range_are_refused(index, limit):
    function = psychometric_synonyms if index == "above" else psychometric_antonyms
    with pytest.raises(PsychometricsError, match=index):
        function(answers_of(1), **{index: limit})


# Pace


def test_seconds_per_item_by_hand():
    index = seconds_per_item([50, 30, None, 10], [25, 20, 25, 0])
    np.testing.assert_array_equal(index.values, [2, 1.5, NAN, NAN])
    assert index.dropped[0].count == 2


@pytest.mark.parametrize(
    ("seconds", "items"),
    [([-1], 5), ([1], -5), ([1, 2], [1, 2, 3]), ([np.inf], 5), ([], 5), ([NAN], 5), ([[1]], 5)],
)
def test_impossible_times_are_refused(seconds, items):
    with pytest.raises(PsychometricsError):
        seconds_per_item(seconds, items)


# All at once


def test_screening_marks_who_stands_out_and_says_why():
    answers = answers_of(3, persons=200)
    answers[7] = 3.0
    seconds = np.full(200, 60.0)
    seconds[7] = 8
    quality = screen_responses(answers, seconds=seconds)
    assert quality.reasons(7) == (
        "one answer many times in a row",
        "answers hardly vary",
        "very fast",
    )
    assert quality.flags_raised[7] == 3
    assert quality.flags_raised.argmax() == 7


def test_answers_to_opposite_items_are_looked_at_too():
    answers = answers_of(4, persons=200)
    mirrored = np.where(np.arange(8) % 2 == 0, answers, 6 - answers)
    mirrored[5] = [1, 1, 5, 5, 2, 2, 4, 4]
    quality = screen_responses(mirrored)
    assert "like answers to opposite items" in quality.reasons(5)
    assert "synonyms" not in quality.indices
    assert any(note.startswith("No synonyms: 0 pairs of items") for note in quality.notes)


def test_even_odd_is_screened_on_the_keyed_answers():
    answers = answers_of(5)
    reversed_items = np.arange(8) % 2 == 0
    asked = np.where(reversed_items, 6 - answers, answers)
    scales = [1, 1, 2, 2, 3, 3, 4, 4]
    quality = screen_responses(asked, scales=scales, keyed=answers)
    expected = even_odd_consistency(answers, scales).values
    np.testing.assert_array_equal(quality.indices["even_odd"].values, expected)
    with pytest.raises(PsychometricsError, match="keyed"):
        screen_responses(asked, scales=scales, keyed=answers[:, :4])


def test_the_summary_warns_against_a_verdict():
    quality = screen_responses(answers_of(6))
    assert "a reason to look, not proof" in quality.summary()
    assert "careless" not in " ".join(flag.reason for flag in quality.flags)


def test_cutoffs_are_the_callers():
    answers = answers_of(7)
    strict = screen_responses(answers, cutoffs=Cutoffs(mahalanobis_p=0.9999))
    mild = screen_responses(answers, cutoffs=Cutoffs(mahalanobis_p=1e-12))
    counts = [
        next(flag for flag in quality.flags if flag.index == "mahalanobis").persons.sum()
        for quality in (strict, mild)
    ]
    assert counts[0] > counts[1] == 0


def test_one_person_or_few_can_be_screened_with_what_exists():
    quality = screen_responses([[2, 2, 2, 2]])
    assert set(quality.indices) == {"long_string", "variability"}
    assert quality.flags_raised.tolist() == [2]
    assert len(quality.notes) == 3


def test_persons_without_answers_have_no_flag():
    answers = np.vstack([answers_of(8), np.full(8, NAN)])
    quality = screen_responses(answers, seconds=np.full(41, 5.0))
    assert quality.reasons(40) == ()
    assert quality.n == 40


@pytest.mark.parametrize(
    ("answers", "options"),
    [
        ([[NAN, NAN]], {}),
        ([[1], [2]], {}),
        ([1, 2], {}),
        ([[1, np.inf]], {}),
        ([[1, 2], [2, 3]], {"seconds": [1]}),
        ([[1, 2], [2, 3]], {"synonyms_above": 2}),
    ],
)
def test_screening_refuses_what_it_cannot_read(answers, options):
    with pytest.raises(PsychometricsError):
        screen_responses(answers, **options)


def test_screening_leaves_the_callers_answers_alone_and_goes_into_json():
    answers = answers_of(9, gaps=0.1)
    before = answers.copy()
    quality = screen_responses(answers, seconds=np.full(40, 30.0))
    np.testing.assert_array_equal(answers, before)
    json.dumps(quality.to_dict(), allow_nan=False)
    for index in quality.indices.values():
        assert index.summary().endswith(("persons.", "answers.", "them."))
        with pytest.raises(ValueError, match="read-only"):
            index.values[0] = 0
