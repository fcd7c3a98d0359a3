"""Making the organisation of the demo, its accounts and its people, by the site's own services."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress

from stature.web.accounts.models import MemberInvitation, Organisation, User
from stature.web.accounts.services import (
    accept_invitation,
    change_roles,
    create_organisation,
)
from stature.web.demo.cast import (
    ADMINISTRATOR,
    EVERYBODY,
    IN_THE_TEAM,
    MANAGER,
    MEMBERS,
    ORGANISATION,
    MadeUpPerson,
)
from stature.web.demo.models import Demo, MadeUpMember
from stature.web.people.models import Person
from stature.web.people.services import add_person


def make_organisation(demo: Demo) -> dict[MadeUpPerson, User]:
    """The made-up organisation with its members, whom the demo then knows as its own."""
    organisation, _key = create_organisation(
        name=ORGANISATION, administrator_email=ADMINISTRATOR.email
    )
    demo.organisation = organisation
    demo.save(update_fields=["organisation"])
    users = {each: _make_user(demo, each) for each in MEMBERS}
    _give_roles(organisation, users)
    return users


def make_people(organisation: Organisation) -> dict[MadeUpPerson, Person]:
    """Everybody whom the organisation knows; who has an account is joined to it."""
    manager = _add(organisation, [MANAGER])[MANAGER]
    team = _add(organisation, IN_THE_TEAM, manager=manager)
    others = (each for each in EVERYBODY if each != MANAGER and each not in IN_THE_TEAM)
    return {MANAGER: manager, **team, **_add(organisation, others)}


def _make_user(demo: Demo, who: MadeUpPerson) -> User:
    """An account without a password; its address counts as verified, so it finds its person."""
    user = User.objects.create_user(who.email, name=who.name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    MadeUpMember.objects.create(demo=demo, seat=who.seat, user=user)
    return user


def _give_roles(organisation: Organisation, users: dict[MadeUpPerson, User]) -> None:
    administrator = users[ADMINISTRATOR]
    invitation = MemberInvitation.objects.get(organisation=organisation)
    accept_invitation(invitation=invitation, user=administrator)
    for who, user in users.items():
        if who != ADMINISTRATOR:
            change_roles(
                organisation=organisation, user=user, roles=[str(who.role)], actor=administrator
            )


def _add(
    organisation: Organisation, people: Iterable[MadeUpPerson], manager: Person | None = None
) -> dict[MadeUpPerson, Person]:
    return {
        who: add_person(
            organisation=organisation,
            email=who.email,
            first_name=who.first_name,
            last_name=who.last_name,
            unit=who.unit,
            manager=manager,
        )
        for who in people
    }
