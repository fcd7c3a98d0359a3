"""Pages about oneself: name and language, the choice of an organisation, joining one."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings as site_settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stature.web.accounts import services
from stature.web.accounts.access import Member, by_link, for_roles, signed_in
from stature.web.accounts.first_screen import first_screen_in
from stature.web.accounts.forms import ProfileForm, posted
from stature.web.accounts.joining import (
    CHOSEN_ORGANISATION,
    forget_waiting,
    keep_waiting,
    waiting_invitation,
)
from stature.web.accounts.models import MemberInvitation
from stature.web.accounts.selectors import find_invitation, memberships_of, organisations_of


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name and language."""
    form = ProfileForm(posted(request), instance=request.user)
    if form.is_valid():
        user = form.save()
        messages.success(request, _("Your changes are saved."))
        return in_language(redirect("accounts:profile"), user.language)
    return render(request, "accounts/profile.html", {"form": form})


def in_language(response: HttpResponse, language: str) -> HttpResponse:
    """Have this browser see the site in the person's language from the next page on."""
    name = site_settings.LANGUAGE_COOKIE_NAME
    if language:
        response.set_cookie(
            name, language, samesite="Lax", secure=site_settings.SESSION_COOKIE_SECURE
        )
    else:
        response.delete_cookie(name, samesite="Lax")
    return response


@signed_in
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations to choose from."""
    context = {"organisations": organisations_of(request.user)}
    return render(request, "accounts/organisations.html", context)


@for_roles()
@require_POST
def choose_organisation(request: HttpRequest, member: Member) -> HttpResponse:
    """Remember the choice, and go to the first screen there."""
    request.session[CHOSEN_ORGANISATION] = member.organisation.slug
    held = memberships_of(member.user).filter(organisation=member.organisation)
    return redirect(first_screen_in(list(held)))


@by_link
@never_cache
@require_safe
def join(request: HttpRequest, key: str) -> HttpResponse:
    """An invitation: who invites, to what, and the ways to go on."""
    try:
        invitation = find_invitation(key)
    except MemberInvitation.DoesNotExist:
        raise Http404 from None
    keep_waiting(request, invitation)
    if request.user.is_authenticated:
        return redirect("accounts:join-here")
    # Whoever has the link has the mail in hand: an account for this address needs no second one.
    get_adapter(request).stash_verified_email(request, invitation.email)
    context = {"invitation": invitation, "organisation": invitation.organisation}
    return render(request, "accounts/join.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def join_here(request: HttpRequest) -> HttpResponse:
    """Accept the invitation with which this browser came."""
    invitation = waiting_invitation(request)
    if invitation is None:
        return redirect("home")
    if request.method != "POST":
        return render(request, "accounts/join_here.html", {"invitation": invitation})
    organisation = services.accept_invitation(invitation=invitation, user=request.user)
    forget_waiting(request)
    request.session[CHOSEN_ORGANISATION] = organisation.slug
    messages.success(
        request, _("You have joined %(organisation)s.") % {"organisation": organisation}
    )
    return redirect("home")
