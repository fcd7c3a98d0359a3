"""The bundled questionnaire and a made-up round."""

import pytest

from stature.core.instrument.feedback import FeedbackInstrument, build_questionnaire
from stature.core.instrument.feedback.texts import FeedbackTexts
from stature.core.scoring.feedback.table import RatingTable
from stature.packs import find_framework_pack
from tests.core.feedback_sample import round_of


@pytest.fixture(scope="session")
def feedback_texts() -> FeedbackTexts:
    return find_framework_pack("customer-service-director").feedback_texts


@pytest.fixture(scope="session")
def questionnaire(feedback_texts: FeedbackTexts) -> FeedbackInstrument:
    framework = find_framework_pack("customer-service-director").framework
    return build_questionnaire(framework, feedback_texts).instrument


@pytest.fixture(scope="session")
def made_up_round(questionnaire: FeedbackInstrument) -> RatingTable:
    return round_of(questionnaire, 40)
