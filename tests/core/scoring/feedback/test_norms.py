"""Norms come from leaders who agreed, in numbers that suffice, and are watched for drift."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import numpy as np
import pytest

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.psychometrics.norms import percentile_ranks
from stature.core.scoring.feedback.made_up_norms import made_up_norms
from stature.core.scoring.feedback.norms import FeedbackNorms, norms_drift, norms_from_round
from stature.core.scoring.feedback.raw import ALL_OTHERS, RawFeedback, score_feedback
from tests.core.feedback_sample import round_of

PROVENANCE = {
    "id": "made-up-norms",
    "uuid": UUID("0f3a5f3e-5a4b-5c6d-8e7f-1a2b3c4d5e6f"),
    "version": "1.0.0",
    "language": "en-GB",
    "title": "Made-up norms",
    "licence": "Apache-2.0",
    "authors": ("The Stature authors",),
    "people": "made-up leaders",
    "place": "nowhere",
    "chosen": "drawn at random",
    "collected_from": date(2026, 1, 1),
    "collected_to": date(2026, 6, 30),
}


@pytest.fixture(scope="module")
def raw(questionnaire: FeedbackInstrument) -> RawFeedback:
    return score_feedback(round_of(questionnaire, 150))


@pytest.fixture(scope="module")
def norms(raw: RawFeedback) -> FeedbackNorms:
    return norms_from_round(raw, raw.leaders[:120], provenance=PROVENANCE)


def test_only_leaders_who_agreed_are_in(norms: FeedbackNorms) -> None:
    assert {group.n for group in norms.competencies.values()} == {120}


def test_norms_name_their_questionnaire(norms: FeedbackNorms, raw: RawFeedback) -> None:
    assert norms.instrument == raw.instrument.reference


def test_norms_hold_scores_in_tenths_and_no_leader(norms: FeedbackNorms) -> None:
    text = norms.model_dump_json()
    assert "leader 1" not in text
    for group in norms.competencies.values():
        assert [round(value, 1) for value in group.values] == list(group.values)


def test_too_few_who_agreed_make_no_norms(raw: RawFeedback) -> None:
    with pytest.raises(UndefinedStatistic, match=r"T1: 20 leaders agreed .* norms need 100"):
        norms_from_round(raw, raw.leaders[:20], provenance=PROVENANCE)


def test_leader_with_too_few_raters_is_left_out(raw: RawFeedback) -> None:
    place = next(n for n, unit in enumerate(raw.units) if unit.code == "T1")
    counts = raw.counts.copy()
    counts[0, -1, place] = 3
    changed = norms_from_round(replace(raw, counts=counts), raw.leaders, provenance=PROVENANCE)
    assert changed.competencies["T1"].n == 149
    assert changed.competencies["T2"].n == 150


def test_place_among_the_norms_has_its_limits(norms: FeedbackNorms) -> None:
    place = norms.place_of("T1", 3.6)
    expected = percentile_ranks([3.6], norms.competencies["T1"])
    assert place.estimate[0] == expected.estimate[0]
    assert place.low[0] < place.estimate[0] < place.high[0]


def test_small_norms_are_never_compared_with(raw: RawFeedback) -> None:
    few = norms_from_round(raw, raw.leaders[:20], provenance=PROVENANCE, made_up=True)
    with pytest.raises(PsychometricsError, match="no norms of T1 with at least 100 leaders"):
        few.place_of("T1", 3.5)


def test_made_up_norms_say_so_wherever_they_are_shown(
    raw: RawFeedback, norms: FeedbackNorms
) -> None:
    made_up = norms_from_round(raw, raw.leaders, provenance=PROVENANCE, made_up=True)
    assert made_up.label.startswith("Made-up norms, for show only.")
    assert "for show only" not in norms.label
    assert "120 leaders" in norms.label


def test_drift_between_versions_is_found(
    raw: RawFeedback, norms: FeedbackNorms, questionnaire: FeedbackInstrument
) -> None:
    table = round_of(questionnaire, 150, seed=8)
    higher = score_feedback(table)
    shifted = replace(higher, means=np.minimum(higher.means + 0.6, 5))
    provenance = PROVENANCE | {"version": "2.0.0"}
    later = norms_from_round(shifted, shifted.leaders, provenance=provenance)
    drift = norms_drift(norms, later)
    assert len(drift) == 16
    assert str(drift["T1"].verdict) == "drifted"
    same = norms_from_round(raw, raw.leaders, provenance=PROVENANCE)
    assert str(norms_drift(norms, same)["T1"].verdict) != "drifted"
    assert raw.of_view(ALL_OTHERS)[0].shape == (150, len(raw.units))


def test_norms_for_show_are_the_same_each_time_and_say_what_they_are(
    questionnaire: FeedbackInstrument,
) -> None:
    first = made_up_norms(questionnaire, seed=1, on=date(2026, 1, 1))
    again = made_up_norms(questionnaire, seed=1, on=date(2026, 1, 1))
    assert first.sha256 == again.sha256
    assert first.made_up
    assert "for show only" in first.label
    assert first.instrument == questionnaire.reference
    assert 50 < first.place_of("T1", 4.0).estimate[0] < 99
