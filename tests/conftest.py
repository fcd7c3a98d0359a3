"""What many tests need: the bundled profile, its people, and the shared data when present."""

from pathlib import Path

import pytest

from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.core.reporting.texts import ReportTexts
from stature.packs import Pack, find_pack, made_up_responses

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def pack() -> Pack:
    return find_pack("service-commitment")


@pytest.fixture(scope="session")
def instrument(pack: Pack) -> Instrument:
    return pack.instrument


@pytest.fixture(scope="session")
def texts(pack: Pack) -> ReportTexts:
    return pack.report_texts


@pytest.fixture(scope="session")
def leader() -> Response:
    """The made-up leader with fourteen items for coaching."""
    return made_up_responses()[0]


@pytest.fixture(scope="session")
def sample_answers() -> Path:
    path = PROJECT.parent / "shared" / "data" / "profile-sample-answers.csv"
    if not path.is_file():
        pytest.skip("the shared data are not beside this checkout")
    return path
