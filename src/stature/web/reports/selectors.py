"""Finished reports, ready to be shown."""

from __future__ import annotations

from functools import cache

from stature.core.instrument.response import Response
from stature.core.reporting.profile.compose import compose_profile_report
from stature.core.reporting.render_html import render_html_body
from stature.core.reporting.render_pdf import render_pdf
from stature.core.reporting.report import Report
from stature.core.scoring.profile import score_profile
from stature.packs import find_pack, made_up_responses
from stature.web.responses.models import SavedResponse
from stature.web.responses.selectors import (
    PACK,
    as_response,
    find_response,
    instrument_of,
    texts_of,
)


@cache
def made_up_people() -> dict[str, Response]:
    """The made-up people by their name in addresses; the first is shown first."""
    return {response.respondent: response for response in made_up_responses()}


def find_sealed_response(key: str) -> SavedResponse:
    """The response that a key opens. Raises DoesNotExist for a stranger's key."""
    saved = find_response(key)
    instrument_of(saved)
    return saved


def own_report(saved: SavedResponse) -> Report:
    """The report on a visitor's own answers."""
    response, instrument = as_response(saved), instrument_of(saved)
    score = score_profile(response, instrument)
    return compose_profile_report(response, score, instrument, texts_of(saved))


@cache
def made_up_report(respondent: str) -> Report:
    """The report of a made-up person."""
    pack, response = find_pack(PACK), made_up_people()[respondent]
    score = score_profile(response, pack.instrument)
    return compose_profile_report(response, score, pack.instrument, pack.report_texts, made_up=True)


@cache
def made_up_page(respondent: str) -> str:
    """The report of a made-up person as the part of a page."""
    return render_html_body(made_up_report(respondent))


def as_pdf(report: Report) -> bytes:
    """A report as PDF."""
    return render_pdf(report)
