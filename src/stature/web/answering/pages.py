"""The pages of one assignment, whether by a link or signed in."""

from __future__ import annotations

from functools import wraps
from typing import Any, Final, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from stature.core.instrument.model import Instrument
from stature.web.answering import services
from stature.web.answering.errors import NotPossibleError
from stature.web.answering.norms import asked_of_norms
from stature.web.answering.promises import consent_statement, names_of, promises_of, what_was_told
from stature.web.answering.selectors import instrument_asked, is_about_self, perspectives_asked
from stature.web.answering.standing import Standing
from stature.web.answering.visits import Visit, VisitPage, bind, context_of, next_leader
from stature.web.responses import pages
from stature.web.responses.feedback import pages as feedback_pages
from stature.web.responses.feedback.question_pages import Layout
from stature.web.responses.models import SavedResponse
from stature.web.responses.services import ResponseSealedError
from stature.web.responses.wording import wording_of

Arguments = ParamSpec("Arguments")
ENDED: Final = {
    Standing.DONE: "answering/done.html",
    Standing.DECLINED: "answering/declined.html",
    Standing.CLOSED: "answering/closed.html",
    Standing.WITHDRAWN: "answering/withdrawn.html",
}


def entry(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where a link leads: before the start, on with the answers, or what can be done instead."""
    if visit.standing in ENDED:
        return _told(request, visit, ENDED[visit.standing])
    if visit.may_write:
        return _pages_of(visit).resume_page(_response(visit), visit.door)
    if visit.link and visit.link.is_expired and not visit.is_bound:
        return _told(request, visit, "answering/expired.html")
    if visit.standing is Standing.READY:
        return intro(request, visit)
    if visit.can_go_on_here:
        return _told(request, visit, "answering/go_on.html")
    return _told(request, visit, "answering/elsewhere.html")


def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Before the start; and the start itself, which binds this browser to the answers."""
    if not (visit.standing is Standing.READY or visit.may_write) or _link_ended(visit):
        return redirect(visit.entry_address)
    if request.method != "POST":
        return intro(request, visit)
    if visit.standing is Standing.READY:
        try:
            _begin(request, visit)
        except NotPossibleError:
            return redirect(visit.entry_address)
    return _in_this_language(request, redirect(visit.entry_address))


def _link_ended(visit: Visit) -> bool:
    return visit.link is not None and visit.link.is_expired and not visit.is_bound


def _begin(request: HttpRequest, visit: Visit) -> None:
    services.start_answering(
        assignment_id=visit.assignment.pk,
        statement=what_was_told(visit.assignment),
        joins_norms=request.POST.get("norms") == "yes",
        link_id=visit.link.pk if visit.link else None,
        by=visit.user,
    )
    bind(request, visit.assignment.pk)


def intro(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who asks, why, how long, who will see it, and what somebody agrees to."""
    # A session that is there before Start survives a second click on it.
    request.session.setdefault("came", True)
    context = context_of(
        visit,
        **_how_to_answer(visit),
        promises=promises_of(visit.assignment, by_account=visit.link is None),
        statement=consent_statement(),
        is_about_self=is_about_self(visit.assignment),
        chooses_first=_chooses_first(visit),
        **asked_of_norms(visit),
    )
    return render(request, "answering/intro.html", context)


def _chooses_first(visit: Visit) -> bool:
    """Whether this is a leader who has not sent a list of raters yet."""
    assessment, round_ = visit.assignment.assessment, visit.assignment.assessment.round
    if not (round_.is_feedback and round_.is_open and is_about_self(visit.assignment)):
        return False
    return assessment.raters_sent_at is None and assessment.raters_approved_at is None


def _how_to_answer(visit: Visit) -> dict[str, Any]:
    """The questionnaire and how it is answered, for the page before the start."""
    instrument = instrument_asked(visit.assignment)
    if not isinstance(instrument, Instrument):
        layout = Layout(instrument, "self" if is_about_self(visit.assignment) else "others")
        return {"wording": layout, "instrument": instrument, "rates_everything": True}
    wording = wording_of(instrument)
    asked = perspectives_asked(visit.assignment, instrument)
    return {
        "wording": wording,
        "instrument": wording.instrument,
        "rates_everything": len(asked) == len(instrument.perspectives),
        "prompts": [each for each in wording.instrument.perspectives if each.id in asked],
    }


def go_on(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Go on in this browser, by a fresh link; the link then serves no other."""
    begun = visit.standing is Standing.BEGUN
    if begun and visit.link and services.go_on_here(link_id=visit.link.pk):
        bind(request, visit.assignment.pk)
    return _in_this_language(request, redirect(visit.entry_address))


def fresh_link(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Send a fresh link to the person's own address, whoever asks."""
    if visit.may_ask_for_fresh_link:
        services.ask_for_fresh_link(assignment_id=visit.assignment.pk)
        return _told(request, visit, "answering/sent.html", address=visit.masked_address)
    return redirect(visit.entry_address)


def for_writer(page: VisitPage[Arguments]) -> VisitPage[Arguments]:
    """Let only those open a page who may see what was written; lead all others to the entry."""

    @wraps(page)
    def answer(
        request: HttpRequest, visit: Visit, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        if not visit.may_write:
            return redirect(visit.entry_address)
        try:
            return page(request, visit, *args, **kwargs)
        except (NotPossibleError, ResponseSealedError):
            return redirect(visit.entry_address)

    return answer


@for_writer
def area(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """One area of the questionnaire."""
    return _pages_of(visit).area_page(request, _response(visit), visit.door, code)


@for_writer
def check(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is missing, with a way to each, before the answers are sent."""
    return _pages_of(visit).check_page(request, _response(visit), visit.door)


@for_writer
def seal(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """Send the answers, and thank."""
    services.finish_answering(assignment_id=visit.assignment.pk, by=visit.user)
    return redirect(visit.entry_address)


def decline(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask whether somebody means to say no, and keep it."""
    if not (visit.standing is Standing.READY or visit.may_write) or _link_ended(visit):
        return redirect(visit.entry_address)
    if request.method != "POST":
        return _told(request, visit, "answering/decline.html")
    services.decline(assignment_id=visit.assignment.pk, by=visit.user)
    return redirect(visit.entry_address)


def take_part(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take a no back."""
    if visit.standing is Standing.DECLINED and visit.assignment.assessment.round.is_open:
        services.take_part_after_all(assignment_id=visit.assignment.pk, by=visit.user)
    return redirect(visit.entry_address)


def _pages_of(visit: Visit) -> Any:
    """The pages of the kind of questionnaire that the round asks."""
    return feedback_pages if visit.assignment.assessment.round.is_feedback else pages


def _told(request: HttpRequest, visit: Visit, template: str, **more: object) -> HttpResponse:
    about_self = is_about_self(visit.assignment)
    words = {
        "names": names_of(visit.assignment),
        "is_about_self": about_self,
        "next_leader": next_leader(visit),
    }
    return render(request, template, context_of(visit, **words, **more))


def _response(visit: Visit) -> SavedResponse:
    """What was written; a visit that may write always has it."""
    saved = visit.assignment.response
    if saved is None:
        raise NotPossibleError("nothing was begun.")
    return saved


def _in_this_language(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep the language that is read now for all later pages, unless one was chosen before."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        get_language() or settings.LANGUAGE_CODE,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
