"""What administrators do about raters: approve or send back a list, replace somebody."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stature.web.accounts.access import ADMINISTRATION, Member, for_roles
from stature.web.programmes import selectors, services
from stature.web.programmes.errors import TakingPartError
from stature.web.programmes.forms import AddressForm
from stature.web.programmes.models import Assessment, Assignment, Round
from stature.web.programmes.views.frame import of_round, show


@for_roles(*ADMINISTRATION)
@require_POST
@of_round
def approve(request: HttpRequest, member: Member, round: Round, number: int) -> HttpResponse:
    """Approve the raters whom a participant proposes."""
    assessment = _assessment_or_404(round, number)
    try:
        services.approve_nominations(assessment=assessment, by=member.user)
    except TakingPartError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The list is approved. The raters are invited."))
    return _to_participant(member, round, number)


@for_roles(*ADMINISTRATION)
@require_POST
@of_round
def take_off(
    request: HttpRequest, member: Member, round: Round, number: int, nomination: int
) -> HttpResponse:
    """Take somebody off a list that waits, before they are asked."""
    assessment = _assessment_or_404(round, number)
    found = get_object_or_404(assessment.nominations.all(), pk=nomination)
    services.take_off_list(nomination=found, by_approver=True)
    messages.success(request, _("%(name)s is off the list.") % {"name": found})
    return _to_participant(member, round, number)


@for_roles(*ADMINISTRATION)
@require_POST
@of_round
def send_back(request: HttpRequest, member: Member, round: Round, number: int) -> HttpResponse:
    """Send a list back to the participant, with a note."""
    assessment = _assessment_or_404(round, number)
    because = request.POST.get("because", "").replace("\0", "").strip()
    if not because:
        messages.error(request, _("Say what should be changed."))
        return _to_participant(member, round, number)
    services.send_back(assessment=assessment, because=because, by=member.user)
    messages.success(request, _("The list went back with your note."))
    return _to_participant(member, round, number)


@for_roles(*ADMINISTRATION)
@require_http_methods(["GET", "POST"])
@of_round
def replace(
    request: HttpRequest, member: Member, round: Round, number: int, assignment: int
) -> HttpResponse:
    """Ask somebody else in place of a rater who has not begun."""
    found = get_object_or_404(
        Assignment.objects.select_related("assessment", "person"),
        pk=assignment,
        assessment=_assessment_or_404(round, number),
    )
    form = AddressForm(round, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _replaced(member, found, form):
        messages.success(request, _("The rater was replaced."))
        return _to_participant(member, round, number)
    code = 400 if form.errors else 200
    return show(
        request, member, "replace_rater", code=code, round=round, form=form, assignment=found
    )


def _replaced(member: Member, assignment: Assignment, form: AddressForm) -> bool:
    """Whether the other person is asked; if not, the form says why, and nothing has changed."""
    assert form.person is not None
    try:
        services.replace_rater(assignment=assignment, person=form.person, by=member.user)
    except TakingPartError as error:
        form.add_error("email", str(error))
        return False
    return True


def _assessment_or_404(round: Round, number: int) -> Assessment:
    try:
        return selectors.find_assessment(round, number)
    except Assessment.DoesNotExist:
        raise Http404 from None


def _to_participant(member: Member, round: Round, number: int) -> HttpResponse:
    return redirect("programmes:participant", member.organisation.slug, round.pk, number)
