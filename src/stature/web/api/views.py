"""The pages about tokens, and what the API says of itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stature.web.accounts.access import Member, for_roles, public
from stature.web.accounts.forms import posted
from stature.web.accounts.models import Role
from stature.web.api import selectors, services
from stature.web.api.forms import TokenForm
from stature.web.api.models import ApiToken
from stature.web.api.problems import problem
from stature.web.api.site import METHODS, open_api_document


@for_roles(Role.ADMINISTRATOR)
@require_safe
def tokens(request: HttpRequest, member: Member) -> HttpResponse:
    """The tokens of the organisation."""
    context = {"member": member, "tokens": selectors.tokens_of(member.organisation)}
    return render(request, "api/tokens.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_token(request: HttpRequest, member: Member) -> HttpResponse:
    """Make a token, and show its key this once."""
    form = TokenForm(posted(request))
    if not form.is_valid():
        context = {"member": member, "form": form}
        return render(request, "api/new_token.html", context, status=400 if form.errors else 200)
    token, key = services.make_token(
        organisation=member.organisation, by=member.user, **form.cleaned_data
    )
    context = {"member": member, "token": token, "key": key}
    return render(request, "api/token_made.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def revoke_token(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """End a token."""
    token = get_object_or_404(ApiToken, organisation=member.organisation, pk=pk)
    services.revoke_token(token=token, by=member.user)
    messages.success(request, _("The token “%(name)s” no longer works.") % {"name": token.name})
    return redirect("api:tokens", member.organisation.slug)


@public
@require_safe
def open_api(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return JsonResponse(open_api_document())


@public
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The same for people to read, as a page without scripts."""
    return render(request, "api/documentation.html", {"operations": list(_operations())})


@public
@csrf_exempt  # a program that mistypes an address is told so, whatever it sends
def no_such_address(_request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001
    """What a program is told that asks at an address that is not there."""
    return problem(404, "There is no such address. Each one ends with a slash; see /api/v1/docs/.")


def _operations() -> Any:
    for path, operations in open_api_document()["paths"].items():
        for method in filter(operations.get, METHODS):
            operation = operations[method]
            yield {
                "method": method.upper(),
                "path": path,
                "summary": operation["summary"],
                "description": operation.get("description", ""),
                "scope": operation["x-scope"],
                "parameters": operation.get("parameters", []),
                "id": operation["operationId"],
            }
