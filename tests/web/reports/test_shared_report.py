"""The line manager's way to a report: by a link in an e-mail, or signed in; and its ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from stature.web.audit.models import AuditEvent
from stature.web.invitations import services as invitations
from stature.web.invitations.models import Message
from stature.web.people.models import Person
from stature.web.programmes.models import ReportLink, Round
from stature.web.reports.models import ReleasedReport
from tests.web.conftest import client_of, person
from tests.web.reports.conftest import report_page

pytestmark = pytest.mark.django_db
TOLD = "stature.web.invitations.services.sharing.tell_manager_of_report"


@pytest.fixture
def mona(paul, organisation) -> Person:
    """Paul's line manager, who has no account."""
    found = person(organisation, "Rita")
    Person.objects.filter(pk=paul.pk).update(manager=found)
    return found


@pytest.fixture
def shared(released, mona, paul_reads, jobs) -> str:
    """The address in the e-mail to the manager with whom Paul shared the report."""
    paul_reads.post(report_page(released, "share/"), {"share": "yes"})
    assert (TOLD, (released.pk,)) in jobs
    invitations.tell_manager_of_report(released.pk)
    return address_in(mail.outbox[-1])


def address_in(letter) -> str:
    words = letter.body.split()
    found = next(word for word in words if "/shared/" in word or "/my/team/" in word)
    return "/" + found.partition("//")[2].partition("/")[2]


def test_manager_without_account_gets_a_letter_and_reads(client, shared, mona):
    [letter] = mail.outbox
    assert letter.to == [mona.email]
    assert "Paul Reed shares a report" in letter.body
    assert "You need no account." in letter.body
    page = client.get(shared).content.decode()
    assert "You read the report of Paul Reed because it was shared with you." in page
    assert client.get(f"{shared}report.pdf").content.startswith(b"%PDF")


def test_each_look_by_link_is_written_to_the_log(client, shared, mona):
    client.get(shared)
    event = AuditEvent.objects.get(action="reports.seen-by-manager")
    assert (event.actor_id, event.actor) == (None, f"person {mona.pk}")


def test_leader_is_told_that_an_e_mail_goes_out(released, mona, paul_reads):
    answer = paul_reads.post(report_page(released, "share/"), {"share": "yes"}, follow=True)
    assert "Rita Stone can read your report now, and gets an e-mail" in answer.content.decode()


def test_leader_is_told_where_no_e_mail_reaches_the_manager(released, mona, paul_reads):
    Person.objects.filter(pk=mona.pk).update(bounced_at=timezone.now())
    answer = paul_reads.post(report_page(released, "share/"), {"share": "yes"}, follow=True)
    assert "no e-mail reaches them" in answer.content.decode()


def test_link_opens_nothing_once_sharing_stopped(client, shared, released, paul_reads):
    paul_reads.post(report_page(released, "share/"), {"share": "no"})
    assert client.get(shared).status_code == 404
    assert client.get(f"{shared}report.pdf").status_code == 404


def test_letter_is_not_sent_once_sharing_stopped(released, mona, paul_reads):
    paul_reads.post(report_page(released, "share/"), {"share": "yes"})
    own = released.assignments.get(relationship="self")
    Message.objects.create(kind="report-to-manager", person=mona, assignment=own)
    paul_reads.post(report_page(released, "share/"), {"share": "no"})
    assert not Message.objects.filter(kind="report-to-manager").exists()


def test_link_of_a_former_manager_opens_nothing(client, shared, paul, organisation):
    Person.objects.filter(pk=paul.pk).update(manager=person(organisation, "Nora"))
    assert client.get(shared).status_code == 404


def test_link_of_a_removed_manager_opens_nothing(client, shared, mona):
    Person.objects.filter(pk=mona.pk).update(removed_at=timezone.now())
    assert client.get(shared).status_code == 404


def test_strangers_key_opens_nothing(client, shared):
    assert client.get("/shared/not-a-key/").status_code == 404
    assert client.post(shared).status_code == 404


def test_link_that_ended_has_a_fresh_one_sent_and_shows_nothing(client, shared, released, jobs):
    ReportLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    page = client.get(shared).content.decode()
    assert "This link has ended" in page
    assert ReleasedReport.objects.get().html not in page
    assert client.get(f"{shared}report.pdf").status_code == 404
    assert "A fresh link is on its way" in client.post(shared).content.decode()
    assert [args for place, args in jobs if place.endswith("send_report_link")] == [(released.pk,)]


def test_fresh_links_are_not_sent_one_upon_the_other(shared, released):
    invitations.send_report_link(released.pk)
    assert len(mail.outbox) == 1
    Message.objects.update(wanted_at=timezone.now() - timedelta(minutes=5))
    invitations.send_report_link(released.pk)
    assert len(mail.outbox) == 2


def test_manager_with_an_account_is_led_to_sign_in(released, manager, paul_reads):
    paul_reads.post(report_page(released, "share/"), {"share": "yes"})
    invitations.tell_manager_of_report(released.pk)
    address = address_in(mail.outbox[-1])
    assert address == f"/my/team/reports/{released.pk}/"
    assert client_of(manager).get(address).status_code == 200
    assert Client().get(address).status_code == 302
    assert not ReportLink.objects.exists()


def test_rule_of_the_round_has_the_manager_told_of_the_first_version_only(
    round_, own, mona, release, jobs, client
):
    Round.objects.update(manager_sees_report=True)
    release()
    assert [args for place, args in jobs if place == TOLD] == [(own.assessment_id,)]
    invitations.tell_manager_of_report(own.assessment_id)
    assert "By the rule of “Better service” you can read" in mail.outbox[-1].body
    page = client.get(address_in(mail.outbox[-1])).content.decode()
    assert "because the rule of the round shows it to line managers" in page


def test_without_the_rule_the_manager_is_not_told(released, jobs):
    assert not [args for place, args in jobs if place == TOLD]
