"""The page of jobs that were given up: for those who run the site only."""

from __future__ import annotations

import pytest
from django.test import Client
from django_q.models import OrmQ, Task

from stature.web.accounts.models import User
from stature.web.audit.models import AuditEvent
from stature.web.jobs.words import job_in_words, reason_in_words


def test_page_teaches_what_it_is_for_while_it_is_empty(site_staff):
    page = site_staff.get("/jobs/").content.decode()
    assert "No job was given up" in page
    assert page.count("<h1>") == 1


def test_page_tells_the_job_in_words_and_nothing_private(site_staff, given_up):
    page = site_staff.get("/jobs/").content.decode()
    assert "Refuse" in page
    assert "The server that it needs did not answer." in page
    assert "secret words" not in page


def test_job_can_be_tried_again(site_staff, given_up):
    assert site_staff.post(f"/jobs/{given_up.pk}/try-again/").status_code == 302
    assert not Task.objects.exists()
    queued = OrmQ.objects.get()
    assert (queued.func(), queued.args(), queued.group()) == (
        "tests.web.jobs.deeds.refuse",
        ("secret words",),
        "letters",
    )
    event = AuditEvent.objects.get(action="jobs.tried_again")
    assert (event.actor, event.actor_id) == ("", User.objects.get(email="ops@site.example").pk)


def test_job_can_be_removed_for_good(site_staff, given_up):
    assert site_staff.post(f"/jobs/{given_up.pk}/give-up/").status_code == 302
    assert not Task.objects.exists()
    assert not OrmQ.objects.exists()
    assert AuditEvent.objects.filter(action="jobs.removed").exists()


def test_second_click_does_nothing_more(site_staff, given_up):
    site_staff.post(f"/jobs/{given_up.pk}/try-again/")
    assert site_staff.post(f"/jobs/{given_up.pk}/try-again/").status_code == 404
    assert OrmQ.objects.count() == 1


@pytest.mark.parametrize("deed", ["try-again", "give-up"])
def test_decision_needs_a_post(site_staff, given_up, deed):
    assert site_staff.get(f"/jobs/{given_up.pk}/{deed}/").status_code == 405


@pytest.mark.parametrize("path", ["", "{}/try-again/", "{}/give-up/"])
def test_administrator_of_an_organisation_may_not(administration, given_up, path):
    ask = administration.post if path else administration.get
    assert ask(f"/jobs/{path.format(given_up.pk)}").status_code == 403
    assert Task.objects.exists()


@pytest.mark.parametrize("path", ["", "{}/try-again/", "{}/give-up/"])
def test_stranger_is_asked_to_sign_in(given_up, path):
    ask = Client().post if path else Client().get
    assert ask(f"/jobs/{path.format(given_up.pk)}").url.startswith("/sign-in/")
    assert Task.objects.exists()


def test_names_are_put_in_words():
    assert job_in_words("stature.web.invitations.services.send_due_reminders") == (
        "Send due reminders"
    )
    assert reason_in_words("KeyError") == "It stopped with an error that is in the log: KeyError."
