"""A saved answer: cheap, and in the words it was asked in."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stature.packs import find_pack
from stature.web.responses.models import PublishedDocument
from tests.web.answering.conftest import begin, save

pytestmark = pytest.mark.django_db


def test_answer_by_link_costs_few_queries(client, link):
    begin(client, link)
    save(client, link)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert save(client, link, item="SL-2").status_code == 200
    asked = [
        each["sql"] for each in queries if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))
    ]
    assert len(asked) <= 3, asked


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
