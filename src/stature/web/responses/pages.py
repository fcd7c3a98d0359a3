"""The pages of a questionnaire, by whatever way somebody came to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from stature.core.instrument.model import Section
from stature.web.responses import selectors, services
from stature.web.responses.asked import Asked
from stature.web.responses.doors import Door
from stature.web.responses.fitting import AnswerRefusedError, Answers
from stature.web.responses.forms import AreaForm, initial_answers, posted_answer
from stature.web.responses.models import SavedResponse
from stature.web.responses.wording import wording_of

# What Django's never_cache says at length, for a reply that only a script reads.
NOT_KEPT: Final = {"Cache-Control": "no-store"}


def resume_page(saved: SavedResponse, door: Door) -> HttpResponse:
    """Where to go on: the first area with a question left, else the check."""
    section = selectors.next_section(saved)
    return redirect(door.check_address if section is None else door.area_address(section))


def area_page(request: HttpRequest, saved: SavedResponse, door: Door, code: str) -> HttpResponse:
    """One area: its items one by one, each answered for every perspective asked."""
    section = _asked_or_404(saved, code)
    wording = wording_of(selectors.instrument_of(saved))
    form = AreaForm(
        section,
        wording.instrument,
        request.POST if request.method == "POST" else None,
        initial=initial_answers(selectors.as_response(saved)),
        perspectives=selectors.perspectives_of(saved, wording.instrument),
    )
    if request.method == "POST" and form.is_valid():
        services.save_answers(asked=Asked.of(saved), answers=form.answers)
        return _leave(request, saved, door, section)
    sections = selectors.shown_sections(saved)
    context = {
        "door": door,
        "organisation": door.organisation,
        "form": form,
        "section": section,
        "instrument": form.instrument,
        "wording": wording,
        "number": sections.index(section) + 1,
        "n_sections": len(sections),
    }
    return render(request, "responses/area.html", context, status=400 if form.errors else 200)


def _asked_or_404(saved: SavedResponse, code: str) -> Section:
    for section in selectors.shown_sections(saved):
        if section.code.lower() == code:
            return section
    raise Http404


def _leave(
    request: HttpRequest, saved: SavedResponse, door: Door, section: Section
) -> HttpResponse:
    """On to the next area or back to the one before, past the ends to check or start."""
    sections = selectors.shown_sections(saved)
    place = sections.index(section) + (-1 if request.POST.get("go") == "back" else 1)
    if place < 0:
        return redirect(door.start_address)
    if place == len(sections):
        return redirect(door.check_address)
    return redirect(door.area_address(sections[place]))


def save_answer_page(
    request: HttpRequest, save: Callable[[Answers], None], *, refuse_strangers: Callable[[], object]
) -> HttpResponse:
    """Keep one answer as soon as it is given, by the way that its sender came.

    Strangers learn nothing, not even that what they sent is no answer.
    """
    answers = posted_answer(request.POST)
    if answers is None:
        refuse_strangers()
        return JsonResponse({"error": "item, perspective and answer are needed."}, status=400)
    try:
        save(answers)
    except AnswerRefusedError as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse({"saved": True}, headers=NOT_KEPT)


def check_page(request: HttpRequest, saved: SavedResponse, door: Door) -> HttpResponse:
    """What is missing, with a way to each, before the answers are sent."""
    sections = selectors.shown_sections(saved)
    wording = wording_of(selectors.instrument_of(saved))
    context = {
        "door": door,
        "organisation": door.organisation,
        "n_questions": len(list(selectors.questions_of(saved))),
        "unanswered": selectors.unanswered(saved),
        "cant_say": selectors.answered_cant_say(saved),
        "cant_say_label": wording.instrument.response_scale.cant_say,
        "too_short": [] if door.subject else selectors.totals_too_short(saved),
        "minimum": wording.instrument.scoring.minimum_answered,
        "sections": sections,
        "last": sections[-1].code.lower(),
        "wording": wording,
    }
    return render(request, "responses/check.html", context)
