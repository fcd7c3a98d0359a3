"""What becomes of the names and addresses that e-mails and answers hold of a removed person."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from stature.web.invitations.services import forget_addresses
from stature.web.people.models import Person
from stature.web.people.services import forget_tables_with
from stature.web.programmes.services import forget_nominations
from stature.web.responses.models import Consent, SavedResponse


@transaction.atomic
def forget_removed_person(person: Person) -> None:
    """Take name and address out of what stays of somebody whom an administrator removes.

    It must be called while the person still has a name. Answers stay and still count.
    """
    forget_addresses(person=person)
    forget_nominations(person=person)
    forget_tables_with(organisation_id=person.organisation_id, email=person.email)
    SavedResponse.objects.filter(assignment__person=person).update(name="")
    for consent in _consents_that_name(person):
        with override(consent.language or None):
            nobody = _("a person who was removed")
        consent.statement = consent.statement.replace(str(person), nobody)
        consent.save(update_fields=["statement"])


def _consents_that_name(person: Person) -> list[Consent]:
    """What colleagues agreed to, which says about whom they were asked."""
    about = Consent.objects.filter(response__assignment__assessment__participant=person)
    return [consent for consent in about if str(person) in consent.statement]
