"""Looking through the answers, sending them, and coming back by the same link."""

from __future__ import annotations

import pytest

from stature.web.responses import services
from stature.web.responses.models import SavedResponse
from tests.web.conftest import address, saved

pytestmark = pytest.mark.django_db


def answer_all(key: str, instrument, answer: int | str = 2) -> None:
    """Answer every question of the first area."""
    services.save_area(
        key=key,
        answers={
            item.code: dict.fromkeys(instrument.perspective_ids, answer)
            for item in instrument.sections[0].items
        },
    )


def test_check_lists_what_is_open_with_a_link_to_each(client, key, instrument):
    answer_all(key, instrument)
    row = saved(key)
    del row.answers["SL-5"]["organisation"]
    row.save()
    page = client.get(address(key, "check/")).content.decode()
    assert "1 of 16 rating is still open" in page
    assert f'href="{address(key, "areas/sl/")}#SL-5-organisation_0"' in page
    assert page.count("_0") == 1


def test_check_lists_cant_say_apart(client, key, instrument):
    answer_all(key, instrument)
    services.save_answer(key=key, item="SL-7", perspective="individual", answer="cant-say")
    page = client.get(address(key, "check/")).content.decode()
    assert "You have answered everything" in page
    assert "Answered with" in page
    assert "#SL-7-individual_0" in page


def test_check_warns_when_a_total_needs_more_ratings(client, key, instrument):
    answer_all(key, instrument)
    assert "Too few ratings" not in client.get(address(key, "check/")).content.decode()
    for item in ("SL-1", "SL-2", "SL-3"):
        services.save_answer(key=key, item=item, perspective="organisation", answer="cant-say")
    page = client.get(address(key, "check/")).content.decode()
    assert "Service leadership, vision and commitment, My organisation: 5 of 8 rated" in page
    assert "Me: " not in page


def test_stranger_cannot_check_seal_or_resume(client, key):
    assert client.get(address("not-the-key", "check/")).status_code == 404
    assert client.post(address("not-the-key", "seal/")).status_code == 404
    assert client.get(address("not-the-key", "")).status_code == 404
    assert not saved(key).is_sealed


def test_sealing_closes_the_response_and_shows_the_report(client, key):
    reply = client.post(address(key, "seal/"))
    assert reply["Location"] == address(key, "report/")
    assert saved(key).is_sealed


def test_sealing_twice_changes_nothing(client, sealed_key):
    first = saved(sealed_key).sealed_at
    assert client.post(address(sealed_key, "seal/")).status_code == 409
    assert saved(sealed_key).sealed_at == first


def test_sealing_needs_a_post_and_a_token(client, strict_client, key):
    assert client.get(address(key, "seal/")).status_code == 405
    assert strict_client.post(address(key, "seal/")).status_code == 403
    assert not saved(key).is_sealed


def test_check_of_a_sealed_response_leads_to_the_report(client, sealed_key):
    assert client.get(address(sealed_key, "check/"))["Location"] == address(sealed_key, "report/")


def test_same_link_resumes_where_answers_stop(client, key, instrument):
    services.change_start(key=key, sections=["SL", "FVC"], name="")
    assert client.get(address(key, ""))["Location"] == address(key, "areas/sl/")
    answer_all(key, instrument, "cant-say")
    assert client.get(address(key, ""))["Location"] == address(key, "areas/fvc/")
    services.change_start(key=key, sections=["SL"], name="")
    assert client.get(address(key, ""))["Location"] == address(key, "check/")
    services.seal_response(key=key)
    assert client.get(address(key, ""))["Location"] == address(key, "report/")


def test_answers_to_a_version_that_was_not_kept_are_not_scored_with_this_one(client, sealed_key):
    SavedResponse.objects.update(instrument_sha256="0" * 64)
    for rest in ("check/", "areas/sl/", "report/", "report.pdf"):
        reply = client.get(address(sealed_key, rest))
        assert reply.status_code == 410, rest
        assert "earlier version" in reply.content.decode()


def test_check_lists_what_is_open_area_by_area(client, instrument):
    key = services.start_response(sections=["SL", "FVC"])
    page = client.get(address(key, "check/")).content.decode()
    assert page.count('<details class="places-area"') == 2
    assert page.count('<details class="places-area" open>') == 1
    assert "16 ratings" in page


def test_check_of_one_area_folds_nothing_up(client, key):
    assert "<details" not in client.get(address(key, "check/")).content.decode()
