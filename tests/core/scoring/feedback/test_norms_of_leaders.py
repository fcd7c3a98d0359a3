"""Norms grow by many leaders at once, so that no two versions tell one leader's results."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.instrument.feedback.ratings import RATER_GROUPS, RaterGroup
from stature.core.psychometrics.norms import NormGroup
from stature.core.scoring.feedback import (
    DisclosedFeedback,
    Figure,
    LeaderScores,
    NormsProvenance,
    RatingTable,
    disclosed_feedback,
    norm_scores_of,
    norms_drift,
    norms_of_leaders,
)
from stature.core.scoring.feedback.norms import FeedbackNorms
from stature.core.scoring.feedback.norms_of_leaders import LEAST_NEW, all_scores

CODES = ("T1", "T2", "M1")


def leaders(n: int, seed: int = 1, level: float = 3.6) -> list[LeaderScores]:
    scores = np.clip(np.random.default_rng(seed).normal(level, 0.4, (n, len(CODES))), 1, 5)
    return [
        LeaderScores(dict(zip(CODES, np.round(each, 1).tolist(), strict=True))) for each in scores
    ]


def norms_from(
    questionnaire: FeedbackInstrument,
    scores: list[LeaderScores],
    earlier: FeedbackNorms | None = None,
    *,
    made_up: bool = False,
) -> FeedbackNorms:
    provenance = NormsProvenance(
        instrument=questionnaire,
        version=earlier.next_version if earlier else "1.0.0",
        people="service leaders",
        place="Europe",
        collected_from=date(2026, 1, 1),
        collected_to=date(2026, 6, 30),
        authors=("Harbour Hotels",),
        licence="For tests",
    )
    return norms_of_leaders(
        scores,
        questionnaire.reference,
        provenance=provenance.fields,
        earlier=earlier,
        made_up=made_up,
    )


def counts_of(group: NormGroup) -> Counter[float]:
    return Counter(dict(zip(group.values, group.counts, strict=True)))


def scores_of(some: list[LeaderScores], code: str) -> Counter[float]:
    return Counter(each.scores[code] for each in some)


@pytest.fixture(scope="module")
def first(questionnaire: FeedbackInstrument) -> FeedbackNorms:
    return norms_from(questionnaire, leaders(100))


def test_fewer_than_100_leaders_make_no_norms(questionnaire: FeedbackInstrument) -> None:
    with pytest.raises(UndefinedStatistic, match=r"99 leaders .* norms need 100"):
        norms_from(questionnaire, leaders(99))


def test_one_more_leader_makes_no_version(
    questionnaire: FeedbackInstrument, first: FeedbackNorms
) -> None:
    for n in (0, 1, LEAST_NEW - 1):
        with pytest.raises(UndefinedStatistic, match="a further version needs 30"):
            norms_from(questionnaire, leaders(n, seed=2), first)


@settings(max_examples=25, deadline=None)
@given(sizes=st.lists(st.integers(LEAST_NEW, 60), min_size=1, max_size=3), seed=st.integers(0, 99))
def test_difference_of_any_two_versions_is_made_of_whole_batches(
    questionnaire: FeedbackInstrument, sizes: list[int], seed: int
) -> None:
    """What somebody gets who has every version and subtracts one from another."""
    batches = [leaders(100, seed), *(leaders(n, seed + k) for k, n in enumerate(sizes, 1))]
    versions: list[FeedbackNorms] = []
    for batch in batches:
        versions.append(norms_from(questionnaire, batch, versions[-1] if versions else None))
    for early in range(len(versions)):
        for late in range(early + 1, len(versions)):
            new = [each for batch in batches[early + 1 : late + 1] for each in batch]
            for code in CODES:
                told = counts_of(versions[late].competencies[code])
                told.subtract(counts_of(versions[early].competencies[code]))
                assert +told == scores_of(new, code)
                assert min(told.values()) >= 0
                assert told.total() >= LEAST_NEW


def test_new_leaders_who_all_have_one_score_make_no_version(
    questionnaire: FeedbackInstrument, first: FeedbackNorms
) -> None:
    alike = [LeaderScores(dict.fromkeys(CODES, 4.8))] * 40
    with pytest.raises(UndefinedStatistic, match="T1: all new leaders have the same score"):
        norms_from(questionnaire, alike, first)


def test_versions_keep_who_they_are_and_name_the_one_before(
    questionnaire: FeedbackInstrument, first: FeedbackNorms
) -> None:
    second = norms_from(questionnaire, leaders(30, seed=2), first)
    assert (second.id, second.uuid, second.version) == (first.id, first.uuid, "2.0.0")
    assert second.extends == first.sha256
    assert {group.n for group in second.competencies.values()} == {130}


def test_norms_of_real_leaders_never_grow_from_made_up_ones(
    questionnaire: FeedbackInstrument,
) -> None:
    shown = norms_from(questionnaire, leaders(100), made_up=True)
    with pytest.raises(PsychometricsError, match="of another questionnaire, or made up"):
        norms_from(questionnaire, leaders(30, seed=2), shown)


def test_drift_lays_only_the_new_leaders_beside_those_before(
    questionnaire: FeedbackInstrument, first: FeedbackNorms
) -> None:
    second = norms_from(questionnaire, leaders(60, seed=2, level=4.1), first)
    drift = norms_drift(first, second)["T1"]
    assert drift.n == 160
    assert str(drift.verdict) == "drifted"
    alike = norms_from(questionnaire, leaders(60, seed=3), first)
    assert str(norms_drift(first, alike)["T1"].verdict) != "drifted"


def figure(mean: float | None, n: int) -> Figure:
    return Figure(mean, n, None, None, None)


def test_leader_gives_tenths_or_nothing() -> None:
    whole = {"T1": figure(3.4567, 4), "T2": figure(4.75, 9)}
    assert norm_scores_of(whole) == LeaderScores({"T1": 3.5, "T2": 4.8})
    assert norm_scores_of(whole | {"T2": figure(4.75, 3)}) is None
    assert norm_scores_of(whole | {"T2": figure(None, 0)}) is None


def feedback(questionnaire: FeedbackInstrument, answers: list[int]) -> DisclosedFeedback:
    """Asha's feedback by peers who each choose one answer everywhere."""
    table = RatingTable(
        instrument=questionnaire,
        leaders=("Asha",),
        raters=np.arange(len(answers)),
        leader_of=np.zeros(len(answers), dtype=np.intp),
        group_of=np.full(len(answers), RATER_GROUPS.index(RaterGroup.PEERS)),
        frequency=np.array([[each] * len(questionnaire.items) for each in answers], dtype=float),
    )
    return disclosed_feedback(table, "Asha")[0]


def test_norms_do_not_tell_what_a_leaders_own_report_hides(
    questionnaire: FeedbackInstrument,
) -> None:
    """Raters who all chose 5 look like raters who nearly all did, as in the report."""
    certain = all_scores([feedback(questionnaire, [5] * 5)])
    near = all_scores([feedback(questionnaire, [5, 5, 5, 5, 4])])
    assert certain == near
    assert certain[0].scores["T1"] < 5


def test_leader_rated_in_two_rounds_counts_once_by_the_last(
    questionnaire: FeedbackInstrument,
) -> None:
    before, after = ([2, 3, 3, 2, 3], [4, 3, 3, 4, 3])
    [found] = all_scores([feedback(questionnaire, before), feedback(questionnaire, after)])
    assert found.scores["T1"] == 3.4
