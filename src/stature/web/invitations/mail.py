"""One e-mail, ready to send: text, HTML, calendar file, and the headers that mail needs."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from stature.web.accounts.models import Organisation
from stature.web.invitations.calendar_file import FILE_NAME, FILE_TYPE, last_day_file
from stature.web.invitations.joint_letters import write_joint_letter
from stature.web.invitations.letter import Letter
from stature.web.invitations.letters import language_of, write_letter
from stature.web.invitations.models import Message, MessageKind

STOP_KEY_BYTES = 24
HTML = "text/html"


def new_message_id() -> str:
    """A Message-ID that nobody can guess: who names it has seen the e-mail."""
    return f"<{secrets.token_hex(20)}@{urlsplit(settings.ADDRESS).hostname or 'localhost'}>"


def compose_mail(
    message: Message, *, link: str, stop_link: str, companions: Sequence[Message] = ()
) -> EmailMultiAlternatives:
    """The e-mail of a message, with the two links that were made for it.

    ``companions``: messages about other leaders that the same e-mail says.
    """
    language = language_of(message.person)
    with translation.override(language):
        letter = _letter(message, companions, link)
        mail = mail_of(
            letter,
            organisation=message.person.organisation,
            to=message.person.email,
            headers=_headers(message, stop_link, language),
            stop_link=stop_link,
        )
        _attach_last_day(mail, message, letter)
    return mail


def mail_of(
    letter: Letter,
    *,
    organisation: Organisation,
    to: str,
    headers: dict[str, str],
    stop_link: str = "",
) -> EmailMultiAlternatives:
    """The e-mail of a letter, text and HTML, in the language that is active."""
    language = get_language() or settings.LANGUAGE_CODE
    context = {
        "letter": letter,
        "organisation": organisation,
        "stop_link": stop_link,
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
    }
    mail = EmailMultiAlternatives(
        subject=_one_line(letter.subject),
        body=render_to_string("invitations/mail/letter.txt", context),
        from_email=_sender(organisation),
        to=[to],
        reply_to=_reply_to(organisation),
        headers=headers,
    )
    mail.attach_alternative(render_to_string("invitations/mail/letter.html", context), HTML)
    return mail


def _letter(message: Message, companions: Sequence[Message], link: str) -> Letter:
    if not companions:
        return write_letter(message, link)
    assignments = [each.assignment for each in (message, *companions) if each.assignment]
    return write_joint_letter(message, assignments, link)


def headers_of(message_id: str, language: str) -> dict[str, str]:
    """What every e-mail's headers say: which one it is, that a program wrote it, the language."""
    return {
        "Message-ID": message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
    }


def _headers(message: Message, stop_link: str, language: str) -> dict[str, str]:
    headers = headers_of(message.message_id, language)
    headers["List-Unsubscribe"] = f"<{stop_link}>"
    if stop_link.startswith("https:"):  # RFC 8058 allows one click over TLS only
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _attach_last_day(mail: EmailMultiAlternatives, message: Message, letter: Letter) -> None:
    closes_on = message.assignment.assessment.round.closes_on if message.assignment else None
    if message.kind != MessageKind.INVITATION or closes_on is None:
        return
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    text = last_day_file(
        uid=f"assignment-{message.assignment_id}@{host}",
        title=letter.subject,
        text=_("Your link is in the e-mail that this file came with."),
        day=closes_on,
        made_at=timezone.now(),
    )
    mail.attach(FILE_NAME, text, FILE_TYPE)


def _sender(organisation: Organisation) -> str:
    """The site's address under the organisation's name."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((_one_line(organisation.name), address))


def _reply_to(organisation: Organisation) -> list[str]:
    return [organisation.contact_email] if organisation.contact_email else []


def _one_line(text: str) -> str:
    """Text that can stand in a header."""
    return " ".join(text.split())
