"""Agreement groups and profile agreement: hand-worked cases, rules, errors and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.self_other import (
    AgreementGroup,
    profile_agreement,
    self_other_groups,
)


def sample(n: int = 80, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    truth = 3 + 0.6 * rng.normal(size=n)
    return truth + 0.3 + 0.4 * rng.normal(size=n), truth + 0.3 * rng.normal(size=n)


def test_all_six_groups_worked_by_hand() -> None:
    # Error of a gap = sqrt(.3² + .4²) = .5, so a gap counts above .98.
    own = [5.0, 3.2, 3.9, 2.5, 3.0, 1.0]
    others = [4.0, 2.0, 4.0, 2.0, 4.0, 2.0]
    found = self_other_groups(own, others, standard_errors=(0.3, 0.4), well_from=3)
    assert found.of_persons() == [
        AgreementGroup.OVER_GOOD,
        AgreementGroup.OVER_POOR,
        AgreementGroup.AGREE_GOOD,
        AgreementGroup.AGREE_POOR,
        AgreementGroup.UNDER_GOOD,
        AgreementGroup.UNDER_POOR,
    ]
    np.testing.assert_allclose(found.gap, [1, 1.2, -0.1, 0.5, -1, -1])
    np.testing.assert_allclose(found.standard_errors, 0.5)
    np.testing.assert_allclose(found.intervals[0], [1 - 0.979982, 1 + 0.979982], atol=1e-6)
    assert set(found.counts.values()) == {1}


def test_gap_counts_only_where_its_interval_leaves_out_zero() -> None:
    own, others = sample()
    found = self_other_groups(own, others, reliability=(0.8, 0.85))
    apart = (found.intervals[:, 0] > 0) | (found.intervals[:, 1] < 0)
    agree = {AgreementGroup.AGREE_GOOD, AgreementGroup.AGREE_POOR}
    assert [group not in agree for group in found.of_persons()] == apart.tolist()
    assert 0 < apart.sum() < 80


def test_error_follows_from_reliability() -> None:
    own, others = sample()
    found = self_other_groups(own, others, reliability=(0.8, 0.85))
    expected = np.sqrt(own.var(ddof=1) * 0.2 + others.var(ddof=1) * 0.15)
    np.testing.assert_allclose(found.standard_errors, expected)
    # Classical reliability of a difference (Lord & Novick, 1968, ch. 3).
    covariance = np.cov(own, others)
    true = covariance[0, 0] * 0.8 + covariance[1, 1] * 0.85 - 2 * covariance[0, 1]
    assert found.gap_reliability == pytest.approx(true / (own - others).var(ddof=1), abs=1e-12)


def test_half_sd_rule_compares_standardised_ratings_and_counts_doubtful_gaps() -> None:
    own, others = sample()
    found = self_other_groups(own, others, reliability=(0.6, 0.6), rule="half SD")
    z = (own - own.mean()) / own.std(ddof=1) - (others - others.mean()) / others.std(ddof=1)
    side = np.where(np.abs(z) >= 0.5, np.sign(z), 0)
    expected = [
        list(AgreementGroup)[int({1: 0, 0: 2, -1: 4}[s] + (o < others.mean()))]
        for s, o in zip(side, others, strict=True)
    ]
    assert found.of_persons() == expected
    doubtful = int(((side != 0) & (np.abs(found.gap) <= 1.959964 * found.standard_errors)).sum())
    assert doubtful > 0
    assert f"{doubtful} of the gaps that count lie within their error" in found.summary()


def test_perfect_measures_put_every_gap_outside_its_error() -> None:
    found = self_other_groups([3, 4, 2.0], [3, 3, 3.5], reliability=(1, 1))
    assert [str(group).split(",")[0] for group in found.of_persons()] == [
        "in agreement",
        "self higher",
        "self lower",
    ]
    assert found.gap_reliability == 1


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 1_000),
    shift=st.floats(-50, 50),
    scale=st.floats(0.1, 20),
    rule=st.sampled_from(["error", "half SD"]),
)
def test_groups_do_not_depend_on_units_or_order(seed, shift, scale, rule) -> None:
    own, others = sample(seed=seed)
    order = np.random.default_rng(seed).permutation(80)
    options = {"reliability": (0.8, 0.7), "rule": rule}
    plain = self_other_groups(own, others, **options)
    moved = self_other_groups(
        (shift + scale * own)[order], (shift + scale * others)[order], **options
    )
    np.testing.assert_array_equal(moved.codes, plain.codes[order])
    np.testing.assert_allclose(moved.gap, scale * plain.gap[order], atol=1e-9)
    assert sum(plain.counts.values()) == plain.n == 80


def test_swapping_self_and_others_swaps_higher_and_lower() -> None:
    own, others = sample()
    one = self_other_groups(own, others, standard_errors=(0.2, 0.3))
    two = self_other_groups(others, own, standard_errors=(0.3, 0.2))
    np.testing.assert_array_equal(2 - two.codes // 2, one.codes // 2)
    np.testing.assert_array_equal(two.gap, -one.gap)


def test_missing_ratings_have_no_group_and_are_counted() -> None:
    own, others = sample(n=6)
    own[1], others[2] = np.nan, np.nan
    found = self_other_groups(own, others, standard_errors=(0.2, np.full(6, 0.3)))
    assert [group is None for group in found.of_persons()] == [False, True, True, *[False] * 3]
    assert np.isnan(found.gap[1:3]).all()
    assert np.isnan(found.standard_errors[1:3]).all()
    assert (found.n, found.dropped[0].count) == (4, 2)
    assert found.mean_gap.estimate == pytest.approx(float(np.nanmean(own - others)))
    assert "2 persons dropped" in found.summary()
    assert found.to_dict()["gap"][1] is None


def test_rated_well_near_the_line_is_called_doubtful() -> None:
    found = self_other_groups([3, 3, 3.0], [2.9, 3.3, 5], standard_errors=(0.2, 0.2), well_from=3)
    assert "For 2 persons, others' rating lies within its error of 3.00" in found.summary()


def test_equal_gaps_have_no_reliability() -> None:
    found = self_other_groups([2, 3, 4.0], [1, 2, 3.0], standard_errors=(0.2, 0.2))
    assert found.gap_reliability is None
    assert found.mean_gap.standard_error == 0


def test_a_bare_difference_is_refused() -> None:
    with pytest.raises(PsychometricsError, match="a gap needs its error"):
        self_other_groups([3, 4.0], [4, 4.0])
    with pytest.raises(PsychometricsError, match="a gap needs its error"):
        self_other_groups([3, 4.0], [4, 4.0], reliability=(0.8, 0.8), standard_errors=(1, 1))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"self_scores": [1.0]}, "other_scores"),
        ({"self_scores": [[1.0], [2.0], [3.0]]}, "self_scores"),
        ({"self_scores": [1, 2, np.inf]}, "self_scores"),
        ({"self_scores": ["a", "b", "c"]}, "self_scores"),
        ({"self_scores": [np.nan] * 3}, "other_scores"),
        ({"self_scores": [2.0] * 3}, "self_scores"),
        ({"reliability": 0.8}, "reliability"),
        ({"reliability": (0.8, 1.2)}, "reliability"),
        ({"reliability": (0.8, np.nan)}, "reliability"),
        ({"reliability": None, "standard_errors": (0.2, -0.1)}, "standard_errors"),
        ({"reliability": None, "standard_errors": (0.2, [0.1, 0.1])}, "standard_errors"),
        ({"rule": "third"}, "rule"),
        ({"level": 95}, "level"),
        ({"well_from": np.nan}, "well_from"),
    ],
)
def test_wrong_input_is_refused_with_its_place(change, where) -> None:
    given_ = {"self_scores": [1.0, 2, 4], "other_scores": [2.0, 3, 3], "reliability": (0.8, 0.8)}
    with pytest.raises(PsychometricsError) as error:
        self_other_groups(**(given_ | change))
    assert error.value.where.startswith(where)


def profiles(n: int = 30, areas: int = 8, seed: int = 2) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    common, person = 2 * rng.normal(size=areas), rng.normal(size=(n, areas))
    noise = rng.normal(size=(2, n, areas))
    return common + person + noise[0], 1 + common + person + noise[1]


def test_profile_agreement_is_the_correlation_within_each_person() -> None:
    own, others = profiles()
    own[0, 2], others[0, 5], own[4, 0] = np.nan, np.nan, np.nan
    found = profile_agreement(own, others)
    both = ~np.isnan(own + others)
    centred = [np.where(both, v, np.nan) for v in (own, others)]
    centred = [v - np.nanmean(v, axis=0) for v in centred]
    for person in range(30):
        kept = both[person]
        overall = np.corrcoef(own[person, kept], others[person, kept])[0, 1]
        distinctive = np.corrcoef(*(v[person, kept] for v in centred))[0, 1]
        assert found.overall[person] == pytest.approx(overall, abs=1e-12)
        assert found.distinctive[person] == pytest.approx(distinctive, abs=1e-12)
    np.testing.assert_array_equal(found.areas[[0, 1, 4]], [6, 8, 7])
    assert found.mean_overall.estimate == pytest.approx(found.overall.mean())


def test_common_profile_alone_is_no_distinctive_agreement() -> None:
    rng = np.random.default_rng(3)
    common = 3 * rng.normal(size=10)
    own, others = common + rng.normal(size=(2, 300, 10))
    found = profile_agreement(own, others)
    assert found.mean_overall.interval.low > 0.5
    assert found.mean_distinctive.interval.low < 0.05
    assert abs(found.mean_distinctive.estimate) < 0.06


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1_000), shift=st.floats(-20, 20), scale=st.floats(0.1, 10))
def test_profile_agreement_does_not_depend_on_level_or_units(seed, shift, scale) -> None:
    own, others = profiles(seed=seed)
    plain, moved = profile_agreement(own, others), profile_agreement(shift + scale * own, others)
    np.testing.assert_allclose(moved.overall, plain.overall, atol=1e-10)
    np.testing.assert_allclose(moved.distinctive, plain.distinctive, atol=1e-10)
    assert np.abs(plain.overall).max() <= 1


def test_flat_and_short_profiles_have_no_agreement_and_are_counted() -> None:
    own, others = profiles()
    own[0] = 3.1
    others[1, :6] = np.nan
    found = profile_agreement(own, others)
    assert np.isnan(found.overall).tolist() == [True, True] + [False] * 28
    assert found.dropped[0].count == 2
    assert "2 persons dropped" in found.summary()


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ([[1, 2, 3.0]], [[1, 2, 4.0]]),
        ([[1, 2.0]] * 3, [[1, 4.0]] * 3),
        ([[1, 2, 3.0]] * 3, [[1, 2.0]] * 3),
        ([[2, 2, 2.0]] * 3, [[1, 2, 3.0]] * 3),
        ([[np.nan] * 3] * 3, [[1, 2, 3.0]] * 3),
        ([1, 2, 3.0], [1, 2, 3.0]),
        (np.empty((0, 3)), np.empty((0, 3))),
    ],
)
def test_profiles_without_agreement_are_refused(own, others) -> None:
    with pytest.raises(PsychometricsError):
        profile_agreement(own, others)


def test_few_persons_with_profiles_say_what_is_needed() -> None:
    with pytest.raises(UndefinedStatistic, match="3 areas rated by both"):
        profile_agreement([[1, 2, 3.0]], [[1, 2, 4.0]])
