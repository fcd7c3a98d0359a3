"""Stopping e-mails to a person, and allowing them again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from stature.web.audit.services import WithoutAccount, record_event
from stature.web.invitations.selectors import person_link
from stature.web.people.models import Person


def stop_mail(*, key: str) -> Person:
    """Send the person of a stop link no more e-mails; the person stays in the organisation.

    Raises StopLink.DoesNotExist for a stranger's key.
    """
    return _set_stopped(key, stopped=True)


def allow_mail(*, key: str) -> Person:
    """Send the person of a stop link e-mails again.

    Raises StopLink.DoesNotExist for a stranger's key.
    """
    return _set_stopped(key, stopped=False)


@transaction.atomic
def _set_stopped(key: str, *, stopped: bool) -> Person:
    person = Person.objects.select_for_update().get(pk=person_link(key).person_id)
    if bool(person.opted_out_at) != stopped:
        person.opted_out_at = timezone.now() if stopped else None
        person.save(update_fields=["opted_out_at"])
        record_event(
            "invitations.stopped" if stopped else "invitations.allowed",
            actor=WithoutAccount(person.pk),
            organisation_id=person.organisation_id,
            subject=f"person {person.pk}",
        )
    return person
