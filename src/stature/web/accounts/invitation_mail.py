"""The e-mail that invites somebody to join an organisation."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from stature.core.errors import StatureError
from stature.web.accounts.models import MemberInvitation


class MailNotSentError(StatureError):
    """An e-mail could not be handed over for sending."""


def join_address(key: str) -> str:
    """The full address that accepts an invitation."""
    return settings.ADDRESS + reverse("accounts:join", args=[key])


def send_invitation(invitation: MemberInvitation, key: str) -> None:
    """Send the link. Raises MailNotSentError."""
    with translation.override(invitation.organisation.language):
        message = EmailMessage(
            subject=_("Join %(organisation)s on Stature")
            % {"organisation": invitation.organisation},
            body=render_to_string(
                "accounts/mail/invitation.txt",
                {"invitation": invitation, "address": join_address(key)},
            ),
            to=[invitation.email],
        )
    try:
        message.send()
    except (OSError, SMTPException) as error:
        raise MailNotSentError(
            _("The e-mail to %(address)s could not be sent, so nobody was invited.")
            % {"address": invitation.email},
            remedy=_("Check the address, and try again in a few minutes."),
        ) from error
