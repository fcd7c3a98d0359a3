"""Two reminders and then none, over the days of a round."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import Schedule

from stature.web.invitations import schedule, services
from stature.web.invitations.models import Message, MessageKind
from stature.web.programmes.models import Assignment
from tests.web.invitations.conftest import add, do_jobs, invite, text_of

pytestmark = pytest.mark.django_db


def pass_days(open_round, mail_server, first: int = 0, last: int = 20) -> dict[int, int]:
    """How many mails went out on each day of the round, the job being run twice a day."""
    sent = {}
    for day in range(first, last):
        before = len(mail_server.arrived)
        for _time in range(2):
            services.send_due_reminders(timezone.localdate() + timedelta(days=day))
            do_jobs()
        if len(mail_server.arrived) > before:
            sent[day] = len(mail_server.arrived) - before
    return sent


def test_two_reminders_on_their_days_and_then_none(assignment, open_round, mail_server):
    invite(open_round)
    assert pass_days(open_round, mail_server) == {7: 1, 12: 1}
    assignment.refresh_from_db()
    assert assignment.reminders_sent == 2


def test_second_reminder_says_that_it_is_the_last(assignment, open_round, mail_server):
    invite(open_round)
    pass_days(open_round, mail_server)
    first, second = (text_of(mail) for mail in mail_server.arrived[1:])
    assert "This is our last reminder." not in first
    assert "This is our last reminder." in second
    assert mail_server.arrived[1]["Subject"].startswith("A reminder: Leading service")


def test_who_is_done_is_not_reminded(assignment, open_round, mail_server):
    other = add(open_round, 2)
    invite(open_round)
    Assignment.objects.filter(pk=assignment.pk).update(done_at=timezone.now())
    pass_days(open_round, mail_server)
    assert len(mail_server.to(assignment.person.email)) == 1
    assert len(mail_server.to(other.person.email)) == 3


@pytest.mark.parametrize("field", ["opted_out_at", "bounced_at"])
def test_who_cannot_be_written_to_is_not_reminded(assignment, open_round, mail_server, field):
    invite(open_round)
    setattr(assignment.person, field, timezone.now())
    assignment.person.save()
    assert pass_days(open_round, mail_server) == {}


def test_who_finishes_between_the_wish_and_the_sending_is_not_reminded(
    assignment, open_round, mail_server
):
    invite(open_round)
    services.send_due_reminders(open_round.closes_on)
    Assignment.objects.update(done_at=timezone.now())
    do_jobs()
    assert len(mail_server.arrived) == 1


def test_missed_first_reminder_is_not_made_up_for(assignment, open_round, mail_server):
    invite(open_round)
    assert pass_days(open_round, mail_server, first=13) == {13: 1}


def test_nobody_is_reminded_after_the_last_day_or_in_a_closed_round(
    assignment, open_round, mail_server
):
    invite(open_round)
    assert pass_days(open_round, mail_server, first=15) == {}
    open_round.state = "closed"
    open_round.save()
    assert pass_days(open_round, mail_server) == {}


def test_reminder_that_failed_counts_and_is_not_doubled(assignment, open_round, mail_server):
    invite(open_round)
    mail_server.refuses[assignment.person.email] = "550 No"
    assert pass_days(open_round, mail_server) == {}
    assert Message.objects.filter(kind=MessageKind.REMINDER).count() == 2


def test_repeated_jobs_are_on_the_schedule_once():
    schedule.schedule_jobs()
    schedule.schedule_jobs()
    ours = Schedule.objects.filter(name__startswith="invitations")
    assert {each.func for each in ours} == {schedule.REMINDERS, schedule.WAITING}
    assert ours.count() == 2


def test_reminders_are_due_in_the_morning():
    assert timezone.localtime(schedule.next_morning()).hour == 8
    assert schedule.next_morning() > timezone.now()
