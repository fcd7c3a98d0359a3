"""The pages of the questionnaire on delivered behaviour, by whatever way somebody came to it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stature.core.instrument.feedback import NOT_OBSERVED
from stature.web.responses import services
from stature.web.responses.asked import Asked
from stature.web.responses.doors import Door
from stature.web.responses.feedback.forms import CommentsForm, PageForm, RatingsForm, question_of
from stature.web.responses.feedback.question_pages import COMMENTS, Layout, QuestionPage
from stature.web.responses.models import SavedResponse
from stature.web.responses.selectors import published_feedback


def layout_for(saved: SavedResponse, door: Door) -> Layout:
    """The questionnaire as this person sees it: about themselves, or about somebody else."""
    answered_by = "others" if door.subject else "self"
    return Layout(published_feedback(saved.instrument_sha256), answered_by)


def resume_page(saved: SavedResponse, door: Door) -> HttpResponse:
    """Where to go on: the first page with a question left, else the check."""
    left = layout_for(saved, door).unanswered(saved)
    return redirect(_address(door, left[0].page.code) if left else door.check_address)


def area_page(request: HttpRequest, saved: SavedResponse, door: Door, code: str) -> HttpResponse:
    """One page of items, or the comments at the end."""
    layout = layout_for(saved, door)
    if code == COMMENTS and layout.instrument.comments:
        return _comments_page(request, saved, door, layout)
    page = next((each for each in layout.pages if each.code == code), None)
    if page is None:
        raise Http404
    form = RatingsForm(layout, page, saved, _posted(request))
    if _save(request, saved, form):
        return _leave(request, door, layout, page.number - 1)
    return _show(request, door, layout, form, "responses/feedback_page.html", page=page)


def check_page(request: HttpRequest, saved: SavedResponse, door: Door) -> HttpResponse:
    """What is missing, with a way to each, before the answers are sent."""
    layout = layout_for(saved, door)
    context = {
        "door": door,
        "organisation": door.organisation,
        "layout": layout,
        "wording": layout,
        "n_questions": len(list(layout.questions())),
        "unanswered": layout.unanswered(saved),
        "not_seen": layout.answered_as(saved, NOT_OBSERVED),
        "not_seen_label": layout.instrument.frequency.not_observed,
        "codes": _codes(layout),
        "last": _codes(layout)[-1],
    }
    return render(request, "responses/feedback_check.html", context)


def _comments_page(
    request: HttpRequest, saved: SavedResponse, door: Door, layout: Layout
) -> HttpResponse:
    form = CommentsForm(layout, saved, _posted(request))
    if _save(request, saved, form):
        return _leave(request, door, layout, len(layout.pages))
    return _show(request, door, layout, form, "responses/feedback_comments.html", page=None)


def _posted(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _save(request: HttpRequest, saved: SavedResponse, form: PageForm) -> bool:
    """Whether the answers of a page were sent, and kept."""
    if request.method != "POST" or not form.is_valid():
        return False
    services.save_answers(asked=Asked.of(saved), answers=form.answers)
    return True


def _codes(layout: Layout) -> list[str]:
    """The addresses of all pages, in order."""
    comments = [COMMENTS] if layout.instrument.comments else []
    return [*(page.code for page in layout.pages), *comments]


def _leave(request: HttpRequest, door: Door, layout: Layout, place: int) -> HttpResponse:
    """On to the next page or back to the one before, past the ends to check or start."""
    codes = _codes(layout)
    following = place + (-1 if request.POST.get("go") == "back" else 1)
    if following < 0:
        return redirect(door.start_address)
    if following == len(codes):
        return redirect(door.check_address)
    return redirect(_address(door, codes[following]))


def _show(
    request: HttpRequest,
    door: Door,
    layout: Layout,
    form: PageForm,
    template: str,
    *,
    page: QuestionPage | None,
) -> HttpResponse:
    codes = _codes(layout)
    context = {
        "door": door,
        "organisation": door.organisation,
        "form": form,
        "page": page,
        "layout": layout,
        "wording": layout,
        "instrument": layout.instrument,
        "question": question_of(layout, "frequency"),
        "number": page.number if page else len(codes),
        "n_pages": len(codes),
    }
    return render(request, template, context, status=400 if form.errors else 200)


def _address(door: Door, code: str) -> str:
    return reverse(door.area, args=[door.key, code])
