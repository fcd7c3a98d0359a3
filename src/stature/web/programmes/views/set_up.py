"""The steps of setting up a round. Each has its own address and saves what it asks."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stature.web.accounts.access import ADMINISTRATION, Member, for_roles
from stature.web.programmes import selectors, services
from stature.web.programmes.findings import what_is_missing, worth_a_look
from stature.web.programmes.forms import PlanForm, PurposeForm, TemplateForm
from stature.web.programmes.models import Round
from stature.web.programmes.programme_templates import TEMPLATES, find_template
from stature.web.programmes.questionnaire_form import QuestionnaireForm
from stature.web.programmes.questionnaires import asked_in
from stature.web.programmes.views.frame import of_draft, of_round, show_step, to_round, to_step
from stature.web.programmes.views.paging import page_of_participants

GET_AND_POST = require_http_methods(["GET", "POST"])


@for_roles(*ADMINISTRATION)
@GET_AND_POST
@of_draft
def template(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """Which ready-made programme."""
    initial = {"template": round.programme.template}
    form = TemplateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_template(
            round=round, template=form.cleaned_data["template"], by=member.user
        )
        return to_step(member, round, "purpose")
    return show_step(request, member, round, "template", form=form, templates=TEMPLATES)


@for_roles(*ADMINISTRATION)
@GET_AND_POST
@of_draft
def purpose(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """The title, and what the programme is for."""
    form = PurposeForm(round.programme, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.change_purpose(round=round, by=member.user, **form.cleaned_data)
        return to_step(member, round, "questionnaire" if round.is_feedback else "people")
    return show_step(request, member, round, "purpose", form=form)


@for_roles(*ADMINISTRATION)
@GET_AND_POST
@of_draft
def questionnaire(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """What a round of feedback asks: framework, length, second scale, role to compare with."""
    if not round.is_feedback:
        return to_step(member, round, "people")
    form = QuestionnaireForm(round, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.change_questionnaire(round=round, by=member.user, **form.cleaned_data)
        return to_step(member, round, "people")
    return show_step(request, member, round, "questionnaire", form=form)


@for_roles(*ADMINISTRATION)
@require_GET
@of_draft
def people(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """Who takes part, and which colleagues are asked."""
    return show_step(
        request,
        member,
        round,
        "people",
        findings=worth_a_look(round),
        **page_of_participants(request, round),
    )


@for_roles(*ADMINISTRATION)
@GET_AND_POST
@of_draft
def plan(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """The last day, languages, reminders, who sees what."""
    form = PlanForm(round, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.change_plan(round=round, by=member.user, **form.cleaned_data)
        return to_step(member, round, "check")
    return show_step(request, member, round, "plan", form=form)


@for_roles(*ADMINISTRATION)
@require_GET
@of_draft
def check(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """Everything in words, and what is missing."""
    return show_step(
        request,
        member,
        round,
        "check",
        template=find_template(round.programme.template),
        missing=what_is_missing(round),
        findings=worth_a_look(round),
        status=selectors.status_of(round),
        languages=selectors.languages_in_words(round),
        asked=asked_in(round),
    )


@for_roles(*ADMINISTRATION)
@require_POST
@of_round
def open_round(request: HttpRequest, member: Member, round: Round) -> HttpResponse:
    """Open the round and have everybody invited."""
    services.open_round(round=round, by=member.user)
    messages.success(request, _("The round is open. The invitations are being sent."))
    return to_round(member, round.pk)
