"""The page on which a person stops all e-mails."""

from __future__ import annotations

import pytest
from django.test import Client

from stature.web.audit.models import AuditEvent
from stature.web.people.models import Person
from tests.web.invitations.conftest import invite

pytestmark = pytest.mark.django_db


@pytest.fixture
def stop_address(assignment, open_round, mail_server) -> str:
    """The address in the e-mail that the first participant got."""
    invite(open_round)
    header = mail_server.arrived[0]["List-Unsubscribe"]
    return header.strip(" <>").removeprefix("https://stature.example")


def person() -> Person:
    return Person.objects.get(email="person1@harbour.example")


def test_opening_the_page_changes_nothing(client, stop_address):
    page = client.get(stop_address)
    assert page.status_code == 200
    assert "Stop e-mails?" in page.content.decode()
    assert person().opted_out_at is None


def test_one_click_of_a_mail_program_stops_e_mails_without_token_or_redirect(stop_address):
    reply = Client(enforce_csrf_checks=True).post(stop_address, {"List-Unsubscribe": "One-Click"})
    assert reply.status_code == 200
    assert person().opted_out_at is not None


def test_person_stays_in_the_organisation_and_the_log_names_a_number(client, stop_address):
    client.post(stop_address)
    client.post(stop_address)
    event = AuditEvent.objects.get(action="invitations.stopped")
    assert event.subject == f"person {person().pk}"
    assert event.organisation_id == person().organisation_id


def test_e_mails_can_be_allowed_again(client, stop_address):
    client.post(stop_address)
    page = client.post(stop_address, {"go": "allow"}).content.decode()
    assert person().opted_out_at is None
    assert "Stop e-mails?" in page


@pytest.mark.parametrize("key", ["x", "a" * 32, "%00", "a" * 500])
def test_stranger_without_a_right_key_finds_nothing(client, db, key):
    assert client.get(f"/stop/{key}/").status_code == 404
    assert client.post(f"/stop/{key}/").status_code == 404


def test_page_is_not_kept_by_browsers(client, stop_address):
    assert "no-store" in client.get(stop_address)["Cache-Control"]
