"""One area on one page, with and without script."""

from __future__ import annotations

import pytest

from stature.web.responses import services
from tests.web.conftest import address, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_key(db) -> str:
    return services.start_response(sections=["SL", "FVC", "SS", "ES", "CSP", "RRS"])


def test_page_asks_each_item_twice_in_words_with_nothing_chosen(client, key, instrument):
    page = client.get(address(key, "areas/sl/")).content.decode()
    assert page.count("<fieldset") == page.count("<legend") == 16
    assert page.count('type="radio"') == 16 * 5
    assert " checked" not in page
    for option in instrument.response_scale.options:
        assert page.count(f">{option.label}</label>") == 16
    assert "<table" not in page


def test_page_says_where_one_is(client, long_key):
    assert "Area 2 of 6" in client.get(address(long_key, "areas/fvc/")).content.decode()


def test_answers_already_given_are_shown(client, key):
    services.save_answer(key=key, item="SL-4", perspective="organisation", answer="cant-say")
    page = client.get(address(key, "areas/sl/")).content.decode()
    assert page.count(" checked") == 1
    assert '<input type="radio" name="SL-4.organisation" value="cant-say"' in page


def test_continue_saves_the_page_and_goes_on(client, long_key):
    reply = client.post(
        address(long_key, "areas/sl/"), {"SL-1.individual": "3", "SL-8.organisation": "cant-say"}
    )
    assert reply["Location"] == address(long_key, "areas/fvc/")
    assert saved(long_key).answers == {
        "SL-1": {"individual": 3},
        "SL-8": {"organisation": "cant-say"},
    }


def test_back_saves_the_page_and_goes_back(client, long_key):
    reply = client.post(address(long_key, "areas/fvc/"), {"FVC-1.individual": "0", "go": "back"})
    assert reply["Location"] == address(long_key, "areas/sl/")
    assert saved(long_key).answers == {"FVC-1": {"individual": 0}}


def test_back_from_the_first_area_leads_to_before_you_start(client, key):
    reply = client.post(address(key, "areas/sl/"), {"go": "back"})
    assert reply["Location"] == address(key, "start/")


def test_continue_with_nothing_answered_leads_to_the_check(client, key):
    assert client.post(address(key, "areas/sl/"))["Location"] == address(key, "check/")


def test_page_sent_with_gaps_keeps_what_was_saved_before(client, key):
    services.save_answer(key=key, item="SL-1", perspective="individual", answer=1)
    client.post(address(key, "areas/sl/"), {"SL-2.individual": "2"})
    assert saved(key).answers == {"SL-1": {"individual": 1}, "SL-2": {"individual": 2}}


@pytest.mark.parametrize("answer", ["4", "-1", "yes", "<script>alert(1)</script>", "\x00"])
def test_bad_value_is_shown_as_an_error_and_nothing_is_saved(client, key, answer):
    reply = client.post(
        address(key, "areas/sl/"), {"SL-1.individual": answer, "SL-2.individual": "1"}
    )
    page = reply.content.decode()
    assert reply.status_code == 400
    assert "Clear picture of service (Me): Please choose one of the answers shown." in page
    assert 'href="#SL-1-individual_0"' in page
    assert 'id="SL-1-individual_0"' in page
    assert "<script>alert" not in page
    assert saved(key).answers == {}


def test_answers_to_other_areas_in_the_same_post_are_ignored(client, key):
    client.post(address(key, "areas/sl/"), {"FVC-1.individual": "3", "SL-1.boss": "3"})
    assert saved(key).answers == {}


@pytest.mark.parametrize("code", ["fvc", "SL", "xx", "..", "%3Cscript%3E"])
def test_area_that_was_not_asked_is_not_found(client, key, code):
    assert client.get(address(key, f"areas/{code}/")).status_code == 404
    assert client.post(address(key, f"areas/{code}/"), {}).status_code == 404


def test_stranger_sees_and_saves_nothing(client, key):
    assert client.get(address("not-the-key", "areas/sl/")).status_code == 404
    reply = client.post(address("not-the-key", "areas/sl/"), {"SL-1.individual": "3"})
    assert reply.status_code == 404
    assert saved(key).answers == {}


def test_sealed_response_shows_its_report_and_takes_no_page(client, sealed_key):
    assert client.get(address(sealed_key, "areas/sl/"))["Location"] == address(
        sealed_key, "report/"
    )
    reply = client.post(address(sealed_key, "areas/sl/"), {"SL-1.individual": "0"})
    assert reply.status_code == 409
    assert "These answers are closed" in reply.content.decode()
    assert saved(sealed_key).answers == {"SL-1": {"individual": 2}}


def test_page_needs_a_token(strict_client, key):
    reply = strict_client.post(address(key, "areas/sl/"), {"SL-1.individual": "3"})
    assert reply.status_code == 403
    assert "Please send that again" in reply.content.decode()
    assert saved(key).answers == {}


def test_page_is_never_kept_by_a_browser_or_proxy(client, key):
    assert "no-store" in client.get(address(key, "areas/sl/"))["Cache-Control"]
