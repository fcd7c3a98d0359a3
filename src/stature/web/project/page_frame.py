"""What stands round every page: whose page it is, where one can go from here, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from stature.web.accounts.access import ADMINISTRATION
from stature.web.accounts.joining import CHOSEN_ORGANISATION
from stature.web.accounts.models import Membership, Organisation, Role
from stature.web.accounts.selectors import memberships_of
from stature.web.demo.selectors import DemoBar, bar_for
from stature.web.people.models import Person
from stature.web.programmes.models import Round, RoundState

ADMINISTRATORS: Final = (Role.ADMINISTRATOR,)

# The label, the address's name, who sees the link.
LINKS_IN_ORGANISATION: Final = (
    (_("Programmes"), "programmes:list", ADMINISTRATION),
    (_("People"), "people:list", ADMINISTRATION),
    (_("Frameworks"), "frameworks:own", (*ADMINISTRATION, Role.RESEARCHER)),
    (_("Norms"), "norms:list", (*ADMINISTRATORS, Role.RESEARCHER)),
    (_("Members"), "accounts:members", ADMINISTRATION),
    (_("Audit log"), "accounts:audit", ADMINISTRATORS),
    (_("Settings"), "accounts:settings", ADMINISTRATORS),
)
# Pages that belong to a link and stand beside its own address.
ALSO_UNDER: Final = {"programmes:list": "../rounds/", "accounts:settings": "../tokens/"}
# Pages under a link's address that belong to another link.
NOT_UNDER: Final = {"answering:my-list": "team/"}


@dataclass(frozen=True)
class Link:
    """One link in the header."""

    label: Any
    address: str
    is_current: bool


class PageFrame:
    """The surroundings of one page. Nothing is looked up until the page shows it."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        self.request = request

    @property
    def is_demo(self) -> bool:
        """Whether only made-up people are here, which each page then says."""
        return bool(settings.STATURE_DEMO)

    @cached_property
    def demo_bar(self) -> DemoBar | None:
        """The bar "See this as"; None where there is no demo, or nothing may be looked up."""
        user = getattr(self.request, "user", None)
        return bar_for(user) if user and self.is_demo else None

    @cached_property
    def memberships(self) -> list[Membership]:
        """What whoever is signed in may do, and where."""
        return list(_with_deeds(self.request.user)) if self.is_signed_in else []

    @property
    def is_signed_in(self) -> bool:
        """Whether somebody is signed in."""
        user = getattr(self.request, "user", None)
        return bool(user and user.is_authenticated)

    @cached_property
    def organisations(self) -> list[Organisation]:
        """The organisations of whoever is signed in."""
        return list(dict.fromkeys(each.organisation for each in self.memberships))

    @property
    def has_several_organisations(self) -> bool:
        """Whether there is a choice."""
        return len(self.organisations) > 1

    @cached_property
    def organisation(self) -> Organisation | None:
        """The organisation in the address, else the one chosen last, else the only one."""
        if not self.organisations:
            return None
        match = self.request.resolver_match if self.request else None
        wanted = (match and match.kwargs.get("slug")) or self._chosen()
        found = [each for each in self.organisations if each.slug == wanted]
        return (found or self.organisations)[0] if found or len(self.organisations) == 1 else None

    @cached_property
    def links(self) -> list[Link]:
        """Where the person may go, and nothing else."""
        return list(self._links())

    def _chosen(self) -> str | None:
        return self.request.session.get(CHOSEN_ORGANISATION) if self.request else None

    def _links(self) -> Iterator[Link]:
        if self.is_signed_in:
            yield from self._own_links()
            if self.organisation:
                yield from self._links_in(self.organisation)
        elif self.is_demo:
            yield from self._link(_("Frameworks"), "frameworks:list")
            yield from self._link(_("Answer it yourself"), "responses:start")

    def _own_links(self) -> Iterator[Link]:
        """What somebody does here themselves; only where there is something to do."""
        yield from self._link(_("My assessments"), "answering:my-list")
        if any(each.leads_team for each in self.memberships):  # type: ignore[attr-defined]
            yield from self._link(_("My team"), "reports:my-team")
        if self.organisation and any(map(self._facilitates, self.memberships)):
            yield from self._link(_("My talks"), "reports:talks", self.organisation.slug)

    def _facilitates(self, membership: Any) -> bool:
        """Whether the role, in the organisation at hand, is that of a round's facilitator."""
        is_here = membership.organisation == self.organisation
        return is_here and membership.role in ADMINISTRATION and membership.facilitates

    def _roles_in(self, organisation: Organisation) -> set[str]:
        return {each.role for each in self.memberships if each.organisation == organisation}

    def _links_in(self, organisation: Organisation) -> Iterator[Link]:
        roles = self._roles_in(organisation)
        for label, name, allowed in LINKS_IN_ORGANISATION:
            if roles & set(allowed):
                yield from self._link(label, name, organisation.slug)

    def _link(self, label: Any, name: str, *args: str) -> Iterator[Link]:
        try:
            address = reverse(name, args=args)
        except NoReverseMatch:  # an area that this installation does not have
            return
        here = self.request.path if self.request else ""
        yield Link(label, address, _is_place_of(name, address, here))


def _with_deeds(user: Any) -> QuerySet[Membership]:
    """The memberships of somebody: with whether they lead anybody, and facilitate rounds there."""
    team = Person.objects.filter(manager__user=OuterRef("user"), manager__removed_at=None)
    rounds = Round.objects.exclude(state=RoundState.DRAFT).filter(
        facilitator=OuterRef("user"), programme__organisation=OuterRef("organisation")
    )
    return memberships_of(user).annotate(leads_team=Exists(team), facilitates=Exists(rounds))


def _is_place_of(name: str, address: str, here: str) -> bool:
    """Whether a page belongs to a link, so that the link is the current one."""
    if name in NOT_UNDER and here.startswith(urljoin(address, NOT_UNDER[name])):
        return False
    return here.startswith(tuple(_places(name, address)))


def _places(name: str, address: str) -> Iterator[str]:
    """What the addresses begin with on whose pages a link is the current one."""
    yield address
    if name in ALSO_UNDER:
        yield urljoin(address, ALSO_UNDER[name])


def page_frame(request: HttpRequest) -> dict[str, PageFrame]:
    """The surroundings, for every template."""
    return {"page_frame": PageFrame(request)}
