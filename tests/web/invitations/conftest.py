"""A real mail server on this computer, a round with people in it, and time that can be moved."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pydoc import locate

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone
from django_q.models import OrmQ

from stature.web.accounts.models import Organisation
from stature.web.invitations import services
from stature.web.invitations.models import Message
from stature.web.people.models import Person
from stature.web.programmes.models import (
    Assessment,
    Assignment,
    Programme,
    Purpose,
    Relationship,
    Round,
    RoundState,
)


class MailServer:
    """A mail server that keeps what arrives, and refuses the addresses it is told to."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.refuses: dict[str, str] = {}
        self.refuses_text: str | None = None
        self.arrived: list[EmailMessage] = []
        self.controller: Controller | None = None

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.refuses_text:
            return self.refuses_text
        self.arrived.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.arrived if mail["To"] == address]


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """A mail server that the site is set to use."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.ADDRESS = "https://stature.example"
    settings.DEFAULT_FROM_EMAIL = "stature@stature.example"
    yield server
    server.stop()


LAST_DAY = date(2026, 12, 18)


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    """A programme for development."""
    organisation.contact_email = "help@harbour.example"
    organisation.save()
    return Programme.objects.create(
        organisation=organisation,
        title="Leading service",
        template="self-profile",
        purpose=Purpose.DEVELOPMENT,
    )


@pytest.fixture
def open_round(programme: Programme) -> Round:
    """An open round: reminders a week and two days before the last day."""
    return Round.objects.create(
        programme=programme,
        state=RoundState.OPEN,
        pack="service-commitment",
        closes_on=timezone.localdate() + timedelta(days=14),
        opened_at=timezone.now(),
    )


def add(open_round: Round, number: int, **fields: object) -> Assignment:
    """One more participant, who is asked about themselves."""
    person = Person.objects.create(
        organisation=open_round.programme.organisation,
        email=f"person{number}@harbour.example",
        first_name=f"First{number}",
        last_name=f"Last{number}",
        **fields,
    )
    assessment = Assessment.objects.create(round=open_round, participant=person)
    return Assignment.objects.create(
        assessment=assessment, person=person, relationship=Relationship.SELF
    )


def add_rater(about: Assignment, number: int, relationship: str) -> Assignment:
    """One more person who answers about a participant."""
    person = Person.objects.create(
        organisation=about.person.organisation, email=f"rater{number}@harbour.example"
    )
    return Assignment.objects.create(
        assessment=about.assessment, person=person, relationship=relationship
    )


@pytest.fixture
def assignment(open_round: Round) -> Assignment:
    """The first participant's own assignment."""
    return add(open_round, 1)


def do_jobs() -> int:
    """Do all jobs in the queue, as a worker would, and say how many there were."""
    done = 0
    while job := OrmQ.objects.order_by("pk").first():
        task = job.task
        job.delete()
        locate(task["func"])(*task["args"])
        done += 1
    return done


def invite(open_round: Round) -> None:
    """Invite everybody, and have all e-mails sent."""
    services.invite_round(open_round.pk)
    do_jobs()


def let_time_pass(**span: float) -> None:
    """Let all messages grow older."""
    for message in Message.objects.all():
        message.wanted_at -= timedelta(**span)
        message.try_after -= timedelta(**span)
        message.save()


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    """The plain text or the HTML of an e-mail."""
    return mail.get_body((kind,)).get_content()
