"""A demo that is not filled yet, and sites that never are."""

from __future__ import annotations

import pytest
from django.test import override_settings
from django_q.models import OrmQ

from stature.web.accounts.models import Organisation, User
from stature.web.accounts.services import create_organisation
from stature.web.demo.asking import NotADemoError, ask_for_filling
from stature.web.demo.filling import fill
from stature.web.demo.models import Demo
from stature.web.jobs.queue import take_job
from tests.web.demo.conftest import NO_DEMO


def test_a_worker_is_asked_to_fill(db):
    ask_for_filling()
    job = take_job()
    assert job is not None
    assert job.place == "stature.web.demo.filling.fill"


def test_site_that_is_no_demo_is_never_filled(db):
    Demo.objects.create(pk=Demo.THE_ONE)  # left by a demo in the same folder
    with override_settings(**NO_DEMO):
        fill()
        with pytest.raises(NotADemoError):
            ask_for_filling()
    assert not Organisation.objects.exists()
    assert not OrmQ.objects.exists()


def test_site_with_an_organisation_of_its_own_is_never_filled(db):
    create_organisation(name="Harbour Lane Housing", administrator_email="real@harbour.example")
    with pytest.raises(NotADemoError, match="an organisation of its own"):
        ask_for_filling()
    Demo.objects.create(pk=Demo.THE_ONE)
    fill()
    assert Organisation.objects.count() == 1
    assert not User.objects.exists()


def test_bar_says_that_the_demo_is_being_prepared(db, client):
    Demo.objects.create(pk=Demo.THE_ONE)
    page = client.get("/").content.decode()
    assert "being prepared" in page
    assert "See this as:" not in page
    assert client.post("/demo/see-as/", {"seat": "rater"}).status_code == 404


def test_site_that_was_never_asked_to_be_a_demo_has_no_bar(db, client):
    page = client.get("/").content.decode()
    assert "demo-bar" not in page
    assert client.post("/demo/see-as/", {"seat": "rater"}).status_code == 404
