"""Where a person's work begins."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from stature.web.accounts.access import ADMINISTRATION
from stature.web.accounts.models import Membership, Role, User
from stature.web.accounts.selectors import memberships_of


def first_screen(user: User) -> str:
    """The address of the user's first screen: by role, or a choice of organisations."""
    memberships = list(memberships_of(user))
    organisations = {each.organisation_id for each in memberships}
    works = [each for each in memberships if each.role != Role.PARTICIPANT]
    if len(organisations) > 1 and works:
        return reverse("accounts:organisations")
    return first_screen_in(works) if works else _own_screen()


def first_screen_in(memberships: list[Membership]) -> str:
    """The address of the first screen in one organisation, for somebody with these roles there."""
    roles = {each.role for each in memberships}
    slug = memberships[0].organisation.slug
    if roles & set(ADMINISTRATION):
        return _first_of(("programmes:list", (slug,)), ("accounts:members", (slug,)))
    if Role.RESEARCHER in roles:
        return reverse("frameworks:list")
    return _own_screen()


def _own_screen() -> str:
    return _first_of(("answering:my-list", ()), ("accounts:profile", ()))


def _first_of(*wanted: tuple[str, tuple[str, ...]]) -> str:
    """The first of these addresses that this installation has."""
    for name, args in wanted[:-1]:
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    name, args = wanted[-1]
    return reverse(name, args=args)
