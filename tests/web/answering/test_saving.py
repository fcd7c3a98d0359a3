"""A saved answer: cheap, and in the words it was asked in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stature.packs import find_pack
from stature.web.answering.visits import BOUND
from stature.web.programmes.models import (
    Assessment,
    Assignment,
    AssignmentLink,
    Relationship,
    Round,
    RoundState,
)
from stature.web.responses import remembered
from stature.web.responses import services as responses
from stature.web.responses.asked import asked_by_key
from stature.web.responses.models import PublishedDocument, SavedResponse
from stature.web.responses.selectors import find_response
from tests.web.answering.conftest import begin, save

pytestmark = pytest.mark.django_db


def _end_session(client, **_rest):
    Session.objects.filter(pk=client.session.session_key).delete()


def _outlive_session(**_rest):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def _unbind(client, **_rest):
    session = client.session
    session[BOUND] = []
    session.save()


def _seal(own, **_rest):
    SavedResponse.objects.filter(pk=own.response_id).update(sealed_at=timezone.now())


def _finish(own, **_rest):
    Assignment.objects.filter(pk=own.pk).update(done_at=timezone.now())


def _decline(own, **_rest):
    Assignment.objects.filter(pk=own.pk).update(declined_at=timezone.now())


def _withdraw(own, **_rest):
    Assessment.objects.filter(pk=own.assessment_id).update(withdrawn_at=timezone.now())


def _close(own, **_rest):
    Round.objects.filter(pk=own.assessment.round_id).update(state=RoundState.CLOSED)


def _delete_link(own, **_rest):
    own.links.all().delete()


def _give_link_to_another(**_rest):
    other = Assignment.objects.exclude(relationship=Relationship.SELF).get()
    AssignmentLink.objects.update(assignment=other)


def test_answer_after_the_first_by_link_is_one_statement(client, link):
    begin(client, link)
    save(client, link)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert save(client, link, item="SL-2").status_code == 200
    assert len(queries) == 1, [each["sql"] for each in queries]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (_end_session, 403),
        (_outlive_session, 403),
        (_unbind, 403),
        (_seal, 409),
        (_finish, 409),
        (_decline, 409),
        (_withdraw, 409),
        (_close, 409),
        (_delete_link, 404),
        (_give_link_to_another, 409),
    ],
)
def test_what_closes_the_answers_meanwhile_is_seen(client, link, own, colleagues, change, status):
    begin(client, link)
    assert save(client, link).status_code == 200
    assert save(client, link, answer="1").status_code == 200
    own.refresh_from_db()
    change(client=client, own=own)
    assert save(client, link, answer="3").status_code == status
    assert SavedResponse.objects.get().answers == {"SL-1": {"organisation": 1}}


def test_a_link_is_no_use_in_another_browser_once_it_saved(client, link, elsewhere):
    begin(client, link)
    save(client, link)
    assert save(elsewhere, link, answer="3").status_code == 403
    assert SavedResponse.objects.get().answers == {"SL-1": {"organisation": 2}}


def test_areas_asked_later_take_answers(client):
    key = responses.start_response(sections=["SL"])
    place = f"/answer/{key}/"
    assert save(client, place).status_code == 200
    assert save(client, place, item="FVC-1").status_code == 400
    responses.change_start(key=key, sections=["SL", "FVC"], name="")
    assert save(client, place, item="FVC-1").status_code == 200


def test_what_is_remembered_is_forgotten_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(remembered, "MOST_REMEMBERED", 2)
    saver = remembered.RememberingSaver()
    for _ in range(5):
        key = responses.start_response(sections=["SL"])
        found = remembered.Known(asked_by_key(key), {})
        saver.save(key, {"SL-1": {"individual": 2}}, lambda found=found: found)
        assert len(saver._known) <= 2
    assert find_response(key).answers == {"SL-1": {"individual": 2}}


def test_page_of_answers_without_script_is_kept(client, link, own):
    begin(client, link)
    reply = client.post(
        f"{link}areas/sl/", {"SL-1.individual": "3", "SL-1.organisation": "cant-say", "go": "on"}
    )
    assert reply["Location"] == f"{link}areas/fvc/"
    own.refresh_from_db()
    assert own.response.answers == {"SL-1": {"individual": 3, "organisation": "cant-say"}}


def test_wrong_value_on_a_page_is_told_and_keeps_what_was_there(client, link, own):
    begin(client, link)
    save(client, link)
    reply = client.post(f"{link}areas/sl/", {"SL-1.organisation": "9"})
    assert reply.status_code == 400
    assert "Please check this" in reply.content.decode()
    own.refresh_from_db()
    assert own.response.answers == {"SL-1": {"organisation": 2}}


def test_answer_names_the_translation_it_was_given_to(client, link, own):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    begin(client, link)
    save(client, link)
    save(client, link, item="SL-2")
    own.refresh_from_db()
    german = find_pack("service-commitment").translation("de")
    assert own.response.translations_used == [german.sha256]
    assert PublishedDocument.objects.get(pk=german.sha256).kind == "translation"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en-gb"
    save(client, link, item="SL-3")
    own.refresh_from_db()
    assert own.response.translations_used == [german.sha256]


def test_key_is_kept_nowhere(client, link, own):
    key = link.split("/")[2]
    begin(client, link)
    save(client, link)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert key not in str(cursor.fetchall()), table
