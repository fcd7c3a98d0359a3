"""The pages of the questionnaire."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stature.core.instrument.model import Section
from stature.web.responses import selectors, services
from stature.web.responses.forms import (
    ALL_AREAS,
    AnswerForm,
    AreaForm,
    StartForm,
    initial_answers,
)
from stature.web.responses.models import SavedResponse

Arguments = ParamSpec("Arguments")
Page = Callable[Concatenate[HttpRequest, SavedResponse, str, Arguments], HttpResponse]
KeyPage = Callable[Concatenate[HttpRequest, str, Arguments], HttpResponse]


def for_open_response(page: Page[Arguments]) -> KeyPage[Arguments]:
    """Give a page the response that its key opens, or answer for it when there is none to fill."""

    @never_cache
    @wraps(page)
    def answer(
        request: HttpRequest, key: str, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        try:
            saved = selectors.find_response(key)
            selectors.instrument_of(saved)
            if saved.is_sealed:
                return _already_sealed(request, key)
            return page(request, saved, key, *args, **kwargs)
        except SavedResponse.DoesNotExist:
            raise Http404 from None
        except selectors.InstrumentChangedError as error:
            return render(request, "responses/changed.html", {"error": error}, status=410)
        except services.ResponseSealedError:
            return _already_sealed(request, key)

    return answer


def _already_sealed(request: HttpRequest, key: str) -> HttpResponse:
    """The report instead of the question; a refusal instead of a change."""
    if request.method == "GET":
        return redirect("reports:own", key)
    return render(request, "responses/sealed.html", {"key": key}, status=409)


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Before you start: what this is, how long it takes, who sees what."""
    instrument = selectors.instrument_in_use()
    wants_all = request.GET.get("areas") == ALL_AREAS
    first = ALL_AREAS if wants_all else instrument.sections[0].code
    form = StartForm(instrument, request.POST or None, initial={"areas": first})
    if request.method == "POST" and form.is_valid():
        key = services.start_response(sections=form.sections, name=form.cleaned_data["name"])
        return redirect("responses:area", key, form.sections[0].lower())
    return _start_page(request, form)


@require_http_methods(["GET", "POST"])
@for_open_response
def change_start(request: HttpRequest, saved: SavedResponse, key: str) -> HttpResponse:
    """Before you start, seen again: the name and the areas can still be changed."""
    instrument = selectors.instrument_of(saved)
    asked = saved.sections_asked
    initial = {"name": saved.name, "areas": asked[0] if len(asked) == 1 else ALL_AREAS}
    form = StartForm(instrument, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_start(key=key, sections=form.sections, name=form.cleaned_data["name"])
        return redirect("responses:area", key, form.sections[0].lower())
    return _start_page(request, form)


def _start_page(request: HttpRequest, form: StartForm) -> HttpResponse:
    instrument = form.instrument
    context = {
        "form": form,
        "instrument": instrument,
        "n_items_in_area": len(instrument.sections[0].items),
    }
    return render(request, "responses/start.html", context, status=400 if form.errors else 200)


@require_GET
@for_open_response
def resume(_request: HttpRequest, saved: SavedResponse, key: str) -> HttpResponse:
    """Go on where the answers stop."""
    section = selectors.next_section(saved)
    if section is None:
        return redirect("responses:check", key)
    return redirect("responses:area", key, section.code.lower())


@require_http_methods(["GET", "POST"])
@for_open_response
def area(request: HttpRequest, saved: SavedResponse, key: str, code: str) -> HttpResponse:
    """One area: its items one by one, each answered twice."""
    section = _asked_or_404(saved, code)
    form = AreaForm(
        section,
        selectors.instrument_of(saved),
        request.POST if request.method == "POST" else None,
        initial=initial_answers(selectors.as_response(saved)),
    )
    if request.method == "POST" and form.is_valid():
        services.save_area(key=key, answers=form.answers)
        return _leave(request, saved, key, section)
    context = {
        "key": key,
        "form": form,
        "section": section,
        "instrument": form.instrument,
        "number": selectors.sections_of(saved).index(section) + 1,
        "n_sections": len(selectors.sections_of(saved)),
    }
    return render(request, "responses/area.html", context, status=400 if form.errors else 200)


def _asked_or_404(saved: SavedResponse, code: str) -> Section:
    for section in selectors.sections_of(saved):
        if section.code.lower() == code:
            return section
    raise Http404


def _leave(request: HttpRequest, saved: SavedResponse, key: str, section: Section) -> HttpResponse:
    """On to the next area or back to the one before, past the ends to check or start."""
    sections = selectors.sections_of(saved)
    place = sections.index(section) + (-1 if request.POST.get("go") == "back" else 1)
    if place < 0:
        return redirect("responses:change-start", key)
    if place == len(sections):
        return redirect("responses:check", key)
    return redirect("responses:area", key, sections[place].code.lower())


@require_POST
@for_open_response
def save_answer(request: HttpRequest, _saved: SavedResponse, key: str) -> HttpResponse:
    """Keep one answer as soon as it is given."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": "item, perspective and answer are needed."}, status=400)
    try:
        services.save_answer(key=key, **form.cleaned_data)
    except services.AnswerRefusedError as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse({"saved": True})


@require_GET
@for_open_response
def check(request: HttpRequest, saved: SavedResponse, key: str) -> HttpResponse:
    """What is missing, with a way to each, before the answers are sent."""
    sections = selectors.sections_of(saved)
    context = {
        "key": key,
        "n_questions": len(list(selectors.questions_of(saved))),
        "unanswered": selectors.unanswered(saved),
        "cant_say": selectors.answered_cant_say(saved),
        "cant_say_label": selectors.instrument_of(saved).response_scale.cant_say,
        "too_short": selectors.totals_too_short(saved),
        "minimum": selectors.instrument_of(saved).scoring.minimum_answered,
        "sections": sections,
        "last": sections[-1],
    }
    return render(request, "responses/check.html", context)


@require_POST
@for_open_response
def seal(_request: HttpRequest, _saved: SavedResponse, key: str) -> HttpResponse:
    """Send the answers and show the report."""
    services.seal_response(key=key)
    return redirect("reports:own", key)
