"""The page of a round's e-mails: what became of each, and sending again."""

from __future__ import annotations

import pytest
from django.utils import timezone

from stature.web.accounts.models import Role
from stature.web.audit.models import AuditEvent
from stature.web.invitations import services
from stature.web.invitations.models import Message, MessageStatus
from stature.web.programmes.models import RoundState
from tests.web.conftest import client_of, member
from tests.web.invitations.conftest import add, do_jobs, invite

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_address(open_round) -> str:
    """The page of the round's e-mails."""
    return f"/o/harbour/rounds/{open_round.pk}/messages/"


@pytest.fixture
def four_fates(assignment, open_round, mail_server) -> dict[str, Message]:
    """One message sent, one come back, one failed, one not sent as its person wants none."""
    back, failed = add(open_round, 2), add(open_round, 3)
    add(open_round, 4, opted_out_at=timezone.now())
    mail_server.refuses[failed.person.email] = "550 5.1.1 <b>No such</b> person"
    invite(open_round)
    services.note_bounce(Message.objects.get(person=back.person).message_id, "5.2.2 Mailbox full")
    return {message.status: message for message in Message.objects.all()}


def test_each_status_is_shown_in_words(administration, page_address, four_fates):
    page = administration.get(page_address).content.decode()
    for status in ("Sent", "Came back", "Could not be sent", "Wants no e-mails"):
        assert status in page
    assert "5.2.2 Mailbox full" in page
    assert "550 5.1.1 &lt;b&gt;No such&lt;/b&gt; person" in page
    assert "1 person who is still to answer wants no e-mails." in page


def test_list_can_be_narrowed_to_one_status(administration, page_address, four_fates):
    page = administration.get(page_address, {"status": "bounced"}).content.decode()
    assert "First2 Last2" in page
    assert "First1 Last1" not in page


@pytest.mark.parametrize("query", ["?status=nonsense", "?page=999", "?page=x", "?status=%00"])
def test_senseless_wish_shows_the_list(administration, page_address, four_fates, query):
    assert administration.get(page_address + query).status_code == 200


def test_empty_page_teaches(administration, page_address):
    assert "Nothing was sent yet" in administration.get(page_address).content.decode()


def test_all_that_failed_or_came_back_can_be_sent_again(
    administration, page_address, four_fates, mail_server, open_round
):
    mail_server.refuses.clear()
    old = four_fates[MessageStatus.BOUNCED].message_id
    reply = administration.post(f"{page_address}send-again/", follow=True)
    assert "2 e-mails will be sent again." in reply.content.decode()
    do_jobs()
    assert len(mail_server.to("person2@harbour.example")) == 2
    assert len(mail_server.to("person3@harbour.example")) == 1
    assert len(mail_server.to("person1@harbour.example")) == 1
    again = mail_server.to("person2@harbour.example")[1]
    assert again["Message-ID"] != old
    assert AuditEvent.objects.get(action="invitations.sent-again").details == {"messages": 2}


def test_one_can_be_sent_again(administration, page_address, four_fates, mail_server):
    mail_server.refuses.clear()
    chosen = four_fates[MessageStatus.FAILED].pk
    administration.post(f"{page_address}send-again/", {"message": chosen})
    do_jobs()
    assert len(mail_server.to("person3@harbour.example")) == 1
    assert len(mail_server.to("person2@harbour.example")) == 1


def test_what_was_sent_is_not_sent_again(administration, page_address, four_fates, mail_server):
    chosen = four_fates[MessageStatus.SENT].pk
    administration.post(f"{page_address}send-again/", {"message": chosen})
    do_jobs()
    assert len(mail_server.to("person1@harbour.example")) == 1


def test_invitations_to_a_closed_round_are_not_sent_again(
    administration, page_address, four_fates, open_round
):
    open_round.state = RoundState.CLOSED
    open_round.save()
    reply = administration.post(f"{page_address}send-again/", follow=True)
    assert "There was no e-mail to send again." in reply.content.decode()
    assert Message.objects.count() == 4


@pytest.mark.parametrize("message", ["x", "0", "-1", "9" * 30, "\x00"])
def test_senseless_message_is_not_found(administration, page_address, four_fates, message):
    reply = administration.post(f"{page_address}send-again/", {"message": message})
    assert reply.status_code == 404


@pytest.mark.parametrize("rest", ["", "send-again/"])
def test_others_do_not_get_in(client, page_address, organisation, outsider, rest):
    method = client.post if rest else client.get
    assert method(page_address + rest).status_code == 302
    visitor = client_of(outsider)
    assert (visitor.post if rest else visitor.get)(page_address + rest).status_code == 404
    for role in (Role.PARTICIPANT, Role.LINE_MANAGER, Role.RESEARCHER, Role.EXECUTIVE):
        browser = client_of(member(organisation, f"{role}@harbour.example", role))
        assert (browser.post if rest else browser.get)(page_address + rest).status_code == 403


def test_round_of_another_organisation_is_not_found(outsider, open_round, four_fates):
    browser = client_of(outsider)
    address = f"/o/northern/rounds/{open_round.pk}/messages/"
    assert browser.get(address).status_code == 404
    assert browser.post(f"{address}send-again/").status_code == 404


def test_page_asks_the_database_as_often_for_many_as_for_one(
    administration, page_address, assignment, open_round, mail_server, django_assert_max_num_queries
):
    invite(open_round)
    for number in range(2, 40):
        add(open_round, number)
    invite(open_round)
    with django_assert_max_num_queries(15):
        administration.get(page_address)
