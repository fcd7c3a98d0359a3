"""Pages on which administrators look after members and the organisation's settings."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stature.core.errors import StatureError
from stature.web.accounts import services
from stature.web.accounts.access import ADMINISTRATION, Member, for_roles
from stature.web.accounts.forms import InviteForm, OrganisationForm, RolesForm, posted
from stature.web.accounts.models import MemberInvitation, Role, User
from stature.web.accounts.selectors import (
    MemberRow,
    find_member,
    members_of,
    open_invitations,
)

ADMINISTRATOR: Final = Role.ADMINISTRATOR


@for_roles(*ADMINISTRATION)
@require_safe
def members(request: HttpRequest, member: Member) -> HttpResponse:
    """Everybody with a role here, and whoever is invited."""
    context = {
        "member": member,
        "members": members_of(member.organisation),
        "invitations": open_invitations(member.organisation),
        "may_change": member.has(ADMINISTRATOR),
    }
    return render(request, "accounts/members.html", context)


@for_roles(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, member: Member) -> HttpResponse:
    """Invite somebody by e-mail."""
    form = InviteForm(posted(request))
    if form.is_valid() and _invited(form, member):
        sent = {"address": form.cleaned_data["email"]}
        messages.success(request, _("An invitation is on its way to %(address)s.") % sent)
        return redirect("accounts:members", member.organisation.slug)
    context = {"form": form, "member": member, "days": services.DAYS_TO_ACCEPT}
    return render(request, "accounts/invite.html", context)


def _invited(form: InviteForm, member: Member) -> bool:
    try:
        services.invite_member(
            organisation=member.organisation, actor=member.user, **form.cleaned_data
        )
    except StatureError as error:
        form.add_error("email", str(error))
        return False
    return True


@for_roles(ADMINISTRATOR)
@require_POST
def withdraw_invitation(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """End an invitation that nobody has accepted."""
    invitation = get_object_or_404(MemberInvitation, organisation=member.organisation, pk=pk)
    if invitation.is_open:
        services.withdraw_invitation(invitation=invitation, actor=member.user)
    messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    return redirect("accounts:members", member.organisation.slug)


@for_roles(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def change_member(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """The roles of one member."""
    row = _member_or_404(member, pk)
    form = RolesForm(posted(request), initial={"roles": row.roles})
    if form.is_valid() and _roles_changed(form, member, row):
        messages.success(request, _("The roles of %(name)s are changed.") % {"name": row.user})
        return redirect("accounts:members", member.organisation.slug)
    return render(request, "accounts/member.html", {"form": form, "row": row, "member": member})


def _roles_changed(form: RolesForm, member: Member, row: MemberRow) -> bool:
    try:
        services.change_roles(
            organisation=member.organisation,
            user=row.user,
            roles=form.cleaned_data["roles"],
            actor=member.user,
        )
    except services.LastAdministratorError as error:
        form.add_error("roles", str(error))
        return False
    return True


@for_roles(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_member(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Say what removing means; then do it."""
    row = _member_or_404(member, pk)
    context: dict[str, Any] = {"row": row, "member": member}
    if request.method != "POST":
        return render(request, "accounts/remove_member.html", context)
    try:
        services.remove_member(organisation=member.organisation, user=row.user, actor=member.user)
    except services.LastAdministratorError as error:
        return render(request, "accounts/remove_member.html", context | {"error": error})
    messages.success(request, _("%(name)s is no longer a member.") % {"name": row.user})
    if row.user == member.user:
        return redirect("home")
    return redirect("accounts:members", member.organisation.slug)


def _member_or_404(member: Member, pk: int) -> MemberRow:
    try:
        return find_member(member.organisation, pk)
    except User.DoesNotExist:
        raise Http404 from None


@for_roles(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, member: Member) -> HttpResponse:
    """The organisation's name, contact and language."""
    form = OrganisationForm(posted(request), instance=member.organisation)
    if form.is_valid():
        services.change_organisation(
            organisation=form.instance, actor=member.user, changed=form.changed_data
        )
        messages.success(request, _("Your changes are saved."))
        return redirect("accounts:settings", member.organisation.slug)
    return render(request, "accounts/settings.html", {"form": form, "member": member})
