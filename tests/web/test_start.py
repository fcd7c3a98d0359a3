"""Before the start: what people are told, and what beginning does."""

from __future__ import annotations

import re

import pytest

from stature.web.responses.models import SavedResponse
from tests.web.conftest import saved

pytestmark = pytest.mark.django_db


def test_says_purpose_time_and_who_sees_the_answers(client, instrument):
    page = client.get("/answer/").content.decode()
    assert instrument.purpose in page
    assert f"About {instrument.minutes} minutes for all 48" in page
    assert "Only you." in page
    assert all(line in page for line in instrument.instructions)


def test_offers_the_first_area_unless_all_are_asked_for(client):
    assert '<option value="SL" selected>' in client.get("/answer/").content.decode()
    assert '<option value="all" selected>' in client.get("/answer/?areas=all").content.decode()


def test_starting_leads_to_the_first_page_of_the_chosen_area(client):
    reply = client.post("/answer/", {"name": "Asha", "areas": "ES"})
    assert reply.status_code == 302
    assert re.fullmatch(r"/answer/[\w-]{32}/areas/es/", reply["Location"])


def test_starting_with_all_areas_asks_all_six(client):
    reply = client.post("/answer/", {"name": "", "areas": "all"})
    key = reply["Location"].split("/")[2]
    assert saved(key).sections_asked == ["SL", "FVC", "SS", "ES", "CSP", "RRS"]


def test_row_names_the_instrument_version_and_keeps_no_key(client, instrument):
    reply = client.post("/answer/", {"name": " Asha ", "areas": "SL"})
    key = reply["Location"].split("/")[2]
    row = SavedResponse.objects.get()
    assert row.instrument_sha256 == instrument.sha256
    assert (row.instrument_id, row.instrument_version) == (instrument.id, instrument.version)
    assert row.name == "Asha"
    assert all(key not in str(value) for value in vars(row).values())


def test_two_starts_get_keys_that_differ(client):
    keys = {client.post("/answer/", {"areas": "SL"})["Location"].split("/")[2] for _ in range(20)}
    assert len(keys) == 20


@pytest.mark.parametrize("areas", ["", "XX", "sl", "SL' OR 1=1 --"])
def test_unknown_area_is_refused_with_a_message(client, areas):
    reply = client.post("/answer/", {"name": "", "areas": areas})
    assert reply.status_code == 400
    assert "Please check this" in reply.content.decode()
    assert not SavedResponse.objects.exists()


@pytest.mark.parametrize("name", ["x" * 121, "a\x07b", "line\nbreak"])
def test_name_that_cannot_be_printed_is_refused_and_shown_again(client, name):
    reply = client.post("/answer/", {"name": name, "areas": "FVC"})
    assert reply.status_code == 400
    assert '<option value="FVC" selected>' in reply.content.decode()
    assert not SavedResponse.objects.exists()


def test_going_back_before_the_first_page_keeps_answers_and_changes_the_name(client, key):
    client.post(
        f"/answer/{key}/answers/",
        {
            "item": "SL-2",
            "perspective": "individual",
            "answer": "1",
        },
    )
    page = client.get(f"/answer/{key}/start/").content.decode()
    assert 'value="Asha"' in page
    client.post(f"/answer/{key}/start/", {"name": "Asha K", "areas": "all"})
    row = saved(key)
    assert row.name == "Asha K"
    assert len(row.sections_asked) == 6
    assert row.answers == {"SL-2": {"individual": 1}}


def test_change_of_start_is_refused_for_an_unknown_area(client, key):
    assert client.post(f"/answer/{key}/start/", {"areas": "XX"}).status_code == 400
    assert saved(key).sections_asked == ["SL"]


def test_stranger_cannot_see_or_change_a_start(client, key):
    assert client.get("/answer/not-the-key/start/").status_code == 404
    assert client.post("/answer/not-the-key/start/", {"areas": "all"}).status_code == 404


def test_start_of_a_sealed_response_cannot_change(client, sealed_key):
    reply = client.post(f"/answer/{sealed_key}/start/", {"name": "Other", "areas": "all"})
    assert reply.status_code == 409
    assert saved(sealed_key).name == "Asha"


def test_start_needs_a_token(strict_client):
    assert strict_client.post("/answer/", {"areas": "SL"}).status_code == 403
    assert not SavedResponse.objects.exists()
