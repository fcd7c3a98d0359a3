"""The pages of the questionnaire that everybody may answer for themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stature.web.accounts.access import by_link, public
from stature.web.responses import pages, selectors, services
from stature.web.responses.asked import asked_by_key
from stature.web.responses.doors import Door
from stature.web.responses.forms import ALL_AREAS, StartForm
from stature.web.responses.models import SavedResponse
from stature.web.responses.remembered import save_by_key
from stature.web.responses.wording import wording_of

Arguments = ParamSpec("Arguments")
Page = Callable[Concatenate[HttpRequest, SavedResponse, str, Arguments], HttpResponse]
KeyPage = Callable[Concatenate[HttpRequest, str, Arguments], HttpResponse]


def door_of(saved: SavedResponse, key: str) -> Door:
    """The way to a response by the key in its address."""
    return Door("responses:", key, store=f"response-{saved.pk}", is_demo=True)


def for_open_response(page: Page[Arguments]) -> KeyPage[Arguments]:
    """Give a page the response that its key opens, or answer for it when there is none to fill."""

    @by_link
    @never_cache
    @wraps(page)
    def answer(
        request: HttpRequest, key: str, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        def find_and_answer() -> HttpResponse:
            saved = selectors.find_response(key)
            selectors.instrument_of(saved)
            if saved.is_sealed:
                return _already_sealed(request, key)
            return page(request, saved, key, *args, **kwargs)

        return _or_why_not(request, key, find_and_answer)

    return answer


def _or_why_not(request: HttpRequest, key: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """An answer about a response, or what there is to say where it cannot be filled in."""
    try:
        return answer()
    except SavedResponse.DoesNotExist:
        raise Http404 from None
    except selectors.InstrumentChangedError as error:
        return render(request, "responses/changed.html", {"error": error}, status=410)
    except services.ResponseSealedError:
        return _already_sealed(request, key)


def _already_sealed(request: HttpRequest, key: str) -> HttpResponse:
    """The report instead of the question; a refusal instead of a change."""
    if request.method == "GET":
        return redirect("reports:own", key)
    return render(request, "responses/sealed.html", {"key": key}, status=409)


@public
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
    wording = wording_of(form.instrument)
    context = {
        "form": form,
        "instrument": wording.instrument,
        "wording": wording,
        "n_items_in_area": len(form.instrument.sections[0].items),
    }
    return render(request, "responses/start.html", context, status=400 if form.errors else 200)


@require_GET
@for_open_response
def resume(_request: HttpRequest, saved: SavedResponse, key: str) -> HttpResponse:
    """Go on where the answers stop."""
    return pages.resume_page(saved, door_of(saved, key))


@require_http_methods(["GET", "POST"])
@for_open_response
def area(request: HttpRequest, saved: SavedResponse, key: str, code: str) -> HttpResponse:
    """One area: its items one by one, each answered twice."""
    return pages.area_page(request, saved, door_of(saved, key), code)


@by_link
@require_POST
def save_answer(request: HttpRequest, key: str) -> HttpResponse:
    """Keep one answer as soon as it is given. Saving looks for itself whether it may."""

    def save() -> HttpResponse:
        return pages.save_answer_page(
            request, partial(save_by_key, key), refuse_strangers=partial(asked_by_key, key)
        )

    return _or_why_not(request, key, save)


@require_GET
@for_open_response
def check(request: HttpRequest, saved: SavedResponse, key: str) -> HttpResponse:
    """What is missing, with a way to each, before the answers are sent."""
    return pages.check_page(request, saved, door_of(saved, key))


@require_POST
@for_open_response
def seal(_request: HttpRequest, _saved: SavedResponse, key: str) -> HttpResponse:
    """Send the answers and show the report."""
    services.seal_response(key=key)
    return redirect("reports:own", key)
