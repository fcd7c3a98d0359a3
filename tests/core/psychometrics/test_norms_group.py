"""Norm groups: provenance, size, age, drift, and dictionaries from strangers."""

import json
from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.special import kolmogorov

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.norms import (
    DriftVerdict,
    NormGroup,
    norm_drift,
    norm_group,
    norm_scores,
)

PROVENANCE: dict[str, Any] = {
    "name": "Managers 2025",
    "people": "managers of customer service",
    "place": "United Kingdom",
    "chosen": "every manager of twelve organisations",
    "instrument": "Service Commitment",
    "instrument_version": "1.2.0",
    "collected_from": date(2025, 1, 15),
    "collected_to": date(2025, 6, 30),
}


def group(scores: Any, **changes: Any) -> NormGroup:
    return norm_group(scores, **(PROVENANCE | changes))


def test_norm_group_knows_n_mean_and_sd_of_the_scores_that_are_not_missing() -> None:
    scores = np.array([3.0, 4.5, np.nan, 4.5, 2.0])
    norms = group(scores)
    assert (norms.n, norms.missing) == (4, 1)
    assert norms.mean == pytest.approx(np.nanmean(scores), abs=1e-12)
    assert norms.sd == pytest.approx(np.nanstd(scores, ddof=1), abs=1e-12)
    assert norms.values == (2.0, 3.0, 4.5)
    assert norms.counts == (1, 1, 2)


@pytest.mark.parametrize(
    ("n", "verdict"), [(99, "too small"), (100, "provisional"), (300, "sufficient")]
)
def test_size_verdict_follows_stated_limits(n: int, verdict: str) -> None:
    assert group(np.arange(n)).size_verdict() == verdict


def test_size_verdict_takes_other_limits() -> None:
    norms = group(np.arange(50))
    assert norms.size_verdict(too_small_below=20, provisional_below=50) == "sufficient"
    with pytest.raises(PsychometricsError):
        norms.size_verdict(too_small_below=100, provisional_below=50)


def test_scores_against_a_small_group_carry_the_warning() -> None:
    small, large = group(np.arange(60) % 13), group(np.arange(900) % 13)
    assert "too small" in norm_scores([4], small).summary()
    assert "norm group, still small" in norm_scores([4], group(np.arange(200) % 13)).summary()
    assert norm_scores([4], large).notes == ()


def test_age_counts_from_the_last_score_to_the_day_given() -> None:
    norms = group([1, 2, 3])
    assert norms.age_in_years(date(2026, 6, 30)) == pytest.approx(1.0, abs=0.002)
    assert not norms.is_outdated(date(2040, 6, 1))
    assert norms.is_outdated(date(2040, 7, 2))
    assert norms.is_outdated(date(2030, 1, 1), after_years=3)
    with pytest.raises(PsychometricsError, match="after 2025-01-01"):
        norms.age_in_years(date(2025, 1, 1))


def test_norm_group_comes_back_from_its_dictionary() -> None:
    norms = group([1, 2.5, 2.5, np.nan])
    again = NormGroup.from_dict(json.loads(json.dumps(norms.to_dict())))
    assert again == norms
    assert again.to_dict() == norms.to_dict()
    assert again.n == 3


def test_equal_scores_in_another_order_give_the_same_dictionary() -> None:
    assert group([3, 1, -0.0, 2]).to_dict() == group([0.0, 2, 3, 1]).to_dict()


HOSTILE: list[dict[str, Any]] = [
    {"values": [1.0, float("nan")]},
    {"values": [1.0, float("inf")]},
    {"values": [2.0, 1.0]},
    {"values": [1.0, 1.0]},
    {"values": [1.0]},
    {"values": "12"},
    {"values": [1.0, "2"]},
    {"values": [1.0, 10**400]},
    {"values": [1.0, 10**5000]},
    {"counts": [1, 0]},
    {"counts": [1, -3]},
    {"counts": [1, 1.5]},
    {"counts": [1, True]},
    {"counts": [1, 10**12]},
    {"values": [], "counts": []},
    {"values": [1.0], "counts": [1]},
    {"missing": -1},
    {"collected_from": "2025-13-01"},
    {"collected_from": 0},
    {"collected_from": "2026-01-01"},
    {"collected_to": None},
    {"name": ""},
    {"name": "x" * 10_000},
    {"people": {"who": "me"}},
    {"surprise": 1},
    {"values": {1.0, 2.0}},
    {"name": object()},
    {1: "one"},
]


@pytest.mark.parametrize("change", HOSTILE)
def test_hostile_dictionaries_are_refused_with_a_sentence(change: dict[str, Any]) -> None:
    record = group([1, 2]).to_dict()
    NormGroup.from_dict(record)
    with pytest.raises(PsychometricsError, match="norm group"):
        NormGroup.from_dict(record | change)


@pytest.mark.parametrize("record", [None, 5, "text", [1, 2], [("a", 1)]])
def test_what_is_no_dictionary_is_refused(record: Any) -> None:
    with pytest.raises(PsychometricsError, match="norm group"):
        NormGroup.from_dict(record)


def test_a_dictionary_that_holds_itself_is_refused() -> None:
    record = group([1, 2]).to_dict()
    record["values"] = [record]
    with pytest.raises(PsychometricsError):
        NormGroup.from_dict(record)


def test_a_dictionary_nested_too_deeply_is_refused() -> None:
    record = group([1, 2]).to_dict()
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(PsychometricsError):
        NormGroup.from_dict(record | {"values": deep})


@pytest.mark.parametrize(
    "change", [{"name": " "}, {"collected_to": date(2024, 1, 1)}, {"collected_from": "2025-01-01"}]
)
def test_norm_group_without_provenance_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(PsychometricsError, match="norm group"):
        group([1, 2], **change)


def test_norm_group_needs_two_scores() -> None:
    with pytest.raises(UndefinedStatistic):
        group([4, np.nan])


def test_drift_matches_the_hand_worked_values() -> None:
    first, second = np.array([1.0, 2, 3, 4, 5]), np.array([3.0, 4, 5, 6, 7, 8])
    drift = norm_drift(first, second)
    pooled = np.sqrt((4 * first.var(ddof=1) + 5 * second.var(ddof=1)) / 9)
    # J for 9 degrees of freedom: Gamma(4.5) / (sqrt(4.5) Gamma(4)), Gamma(4) = 6
    j = 11.631728396567448 / (np.sqrt(4.5) * 6)
    assert drift.mean_drift.estimate == pytest.approx(j * 2.5 / pooled, abs=1e-12)
    assert drift.sd_ratio.estimate == pytest.approx(np.sqrt(3.5 / 2.5), abs=1e-12)
    assert drift.distance == pytest.approx(0.5, abs=1e-12)  # at 5: all of one, half of the other
    assert drift.distance_p == pytest.approx(kolmogorov(0.5 * np.sqrt(30 / 11)), abs=1e-12)


def test_drift_turns_with_the_order_of_the_groups() -> None:
    rng = np.random.default_rng(2)
    one, other = rng.gamma(2, size=300), rng.gamma(3, size=200)
    there, back = norm_drift(one, other), norm_drift(other, one)
    assert there.mean_drift.estimate == pytest.approx(-back.mean_drift.estimate)
    assert there.sd_ratio.estimate == pytest.approx(1 / back.sd_ratio.estimate)
    assert there.distance == pytest.approx(back.distance)


def test_limits_of_the_sd_ratio_hold_for_skewed_scores() -> None:
    rng = np.random.default_rng(4)
    held = [
        1 in norm_drift(rng.gamma(2, size=400), rng.gamma(2, size=400)).sd_ratio.interval
        for _ in range(300)
    ]
    assert np.mean(held) > 0.90  # an F interval holds in about 80 of 100 here


@pytest.mark.parametrize(
    ("shift", "n", "verdict"),
    [(0.0, 2000, "stable"), (0.6, 400, "drifted"), (0.1, 30, "uncertain")],
)
def test_drift_verdict(shift: float, n: int, verdict: str) -> None:
    rng = np.random.default_rng(7)
    scores = rng.normal(size=n)
    drift = norm_drift(scores, scores + shift)
    assert drift.verdict == DriftVerdict(verdict)
    assert "SD ratio: 1.00" in drift.summary()


def test_drift_between_instruments_is_told_of() -> None:
    later = group(np.arange(400), instrument_version="2.0.0")
    assert "instruments differ" in norm_drift(group(np.arange(400)), later).summary()
    assert norm_drift(group(np.arange(400)), group(np.arange(400))).notes == ()


def test_drift_of_a_group_without_spread_is_undefined() -> None:
    with pytest.raises(UndefinedStatistic, match="later"):
        norm_drift([1, 2], [3, 3])
    with pytest.raises(PsychometricsError):
        norm_drift([1, 2], [3, 4], noteworthy=0)
