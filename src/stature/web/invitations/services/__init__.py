"""Inviting, reminding, stopping, and what to do with e-mails that came back.

Jobs: ``invite_round``, ``send_messages``, ``send_fresh_link``, ``tell_report_is_ready`` and
``tell_facilitator``. On a schedule: ``send_due_reminders`` and ``send_waiting_messages``. Each may
run twice.
"""

from stature.web.invitations.services.approving import (
    ask_for_approval,
    tell_approved,
    tell_sent_back,
)
from stature.web.invitations.services.facilitating import tell_facilitator
from stature.web.invitations.services.forgetting import forget_addresses
from stature.web.invitations.services.sharing import (
    send_report_link,
    take_back_report,
    tell_manager_of_report,
)
from stature.web.invitations.services.stopping import allow_mail, stop_mail
from stature.web.invitations.services.trouble import note_bounce, send_again
from stature.web.invitations.services.wanting import (
    invite_round,
    send_due_reminders,
    send_fresh_link,
    send_messages,
    send_waiting_messages,
    tell_report_is_ready,
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
    "send_report_link",
    "send_waiting_messages",
    "stop_mail",
    "take_back_report",
    "tell_approved",
    "tell_facilitator",
    "tell_manager_of_report",
    "tell_report_is_ready",
    "tell_sent_back",
]
