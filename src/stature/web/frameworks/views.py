"""The pages on which people read frameworks."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from stature.web.accounts.access import public
from stature.web.frameworks import selectors


@public
@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """All published frameworks."""
    context = {"frameworks": selectors.published_frameworks()}
    return render(request, "frameworks/list.html", context)


@public
@require_safe
def handbook(request: HttpRequest, framework_id: str) -> HttpResponse:
    """The handbook of one framework: the grid first, then each competency in full."""
    pack = selectors.published_packs().get(framework_id)
    if pack is None:
        raise Http404
    context = {
        "framework": pack.framework,
        "handbook": mark_safe(selectors.handbook_page(framework_id)),  # escaped by its renderer
    }
    return render(request, "frameworks/handbook.html", context)
