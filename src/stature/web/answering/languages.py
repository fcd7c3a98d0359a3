"""The languages of a round: which are offered, and which one a page speaks."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from stature.web.programmes.models import Assignment, Round


def languages_offered(round: Round) -> tuple[tuple[str, str], ...]:
    """The codes and names to choose from, the round's first language first.

    A round that names none, or none that this site still has, offers all of the site's.
    """
    names = dict(settings.LANGUAGES)
    wanted = [code.lower() for code in round.languages]
    return tuple((code, names[code]) for code in wanted if code in names) or tuple(names.items())


def speak_offered_language(
    request: HttpRequest, assignment: Assignment, *, by_account: bool = False
) -> str:
    """Have the page speak one of the round's languages, and tell its code.

    What was chosen in this browser goes first, then the person's own language, then what the
    browser asks for. When the round offers none of them, its first language is spoken.
    """
    offered = [code for code, _name in languages_offered(assignment.assessment.round)]
    page, own = translation.get_language() or "", assignment.person.language.lower()
    chosen = by_account or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    wanted = (page, own) if chosen else (own, page)
    spoken = next((code for code in wanted if code in offered), offered[0])
    translation.activate(spoken)
    request.LANGUAGE_CODE = spoken  # type: ignore[attr-defined]
    return spoken


def in_language_of_page(request: HttpRequest) -> AbstractContextManager[None]:
    """Speak the language of the page that an answer was given on, as its address names it."""
    named = request.GET.get("language", "")
    known = named in dict(settings.LANGUAGES)
    return translation.override(named) if known else nullcontext()
