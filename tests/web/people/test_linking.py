"""People and the accounts that proved to own their address."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings

from stature.web.accounts.models import User
from stature.web.audit.models import AuditEvent
from stature.web.people import services
from stature.web.people.models import Person


@pytest.fixture
def account(db) -> User:
    """An account with a verified address."""
    user = User.objects.create_user("mary@harbour.example", name="Mary")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_signing_in_joins_people_with_the_verified_address(client, mary, stranger, account):
    Person.objects.update(user=None)
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    mary.refresh_from_db()
    stranger.refresh_from_db()
    assert (mary.user, stranger.user) == (account, None)
    assert AuditEvent.objects.filter(action="people.linked").exists()


def test_address_that_is_not_verified_joins_nobody(mary, account):
    Person.objects.update(user=None)
    EmailAddress.objects.update(verified=False)
    assert services.link_people_to_user(account) == 0
    mary.refresh_from_db()
    assert mary.user is None


def test_people_of_another_account_are_left_alone(mary, account, participant):
    Person.objects.filter(pk=mary.pk).update(user=participant)
    assert services.link_people_to_user(account) == 0


def test_person_who_is_added_joins_an_account_that_is_there(account, organisation):
    added = services.add_person(organisation=organisation, email="MARY@harbour.example")
    assert added.user == account


def test_import_joins_accounts_that_are_there(account, bring_in):
    bring_in(("Mary", "Stone", "mary@harbour.example", ""))
    assert Person.objects.get().user == account
