"""Questionnaires as they were when answers pointed at them, of either kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from stature.core.errors import StatureError
from stature.core.framework.model import Framework
from stature.core.framework.role_profile import RoleProfile
from stature.core.instrument.feedback import (
    FeedbackInstrument,
    FeedbackTexts,
    SelectionRule,
    build_questionnaire,
)
from stature.core.instrument.feedback.selection import SHORT_FORM
from stature.core.instrument.model import Instrument
from stature.packs.library import FrameworkContent
from stature.web.responses.models import PublishedDocument

Questionnaire = Instrument | FeedbackInstrument
BUILT_AT_HAND: Final = 64


class InstrumentChangedError(StatureError):
    """A response was begun with a version of the instrument that is no longer here."""


def published_document(sha256: str) -> PublishedDocument:
    """The document of this hash. Raises InstrumentChangedError when it was not kept."""
    found = PublishedDocument.objects.filter(sha256=sha256).first()
    if found is None:
        raise InstrumentChangedError(
            "these answers were given to a version of the questionnaire that was not kept.",
            remedy="Please start again.",
        )
    return found


@cache
def kept_questionnaire(sha256: str) -> Questionnaire:
    """The questionnaire that was kept under a hash; read once, since every answer asks for it."""
    kept = published_document(sha256)
    model = FeedbackInstrument if kept.kind == "feedback-instrument" else Instrument
    return model.model_validate_json(kept.document)


@cache
def published_role(sha256: str) -> RoleProfile:
    """The role profile that was kept under a hash. Raises InstrumentChangedError as above."""
    return RoleProfile.model_validate_json(published_document(sha256).document)


@cache
def published_framework(sha256: str) -> Framework:
    """The framework that was kept under a hash. Raises InstrumentChangedError as above."""
    return Framework.model_validate_json(published_document(sha256).document)


@dataclass(frozen=True)
class _Source:
    """A framework and the words of its questionnaire; two are equal if their hashes are."""

    hashes: tuple[str, str]
    framework: Framework = field(compare=False)
    texts: FeedbackTexts = field(compare=False)


def feedback_questionnaire(
    pack: FrameworkContent,
    items_per_competency: int = SHORT_FORM,
    *,
    with_effectiveness: bool = False,
) -> FeedbackInstrument:
    """The questionnaire on delivered behaviour that a framework makes today."""
    framework, texts = pack.framework, pack.feedback_texts
    source = _Source((framework.sha256, texts.sha256), framework, texts)
    return _built(source, items_per_competency, with_effectiveness)


@lru_cache(maxsize=BUILT_AT_HAND)
def _built(
    source: _Source, items_per_competency: int, with_effectiveness: bool
) -> FeedbackInstrument:
    return build_questionnaire(
        source.framework,
        source.texts,
        rule=SelectionRule(items_per_competency=items_per_competency),
        with_effectiveness=with_effectiveness,
    ).instrument
