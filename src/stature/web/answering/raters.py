"""Choosing raters: the leader's page, the line manager's page, and the list of leaders to rate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stature.web.accounts.access import by_link, signed_in
from stature.web.answering.own_list import Step
from stature.web.answering.rater_forms import RaterForm, SendBackForm
from stature.web.answering.selectors import (
    is_about_self,
    lists_approved_by,
    other_leaders_to_rate,
)
from stature.web.answering.standing import Standing, standing_of
from stature.web.answering.visits import Visit, context_of
from stature.web.audit.services import Actor, WithoutAccount
from stature.web.programmes import services
from stature.web.programmes.approving import named_as_manager, reachable_manager
from stature.web.programmes.errors import ProgrammeError
from stature.web.programmes.links import find_approval_link, issue_link
from stature.web.programmes.models import ApprovalLink, Assessment
from stature.web.programmes.rater_limits import FEWEST_IN_GROUP, group_sizes, proposed_too_often

GONE: Final = (Standing.DECLINED, Standing.WITHDRAWN)


def may_choose_raters(visit: Visit) -> bool:
    """Whether this visitor may see and change whom the leader proposes."""
    round_ = visit.assignment.assessment.round
    if not (round_.is_feedback and round_.is_open and is_about_self(visit.assignment)):
        return False
    if visit.standing in GONE:
        return False
    link = visit.link
    by_fresh_link = link is not None and link.is_fresh and not link.is_expired
    return visit.is_bound or visit.standing is Standing.READY or by_fresh_link


def choose_raters(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The leader's list: groups with their minimum, adding, taking off, sending."""
    if not may_choose_raters(visit):
        return redirect(visit.entry_address)
    assessment = visit.assignment.assessment
    form = RaterForm(_posted_for(request, "add"))
    by = visit.user or WithoutAccount(visit.assignment.person_id)

    def send() -> None:
        services.send_nominations(assessment=assessment, by=by)
        messages.success(request, _("Your list was sent. Everybody is asked once it is approved."))

    deeds = {
        "add": lambda: _nominate(assessment, form),
        "take-off": lambda: _take_off(request, assessment),
        "send": send,
    }
    if _done(request, deeds, form):
        return redirect(_address(visit, "raters"))
    context = context_of(
        visit,
        form=form,
        is_approver=False,
        waits=assessment.raters_sent_at is not None,
        may_change=assessment.raters_sent_at is None,
        approver=reachable_manager(assessment.participant),
        **_about_raters(assessment),
    )
    return render(request, "answering/raters.html", context, status=400 if form.errors else 200)


@by_link
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def approve_raters(request: HttpRequest, key: str) -> HttpResponse:
    """The line manager's page by the link in an e-mail."""
    try:
        link = find_approval_link(key)
    except ApprovalLink.DoesNotExist:
        raise Http404 from None
    return _approval_page(request, link.assessment, WithoutAccount(link.manager_id))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def approve_raters_signed_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page for a line manager with an account. 404 for everybody else's list."""
    user: Any = request.user
    return _approval_page(request, get_object_or_404(lists_approved_by(user), pk=pk), user)


def _approval_page(request: HttpRequest, assessment: Assessment, by: Actor) -> HttpResponse:
    """The line manager's page: approve a list, change it, or send it back."""
    form = RaterForm(_posted_for(request, "add"), participant=str(assessment.participant))
    reason = SendBackForm(_posted_for(request, "send-back"))
    deeds = {
        "add": lambda: _nominate(assessment, form, by_approver=True),
        "take-off": lambda: _take_off(request, assessment, by_approver=True),
        "approve": lambda: _approve(request, assessment, by),
        "send-back": lambda: _send_back(request, assessment, reason, by),
    }
    if _done(request, deeds, form):
        return redirect(request.path)
    wrong = form.errors or reason.errors
    context = {
        "form": form,
        "reason": reason,
        "is_approver": True,
        "waits": assessment.raters_sent_at is not None,
        "may_change": assessment.raters_sent_at is not None,
        "too_often": proposed_too_often(assessment),
        "named_as_manager": named_as_manager(assessment),
        "round": assessment.round,
        "organisation": assessment.round.programme.organisation,
        "participant": assessment.participant,
        **_about_raters(assessment),
    }
    return render(request, "answering/approve_raters.html", context, status=400 if wrong else 200)


def leaders_to_rate(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One list of all leaders whom a rater is asked about in the round, by one link."""
    others = list(other_leaders_to_rate(visit.assignment))
    if is_about_self(visit.assignment):
        return redirect(visit.entry_address)
    if request.method == "POST":
        chosen = next((each for each in others if str(each.pk) == request.POST.get("open")), None)
        if chosen is None:
            raise Http404
        # A link that is not fresh shows nothing of what was written elsewhere.
        return redirect("answering:entry", issue_link(chosen))
    this = Step(visit.assignment, visit.standing)
    steps = [Step(each, standing_of(each)) for each in others]
    return render(request, "answering/leaders.html", context_of(visit, this=this, steps=steps))


def _about_raters(assessment: Assessment) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "nominations": list(assessment.nominations.all()),
        "asked": list(assessment.assignments.exclude(relationship="self").select_related("person")),
        "groups": group_sizes(assessment),
        "fewest": FEWEST_IN_GROUP,
        "load": assessment.round.rater_load,
    }


def _posted_for(request: HttpRequest, deed: str) -> Any:
    """What was posted, if it was posted for this deed."""
    wanted = request.method == "POST" and request.POST.get("do", "add") == deed
    return request.POST if wanted else None


def _done(request: HttpRequest, deeds: dict[str, Callable[[], Any]], form: RaterForm) -> bool:
    """Whether the deed that was asked for is done, or was refused in words to read next."""
    if request.method != "POST":
        return False
    deed = request.POST.get("do", "add")
    if deed not in deeds:
        raise Http404
    try:
        return deeds[deed]() is not False
    except ProgrammeError as error:
        if deed != "add":
            messages.error(request, str(error))
            return True
        form.add_error("email", str(error))
        return False


def _nominate(assessment: Assessment, form: RaterForm, *, by_approver: bool = False) -> bool:
    if not form.is_valid():
        return False
    services.nominate(assessment=assessment, by_approver=by_approver, **form.cleaned_data)
    return True


def _take_off(request: HttpRequest, assessment: Assessment, *, by_approver: bool = False) -> None:
    number = request.POST.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise Http404
    nomination = get_object_or_404(assessment.nominations.all(), pk=int(number))
    services.take_off_list(nomination=nomination, by_approver=by_approver)


def _approve(request: HttpRequest, assessment: Assessment, by: Actor) -> None:
    n = services.approve_nominations(assessment=assessment, by=by)
    words = ngettext(
        "The list is approved. %(n)d person is asked now.",
        "The list is approved. %(n)d people are asked now.",
        n,
    )
    messages.success(request, words % {"n": n})


def _send_back(
    request: HttpRequest, assessment: Assessment, reason: SendBackForm, by: Actor
) -> bool:
    if not reason.is_valid():
        return False
    services.send_back(assessment=assessment, because=reason.cleaned_data["because"], by=by)
    messages.success(request, _("The list went back with your note."))
    return True


def _address(visit: Visit, page: str) -> str:
    return reverse(f"{visit.door.pages}{page}", args=[visit.door.key])
