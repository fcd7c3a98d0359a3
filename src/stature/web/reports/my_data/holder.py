"""Whose data a page is about, and how they came to it: signed in, or by a personal link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stature.web.accounts.access import signed_in
from stature.web.accounts.models import Role, User
from stature.web.answering.visits import Visit, by_personal_link, context_of
from stature.web.people.models import Person
from stature.web.programmes.models import Assignment, Relationship, RoundState
from stature.web.reports.doors import opens_what_is_kept
from stature.web.reports.models import ReleasedReport

Arguments = ParamSpec("Arguments")
RELATED: Final = ("person", "assessment__participant", "assessment__round__programme__organisation")


@dataclass(frozen=True)
class Holder:
    """Somebody and the rows about them, one for each organisation that knows them."""

    people: tuple[Person, ...]
    pages: str
    key: str | None = None
    user: User | None = None

    def address(self, page: str, *args: int) -> str:
        """The address of a page of one's own data."""
        return reverse(f"{self.pages}{page}", args=[*filter(None, [self.key]), *args])

    @property
    def assignments(self) -> QuerySet[Assignment]:
        """What they are or were asked, newest first, with whether a report was released."""
        reports = ReleasedReport.objects.filter(assessment=OuterRef("assessment"))
        return (
            Assignment.objects.filter(person__in=self.people)
            .exclude(assessment__round__state=RoundState.DRAFT)
            .select_related(*RELATED)
            .annotate(is_released=Exists(reports))
            .order_by("-pk")
        )

    @property
    def work(self) -> list[str]:
        """The organisations in which the account does more than take part; it stays for them."""
        if self.user is None:
            return []
        given = self.user.memberships.exclude(role=Role.PARTICIPANT)
        return sorted(set(given.values_list("organisation__name", flat=True)))

    @property
    def account_stays(self) -> bool:
        """Whether the account outlives the data: it is used for work, or runs the site."""
        return self.user is not None and (bool(self.work) or self.user.is_superuser)


DataPage = Callable[Concatenate[HttpRequest, Holder, Arguments], HttpResponse]


def by_account(page: DataPage[Arguments]) -> Callable[..., HttpResponse]:
    """Open a page on the data of whoever is signed in."""

    @signed_in
    @wraps(page)
    def answer(
        request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        user: Any = request.user
        people = Person.objects.filter(user=user).select_related("organisation", "manager")
        return page(request, Holder(tuple(people), "reports:data-", user=user), *args, **kwargs)

    return answer


def by_link(page: DataPage[Arguments]) -> Callable[..., HttpResponse]:
    """Open a page on the data of a person without an account, by a link that may show them."""

    @by_personal_link
    @wraps(page)
    def answer(
        request: HttpRequest, visit: Visit, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        person = visit.assignment.person
        if person.removed_at:
            raise Http404
        if person.user_id:
            return redirect("reports:data-overview")
        if not opens_what_is_kept(visit):
            return render(request, "reports/link_ended.html", context_of(visit), status=403)
        holder = Holder((person,), "reports:link-data-", key=str(visit.door.key))
        return page(request, holder, *args, **kwargs)

    return answer


def can_withdraw(assignment: Assignment) -> bool:
    """Whether there is something to take back: a participant can before the release only."""
    if assignment.assessment.withdrawn_at or assignment.declined_at:
        return False
    if assignment.relationship == Relationship.SELF:
        return not assignment.is_released  # type: ignore[attr-defined]
    return True
