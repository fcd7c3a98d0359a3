"""Jobs and what stops them, in words."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from stature.web.jobs.queue import WORKER_DIED

REASONS: Final = {
    WORKER_DIED: _("The worker stopped in the middle of it. The machine may be short of memory."),
    "TimeoutException": _("It took too long."),
    "LookupError": _("This version of Stature does not know this job."),
    "ConnectionRefusedError": _("The server that it needs did not answer."),
    "TimeoutError": _("The server that it needs did not answer."),
    "gaierror": _("The name of the server that it needs is not known."),
    "SMTPAuthenticationError": _("The mail server did not accept the name and password."),
    "SMTPServerDisconnected": _("The mail server closed the connection."),
    "SMTPConnectError": _("The mail server did not answer."),
    "OperationalError": _("The database was busy or away."),
}


def job_in_words(place: str) -> str:
    """A job's name for people: ``...invitations.tasks.send_reminders`` is 'Send reminders'."""
    return place.rpartition(".")[2].replace("_", " ").capitalize()


def reason_in_words(name: str) -> Any:
    """Why a job failed, from the name of what went wrong."""
    other = _("It stopped with an error that is in the log: %(name)s.")
    return REASONS.get(name) or other % {"name": name}
