"""Reading e-mails that came back: from whatever somebody may put into the mailbox."""

from __future__ import annotations

import contextlib
import io
import sys

import pytest
from django.core.management import CommandError, call_command

from stature.web.audit.models import AuditEvent
from stature.web.invitations import services
from stature.web.invitations.bounces import LARGEST, NotADeliveryReportError, read_bounce
from stature.web.invitations.models import Message, MessageStatus
from tests.web.invitations.conftest import invite

REPORT = """\
From: MAILER-DAEMON@mx.example
To: stature@stature.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="BOUND"

--BOUND
Content-Type: text/plain

Your message could not be delivered.

--BOUND
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 16 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; person1@harbour.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such
    person here

--BOUND
Content-Type: {kind}

From: stature@stature.example
To: person1@harbour.example
Message-ID: {message_id}
Subject: Leading service

--BOUND--
"""


def report(message_id: str, action: str = "failed", kind: str = "message/rfc822") -> bytes:
    return REPORT.format(message_id=message_id, action=action, kind=kind).encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_report_tells_which_e_mail_and_why(kind):
    bounce = read_bounce(report("<abc@stature.example>", kind=kind))
    assert bounce.message_id == "<abc@stature.example>"
    assert bounce.problem == "5.1.1 smtp; 550 5.1.1 No such person here"


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_e_mail_that_did_not_fail_for_good_is_no_bounce(action):
    assert read_bounce(report("<abc@stature.example>", action)) is None


DEEP = b"".join(
    b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000)
)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 1000,
        b"From: somebody\n\nI am on holiday.",
        report("no brackets"),
        report("<" + "a" * 500 + ">"),
        report("<abc@stature.example>").replace(b"message/rfc822", b"image/png"),
        report("<abc@stature.example>").replace(b"BOUND--", b""),
        b'Content-Type: multipart/report; boundary="\xff"\n\n--\xff\n',
        DEEP,
        b"x" * (LARGEST + 1),
    ],
)
def test_anything_else_is_refused_or_read_and_nothing_breaks(content):
    with contextlib.suppress(NotADeliveryReportError):
        assert read_bounce(content) is not None


@pytest.fixture
def message(assignment, open_round, mail_server) -> Message:
    """An invitation that was sent."""
    invite(open_round)
    return Message.objects.get()


def test_e_mail_that_came_back_marks_message_and_person(message):
    assert services.note_bounce(message.message_id, "550 No such person")
    message.refresh_from_db()
    assert message.status == MessageStatus.BOUNCED
    assert message.problem == "550 No such person"
    assert message.person.bounced_at is not None
    assert AuditEvent.objects.filter(action="invitations.bounced").count() == 1


def test_second_report_on_the_same_e_mail_changes_nothing(message):
    services.note_bounce(message.message_id, "first")
    assert not services.note_bounce(message.message_id, "second")
    message.refresh_from_db()
    assert message.problem == "first"


@pytest.mark.parametrize("message_id", ["", "<guessed@stature.example>"])
def test_report_on_an_e_mail_that_is_not_ours_marks_nobody(message, message_id):
    assert not services.note_bounce(message_id, "550")


def test_person_whose_address_was_corrected_since_stays_reachable(message):
    message.person.email = "right@harbour.example"
    message.person.save()
    services.note_bounce(message.message_id, "550")
    message.person.refresh_from_db()
    assert message.person.bounced_at is None


def run(source: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("read_bounces", source, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_command_reads_a_maildir_once(message, tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1.mx").write_bytes(report(message.message_id))
    (tmp_path / "new" / "2.mx").write_bytes(b"Subject: holiday\n\nBack on Monday.")
    (tmp_path / "new" / "3.mx").write_bytes(b"x" * (LARGEST * 2))
    (tmp_path / "new" / "4.mx").symlink_to("/etc/hostname")
    out, err = run(str(tmp_path))
    assert out == "3 read, 1 marked as come back.\n"
    assert "2.mx: the e-mail is no delivery report" in err
    assert "3.mx: the e-mail is larger than 256 kB" in err
    assert sorted(file.name for file in (tmp_path / "cur").iterdir()) == [
        "1.mx:2,S",
        "2.mx:2,S",
        "3.mx:2,S",
    ]
    assert run(str(tmp_path))[0].startswith("0 read")


def test_command_reads_a_file_and_standard_input(message, tmp_path, monkeypatch):
    file = tmp_path / "bounce.eml"
    file.write_bytes(report(message.message_id))
    assert run(str(file))[0].startswith("1 read, 1 marked")
    standard_input = io.TextIOWrapper(io.BytesIO(file.read_bytes()))
    monkeypatch.setattr(sys, "stdin", standard_input)
    assert run("-")[0].startswith("1 read, 0 marked")


def test_command_says_what_it_can_read(db, tmp_path):
    with pytest.raises(CommandError, match="neither a Maildir nor a file"):
        run(str(tmp_path / "nothing"))
