"""Made-up norms: marked as such, the same each time, and fit to be laid beside a report."""

import pytest

from stature.core.instrument.feedback import FeedbackInstrument, build_questionnaire
from stature.core.scoring.feedback.norms import MADE_UP
from stature.packs import find_framework_pack
from stature.packs.made_up_feedback import MIDDLING
from stature.packs.made_up_norms import LEADERS, made_up_norms


@pytest.fixture(scope="module")
def questionnaire() -> FeedbackInstrument:
    pack = find_framework_pack("customer-service-director")
    return build_questionnaire(pack.framework, pack.feedback_texts).instrument


def test_every_competency_has_norms_whose_label_says_that_they_are_made_up(questionnaire):
    norms = made_up_norms(questionnaire)
    assert set(norms.competencies) == {section.code for section in questionnaire.sections}
    assert {group.n for group in norms.competencies.values()} == {LEADERS}
    assert norms.label.startswith(MADE_UP)


def test_middling_leader_stands_near_the_middle(questionnaire):
    rank = made_up_norms(questionnaire).place_of("T1", MIDDLING).estimate
    assert 35 < float(rank[0]) < 65


def test_same_seed_gives_the_same_norms(questionnaire):
    assert made_up_norms(questionnaire) == made_up_norms(questionnaire)
    assert made_up_norms(questionnaire) != made_up_norms(questionnaire, seed=8)
