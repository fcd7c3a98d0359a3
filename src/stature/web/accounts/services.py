"""Changing organisations, members and invitations. Each change is written to the audit log."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from stature.core.errors import StatureError
from stature.web.accounts.invitation_mail import send_invitation
from stature.web.accounts.models import MemberInvitation, Membership, Organisation, Role, User
from stature.web.accounts.selectors import last_administrator, roles_in
from stature.web.audit.services import record_event
from stature.web.keys import hash_of_key

DAYS_TO_ACCEPT: Final = 14
KEY_BYTES: Final = 24
LONGEST_SLUG: Final = 50


class LastAdministratorError(StatureError):
    """An organisation would be left without an administrator."""


@transaction.atomic
def create_organisation(
    *, name: str, administrator_email: str, contact_email: str = ""
) -> tuple[Organisation, str]:
    """Make an organisation and invite its first administrator.

    Returns it with the key that opens ``join_address``; the key is shown once and kept by nobody.
    """
    organisation = Organisation.objects.create(
        name=name, slug=_free_slug(name), contact_email=contact_email or administrator_email
    )
    record_event("organisation.created", organisation_id=organisation.pk, subject=name)
    _invitation, key = _new_invitation(
        organisation=organisation, email=administrator_email, role=Role.ADMINISTRATOR, actor=None
    )
    return organisation, key


def invite_member(
    *, organisation: Organisation, email: str, role: str, actor: User
) -> MemberInvitation:
    """Invite somebody by e-mail. An earlier open invitation to this address for this role ends.

    Raises MailNotSentError, and then nothing has changed.
    """
    with transaction.atomic():
        invitation, key = _new_invitation(
            organisation=organisation, email=email, role=role, actor=actor
        )
    try:
        send_invitation(invitation, key)
    except StatureError:
        withdraw_invitation(invitation=invitation, actor=actor)
        raise
    _end_earlier(invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: MemberInvitation, actor: User) -> None:
    """End an invitation: its link leads nowhere from now on."""
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record_event(
        "members.invitation-withdrawn",
        actor=actor,
        organisation_id=invitation.organisation_id,
        subject=f"invitation {invitation.pk}",
        role=invitation.role,
    )


@transaction.atomic
def accept_invitation(*, invitation: MemberInvitation, user: User) -> Organisation:
    """Make the user a member in the invited role. Doing it twice changes nothing."""
    taken = MemberInvitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if taken.update(accepted_at=timezone.now()):
        Membership.objects.get_or_create(
            user=user, organisation=invitation.organisation, role=invitation.role
        )
        record_event(
            "members.joined",
            actor=user,
            organisation_id=invitation.organisation_id,
            subject=f"user {user.pk}",
            role=invitation.role,
            invitation=invitation.pk,
        )
    return invitation.organisation


@transaction.atomic
def change_roles(
    *, organisation: Organisation, user: User, roles: Collection[str], actor: User
) -> None:
    """Give a member exactly these roles. Raises LastAdministratorError."""
    _wait_for_others(organisation)
    before = roles_in(user, organisation)
    if Role.ADMINISTRATOR not in roles:
        _refuse_last_administrator(organisation, user)
    given = user.memberships.filter(organisation=organisation)
    given.exclude(role__in=roles).delete()
    for role in set(roles) - before:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    record_event(
        "members.roles-changed",
        actor=actor,
        organisation_id=organisation.pk,
        subject=f"user {user.pk}",
        before=sorted(before),
        after=sorted(roles),
    )


@transaction.atomic
def remove_member(*, organisation: Organisation, user: User, actor: User) -> None:
    """Take all roles in this organisation from a user. Raises LastAdministratorError."""
    _wait_for_others(organisation)
    _refuse_last_administrator(organisation, user)
    before = roles_in(user, organisation)
    user.memberships.filter(organisation=organisation).delete()
    record_event(
        "members.removed",
        actor=actor,
        organisation_id=organisation.pk,
        subject=f"user {user.pk}",
        before=sorted(before),
    )


@transaction.atomic
def change_organisation(*, organisation: Organisation, actor: User, changed: list[str]) -> None:
    """Keep the changed fields of an organisation."""
    organisation.save(update_fields=changed)
    record_event(
        "organisation.changed",
        actor=actor,
        organisation_id=organisation.pk,
        subject=organisation.name,
        fields=changed,
    )


def _new_invitation(
    *, organisation: Organisation, email: str, role: str, actor: User | None
) -> tuple[MemberInvitation, str]:
    key = secrets.token_urlsafe(KEY_BYTES)
    invitation = MemberInvitation.objects.create(
        organisation=organisation,
        email=email.lower(),
        role=role,
        key_sha256=hash_of_key(key),
        invited_by=actor,
        expires_at=timezone.now() + timedelta(days=DAYS_TO_ACCEPT),
    )
    record_event(
        "members.invited",
        actor=actor,
        organisation_id=organisation.pk,
        subject=f"invitation {invitation.pk}",
        role=role,
    )
    return invitation, key


def _end_earlier(invitation: MemberInvitation) -> None:
    earlier = MemberInvitation.objects.filter(
        organisation=invitation.organisation,
        email=invitation.email,
        role=invitation.role,
        accepted_at=None,
        withdrawn_at=None,
    )
    earlier.exclude(pk=invitation.pk).update(withdrawn_at=timezone.now())


def _wait_for_others(organisation: Organisation) -> None:
    """Two administrators who remove each other at the same moment must take turns."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _refuse_last_administrator(organisation: Organisation, user: User) -> None:
    if last_administrator(organisation, user):
        raise LastAdministratorError(
            _("This is the only administrator of the organisation."),
            where=organisation.name,
            remedy=_("Make somebody else an administrator first."),
        )


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:LONGEST_SLUG] or "organisation"
    while Organisation.objects.filter(slug=wanted).exists():
        wanted = f"{slugify(name)[:LONGEST_SLUG] or 'organisation'}-{secrets.randbelow(10_000)}"
    return wanted
