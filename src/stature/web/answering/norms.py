"""Whether a leader's results may join norms: asked before the start, and changed here later."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from stature.web.answering.standing import Standing
from stature.web.answering.visits import Visit, context_of
from stature.web.norms.asking import asks_for_norms, norm_question, norm_words
from stature.web.norms.joining import AlreadyCountedError, agree, take_back
from stature.web.norms.models import NormConsent

TAKES_PART: Final = (Standing.BEGUN, Standing.DONE, Standing.CLOSED)


def asked_of_norms(visit: Visit) -> dict[str, Any]:
    """What the page before the start asks, apart from taking part; nothing once it was begun."""
    if visit.standing is not Standing.READY or not asks_for_norms(visit.assignment):
        return {}
    return {"norm_words": norm_words(visit.assignment), "norm_question": norm_question()}


def join_norms(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the leader agreed to; agreeing, and taking it back."""
    if not _may_decide(visit):
        return redirect(visit.entry_address)
    if request.method == "POST":
        _decide(request, visit)
        return redirect(reverse(f"{visit.door.pages}norms", args=[visit.door.key]))
    consent = NormConsent.objects.filter(assessment=visit.assignment.assessment).first()
    words = {"norm_words": norm_words(visit.assignment), "norm_question": norm_question()}
    return render(request, "answering/norms.html", context_of(visit, consent=consent, **words))


def _may_decide(visit: Visit) -> bool:
    """Whether this is the leader: in the browser in which they answered, or by a fresh link."""
    link = visit.link
    by_fresh_link = link is not None and link.is_fresh and not link.is_expired
    is_theirs = visit.is_bound or by_fresh_link
    return is_theirs and visit.standing in TAKES_PART and asks_for_norms(visit.assignment)


def _decide(request: HttpRequest, visit: Visit) -> None:
    if request.POST.get("norms") == "yes":
        agree(visit.assignment)
        messages.success(request, _("Your yes is kept."))
        return
    try:
        take_back(visit.assignment.assessment)
    except AlreadyCountedError as error:
        messages.error(request, str(error)[:1].upper() + str(error)[1:])
    else:
        messages.success(request, _("Your results do not join the norms."))
