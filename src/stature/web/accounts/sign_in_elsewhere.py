"""The way to an organisation's own sign-in (OpenID Connect), which only a post begins."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect.views import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from stature.web.accounts.access import public


@public
@never_cache
@require_POST
def go_to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go on to the organisation's own sign-in, by a page of ours that leads there at once.

    It takes a post with a token, so that no other site can have somebody signed in unasked. It
    answers with a page, for a form of this site may not be redirected to another: the content
    security policy says so. Raises Http404 for a provider that the site does not know.
    """
    reply = login(request, provider_id)
    if not isinstance(reply, HttpResponseRedirect):
        return reply
    page = render(request, "sign_in/on_the_way.html", {"address": reply.url})
    page["Refresh"] = f"0; url={reply.url}"
    return page
