"""Telling an organisation's administrators what somebody did with their own data."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from stature.web.accounts.models import Organisation, Role, User
from stature.web.audit.models import AuditEvent
from stature.web.audit.services import record_event
from stature.web.people.models import Person

WORDS: Final[dict[str, Any]] = {
    "data.corrected": gettext_lazy("%(name)s corrected their name or language."),
    "data.withdrawn": gettext_lazy("%(name)s withdrew from a round. Their answers are deleted."),
    "data.deleted": gettext_lazy(
        "%(name)s had all their data deleted. You need do nothing; please delete your own copies."
    ),
}
TOLD: Final = "data.administrators-told"


def tell_administrators(event_id: int) -> None:
    """Write to the administrators of the organisation in which it happened, once to each."""
    event = AuditEvent.objects.filter(pk=event_id, action__in=WORDS).first()
    organisation = event and Organisation.objects.filter(pk=event.organisation_id).first()
    if not event or not organisation:
        return
    members = {"memberships__organisation": organisation, "memberships__role": Role.ADMINISTRATOR}
    for administrator in User.objects.filter(is_active=True, **members).distinct():
        _tell(administrator, organisation, event)


def _tell(administrator: User, organisation: Organisation, event: AuditEvent) -> None:
    subject = f"event {event.pk} to user {administrator.pk}"
    if AuditEvent.objects.filter(action=TOLD, subject=subject).exists():
        return
    with override(administrator.language or organisation.language):
        words = WORDS[event.action] % {"name": _name(event)}
        send_mail(
            _("About somebody’s own data at %(organisation)s") % {"organisation": organisation},
            words,
            settings.DEFAULT_FROM_EMAIL,
            [administrator.email],
        )
    record_event(TOLD, organisation_id=organisation.pk, subject=subject)


def _name(event: AuditEvent) -> str:
    number = event.subject.rpartition(" ")[2]
    person = Person.ever.filter(pk=number, organisation=event.organisation_id).first()
    return str(person) if person else _("Person number %(number)s") % {"number": number}
