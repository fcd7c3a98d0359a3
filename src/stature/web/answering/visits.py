"""How somebody came to an assignment, and whether they may see what was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from stature.web.accounts.access import by_link, signed_in
from stature.web.accounts.models import User
from stature.web.answering.languages import languages_offered, speak_offered_language
from stature.web.answering.selectors import (
    assignment_of_user,
    is_about_self,
    other_leaders_to_rate,
)
from stature.web.answering.standing import Standing, standing_of
from stature.web.programmes.links import find_ended_link, find_link
from stature.web.programmes.models import Assignment, AssignmentLink, EndedLink
from stature.web.responses.doors import Door
from stature.web.responses.selectors import InstrumentChangedError

Arguments = ParamSpec("Arguments")
BOUND: Final = "answering"
STILL_OPEN: Final = (Standing.READY, Standing.BEGUN)


@dataclass(frozen=True)
class Visit:
    """One request for an assignment. ``is_bound``: this browser or account wrote the answers."""

    assignment: Assignment
    door: Door
    is_bound: bool
    link: AssignmentLink | None = None
    user: User | None = None

    @property
    def standing(self) -> Standing:
        """How far the assignment is."""
        return standing_of(self.assignment)

    @property
    def entry_address(self) -> str:
        """Where the link or the list leads."""
        return reverse(f"{self.door.pages}entry", args=[self.door.key])

    @property
    def may_write(self) -> bool:
        """Whether this visitor may see and change what was written."""
        return self.is_bound and self.standing is Standing.BEGUN

    @property
    def can_go_on_here(self) -> bool:
        """Whether the link may bind this browser to answers that were begun in another."""
        link = self.link
        return link is not None and link.is_fresh and not link.is_expired and not link.used_at

    @property
    def may_ask_for_fresh_link(self) -> bool:
        """Whether a fresh link is of use: to answer, and for a participant to read the report."""
        if self.standing in (Standing.READY, Standing.BEGUN):
            return True
        return self.standing in (Standing.DONE, Standing.CLOSED) and is_about_self(self.assignment)

    @property
    def masked_address(self) -> str:
        """The person's address so that only they know it again."""
        name, _, place = self.assignment.person.email.partition("@")
        return f"{name[:1]}…@{place}"


VisitPage = Callable[Concatenate[HttpRequest, Visit, Arguments], HttpResponse]
View = Callable[..., HttpResponse]


def by_personal_link(page: VisitPage[Arguments]) -> View:
    """Open a page by the key in its address. A stranger's key finds nothing."""

    @by_link
    @never_cache
    @wraps(page)
    def answer(
        request: HttpRequest, key: str, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        ended = _ended_link(key)
        if ended is not None:
            return _no_longer_asked(request, ended)
        return _answer(page, request, visit_by_link(request, key), *args, **kwargs)

    return answer


def by_account(page: VisitPage[Arguments]) -> View:
    """Open a page of one's own assignment, signed in."""

    @signed_in
    @wraps(page)
    def answer(
        request: HttpRequest, pk: int, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        return _answer(page, request, visit_by_account(request, pk), *args, **kwargs)

    return answer


def visit_by_link(request: HttpRequest, key: str) -> Visit:
    """The visit by a personal link. Raises Http404 for a stranger's key."""
    try:
        link = find_link(key)
    except AssignmentLink.DoesNotExist:
        raise Http404 from None
    assignment = link.assignment
    if assignment.assessment.round.is_draft:
        raise Http404
    language = speak_offered_language(request, assignment)
    door = _door("answering:", key, assignment, language)
    return Visit(assignment, door, assignment.pk in bound_to(request), link=link)


def visit_by_account(request: HttpRequest, pk: int) -> Visit:
    """The visit of somebody who is signed in. Raises Http404 unless the assignment is theirs."""
    try:
        assignment = assignment_of_user(request.user, pk)  # type: ignore[arg-type]
    except Assignment.DoesNotExist:
        raise Http404 from None
    language = speak_offered_language(request, assignment, by_account=True)
    door = _door("answering:my-", pk, assignment, language)
    return Visit(assignment, door, is_bound=True, user=request.user)  # type: ignore[arg-type]


def _answer(
    page: Any, request: HttpRequest, visit: Visit, *args: Any, **kwargs: Any
) -> HttpResponse:
    try:
        return page(request, visit, *args, **kwargs)
    except InstrumentChangedError:
        return render(request, "answering/not_kept.html", context_of(visit), status=410)


def _ended_link(key: str) -> EndedLink | None:
    try:
        return find_ended_link(key)
    except EndedLink.DoesNotExist:
        return None


def _no_longer_asked(request: HttpRequest, ended: EndedLink) -> HttpResponse:
    """What a rater finds who was taken off the list or replaced: nothing of what others see."""
    round_ = ended.assessment.round
    context = {
        "round": round_,
        "organisation": round_.programme.organisation,
        "participant": ended.assessment.participant,
    }
    return render(request, "answering/no_longer_asked.html", context)


def _door(pages: str, key: str | int, assignment: Assignment, language: str) -> Door:
    round_ = assignment.assessment.round
    return Door(
        pages,
        key,
        store=f"assignment-{assignment.pk}",
        subject="" if is_about_self(assignment) else str(assignment.assessment.participant),
        organisation=round_.programme.organisation,
        language=language,
        languages=languages_offered(round_),
    )


def bound_to(request: HttpRequest) -> list[int]:
    """The assignments that were begun, or gone on with, in this browser."""
    return list(request.session.get(BOUND, []))


def bind(request: HttpRequest, assignment_id: int) -> None:
    """Remember in the session that this browser writes the answers."""
    request.session[BOUND] = [*bound_to(request), assignment_id]


def context_of(visit: Visit, **more: Any) -> dict[str, Any]:
    """What all pages of an assignment are given."""
    round_ = visit.assignment.assessment.round
    return {
        "visit": visit,
        "door": visit.door,
        "assignment": visit.assignment,
        "round": round_,
        "organisation": visit.door.organisation,
        "other_leaders": _other_leaders(visit),
        **more,
    }


def next_leader(visit: Visit) -> Assignment | None:
    """The next leader in the round about whom the rater has not answered yet."""
    round_ = visit.assignment.assessment.round
    if not (round_.is_feedback and round_.is_open) or is_about_self(visit.assignment):
        return None
    others = other_leaders_to_rate(visit.assignment)
    return next((each for each in others if standing_of(each) in STILL_OPEN), None)


def _other_leaders(visit: Visit) -> int:
    """How many more leaders a rater is asked about in the round."""
    if not visit.assignment.assessment.round.is_feedback or is_about_self(visit.assignment):
        return 0
    return other_leaders_to_rate(visit.assignment).count()
