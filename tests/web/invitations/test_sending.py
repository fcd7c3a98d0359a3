"""What happens when the mail server refuses, is down, or the worker dies."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from stature.web.audit.models import AuditEvent
from stature.web.invitations import sending, services
from stature.web.invitations.models import Message, MessageStatus
from tests.web.invitations.conftest import add, do_jobs, invite, let_time_pass

pytestmark = pytest.mark.django_db


def the_message() -> Message:
    return Message.objects.get()


def test_refused_address_is_kept_as_failed_and_the_others_go_out(
    assignment, open_round, mail_server
):
    wrong = add(open_round, 2)
    last = add(open_round, 3)
    mail_server.refuses[wrong.person.email] = "550 5.1.1 No such person here"
    invite(open_round)
    assert [mail["To"] for mail in mail_server.arrived] == [
        assignment.person.email,
        last.person.email,
    ]
    failed = Message.objects.get(person=wrong.person)
    assert failed.status == MessageStatus.FAILED
    assert failed.problem == "550 5.1.1 No such person here"
    wrong.refresh_from_db()
    assert wrong.invited_at is None
    assert AuditEvent.objects.get(action="invitations.failed").details == {"kind": "invitation"}


def test_failed_message_is_not_tried_again_by_itself(assignment, open_round, mail_server):
    mail_server.refuses[assignment.person.email] = "550 No"
    invite(open_round)
    mail_server.refuses.clear()
    let_time_pass(hours=5)
    services.send_waiting_messages()
    assert mail_server.arrived == []


def test_busy_mailbox_is_tried_again_later(assignment, open_round, mail_server):
    mail_server.refuses[assignment.person.email] = "451 Come back later"
    invite(open_round)
    assert the_message().status == MessageStatus.WANTED
    assert the_message().problem == "451 Come back later"
    mail_server.refuses.clear()
    services.send_waiting_messages()
    assert mail_server.arrived == []  # too early
    let_time_pass(minutes=20)
    services.send_waiting_messages()
    assert len(mail_server.arrived) == 1
    assert the_message().status == MessageStatus.SENT
    assert the_message().problem == ""


def test_server_that_is_down_loses_nothing_and_sends_each_once_when_it_is_back(
    open_round, mail_server
):
    for number in range(60):
        add(open_round, number)
    mail_server.stop()
    invite(open_round)
    assert {message.status for message in Message.objects.all()} == {MessageStatus.WANTED}
    assert "refused" in Message.objects.all()[0].problem
    mail_server.start()
    let_time_pass(minutes=20)
    services.send_waiting_messages()
    do_jobs()
    assert len({mail["To"] for mail in mail_server.arrived}) == len(mail_server.arrived) == 60


def test_server_that_stays_down_is_not_asked_for_every_batch(open_round, mail_server):
    for number in range(60):
        add(open_round, number)
    mail_server.stop()
    invite(open_round)
    let_time_pass(minutes=20)
    services.send_waiting_messages()
    assert OrmQ.objects.count() == 0


def test_waits_grow_and_after_three_days_the_message_is_given_up(
    assignment, open_round, mail_server
):
    mail_server.stop()
    invite(open_round)
    waits = []
    for _time in range(8):
        waits.append(round((the_message().try_after - timezone.now()).total_seconds() / 60))
        let_time_pass(hours=6)
        services.send_waiting_messages()
    assert waits == [5, 10, 20, 40, 80, 160, 240, 240]
    let_time_pass(hours=48)
    services.send_waiting_messages()
    assert the_message().status == MessageStatus.FAILED


def test_refused_text_is_given_up(assignment, open_round, mail_server):
    mail_server.refuses_text = "554 This looks like spam"
    invite(open_round)
    assert the_message().status == MessageStatus.FAILED


def test_key_that_a_server_quotes_is_not_kept(assignment, open_round, mail_server):
    mail_server.refuses_text = "554 Bad link https://stature.example/a/abcdefghijklmnopqrstuvwx/ !"
    invite(open_round)
    assert the_message().problem == "554 Bad link https://stature.example/a/(key)/ !"


def test_address_that_no_server_can_take_fails_alone(assignment, open_round, mail_server):
    other = add(open_round, 2)
    assignment.person.email = f"a@{'ü' * 80}.example"
    assignment.person.save()
    invite(open_round)
    assert [mail["To"] for mail in mail_server.arrived] == [other.person.email]
    assert Message.objects.get(person=assignment.person).status == MessageStatus.FAILED


def test_organisation_named_over_two_lines_cannot_add_headers(assignment, open_round, mail_server):
    organisation = open_round.programme.organisation
    organisation.name = "Harbour\r\nBcc: everybody@harbour.example"
    organisation.save()
    invite(open_round)
    assert mail_server.arrived[0]["Bcc"] is None


class WorkerDied(BaseException):
    """What a test raises in place of kill -9: no code of ours catches it."""


def test_worker_that_dies_before_the_server_accepted_loses_nothing(
    open_round, mail_server, monkeypatch
):
    for number in range(10):
        add(open_round, number)
    services.invite_round(open_round.pk)
    compose = sending.compose_mail

    def die_at_the_fifth(message, **links):
        if len(mail_server.arrived) == 4:
            raise WorkerDied
        return compose(message, **links)

    monkeypatch.setattr(sending, "compose_mail", die_at_the_fifth)
    with pytest.raises(WorkerDied):
        do_jobs()
    monkeypatch.setattr(sending, "compose_mail", compose)
    again_after_death(mail_server)
    assert len({mail["To"] for mail in mail_server.arrived}) == len(mail_server.arrived) == 10


def test_worker_that_dies_after_the_server_accepted_doubles_one_mail_under_the_same_id(
    open_round, mail_server, monkeypatch
):
    for number in range(10):
        add(open_round, number)
    services.invite_round(open_round.pk)
    note = sending._note_sent

    def die_at_the_fifth(message):
        if len(mail_server.arrived) == 5:
            raise WorkerDied
        note(message)

    monkeypatch.setattr(sending, "_note_sent", die_at_the_fifth)
    with pytest.raises(WorkerDied):
        do_jobs()
    monkeypatch.setattr(sending, "_note_sent", note)
    again_after_death(mail_server)
    assert len({mail["To"] for mail in mail_server.arrived}) == 10
    assert len({mail["Message-ID"] for mail in mail_server.arrived}) == 10
    assert len(mail_server.arrived) == 11


def again_after_death(mail_server) -> None:
    """The queue does the job again after its visibility time."""
    everything = list(Message.objects.order_by("pk").values_list("pk", flat=True))
    before = len(mail_server.arrived)
    services.send_messages(everything[:1])
    assert len(mail_server.arrived) == before
    let_time_pass(minutes=3)
    services.send_messages(everything)


def test_message_in_the_hand_of_another_worker_is_left_alone(assignment, open_round, mail_server):
    services.invite_round(open_round.pk)
    Message.objects.update(try_after=timezone.now() + timedelta(minutes=1))
    do_jobs()
    assert mail_server.arrived == []
    assert the_message().status == MessageStatus.WANTED
