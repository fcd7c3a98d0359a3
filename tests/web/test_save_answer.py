"""Saving one answer as it is given."""

from __future__ import annotations

import pytest

from stature.web.responses import services
from tests.web.conftest import address, saved

pytestmark = pytest.mark.django_db
GOOD = {"item": "SL-1", "perspective": "individual", "answer": "2"}


def test_answer_is_kept(client, key):
    reply = client.post(address(key, "answers/"), GOOD)
    assert reply.json() == {"saved": True}
    assert saved(key).answers == {"SL-1": {"individual": 2}}


def test_cant_say_is_kept_as_such(client, key):
    client.post(address(key, "answers/"), GOOD | {"answer": "cant-say"})
    assert saved(key).answers == {"SL-1": {"individual": "cant-say"}}


def test_later_answer_replaces_the_earlier_and_leaves_others(client, key):
    for answer in (GOOD, GOOD | {"perspective": "organisation"}, GOOD | {"answer": "0"}):
        client.post(address(key, "answers/"), answer)
    assert saved(key).answers == {"SL-1": {"individual": 0, "organisation": 2}}


@pytest.mark.parametrize(
    "wrong",
    [
        {"item": "FVC-1"},
        {"item": "SL-99"},
        {"item": "__proto__"},
        {"item": ""},
        {"perspective": "boss"},
        {"perspective": "individual'; DROP TABLE responses_savedresponse; --"},
        {"answer": "4"},
        {"answer": "-1"},
        {"answer": "2.5"},
        {"answer": "٢"},
        {"answer": "true"},
        {"answer": ""},
        {"answer": "9" * 5000},
        {"answer": "<script>"},
        {"answer": "2\x00"},
        {"item": "SL-1\x00"},
    ],
)
def test_bad_value_is_refused_and_nothing_changes(client, key, wrong):
    client.post(address(key, "answers/"), GOOD)
    reply = client.post(address(key, "answers/"), GOOD | wrong)
    assert reply.status_code == 400
    assert "<script>" not in reply.content.decode() or reply["Content-Type"] == "application/json"
    assert saved(key).answers == {"SL-1": {"individual": 2}}


def test_refusal_says_what_is_possible(client, key):
    reply = client.post(address(key, "answers/"), GOOD | {"answer": "7"})
    assert reply.json()["error"] == (
        "SL-1, individual: 7 is not an answer on this scale. It runs from 0 to 3, or 'cant-say'."
    )


def test_stranger_saves_nothing(client, key):
    assert client.post(address("not-the-key", "answers/"), GOOD).status_code == 404
    assert saved(key).answers == {}


def test_hash_of_the_key_opens_nothing(client, key):
    assert client.post(address(saved(key).key_sha256, "answers/"), GOOD).status_code == 404


def test_sealed_response_takes_no_answer(client, sealed_key):
    reply = client.post(address(sealed_key, "answers/"), GOOD | {"answer": "0"})
    assert reply.status_code == 409
    assert saved(sealed_key).answers == {"SL-1": {"individual": 2}}


def test_answer_needs_a_token(strict_client, key):
    assert strict_client.post(address(key, "answers/"), GOOD).status_code == 403
    assert saved(key).answers == {}


def test_answers_cannot_be_read_or_sent_in_an_address(client, key):
    assert client.get(address(key, "answers/"), GOOD).status_code == 405
    assert saved(key).answers == {}


def test_answer_moves_the_time_of_change(client, key):
    before = saved(key).changed_at
    services.save_answer(key=key, item="SL-3", perspective="organisation", answer=0)
    assert saved(key).changed_at > before
