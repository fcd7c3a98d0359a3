"""The bundled framework, its questionnaire, and small frameworks of one's own."""

from collections.abc import Callable, Sequence

import pytest

from stature.core.framework.model import Framework
from stature.core.instrument.feedback import (
    FeedbackInstrument,
    FeedbackTexts,
    RaterGroup,
    Rating,
    build_questionnaire,
)
from stature.packs import FrameworkPack, find_framework_pack
from tests.core.feedback_sample import framework_of

MakeRating = Callable[..., Rating]


@pytest.fixture(scope="session")
def framework_pack() -> FrameworkPack:
    return find_framework_pack("customer-service-director")


@pytest.fixture(scope="session")
def framework(framework_pack: FrameworkPack) -> Framework:
    return framework_pack.framework


@pytest.fixture(scope="session")
def feedback_texts(framework_pack: FrameworkPack) -> FeedbackTexts:
    return framework_pack.feedback_texts


@pytest.fixture(scope="session")
def questionnaire(framework: Framework, feedback_texts: FeedbackTexts) -> FeedbackInstrument:
    return build_questionnaire(framework, feedback_texts).instrument


@pytest.fixture(scope="session")
def own_framework() -> Callable[[Sequence[Sequence[str]]], Framework]:
    return framework_of


@pytest.fixture
def rating(questionnaire: FeedbackInstrument) -> MakeRating:
    """A rating that answers the first item, changed as asked."""

    def make(rater: str, group: RaterGroup = RaterGroup.PEERS, **changes: object) -> Rating:
        fields = {
            "participant": "lea",
            "rater": rater,
            "group": group,
            "instrument": questionnaire.reference,
            "frequency": {questionnaire.items[0].code: 4},
        }
        return Rating.model_validate(fields | changes)

    return make
