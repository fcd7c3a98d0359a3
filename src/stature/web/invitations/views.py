"""The pages of a round's e-mails, and the page on which a person stops them."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stature.web.accounts.access import ADMINISTRATION, Member, by_link, for_roles
from stature.web.invitations import selectors, services
from stature.web.invitations.forms import SendAgainForm
from stature.web.invitations.models import StopLink
from stature.web.programmes.models import Round
from stature.web.programmes.selectors import find_round

PAGE_LENGTH: Final = 50


@for_roles(*ADMINISTRATION)
@require_safe
def messages_page(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """What was sent in a round, to whom, and what became of it."""
    round_ = _round_or_404(member, pk)
    status = request.GET.get("status", "")
    found = selectors.find_messages(round_, status)
    counts = selectors.counts_of(round_)
    context = {
        "member": member,
        "round": round_,
        "status": status,
        "query": f"status={status}&" if status in counts else "",
        "counts": [(each, number) for each, number in counts.items() if number],
        "page": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")),
        "n_to_send_again": selectors.messages_to_send_again(round_).count(),
        "n_without_mail": selectors.people_without_mail(round_),
    }
    return render(request, "invitations/messages.html", context)


@for_roles(*ADMINISTRATION)
@require_POST
def send_again(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Try e-mails again that came back or failed: one, or all of the round."""
    round_ = _round_or_404(member, pk)
    form = SendAgainForm(request.POST)
    if not form.is_valid():
        raise Http404
    number = services.send_again(round=round_, by=member.user, message_ids=form.message_ids)
    messages.success(request, _in_words(number))
    return redirect("invitations:messages", member.organisation.slug, round_.pk)


def _in_words(number: int) -> str:
    if not number:
        return _("There was no e-mail to send again.")
    return ngettext(
        "%(number)d e-mail will be sent again.", "%(number)d e-mails will be sent again.", number
    ) % {"number": number}


def _round_or_404(member: Member, pk: int) -> Round:
    try:
        return find_round(member.organisation, pk)
    except Round.DoesNotExist:
        raise Http404 from None


@by_link
@csrf_exempt  # a mail program posts here with one click and knows no token; the key is the right
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Stop e-mails to a person, or allow them again. It answers a click without a redirect."""
    try:
        person = selectors.person_link(key).person
        if request.method == "POST":
            change = (
                services.allow_mail if request.POST.get("go") == "allow" else services.stop_mail
            )
            person = change(key=key)
    except StopLink.DoesNotExist:
        raise Http404 from None
    context = {"person": person, "organisation": person.organisation, "key": key}
    return render(request, "invitations/stop.html", context)
