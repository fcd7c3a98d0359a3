"""The bar "See this as": choose a made-up person, and open their first screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from stature.web.accounts.access import public
from stature.web.demo.first_screens import first_screen_of
from stature.web.demo.models import MadeUpMember
from stature.web.demo.selectors import the_demo
from stature.web.demo.signing_in import see_as

View = Callable[[HttpRequest], HttpResponse]
NOBODY = "nobody"


def in_the_demo(page: View) -> View:
    """On a site that is no demo the address does not exist, however it is asked for."""

    @wraps(page)
    def answer(request: HttpRequest) -> HttpResponse:
        if the_demo() is None:
            raise Http404
        return page(request)

    return answer


@public
@never_cache
@in_the_demo
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """See the site as one of the made-up people, or as a visitor again."""
    seat = request.POST.get("seat", "")
    if seat == NOBODY:
        logout(request)
        return redirect("home")
    try:
        user = see_as(request, seat)
    except MadeUpMember.DoesNotExist:
        raise Http404 from None
    return redirect(first_screen_of(seat, user))
