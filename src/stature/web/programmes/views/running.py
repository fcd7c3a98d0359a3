"""A round under way: its status, its last day, closing, opening again, putting away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from stature.web.accounts.access import ADMINISTRATION, Member, for_roles
from stature.web.programmes import selectors, services
from stature.web.programmes.findings import what_is_missing
from stature.web.programmes.forms import LastDayForm
from stature.web.programmes.models import Round
from stature.web.programmes.rater_limits import FEWEST_IN_GROUP, short_groups
from stature.web.programmes.views.frame import PAGE_LENGTH, of_round, show, to_round, to_step
from stature.web.programmes.views.needs import what_needs_you
from stature.web.programmes.views.paging import page_of_participants

GET_AND_POST = require_http_methods(["GET", "POST"])


@for_roles(*ADMINISTRATION)
@require_GET
@of_round
def status(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """How far a round is: invited, started, done, by group. A draft goes on where it stopped."""
    if round.is_draft:
        missing = what_is_missing(round)
        return to_step(member, round, missing[0].step if missing else "check")
    found = selectors.status_of(round)
    return show(
        request,
        member,
        "status",
        round=round,
        programme=round.programme,
        status=found,
        everyone=found.everyone,
        needed=what_needs_you(round) if round.is_feedback and round.is_open else (),
        short_groups=short_groups(round)[:PAGE_LENGTH] if round.is_feedback else (),
        fewest=FEWEST_IN_GROUP,
        languages=selectors.languages_in_words(round),
        **page_of_participants(request, round),
    )


@for_roles(*ADMINISTRATION)
@GET_AND_POST
@of_round
def change_last_day(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """Give people more time, or less."""
    return _ask_last_day(
        request, member, round, "last_day", services.change_last_day, _("The last day was changed.")
    )


@for_roles(*ADMINISTRATION)
@GET_AND_POST
@of_round
def reopen(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """Take answers again until a new last day."""
    return _ask_last_day(
        request, member, round, "reopen", services.reopen_round, _("The round is open again.")
    )


@for_roles(*ADMINISTRATION)
@GET_AND_POST
@of_round
def close(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """Take no more answers, after saying who has not answered."""
    if request.method != "POST":
        everyone = selectors.status_of(round).everyone
        return show(request, member, "close", round=round, everyone=everyone)
    services.close_round(round=round, by=member.user)
    messages.success(request, _("The round is closed."))
    return to_round(member, round.pk)


@for_roles(*ADMINISTRATION)
@GET_AND_POST
@of_round
def archive(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """Put a finished round away."""
    if request.method != "POST":
        return show(request, member, "archive", round=round)
    services.archive_round(round=round, by=member.user)
    messages.success(request, _("The round was put in the archive."))
    return to_round(member, round.pk)


def _ask_last_day(
    request: HttpRequest,
    member: Member,
    round: Round,
    template: str,
    service: Callable[..., Any],
    done: str,
) -> HttpResponse:
    form = LastDayForm(request.POST or None, initial={"closes_on": round.closes_on})
    if request.method == "POST" and form.is_valid():
        service(round=round, closes_on=form.cleaned_data["closes_on"], by=member.user)
        messages.success(request, done)
        return to_round(member, round.pk)
    code = 400 if form.errors else 200
    return show(request, member, template, code=code, round=round, form=form)
