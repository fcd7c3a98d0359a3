"""Queries written once: they find what Django's own find, and are not built anew."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.backends import db as sessions_of_django
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from stature.web.prepared import Parameter, PreparedLookUp, PreparedUpdate, field_of
from stature.web.project.postgresql.base import SECONDS
from stature.web.project.sessions import SessionStore
from stature.web.responses import services
from stature.web.responses.models import SavedResponse
from stature.web.responses.selectors import find_response

pytestmark = pytest.mark.django_db
NAME = field_of(SavedResponse, "name")


def test_look_up_is_built_once_and_finds_by_what_it_is_told():
    built = []

    def build():
        built.append(1)
        return SavedResponse.objects.filter(name=Parameter("name", NAME), sealed_at=None)

    look_up = PreparedLookUp(build, "pk", "name")
    services.start_response(sections=["SL"], name="Ann")
    services.start_response(sections=["SL"], name="Bo")
    assert look_up.row(name="Ann")["name"] == "Ann"
    assert look_up.row(name="Bo")["pk"] == SavedResponse.objects.get(name="Bo").pk
    assert look_up.row(name="' OR 1=1 --") is None
    assert built == [1]


def test_update_changes_the_rows_it_is_told_and_counts_them():
    update = PreparedUpdate(
        lambda: (
            SavedResponse.objects.filter(name=Parameter("old", NAME)),
            {"name": Parameter("new", NAME), "sealed_at": None},
        )
    )
    for name in ("Ann", "Ann", "Bo"):
        services.start_response(sections=["SL"], name=name)
    assert update.run(old="Ann", new="Anna") == 2
    assert update.run(old="Ann", new="Anna") == 0
    assert sorted(SavedResponse.objects.values_list("name", flat=True)) == ["Anna", "Anna", "Bo"]


def test_session_is_read_as_django_reads_it():
    store = SessionStore()
    store["answering"] = [3, 4]
    store.create()
    assert SessionStore(store.session_key)["answering"] == [3, 4]
    assert sessions_of_django.SessionStore(store.session_key)["answering"] == [3, 4]


def test_session_that_ended_or_is_unknown_is_empty_and_gets_a_new_key():
    ended = SessionStore()
    ended["answering"] = [3]
    ended.create()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    for key in (ended.session_key, "unknown-but-long-enough"):
        store = SessionStore(key)
        assert store.get("answering") is None
        assert store.session_key is None


def test_page_without_an_answer_keeps_what_was_there():
    key = services.start_response(sections=["SL"])
    services.save_answer(key=key, item="SL-1", perspective="individual", answer=2)
    services.save_answer(key=key, item="SL-1", perspective="organisation", answer="cant-say")
    services.save_area(key=key, answers={})
    assert find_response(key).answers == {"SL-1": {"individual": 2, "organisation": "cant-say"}}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL's connections")
def test_connection_whose_server_is_gone_is_replaced_a_second_later():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    assert connection.is_usable()
    with connection.copy().cursor() as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
        other.connection.close()
    assert connection.is_usable(), "within the second nobody asks"
    time.sleep(SECONDS)
    assert not connection.is_usable()
    connection.close()
    assert SavedResponse.objects.count() == 0
