"""What the pages of a round have in common: finding it, refusing in words, and the steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stature.web.accounts.access import Member
from stature.web.programmes import selectors
from stature.web.programmes.errors import ProgrammeError
from stature.web.programmes.models import Round

Arguments = ParamSpec("Arguments")
RoundPage = Callable[Concatenate[HttpRequest, Member, Round, Arguments], HttpResponse]
NumberPage = Callable[Concatenate[HttpRequest, Member, int, Arguments], HttpResponse]
PAGE_LENGTH: Final = 50
STEPS: Final = {
    "template": gettext_lazy("Programme"),
    "purpose": gettext_lazy("Purpose and title"),
    "questionnaire": gettext_lazy("What is asked"),
    "people": gettext_lazy("Who takes part"),
    "plan": gettext_lazy("Dates and who sees what"),
    "check": gettext_lazy("Check and open"),
}
ASKED: Final = "questionnaire"
"""The step that only rounds of feedback have: other programmes have one questionnaire each."""


@dataclass(frozen=True)
class Step:
    """One step of the set-up, as the row of steps shows it."""

    number: int
    name: str
    label: str | Promise
    address: str
    is_current: bool


def of_round(page: RoundPage[Arguments]) -> NumberPage[Arguments]:
    """Give a page the round in its address. What the round refuses is said on its first page."""

    @wraps(page)
    def answer(
        request: HttpRequest,
        member: Member,
        pk: int,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> HttpResponse:
        try:
            return page(request, member, round_or_404(member, pk), *args, **kwargs)
        except ProgrammeError as error:
            messages.error(request, str(error))
            return to_round(member, pk)

    return answer


def of_draft(page: RoundPage[Arguments]) -> NumberPage[Arguments]:
    """Give a page the draft in its address; a round that was opened is shown instead."""

    @of_round
    @wraps(page)
    def answer(
        request: HttpRequest,
        member: Member,
        round: Round,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> HttpResponse:
        if not round.is_draft:
            messages.info(request, _("The round was opened, so its set-up no longer changes."))
            return to_round(member, round.pk)
        return page(request, member, round, *args, **kwargs)

    return answer


def round_or_404(member: Member, pk: int) -> Round:
    """A round of the member's organisation."""
    try:
        return selectors.find_round(member.organisation, pk)
    except Round.DoesNotExist:
        raise Http404 from None


def to_round(member: Member, pk: int) -> HttpResponse:
    """Go to the first page of a round."""
    return redirect("programmes:round", member.organisation.slug, pk)


def to_step(member: Member, round: Round, step: str) -> HttpResponse:
    """Go to a step of the set-up."""
    return redirect(f"programmes:set-up-{step}", member.organisation.slug, round.pk)


def show(
    request: HttpRequest, member: Member, name: str, /, *, code: int = 200, **context: Any
) -> HttpResponse:
    """A page of the organisation."""
    frame = {
        "member": member,
        "organisation": member.organisation,
        "slug": member.organisation.slug,
    }
    return render(request, f"programmes/{name}.html", {**frame, **context}, status=code)


def show_step(
    request: HttpRequest, member: Member, round: Round, step: str, **context: Any
) -> HttpResponse:
    """A page of the set-up, with the row of steps and the way back."""
    form = context.get("form")
    steps = steps_of(member, round, step)
    place = next(number for number, each in enumerate(steps) if each.is_current)
    return show(
        request,
        member,
        f"set_up_{step}",
        code=400 if form is not None and form.errors else 200,
        round=round,
        programme=round.programme,
        steps=steps,
        step=steps[place],
        back=steps[place - 1].address if place else "",
        **context,
    )


def steps_of(member: Member, round: Round, current: str) -> list[Step]:
    """The steps of this kind of round, with their addresses."""
    place = (member.organisation.slug, round.pk)
    asked = {name: label for name, label in STEPS.items() if round.is_feedback or name != ASKED}
    return [
        Step(number, name, label, reverse(f"programmes:set-up-{name}", args=place), name == current)
        for number, (name, label) in enumerate(asked.items(), 1)
    ]
