"""Putting the profile report together, and keeping its body short."""

from __future__ import annotations

from collections.abc import Collection

from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.core.reporting.profile.appendix import appendix_sections
from stature.core.reporting.profile.areas import area_section, coaching_card
from stature.core.reporting.profile.closing import contract_section, summary_section
from stature.core.reporting.profile.colleagues import colleagues_section, has_words
from stature.core.reporting.profile.context import ProfileContext
from stature.core.reporting.profile.glance import glance_section, masthead
from stature.core.reporting.profile.guide import (
    areas_section,
    introduction_section,
    reading_section,
)
from stature.core.reporting.profile.length import cards_that_fit
from stature.core.reporting.report import Report, ReportSection, word_count
from stature.core.reporting.texts import ReportTexts
from stature.core.scoring.colleagues import ColleaguesView
from stature.core.scoring.profile import ProfileScore


def compose_profile_report(
    response: Response,
    score: ProfileScore,
    instrument: Instrument,
    texts: ReportTexts,
    *,
    made_up: bool = False,
    colleagues: ColleaguesView | None = None,
) -> Report:
    """The personal report of one response; ``made_up`` says so on its first page.

    With a colleagues' view, its page stands before the contract.
    """
    context = ProfileContext(response, score, instrument, texts, made_up)
    cards = _cards_in_body(context)
    *body, contract = _body(context, cards)
    if colleagues is not None and has_words(texts):
        body.append(colleagues_section(context, colleagues))
    sections = (*body, contract, *appendix_sections(context, cards))
    return Report(
        title=texts.fill("document_title", product=instrument.title),
        person=response.name or texts.fill("masthead.no_name"),
        language=instrument.language,
        day=response.completed,
        footer=texts.fill("footer_made_up" if made_up else "footer"),
        page_label=texts.fill("page_label"),
        contents_label=texts.fill("contents_label"),
        masthead=masthead(context),
        sections=sections,
    )


def _body(context: ProfileContext, cards: Collection[str]) -> list[ReportSection]:
    return [
        glance_section(context),
        introduction_section(context),
        reading_section(context),
        areas_section(context),
        *[area_section(context, section, cards) for section in context.sections],
        summary_section(context),
        contract_section(context),
    ]


def _cards_in_body(context: ProfileContext) -> frozenset[str]:
    """The items whose coaching cards stand in the body: the most urgent that fit."""
    instrument = context.instrument
    without_cards = sum(word_count(section) for section in _body(context, ()))
    lengths = {
        flagged.item: word_count(coaching_card(context, flagged))
        for flagged in context.score.coached
    }
    return cards_that_fit(
        context.score.coaching_order,
        lengths,
        without_cards,
        area_of=lambda code: instrument.section_of(code).code,
    )
