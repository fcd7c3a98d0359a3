"""A page of participants, found by words and by status."""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from stature.web.programmes import selectors
from stature.web.programmes.models import Round
from stature.web.programmes.views.frame import PAGE_LENGTH

STATES: Final = {
    "": _("Everybody"),
    "not-invited": _("Not invited yet"),
    "not-started": _("Not started"),
    selectors.IN_PROGRESS: _("Started"),
    "done": _("Done"),
    "declined": _("Declined"),
    "withdrawn": _("Taken out"),
}


def page_of_participants(request: HttpRequest, round: Round) -> dict[str, Any]:
    """Fifty participants, with the words and the status that they were found by."""
    search, state = request.GET.get("q", "")[:120], request.GET.get("state", "")
    found = selectors.participants_of(round, search=search, state=state)
    return {
        "page": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")),
        "search": search,
        "state": state,
        "states": STATES,
        "query": urlencode({"q": search, "state": state}) + "&",
    }
