"""Answers and reports stay as they were when the questionnaire or its texts move on."""

import stat
import subprocess
import sys

import pytest

from stature.web.responses import selectors, services
from stature.web.responses.models import PublishedDocument, SavedResponse
from tests.web.conftest import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def newer_version(monkeypatch, instrument):
    """The site moves to a new version of the questionnaire, in which the first item is reworded."""

    def move_on():
        first = instrument.sections[0]
        stems = {**first.items[0].stems, "individual": "I do something quite new."}
        item = first.items[0].model_copy(update={"stems": stems})
        section = first.model_copy(update={"items": (item, *first.items[1:])})
        newer = instrument.model_copy(
            update={"version": "1.1.0", "sections": (section, *instrument.sections[1:])}
        )
        monkeypatch.setattr(selectors, "instrument_in_use", lambda: newer)
        return newer

    return move_on


def report_of(client, key: str) -> str:
    """The report alone: the page's footer has a form with a token of its own."""
    return client.get(address(key, "report/")).content.decode().partition("<footer")[0]


def test_sealed_report_stays_the_same_when_the_questionnaire_changes(
    client, sealed_key, newer_version
):
    before = report_of(client, sealed_key)
    newer_version()
    assert report_of(client, sealed_key) == before


def test_open_response_goes_on_with_its_own_version(client, key, newer_version, instrument):
    newer_version()
    page = client.get(address(key, "areas/sl/")).content.decode()
    assert instrument.items[0].stems["individual"] in page
    assert "I do something quite new." not in page
    services.save_answer(key=key, item="SL-1", perspective="individual", answer=2)
    saved = selectors.find_response(key)
    assert selectors.as_response(saved).rating("SL-1", "individual") == 2


def test_report_names_the_version_it_was_made_with(sealed_key, newer_version):
    from stature.web.reports.selectors import own_report

    newer = newer_version()
    saved = selectors.find_response(sealed_key)
    assert selectors.instrument_of(saved).version == "1.0.0" != newer.version
    method = next(part for part in own_report(saved).sections if part.anchor == "method")
    assert "Service Commitment Profile 1.0.0" in method.model_dump_json()


def test_documents_are_kept_once_by_their_hash(client, key, instrument, texts):
    services.seal_response(key=services.start_response(sections=["SL"]))
    kept = {document.sha256: document.kind for document in PublishedDocument.objects.all()}
    assert kept == {instrument.sha256: "instrument", texts.sha256: "report-texts"}
    assert SavedResponse.objects.count() == 2


def test_database_can_be_read_by_its_owner_only(tmp_path):
    code = (
        "import sys; from pathlib import Path; from stature.web.launch import prepare; "
        "prepare(Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "data")], check=True)
    mode = (tmp_path / "data" / "stature.sqlite3").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
