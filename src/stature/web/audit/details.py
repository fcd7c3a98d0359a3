"""How the details and the subjects of the audit log read. The log itself keeps their codes."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

DETAILS: Final[dict[str, Any]] = {
    "after": _("After"),
    "answers_stay": _("Answers stay, without a name"),
    "assessment_id": _("Number of the participation"),
    "assignment_id": _("Number of the questionnaire"),
    "before": _("Before"),
    "by": _("By way of"),
    "changed": _("Changed"),
    "closes_on": _("Last day"),
    "days": _("Good for days"),
    "fields": _("What was changed"),
    "findings": _("Left out"),
    "invitation": _("Number of the invitation"),
    "job": _("Number of the job"),
    "kept": _("Kept as it was"),
    "kind": _("Kind"),
    "messages": _("E-mails"),
    "n": _("How many"),
    "new": _("New"),
    "people": _("People"),
    "purpose": _("Purpose"),
    "ratings": _("Ratings"),
    "relationship": _("Relationship"),
    "release": _("Release"),
    "role": _("Role"),
    "round_id": _("Number of the round"),
    "scopes": _("What it may be used for"),
    "searched": _("Searched by name"),
    "template": _("Ready-made programme"),
    "version": _("Version"),
}
VALUES: Final[dict[str, Any]] = {
    "True": _("Yes"),
    "False": _("No"),
    "account": _("the account"),
    "personal link": _("a personal link"),
    "administrator": _("Programme administrator"),
    "consultant": _("Consultant"),
    "researcher": _("Researcher"),
    "line-manager": _("Line manager"),
    "interviewer": _("Interviewer"),
    "executive": _("Executive"),
    "participant": _("Participant"),
    "rater": _("Rater"),
    "facilitator": _("Facilitator"),
    "development": _("Development"),
    "decisions": _("Decisions, such as selection"),
    "self": _("Self"),
    "manager": _("Line manager"),
    "peer": _("Peer"),
    "direct-report": _("Direct report"),
    "customer": _("Customer"),
    "other": _("Other"),
    "email": _("E-mail address"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "identifier": _("Own identifier"),
    "language": _("Language"),
    "unit": _("Team or unit"),
    "name": _("Name"),
    "second_step_required": _("Second step of sign-in"),
    "contact_email": _("Contact for people who answer"),
    "invitation": _("Invitation"),
    "reminder": _("Reminder"),
    "fresh-link": _("Fresh link"),
    "report-ready": _("Report ready"),
    "totp": _("Authenticator app"),
    "webauthn": _("Passkey"),
    "recovery_codes": _("Recovery codes"),
}
SUBJECTS: Final[dict[str, Any]] = {
    "assessment": _("participation %(number)s"),
    "assignment": _("questionnaire %(number)s"),
    "framework": _("framework %(number)s"),
    "import": _("table %(number)s"),
    "invitation": _("invitation %(number)s"),
    "person": _("person %(number)s"),
}
WHOLE_SUBJECTS: Final[dict[str, Any]] = {
    "an unknown address": _("an unknown address"),
    "people": _("people"),
    "the system": _("the system"),
}


def detail_in_words(name: str) -> Any:
    """What a detail is called; its code when it has no words."""
    return DETAILS.get(name, name)


def value_in_words(value: Any) -> str:
    """A value of the details: a list becomes its items in a row, a day is written out."""
    if isinstance(value, list):
        return ", ".join(map(value_in_words, value))
    text = str(value)
    return str(VALUES.get(text) or _day(text) or text)


def subject_in_words(subject: str) -> str:
    """What an event is about, or who acted: a kind and its number, or a name as it is."""
    kind, _space, number = subject.partition(" ")
    if kind in SUBJECTS and number.isdigit():
        return str(SUBJECTS[kind] % {"number": number})
    return str(WHOLE_SUBJECTS.get(subject, subject))


def _day(text: str) -> str:
    try:
        return str(date_format(date.fromisoformat(text), "DATE_FORMAT"))
    except ValueError:
        return ""
