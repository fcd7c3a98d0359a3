"""Inviting, reminding, stopping, and what to do with e-mails that came back.

Jobs: ``invite_round``, ``send_messages``, ``send_fresh_link``, ``tell_report_is_ready``. On a
schedule: ``send_due_reminders`` and ``send_waiting_messages``. Each may run twice.
"""

from stature.web.invitations.services.forgetting import forget_addresses
from stature.web.invitations.services.stopping import allow_mail, stop_mail
from stature.web.invitations.services.trouble import note_bounce, send_again
from stature.web.invitations.services.wanting import (
    ask_for_approval,
    invite_round,
    send_due_reminders,
    send_fresh_link,
    send_messages,
    send_waiting_messages,
    tell_report_is_ready,
    tell_sent_back,
)

__all__ = [
    "allow_mail",
    "ask_for_approval",
    "forget_addresses",
    "invite_round",
    "note_bounce",
    "send_again",
    "send_due_reminders",
    "send_fresh_link",
    "send_messages",
    "send_waiting_messages",
    "stop_mail",
    "tell_report_is_ready",
    "tell_sent_back",
]
