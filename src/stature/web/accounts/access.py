"""Who may open a page. Every page says so with one of these rules; a test walks all addresses.

Nobody learns whether an organisation or a row exists: a stranger gets 404. A member whose role
is not enough gets 403.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache

from stature.web.accounts.models import Organisation, Role, User
from stature.web.accounts.second_step import ask_for_second_step, has_second_step

RULE: Final = "access_rule"
Arguments = ParamSpec("Arguments")
AnyView = TypeVar("AnyView", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class AccessRule:
    """Who may open a page: ``who`` is public, link, signed-in, member, or token."""

    who: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Member:
    """The user and the organisation of a request, with the roles that the user has there."""

    user: User
    organisation: Organisation
    roles: frozenset[str]

    def has(self, *roles: str) -> bool:
        """Whether the user has one of these roles."""
        return bool(self.roles & set(roles))


MemberPage = Callable[Concatenate[HttpRequest, Member, Arguments], HttpResponse]
OrganisationPage = Callable[Concatenate[HttpRequest, str, Arguments], HttpResponse]


def public(page: AnyView) -> AnyView:
    """Anybody may open the page; it shows nothing of a person or an organisation."""
    setattr(page, RULE, AccessRule("public"))
    return page


def by_link(page: AnyView) -> AnyView:
    """The page checks a secret key in its address, and answers 404 without a right one."""
    setattr(page, RULE, AccessRule("link"))
    return page


def by_token(page: AnyView) -> AnyView:
    """The page checks a secret token in the request's header, and answers 401 without one."""
    setattr(page, RULE, AccessRule("token"))
    return page


def signed_in(page: Callable[Arguments, HttpResponse]) -> Callable[Arguments, HttpResponse]:
    """Everybody who is signed in may open the page; it shows only what is their own."""

    @never_cache
    @wraps(page)
    def answer(*args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponse:
        request: Any = args[0]
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return page(*args, **kwargs)

    setattr(answer, RULE, AccessRule("signed-in"))
    return answer


def for_roles(
    *roles: str,
) -> Callable[[MemberPage[Arguments]], OrganisationPage[Arguments]]:
    """Members of the organisation in the address with one of these roles may open the page.

    The page gets the member in place of the organisation's short name. Without roles, every
    member may. Where the organisation demands it, whoever has a role needs a second step of
    sign-in, and is led to set one up.
    """

    def protect(page: MemberPage[Arguments]) -> OrganisationPage[Arguments]:
        @never_cache
        @wraps(page)
        def answer(
            request: HttpRequest, slug: str, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            member = member_of(request.user, slug)
            if roles and not member.has(*roles):
                raise PermissionDenied
            if roles and lacks_second_step(member):
                return ask_for_second_step(request)
            return page(request, member, *args, **kwargs)

        setattr(answer, RULE, AccessRule("member", frozenset(roles)))
        return answer

    return protect


def member_of(user: Any, slug: str) -> Member:
    """The user as a member of the organisation. Raises Http404 for everybody else."""
    roles = user.memberships.filter(organisation__slug=slug).select_related("organisation")
    given = list(roles)
    if not given:
        raise Http404
    return Member(user, given[0].organisation, frozenset(each.role for each in given))


def lacks_second_step(member: Member) -> bool:
    """Whether the organisation demands a second step of sign-in that the member has not set up."""
    return member.organisation.second_step_required and not has_second_step(member.user)


ADMINISTRATION: Final = (Role.ADMINISTRATOR, Role.CONSULTANT)
