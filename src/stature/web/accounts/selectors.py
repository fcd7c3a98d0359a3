"""Reading organisations, members and invitations."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from stature.web.accounts.models import MemberInvitation, Membership, Organisation, Role, User
from stature.web.keys import hash_of_key


@dataclass(frozen=True)
class MemberRow:
    """One member of an organisation with all roles held there."""

    user: User
    roles: tuple[str, ...]

    @property
    def role_names(self) -> list[Any]:
        """The roles in words."""
        return [Role(role).label for role in self.roles]


def organisations_of(user: User) -> QuerySet[Organisation]:
    """The organisations in which the user has a role, by name."""
    return Organisation.objects.filter(memberships__user=user).distinct().order_by("name", "pk")


def memberships_of(user: User) -> QuerySet[Membership]:
    """What the user may do in which organisation, by the organisation's name."""
    given = user.memberships.select_related("organisation")
    return given.order_by("organisation__name", "organisation_id", "pk")


def roles_in(user: Any, organisation: Organisation) -> set[str]:
    """The roles that the user has in the organisation."""
    return set(user.memberships.filter(organisation=organisation).values_list("role", flat=True))


def members_of(organisation: Organisation) -> list[MemberRow]:
    """The members of the organisation, by name, each once."""
    roles: dict[User, list[str]] = defaultdict(list)
    given = organisation.memberships.select_related("user").order_by(
        "user__name", "user__email", "pk"
    )
    for membership in given:
        roles[membership.user].append(membership.role)
    return [MemberRow(user, tuple(given)) for user, given in roles.items()]


def find_member(organisation: Organisation, pk: int) -> MemberRow:
    """One member. Raises User.DoesNotExist for anybody else."""
    user = User.objects.filter(memberships__organisation=organisation).distinct().get(pk=pk)
    return MemberRow(user, tuple(sorted(roles_in(user, organisation))))


def open_invitations(organisation: Organisation) -> QuerySet[MemberInvitation]:
    """The invitations of the organisation that nobody has accepted or withdrawn."""
    return MemberInvitation.objects.filter(_is_open(), organisation=organisation).order_by("-pk")


def find_invitation(key: str) -> MemberInvitation:
    """The open invitation that the key opens. Raises MemberInvitation.DoesNotExist."""
    return find_invitation_by_hash(hash_of_key(key))


def find_invitation_by_hash(key_sha256: str) -> MemberInvitation:
    """The open invitation whose key has this hash. Raises MemberInvitation.DoesNotExist."""
    invitations = MemberInvitation.objects.select_related("organisation", "invited_by")
    return invitations.get(_is_open(), key_sha256=key_sha256)


def has_open_invitation(email: str) -> bool:
    """Whether somebody invited this address to an organisation."""
    return MemberInvitation.objects.filter(_is_open(), email__iexact=email).exists()


def last_administrator(organisation: Organisation, user: User) -> bool:
    """Whether the organisation would be without an administrator if it were not for this user."""
    administrators = organisation.memberships.filter(role=Role.ADMINISTRATOR)
    is_one = administrators.filter(user=user).exists()
    return is_one and not administrators.exclude(user=user).exists()


def _is_open() -> Q:
    return Q(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
