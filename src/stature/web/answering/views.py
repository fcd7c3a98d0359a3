"""What is asked for by address: one's list, single answers, and the choice of a language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from stature.web.accounts.access import by_link, public, signed_in
from stature.web.answering import saving
from stature.web.answering.languages import in_language_of_page
from stature.web.answering.own_list import steps_of
from stature.web.answering.selectors import lists_that_wait_for
from stature.web.answering.standing import Standing
from stature.web.answering.visits import Visit, visit_by_account, visit_by_link
from stature.web.responses.fitting import Answers
from stature.web.responses.models import SavedResponse
from stature.web.responses.pages import save_answer_page
from stature.web.responses.services import ResponseSealedError


@signed_in
@require_safe
def my_assessments(request: HttpRequest) -> HttpResponse:
    """My assessments: one list, the next step on top."""
    user: Any = request.user
    steps = steps_of(user)
    following = steps[0] if steps and steps[0].is_open else None
    rest = steps[1:] if following else steps
    lists = lists_that_wait_for(user)
    context = {"next_step": following, "steps": rest, "lists": lists}
    return render(request, "answering/my_list.html", context)


@by_link
@require_POST
def save_by_link(request: HttpRequest, key: str) -> HttpResponse:
    """Keep one answer as soon as it is given, if this browser is the one that writes."""
    return _save(
        request,
        partial(saving.save_by_link, request, key),
        partial(visit_by_link, request, key),
    )


@signed_in
@require_POST
def save_by_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one answer as soon as it is given, of one's own assignment."""
    user: Any = request.user
    return _save(
        request,
        partial(saving.save_by_account, user, pk),
        partial(visit_by_account, request, pk),
    )


def _save(
    request: HttpRequest, save: Callable[[Answers], None], find_visit: Callable[[], Visit]
) -> HttpResponse:
    """Save first; who came, and how the assignment stands, is asked when that was not possible."""
    try:
        with in_language_of_page(request):
            return save_answer_page(request, save, refuse_strangers=find_visit)
    except (SavedResponse.DoesNotExist, ResponseSealedError):
        return _not_saved(find_visit())


def _not_saved(visit: Visit) -> HttpResponse:
    """Why: this browser may not write yet, or nobody may any more."""
    if visit.standing is Standing.BEGUN and not visit.is_bound:
        return JsonResponse({"error": _("Open your link again to go on.")}, status=403)
    return JsonResponse({"error": _("These answers can no longer be changed.")}, status=409)


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language that somebody chose, and lead back to where they were."""
    return set_language(request)
