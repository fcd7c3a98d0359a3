"""Writing responses: start, save, seal. Each is one transaction, so that no answer is lost."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from stature.core.document import Document, canonical_json
from stature.core.errors import StatureError
from stature.core.instrument.model import Instrument
from stature.core.instrument.response import CANT_SAY
from stature.web.responses.models import AnswerDocument, PublishedDocument, SavedResponse
from stature.web.responses.selectors import (
    hash_of,
    instrument_in_use,
    instrument_of,
    sections_of,
    texts_in_use,
)

KEY_BYTES: Final = 24


class AnswerRefusedError(StatureError):
    """An answer does not fit the instrument, or the areas that were asked."""


class ResponseSealedError(StatureError):
    """A response was sealed, so that nothing in it may change."""


def start_response(*, sections: Sequence[str], name: str = "") -> str:
    """Begin a response about these areas and return the key that opens it, kept nowhere else."""
    instrument = instrument_in_use()
    key, now = secrets.token_urlsafe(KEY_BYTES), timezone.now()
    _publish(instrument, kind=instrument.kind)
    SavedResponse.objects.create(
        key_sha256=hash_of(key),
        instrument_id=instrument.id,
        instrument_version=instrument.version,
        instrument_sha256=instrument.sha256,
        sections_asked=_known_sections(sections, instrument),
        name=name,
        started_at=now,
        changed_at=now,
    )
    return key


@transaction.atomic
def change_start(*, key: str, sections: Sequence[str], name: str) -> None:
    """Change the name and the areas asked; answers already given are kept."""
    saved = _open_response(key)
    saved.sections_asked = _known_sections(sections, instrument_of(saved))
    saved.name = name
    _save(saved)


@transaction.atomic
def save_answer(*, key: str, item: str, perspective: str, answer: int | str) -> None:
    """Keep one answer: one item for one perspective."""
    _merge(_open_response(key), {item: {perspective: answer}})


@transaction.atomic
def save_area(*, key: str, answers: dict[str, dict[str, int | str]]) -> None:
    """Keep the answers of a whole page; what is missing there stays as it was."""
    _merge(_open_response(key), answers)


@transaction.atomic
def seal_response(*, key: str) -> None:
    """Close a response for good: from here on it can be read and not changed."""
    saved = _open_response(key)
    texts = texts_in_use()
    _publish(texts, kind=texts.kind)
    saved.texts_sha256 = texts.sha256
    saved.sealed_at = timezone.now()
    _save(saved)


def _publish(document: Document, *, kind: str) -> None:
    """Keep a document by its hash, so that what points at it can be read for good."""
    PublishedDocument.objects.get_or_create(
        sha256=document.sha256, defaults={"kind": kind, "document": canonical_json(document)}
    )


def _open_response(key: str) -> SavedResponse:
    """The response, held for this transaction. Raises ResponseSealedError when it is closed."""
    saved = SavedResponse.objects.select_for_update().get(key_sha256=hash_of(key))
    if saved.is_sealed:
        raise ResponseSealedError(
            "these answers were already sent.", remedy="They can be read, and no longer changed."
        )
    return saved


def _merge(saved: SavedResponse, answers: dict[str, dict[str, int | str]]) -> None:
    kept: AnswerDocument = saved.answers
    for item, given in answers.items():
        for perspective, answer in given.items():
            _check(saved, item, perspective, answer)
            kept.setdefault(item, {})[perspective] = answer  # type: ignore[assignment]
    _save(saved)


def _save(saved: SavedResponse) -> None:
    saved.changed_at = timezone.now()
    saved.save()


def _check(saved: SavedResponse, item: str, perspective: str, answer: int | str) -> None:
    """Raise AnswerRefusedError unless this answer is one that the response asks for."""
    instrument = instrument_of(saved)
    place = f"{item}, {perspective}"
    if item not in {asked.code for section in sections_of(saved) for asked in section.items}:
        raise AnswerRefusedError("this item was not asked.", where=place)
    if perspective not in instrument.perspective_ids:
        raise AnswerRefusedError("there is no such perspective.", where=place)
    if answer not in _possible_answers(instrument):
        raise AnswerRefusedError(
            f"{answer!r} is not an answer on this scale.",
            where=place,
            remedy=f"It runs from 0 to {instrument.response_scale.maximum}, or '{CANT_SAY}'.",
        )


def _possible_answers(instrument: Instrument) -> list[int | str]:
    return [*(option.value for option in instrument.response_scale.options), CANT_SAY]


def _known_sections(codes: Sequence[str], instrument: Instrument) -> list[str]:
    """The codes in the instrument's order. Raises AnswerRefusedError unless all are its own."""
    unknown = [code for code in codes if code not in instrument.sections_by_code]
    if unknown or not codes:
        raise AnswerRefusedError(
            f"there is no area {', '.join(unknown)}." if unknown else "no area was chosen.",
            remedy=f"Choose from {', '.join(instrument.sections_by_code)}.",
        )
    return [code for code in instrument.sections_by_code if code in codes]
