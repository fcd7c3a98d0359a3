"""Joining people to the accounts that proved to own their address."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from stature.web.accounts.models import User
from stature.web.people.models import Person
from stature.web.people.services.held import named, record


@transaction.atomic
def link_people_to_user(user: User) -> int:
    """Join a user to the people of each organisation with an address that the user verified.

    Says how many were joined. People who belong to another account are left alone.
    """
    verified = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    addresses = [address.lower() for address in verified]
    people = list(Person.objects.filter(email__in=addresses, user=None)) if addresses else []
    for person in people:
        _join(person, user)
    return len(people)


def link_to_accounts(organisation_id: int) -> None:
    """Join the people of an organisation to accounts that verified their address already."""
    verified = EmailAddress.objects.filter(verified=True)
    waiting = Person.objects.filter(
        organisation=organisation_id, user=None, email__in=verified.values("email")
    )
    owners = {
        address.email: address.user
        for address in verified.filter(email__in=waiting.values("email")).select_related("user")
    }
    for person in waiting:
        if person.email in owners:
            _join(person, owners[person.email])


def _join(person: Person, user: User) -> None:
    Person.objects.filter(pk=person.pk, user=None).update(user=user)
    record("people.linked", organisation_id=person.organisation_id, by=user, subject=named(person))
