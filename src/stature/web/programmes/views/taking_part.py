"""Who takes part: choosing people, taking them from a table, one participant's colleagues."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from stature.web.accounts.access import ADMINISTRATION, Member, for_roles
from stature.web.jobs.services import enqueue
from stature.web.people.models import PeopleImport
from stature.web.programmes import selectors, services, tasks
from stature.web.programmes.approving import named_as_manager, reachable_manager
from stature.web.programmes.errors import TakingPartError
from stature.web.programmes.findings import findings_in
from stature.web.programmes.forms import ColleagueForm, PeopleForm
from stature.web.programmes.imports import imports_of, people_of_import, rows_of_import
from stature.web.programmes.models import Assessment, Assignment, Round
from stature.web.programmes.rater_limits import proposed_too_often
from stature.web.programmes.views.frame import PAGE_LENGTH, of_round, show, to_round, to_step

AT_ONCE: Final = 500
"""More people than this are added by a job, so that no request is long."""
FINDINGS_SHOWN: Final = 100

GET_AND_POST = require_http_methods(["GET", "POST"])


@for_roles(*ADMINISTRATION)
@GET_AND_POST
@of_round
def add_participants(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """Choose people of the organisation: those ticked, or everybody found."""
    search = request.GET.get("q", "")[:120]
    choice = selectors.people_to_choose(round, search=search)
    form = PeopleForm(choice, request.POST if request.method == "POST" else None)
    ticked = set(request.POST.getlist("people"))
    if request.method == "POST" and "everybody" in request.POST:
        if not ticked:
            return _add_everybody(request, member, round, search)
        form.add_error("people", _("You ticked people. Add those, or untick them to add all."))
    elif request.method == "POST" and form.is_valid():
        added = services.add_participants(
            round=round, people=form.cleaned_data["people"], by=member.user
        )
        _say_added(request, added)
        return _to_list(member, round)
    context = {
        "page": Paginator(choice, PAGE_LENGTH).get_page(request.GET.get("page")),
        "search": search,
        "ticked": ticked,
        "query": urlencode({"q": search}) + "&",
        "imports": imports_of(member.organisation)[:10],
    }
    code = 400 if form.errors else 200
    return show(request, member, "add_participants", code=code, round=round, form=form, **context)


@for_roles(*ADMINISTRATION)
@GET_AND_POST
@of_round
def add_import(request: HttpRequest, member: Member, round: Round, number: int) -> HttpResponse:
    """Take the people of an imported table, after a look at what cannot be taken."""
    table = get_object_or_404(imports_of(member.organisation), pk=number)
    if request.method == "POST":
        return _add_import(request, member, round, table)
    rows, load = rows_of_import(table), round.rater_load if round.is_feedback else None
    context = {
        "table": table,
        "n_participants": len(list(people_of_import(table))),
        "n_colleagues": len(rows),
        "findings": list(islice(findings_in(rows, load), FINDINGS_SHOWN)),
    }
    return show(request, member, "add_import", round=round, **context)


@for_roles(*ADMINISTRATION)
@GET_AND_POST
@of_round
def participant(request: HttpRequest, member: Member, round: Round, number: int) -> HttpResponse:
    """One participant: who is asked, how far each is, and adding a colleague."""
    assessment = _assessment_or_404(round, number)
    form = ColleagueForm(round, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _add_colleague(member, assessment, form):
        messages.success(request, _("The colleague is on the list."))
        return _to_participant(member, round, number)
    code = 400 if form.errors else 200
    context = {
        "assessment": assessment,
        "form": form,
        "approver": reachable_manager(assessment.participant),
        "named_as_manager": named_as_manager(assessment) if round.is_feedback else (),
        "too_often": proposed_too_often(assessment),
    }
    return show(request, member, "participant", code=code, round=round, **context)


@for_roles(*ADMINISTRATION)
@require_POST
@of_round
def remove_colleague(
    request: HttpRequest, member: Member, round: Round, number: int, assignment: int
) -> HttpResponse:
    """Take a colleague off the list who has not begun."""
    found = get_object_or_404(
        Assignment.objects.select_related("assessment"),
        pk=assignment,
        assessment=_assessment_or_404(round, number),
    )
    services.remove_rater(assignment=found, by=member.user)
    messages.success(request, _("The colleague is off the list."))
    return _to_participant(member, round, number)


@for_roles(*ADMINISTRATION)
@GET_AND_POST
@of_round
def withdraw(request: HttpRequest, member: Member, round: Round, number: int) -> HttpResponse:
    """Take a participant out, after saying what happens to the answers."""
    assessment = _assessment_or_404(round, number)
    if request.method != "POST":
        return show(request, member, "withdraw", round=round, assessment=assessment)
    services.withdraw_participant(assessment=assessment, by=member.user)
    messages.success(request, _("The participant was taken out."))
    return _to_list(member, round)


def _add_colleague(member: Member, assessment: Assessment, form: ColleagueForm) -> bool:
    """Whether the colleague was added; if not, the form says why."""
    assert form.person is not None
    try:
        services.add_rater(
            assessment=assessment,
            person=form.person,
            relationship=form.cleaned_data["relationship"],
            by=member.user,
        )
    except TakingPartError as error:
        form.add_error("email", str(error))
        return False
    return True


def _add_everybody(request: HttpRequest, member: Member, round: Round, search: str) -> HttpResponse:
    choice = selectors.people_to_choose(round, search=search)
    _add_now_or_later(
        request, choice.count(), tasks.add_everybody, round.pk, search, member.user.pk
    )
    return _to_list(member, round)


def _add_import(
    request: HttpRequest, member: Member, round: Round, table: PeopleImport
) -> HttpResponse:
    n = len(list(people_of_import(table))) + len(rows_of_import(table))
    _add_now_or_later(request, n, tasks.add_import, round.pk, table.pk, member.user.pk)
    return _to_list(member, round)


def _add_now_or_later(request: HttpRequest, n: int, job: Any, *args: Any) -> None:
    """Few people are added at once, many in the background."""
    if n > AT_ONCE:
        enqueue(job, *args)
        messages.info(
            request, _("The people are being added. This takes about a minute: look again then.")
        )
    else:
        _say_added(request, job(*args))


def _say_added(request: HttpRequest, n: int) -> None:
    sentence = ngettext("%(n)d participant was added.", "%(n)d participants were added.", n)
    messages.success(request, sentence % {"n": n})


def _assessment_or_404(round: Round, number: int) -> Assessment:
    try:
        return selectors.find_assessment(round, number)
    except Assessment.DoesNotExist:
        raise Http404 from None


def _to_list(member: Member, round: Round) -> HttpResponse:
    return to_step(member, round, "people") if round.is_draft else to_round(member, round.pk)


def _to_participant(member: Member, round: Round, number: int) -> HttpResponse:
    return redirect("programmes:participant", member.organisation.slug, round.pk, number)
