"""Reading responses: by their key, with what is asked and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.utils import timezone

from stature.core.errors import StatureError
from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.instrument.model import Instrument, Item, Perspective, Section
from stature.core.instrument.response import CANT_SAY, Response
from stature.core.reporting.texts import ReportTexts
from stature.packs import find_pack
from stature.web.keys import hash_of_key
from stature.web.responses.models import SavedResponse
from stature.web.responses.published import InstrumentChangedError as InstrumentChangedError
from stature.web.responses.published import (
    Questionnaire,
    kept_questionnaire,
    published_document,
)
from stature.web.responses.wording import wording_of

PACK: Final = "service-commitment"


class OtherKindError(StatureError):
    """The answers belong to a questionnaire of another kind than the one looked for."""


@dataclass(frozen=True)
class Question:
    """One item for one perspective: what a single answer is given to."""

    section: Section
    item: Item
    perspective: Perspective


@dataclass(frozen=True)
class ShortTotal:
    """A column of an area with too few answers for a total."""

    section: Section
    perspective: Perspective
    n_answered: int
    n_items: int


@cache
def instrument_in_use() -> Instrument:
    """The questionnaire of this site; looked for once, because every answer asks for it."""
    return find_pack(PACK).instrument


def find_response(key: str) -> SavedResponse:
    """The response that a key opens. Raises SavedResponse.DoesNotExist for a stranger's key."""
    return SavedResponse.objects.get(key_sha256=hash_of_key(key))


@cache
def texts_in_use() -> ReportTexts:
    """The words that this site's reports are made with today."""
    return find_pack(PACK).report_texts


def instrument_of(saved: SavedResponse) -> Instrument:
    """The very instrument that a response answers, whatever version is in use today."""
    return published_instrument(saved.instrument_sha256)


def texts_of(saved: SavedResponse) -> ReportTexts:
    """The words that a response's report was first made with."""
    if saved.texts_sha256 in ("", texts_in_use().sha256):
        return texts_in_use()
    return published_texts(saved.texts_sha256)


def published_instrument(sha256: str) -> Instrument:
    """The instrument of this hash. Raises InstrumentChangedError when it was not kept, and
    OtherKindError for a questionnaire on delivered behaviour.
    """
    found = published_questionnaire(sha256)
    if not isinstance(found, Instrument):
        raise _other_kind(sha256)
    return found


def published_feedback(sha256: str) -> FeedbackInstrument:
    """The questionnaire on delivered behaviour of this hash. Raises as published_instrument."""
    found = published_questionnaire(sha256)
    if not isinstance(found, FeedbackInstrument):
        raise _other_kind(sha256)
    return found


def published_questionnaire(sha256: str) -> Questionnaire:
    """The questionnaire of this hash, of either kind. Raises InstrumentChangedError when it was
    not kept.
    """
    in_use = instrument_in_use()
    return in_use if sha256 == in_use.sha256 else kept_questionnaire(sha256)


def _other_kind(sha256: str) -> OtherKindError:
    return OtherKindError(
        "these answers belong to another kind of questionnaire.",
        where=sha256[:16],
        remedy="Look at the kind of the round first.",
    )


@cache
def published_texts(sha256: str) -> ReportTexts:
    """The words of reports that were kept under a hash."""
    return ReportTexts.model_validate_json(published_document(sha256).document)


def sections_of(saved: SavedResponse) -> tuple[Section, ...]:
    """The areas that a response is asked about, in the order of the questionnaire."""
    return tuple(
        section for section in instrument_of(saved).sections if section.code in saved.sections_asked
    )


def perspectives_of(
    saved: SavedResponse, instrument: Instrument | None = None
) -> tuple[Perspective, ...]:
    """The perspectives that a response is asked about, in the order of the questionnaire."""
    everything = (instrument or instrument_of(saved)).perspectives
    asked = saved.perspectives_asked
    return tuple(each for each in everything if not asked or each.id in asked)


def shown_sections(saved: SavedResponse) -> tuple[Section, ...]:
    """The areas that a response is asked about, in the words of the page's language."""
    shown = wording_of(instrument_of(saved)).instrument
    return tuple(section for section in shown.sections if section.code in saved.sections_asked)


def questions_of(saved: SavedResponse) -> Iterator[Question]:
    """Everything that a response is asked, in the words of the page's language."""
    shown = wording_of(instrument_of(saved)).instrument
    perspectives = perspectives_of(saved, shown)
    for section in shown_sections(saved):
        for item in section.items:
            for perspective in perspectives:
                yield Question(section, item, perspective)


def as_response(saved: SavedResponse) -> Response:
    """A saved response as the core knows it: only the answers to what is asked."""
    asked = {item.code for section in sections_of(saved) for item in section.items}
    return Response(
        respondent=f"response-{saved.pk}",
        name=saved.name,
        completed=timezone.localdate(saved.sealed_at) if saved.sealed_at else None,
        sections_asked=tuple(section.code for section in sections_of(saved)),
        answers={item: given for item, given in saved.answers.items() if item in asked},
    )


def unanswered(saved: SavedResponse) -> list[Question]:
    """The questions that have no answer yet."""
    response = as_response(saved)
    return [
        question
        for question in questions_of(saved)
        if response.answer(question.item.code, question.perspective.id) is None
    ]


def answered_cant_say(saved: SavedResponse) -> list[Question]:
    """The questions that were answered with "can't say"."""
    response = as_response(saved)
    return [
        question
        for question in questions_of(saved)
        if response.answer(question.item.code, question.perspective.id) == CANT_SAY
    ]


def totals_too_short(saved: SavedResponse) -> list[ShortTotal]:
    """The columns that have too few ratings for a total in the report."""
    shown, response = wording_of(instrument_of(saved)).instrument, as_response(saved)
    counted = [
        ShortTotal(
            section, perspective, _ratings(response, section, perspective), len(section.items)
        )
        for section in shown_sections(saved)
        for perspective in perspectives_of(saved, shown)
    ]
    return [total for total in counted if total.n_answered < shown.scoring.minimum_answered]


def _ratings(response: Response, section: Section, perspective: Perspective) -> int:
    ratings = [response.rating(item.code, perspective.id) for item in section.items]
    return len(ratings) - ratings.count(None)


def next_section(saved: SavedResponse) -> Section | None:
    """The first area with a question left to answer, or None when every question has an answer."""
    left = unanswered(saved)
    return left[0].section if left else None
