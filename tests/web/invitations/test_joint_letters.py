"""A rater of several leaders gets one e-mail for all of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stature.web.invitations import services
from stature.web.invitations.models import Message
from stature.web.people.models import Person
from stature.web.programmes.models import Assignment, Relationship, Round
from tests.web.conftest import FRAMEWORK, feedback_round
from tests.web.invitations.conftest import add, do_jobs, invite, let_time_pass, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_round(organisation) -> Round:
    """A round of feedback from several sides."""
    found = feedback_round(organisation)
    assert found.pack == FRAMEWORK
    return found


@pytest.fixture
def rater(organisation) -> Person:
    return Person.objects.create(organisation=organisation, email="rater@harbour.example")


@pytest.fixture
def asked(open_round, rater) -> list[Assignment]:
    """The rater is a peer of two leaders, and the line manager of a third."""
    relationships = (Relationship.PEER, Relationship.PEER, Relationship.MANAGER)
    return [
        Assignment.objects.create(
            assessment=add(open_round, number).assessment, person=rater, relationship=relationship
        )
        for number, relationship in enumerate(relationships, start=1)
    ]


def test_rater_of_three_leaders_gets_one_invitation(open_round, asked, mail_server):
    invite(open_round)
    [mail] = mail_server.to("rater@harbour.example")
    assert mail["Subject"].startswith("Your view for 3 leaders")
    text = text_of(mail)
    assert "It helps First1 Last1, First2 Last2 and First3 Last3." in text
    assert "only together with those of others" in text
    assert "the line manager of First3 Last3. Your view is shown as yours." in text
    assert (
        Assignment.objects.filter(person__email="rater@harbour.example", invited_at=None).count()
        == 0
    )
    assert len(mail_server.arrived) == 4


def test_its_link_leads_to_all_leaders(open_round, asked, mail_server):
    invite(open_round)
    [mail] = mail_server.to("rater@harbour.example")
    key = text_of(mail).split("/a/")[1].split("/")[0]
    page = Client().get(f"/a/{key}/leaders/").content.decode()
    assert "First2 Last2" in page
    assert "First3 Last3" in page


def test_leader_who_rates_another_gets_a_letter_about_each(open_round, asked, mail_server):
    leader = asked[0].assessment.participant
    Assignment.objects.create(
        assessment=asked[1].assessment, person=leader, relationship=Relationship.PEER
    )
    invite(open_round)
    subjects = [mail["Subject"].split(":")[0] for mail in mail_server.to(leader.email)]
    assert len(subjects) == 2
    assert "Your view for First2 Last2" in subjects


def test_reminder_names_only_those_still_open(open_round, asked, mail_server):
    invite(open_round)
    mail_server.arrived.clear()
    Assignment.objects.filter(pk=asked[0].pk).update(done_at=timezone.now())
    services.send_due_reminders(open_round.closes_on - timedelta(days=7))
    do_jobs()
    [mail] = mail_server.to("rater@harbour.example")
    assert mail["Subject"].startswith("A reminder: Your view for 2 leaders")
    assert "First1" not in text_of(mail)
    done = Assignment.objects.filter(person__email="rater@harbour.example", reminders_sent=1)
    assert set(done) == set(asked[1:])


def test_nothing_is_lost_or_doubled_when_the_address_is_refused_for_now(
    open_round, asked, mail_server
):
    mail_server.refuses["rater@harbour.example"] = "451 later"
    invite(open_round)
    assert mail_server.to("rater@harbour.example") == []
    mail_server.refuses.clear()
    let_time_pass(hours=1)
    services.send_waiting_messages()
    do_jobs()
    assert len(mail_server.to("rater@harbour.example")) == 1
    assert not Message.objects.filter(sent_at=None).exists()
