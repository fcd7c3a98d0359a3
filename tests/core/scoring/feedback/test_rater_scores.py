"""A rater's score of a unit is the mean of what was answered, if that is at least half."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.instrument.feedback import FeedbackInstrument, FeedbackTexts, build_questionnaire
from stature.core.psychometrics.scales import score_scale
from stature.core.scoring.feedback.rater_scores import score_raters
from stature.core.scoring.feedback.units import UnitKind, units_of
from tests.core.feedback_sample import framework_of


def test_units_are_those_of_the_framework(questionnaire: FeedbackInstrument) -> None:
    units = units_of(questionnaire)
    counts = {kind: sum(unit.kind is kind for unit in units) for kind in UnitKind}
    assert counts == {
        UnitKind.FACET: 48,
        UnitKind.COMPETENCY: 16,
        UnitKind.CLUSTER: 4,
        UnitKind.TIER: 2,
        UnitKind.EMPHASIS: 3,
    }


def test_competency_counts_for_both_its_emphases(questionnaire: FeedbackInstrument) -> None:
    emphases = {
        unit.code: {questionnaire.sections[part].code for part in unit.parts}
        for unit in units_of(questionnaire)
        if unit.kind is UnitKind.EMPHASIS
    }
    assert emphases["vision"] == {"T3", "T4", "A4", "I4"}
    assert "I4" in emphases["engagement"]
    assert emphases["delivery"] == {"T2", "A1", "A2", "M1", "M2", "M3", "M4"}


def test_empty_tier_and_emphasis_get_no_unit(feedback_texts: FeedbackTexts) -> None:
    made = build_questionnaire(framework_of([["Asks guests."]]), feedback_texts).instrument
    kinds = [(unit.kind, unit.code) for unit in units_of(made)]
    assert kinds[2:] == [
        (UnitKind.CLUSTER, "L"),
        (UnitKind.TIER, "threshold"),
        (UnitKind.EMPHASIS, "engagement"),
    ]


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        ([5, 4, np.nan], 4.5),
        ([5, np.nan, np.nan], np.nan),
        ([np.nan, np.nan, np.nan], np.nan),
        ([1, 2, 3], 2.0),
    ],
)
def test_half_rule(questionnaire: FeedbackInstrument, answers: list[float], score: float) -> None:
    table = np.full((1, 48), np.nan)
    table[0, :3] = answers
    scored = score_raters(table, questionnaire)
    place = [unit.code for unit in scored.units].index("T1")
    assert scored.scores[0, place] == pytest.approx(score, nan_ok=True)


def test_cluster_is_the_mean_of_competencies_and_needs_half_of_them(
    questionnaire: FeedbackInstrument,
) -> None:
    table = np.full((2, 48), np.nan)
    table[0, 0:3], table[0, 3:5] = 5, 2  # T1 has three items, T2 two of three
    table[1, 0:3] = 5
    scored = score_raters(table, questionnaire)
    place = [(unit.kind, unit.code) for unit in scored.units].index((UnitKind.CLUSTER, "T"))
    np.testing.assert_array_equal(scored.scores[:, place], [3.5, np.nan])
    assert scored.answered[:, place].tolist() == [5, 3]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0, 0.9))
def test_scores_are_those_of_the_scale_scores(
    questionnaire: FeedbackInstrument, seed: int, missing: float
) -> None:
    rng = np.random.default_rng(seed)
    answers = rng.integers(1, 6, (8, 48)).astype(float)
    answers[rng.random(answers.shape) < missing] = np.nan
    answers[0] = 3  # so that somebody has a score
    scored = score_raters(answers, questionnaire)
    for place, unit in enumerate(scored.units):
        if unit.kind is UnitKind.COMPETENCY:
            expected = score_scale(answers[:, unit.items]).mean
            np.testing.assert_allclose(scored.scores[:, place], expected)
