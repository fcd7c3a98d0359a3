"""What machines ask the site."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ


@pytest.fixture
def waiting_job(db) -> OrmQ:
    """A job that has been due for an hour."""
    return OrmQ.objects.create(
        key="stature", payload="", lock=timezone.now() - timedelta(minutes=60)
    )


def test_live_answers_without_the_database(client):
    assert client.get("/health/live").content == b"alive\n"


def test_ready_when_all_is_well(client, db):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (
        200,
        {"ready": True, "checks": {"database": "ok", "tables": "ok", "jobs": "ok"}},
    )
    assert "no-store" in answer["Cache-Control"]


def test_not_ready_while_tables_are_to_be_changed(client, db):
    MigrationRecorder(connection).record_unapplied("audit", "0001_initial")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "still to be made" in answer.json()["checks"]["tables"]


def test_not_ready_without_a_database(client, monkeypatch):
    def fail() -> str:
        from django.db import OperationalError

        raise OperationalError("password=secret")

    monkeypatch.setattr("stature.web.operations.health._database", fail)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "The database does not answer."


def test_queue_that_stands_still_is_told_and_people_can_go_on_answering(client, waiting_job):
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert "waited for 60 minutes" in answer.json()["checks"]["jobs"]


def test_metrics_count_requests_and_jobs(client, waiting_job):
    client.get("/health/live")
    page = client.get("/metrics").content.decode()
    assert 'stature_requests_total{method="GET",status="200",view="operations:live"}' in page
    assert "stature_jobs_due 1.0" in page


def test_metrics_name_no_key_in_an_address(client, db):
    client.get("/answer/abcdefghijklmnopqrstuvwxyz012345/")
    assert "abcdefghij" not in client.get("/metrics").content.decode()


@pytest.mark.parametrize(
    ("address", "headers"),
    [("203.0.113.5", {}), ("127.0.0.1", {"X-Forwarded-For": "203.0.113.5"})],
)
def test_metrics_are_for_this_machine_only(db, address, headers):
    answer = Client(REMOTE_ADDR=address).get("/metrics", headers=headers)
    assert answer.status_code == 401
    assert b"stature" not in answer.content


def test_metrics_with_a_token_are_for_those_who_bring_it(client, db, settings):
    settings.METRICS_TOKEN = "right"
    asked = [client.get("/metrics", headers=each) for each in ({}, bearer("wrong"), bearer("ünd"))]
    assert [each.status_code for each in asked] == [401, 401, 401]
    assert client.get("/metrics", headers=bearer("right")).status_code == 200


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
