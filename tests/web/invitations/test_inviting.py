"""Invitations, through a real conversation with a mail server."""

from __future__ import annotations

import re
from email.utils import parseaddr

import pytest
from django.utils import timezone
from django_q.models import OrmQ
from icalendar import Calendar

from stature.web.audit.models import AuditEvent
from stature.web.invitations import services
from stature.web.invitations.models import Message, MessageStatus, StopLink
from stature.web.programmes.links import assignment_for_key
from stature.web.programmes.models import Assignment, AssignmentLink, RoundState
from tests.web.invitations.conftest import add, do_jobs, invite, text_of

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https://stature\.example/a/([\w-]{22,})/")


def test_two_hundred_people_each_get_one_invitation_with_their_own_link(open_round, mail_server):
    assignments = {add(open_round, number).person.email: number for number in range(200)}
    invite(open_round)
    assert sorted(mail["To"] for mail in mail_server.arrived) == sorted(assignments)
    for mail in mail_server.arrived:
        key = LINK.search(text_of(mail)).group(1)
        assert assignment_for_key(key).person.email == mail["To"]
        assert f'href="https://stature.example/a/{key}/"' in text_of(mail, "html")
    assert Message.objects.filter(sent_at__isnull=False).count() == 200
    assert Assignment.objects.filter(invited_at=None).count() == 0


def test_invitation_carries_text_html_and_a_calendar_file_with_the_last_day(
    assignment, open_round, mail_server
):
    invite(open_round)
    mail = mail_server.arrived[0]
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    file = next(mail.iter_attachments())
    assert file.get_filename() == "last-day.ics"
    event = Calendar.from_ical(file.get_content()).walk("VEVENT")[0]
    assert event.decoded("dtstart") == open_round.closes_on
    assert "/a/" not in file.get_content()


def test_headers_say_who_writes_and_how_to_stop(assignment, open_round, mail_server):
    invite(open_round)
    mail = mail_server.arrived[0]
    assert parseaddr(mail["From"]) == ("Harbour Hotels", "stature@stature.example")
    assert mail["Reply-To"] == "help@harbour.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == Message.objects.get().message_id
    stop = re.fullmatch(
        r"<(https://stature\.example/stop/[\w-]{32}/)>", mail["List-Unsubscribe"].strip()
    )
    assert stop.group(1) in text_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_one_click_is_not_promised_without_tls(assignment, open_round, mail_server, settings):
    settings.ADDRESS = "http://127.0.0.1:8000"
    invite(open_round)
    assert mail_server.arrived[0]["List-Unsubscribe-Post"] is None
    assert "<http://127.0.0.1:8000/stop/" in mail_server.arrived[0]["List-Unsubscribe"]


def test_no_key_is_kept_anywhere(assignment, open_round, mail_server):
    invite(open_round)
    mail = text_of(mail_server.arrived[0])
    keys = re.findall(r"/(?:a|stop)/([\w-]{22,})/", mail)
    assert len(keys) == 2
    for model in (Message, StopLink, AssignmentLink, AuditEvent, Assignment):
        kept = str(list(model.objects.values()))
        assert not any(key in kept for key in keys)


def test_inviting_twice_sends_once(assignment, open_round, mail_server):
    services.invite_round(open_round.pk)
    services.invite_round(open_round.pk)
    assert OrmQ.objects.count() == 1
    do_jobs()
    invite(open_round)
    assert len(mail_server.arrived) == 1


def test_the_same_job_done_twice_sends_once(assignment, open_round, mail_server):
    invite(open_round)
    services.send_messages([Message.objects.get().pk])
    assert len(mail_server.arrived) == 1


def test_people_who_come_later_are_invited_and_the_others_not_again(
    assignment, open_round, mail_server
):
    invite(open_round)
    later = add(open_round, 2)
    invite(open_round)
    assert [mail["To"] for mail in mail_server.arrived] == [
        assignment.person.email,
        later.person.email,
    ]


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CLOSED, RoundState.ARCHIVED])
def test_nobody_is_invited_to_a_round_that_is_not_open(assignment, open_round, state):
    open_round.state = state
    open_round.save()
    services.invite_round(open_round.pk)
    assert not Message.objects.exists()


def test_round_that_closes_before_sending_sends_nothing(assignment, open_round, mail_server):
    services.invite_round(open_round.pk)
    open_round.state = RoundState.CLOSED
    open_round.save()
    do_jobs()
    assert mail_server.arrived == []
    assert not Message.objects.exists()


@pytest.mark.parametrize("field", ["done_at", "declined_at"])
def test_who_answered_or_declined_is_not_invited(assignment, open_round, field):
    setattr(assignment, field, timezone.now())
    assignment.save()
    services.invite_round(open_round.pk)
    assert not Message.objects.exists()


def test_who_wants_no_mail_gets_none_and_the_row_says_so(assignment, open_round, mail_server):
    assignment.person.opted_out_at = timezone.now()
    assignment.person.save()
    invite(open_round)
    assert mail_server.arrived == []
    assert Message.objects.get().status == MessageStatus.OPTED_OUT


def test_person_whose_mail_came_back_before_gets_none(assignment, open_round, mail_server):
    assignment.person.bounced_at = timezone.now()
    assignment.person.save()
    invite(open_round)
    assert mail_server.arrived == []
    assert Message.objects.get().status == MessageStatus.BOUNCED


def test_inviting_is_in_the_audit_log_by_number(assignment, open_round):
    services.invite_round(open_round.pk)
    event = AuditEvent.objects.get(action="invitations.invitations-wanted")
    assert (event.organisation_id, event.details) == (
        open_round.programme.organisation_id,
        {"people": 1},
    )


def test_person_who_was_removed_before_sending_gets_nothing(assignment, open_round, mail_server):
    services.invite_round(open_round.pk)
    assignment.person.removed_at = timezone.now()
    assignment.person.save()
    do_jobs()
    assert mail_server.arrived == []
    assert not Message.objects.exists()
