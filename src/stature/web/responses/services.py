"""Writing responses: start, save, seal. Each is one transaction, so that no answer is lost."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Expression, QuerySet
from django.utils import timezone

from stature.core.document import Document, canonical_json
from stature.core.errors import StatureError
from stature.core.instrument.model import Instrument
from stature.core.instrument.translation import Translation
from stature.web.keys import hash_of_key
from stature.web.prepared import Parameter, PreparedUpdate, field_of
from stature.web.responses.asked import Asked, asked_by_key
from stature.web.responses.fitting import AnswerRefusedError as AnswerRefusedError
from stature.web.responses.fitting import Answers, check_answers
from stature.web.responses.merging import MergedAnswers
from stature.web.responses.models import PublishedDocument, SavedResponse
from stature.web.responses.published import Questionnaire
from stature.web.responses.selectors import (
    instrument_in_use,
    instrument_of,
    texts_in_use,
)
from stature.web.responses.wording import wording_of

KEY_BYTES: Final = 24


class ResponseSealedError(StatureError):
    """A response was sealed, so that nothing in it may change."""


def start_response(*, sections: Sequence[str], name: str = "") -> str:
    """Begin a response about these areas and return the key that opens it, kept nowhere else."""
    _, key = begin_response(instrument=instrument_in_use(), sections=sections, name=name)
    return key


@transaction.atomic
def begin_response(
    *,
    instrument: Questionnaire,
    sections: Sequence[str] | None = None,
    perspectives: Sequence[str] = (),
    name: str = "",
) -> tuple[SavedResponse, str]:
    """Begin a response to a questionnaire; without sections or perspectives, to all of them.

    Returns the response and the key that opens it, which is kept nowhere else.
    """
    key, now = secrets.token_urlsafe(KEY_BYTES), timezone.now()
    publish_document(instrument, kind=instrument.kind)
    asked = list(instrument.sections_by_code) if sections is None else sections
    saved = SavedResponse.objects.create(
        key_sha256=hash_of_key(key),
        instrument_id=instrument.id,
        instrument_version=instrument.version,
        instrument_sha256=instrument.sha256,
        sections_asked=_known_sections(asked, instrument),
        perspectives_asked=_known_perspectives(perspectives, instrument),
        name=name,
        started_at=now,
        changed_at=now,
    )
    return saved, key


@transaction.atomic
def change_start(*, key: str, sections: Sequence[str], name: str) -> None:
    """Change the name and the areas asked; answers already given are kept."""
    saved = _open_response(key_sha256=hash_of_key(key))
    saved.sections_asked = _known_sections(sections, instrument_of(saved))
    saved.name = name
    _save(saved, "sections_asked", "name")


def save_answer(*, key: str, item: str, perspective: str, answer: int | str) -> None:
    """Keep one answer: one item for one perspective."""
    save_area(key=key, answers={item: {perspective: answer}})


def save_area(*, key: str, answers: Answers) -> None:
    """Keep the answers of a whole page; what is missing there stays as it was."""
    save_answers(asked=asked_by_key(key), answers=answers)


def save_answers(*, asked: Asked, answers: Answers) -> None:
    """Keep answers to what was asked, in one statement.

    Raises AnswerRefusedError for an answer that does not fit, ResponseSealedError when it is too
    late.
    """
    if asked.sealed:
        raise _sealed()
    check_answers(asked, answers)
    if not is_translation_noted(asked):
        _note_translation(asked)
    if not _MERGE.run(pk=asked.pk, given=answers, now=timezone.now()):
        raise _sealed()


def merging(*conditions: Expression) -> tuple[QuerySet[SavedResponse], dict[str, Any]]:
    """The update that puts answers to those of an open response, where the conditions hold.

    Its parameters are ``pk``, ``given`` and ``now``, and those of the conditions.
    """
    document = Parameter("given", field_of(SavedResponse, "answers"))
    now = Parameter("now", field_of(SavedResponse, "changed_at"))
    pk = Parameter("pk", field_of(SavedResponse, "id"))
    rows = SavedResponse.objects.filter(*conditions, pk=pk, sealed_at=None)
    return rows, {"answers": MergedAnswers(document), "changed_at": now}


_MERGE: Final = PreparedUpdate(merging)


def seal_response(*, key: str) -> None:
    """Close a response for good: from here on it can be read and not changed."""
    _seal(key_sha256=hash_of_key(key))


def seal(*, response_id: int, texts_sha256: str = "") -> None:
    """Close a response that was opened by other means than its key.

    ``texts_sha256`` names published words for its report, in place of those in use today.
    """
    _seal(texts_sha256, pk=response_id)


@transaction.atomic
def _seal(texts_sha256: str = "", **which: Any) -> None:
    saved = _open_response(**which)
    saved.texts_sha256 = texts_sha256 or _publish_texts_in_use()
    saved.sealed_at = timezone.now()
    _save(saved, "texts_sha256", "sealed_at")


def _publish_texts_in_use() -> str:
    texts = texts_in_use()
    publish_document(texts, kind=texts.kind)
    return texts.sha256


def publish_document(document: Document, *, kind: str) -> None:
    """Keep a document by its hash, so that what points at it can be read for good."""
    PublishedDocument.objects.get_or_create(
        sha256=document.sha256, defaults={"kind": kind, "document": canonical_json(document)}
    )


def _open_response(**which: Any) -> SavedResponse:
    """The response, held for this transaction. Raises ResponseSealedError when it is closed."""
    saved = SavedResponse.objects.select_for_update(of=("self",)).get(**which)
    if saved.is_sealed:
        raise _sealed()
    return saved


def _sealed() -> ResponseSealedError:
    return ResponseSealedError(
        "these answers were already sent.", remedy="They can be read, and no longer changed."
    )


def is_translation_noted(asked: Asked) -> bool:
    """Whether it is kept in which words these answers are asked for."""
    translation = _translation_shown(asked)
    return translation is None or translation.sha256 in asked.translations_used


def _note_translation(asked: Asked) -> None:
    """Keep in which words answers are asked for."""
    translation = _translation_shown(asked)
    assert translation is not None
    with transaction.atomic():
        held = _open_response(pk=asked.pk)
        publish_document(translation, kind=translation.kind)
        if translation.sha256 not in held.translations_used:
            held.translations_used = [*held.translations_used, translation.sha256]
            _save(held, "translations_used")


def _translation_shown(asked: Asked) -> Translation | None:
    """The translation that the page speaks; None for the questionnaire's own words."""
    shown = asked.questionnaire
    return wording_of(shown).translation if isinstance(shown, Instrument) else None


def _save(saved: SavedResponse, *fields: str) -> None:
    saved.changed_at = timezone.now()
    saved.save(update_fields=[*fields, "changed_at"])


def _known_sections(codes: Sequence[str], instrument: Questionnaire) -> list[str]:
    """The codes in the instrument's order. Raises AnswerRefusedError unless all are its own."""
    unknown = [code for code in codes if code not in instrument.sections_by_code]
    if unknown or not codes:
        raise AnswerRefusedError(
            f"there is no area {', '.join(unknown)}." if unknown else "no area was chosen.",
            remedy=f"Choose from {', '.join(instrument.sections_by_code)}.",
        )
    return [code for code in instrument.sections_by_code if code in codes]


def _known_perspectives(ids: Sequence[str], instrument: Questionnaire) -> list[str]:
    """The ids given. Raises AnswerRefusedError unless all are the instrument's own."""
    known = instrument.perspective_ids if isinstance(instrument, Instrument) else ()
    unknown = [each for each in ids if each not in known]
    if unknown:
        raise AnswerRefusedError(
            f"there is no perspective {', '.join(unknown)}.",
            remedy=f"Choose from {', '.join(known) or 'none'}.",
        )
    return list(ids)
