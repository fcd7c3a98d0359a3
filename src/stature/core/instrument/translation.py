"""An instrument's words in another language: what people read when they answer.

A translation keeps every code and number of the instrument. So answers given in any language
are scored by the same rules, and each says which translation it was given to.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from stature.core.document import Document, Part, ShortText, Slug, Text, Version
from stature.core.instrument.model import (
    AnswerOption,
    Instrument,
    Item,
    ItemCode,
    Perspective,
    PerspectiveId,
    ResponseScale,
    Section,
    SectionCode,
)


class TranslationStatus(StrEnum):
    """How far a translation has come. Norms take answers of the last kind only."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    EQUIVALENCE_TESTED = "equivalence-tested"


class PerspectiveWords(Part):
    """What a perspective is called, and its question."""

    label: ShortText
    prompt: ShortText


class ItemWords(Part):
    """What an item is called, and its statement for each perspective."""

    label: ShortText
    stems: dict[PerspectiveId, ShortText]


class SectionWords(Part):
    """What an area is called, what it is about, and its items."""

    name: ShortText
    short_name: ShortText
    step: Text
    overview: Text
    items: dict[ItemCode, ItemWords]


class Translation(Document):
    """The words of one version of an instrument in another language."""

    kind: Literal["translation"]
    for_document: Slug
    for_version: Version
    status: Annotated[TranslationStatus, Field(strict=False)]
    purpose: Text
    instructions: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    perspectives: dict[PerspectiveId, PerspectiveWords]
    options: Annotated[tuple[ShortText, ...], Field(strict=False, min_length=2)]
    cant_say: ShortText
    sections: dict[SectionCode, SectionWords]

    def fits(self, instrument: Instrument) -> bool:
        """Whether this is a translation of this very version."""
        return (self.for_document, self.for_version) == (instrument.id, instrument.version)


def differences(instrument: Instrument, translation: Translation) -> list[str]:
    """What stands in only one of the two, or not in the same number; empty when they fit."""
    return list(_differences(instrument, translation))


def _differences(instrument: Instrument, translation: Translation) -> Iterator[str]:
    if not translation.fits(instrument):
        yield (
            f"for_document, for_version: expected {instrument.id} {instrument.version}, "
            f"got {translation.for_document} {translation.for_version}"
        )
    yield from _counted("instructions", len(instrument.instructions), len(translation.instructions))
    yield from _counted("options", len(instrument.response_scale.options), len(translation.options))
    perspectives = set(instrument.perspective_ids)
    yield from _named("perspectives", perspectives, set(translation.perspectives))
    yield from _named("sections", set(instrument.sections_by_code), set(translation.sections))
    for code, words in translation.sections.items():
        section = instrument.sections_by_code.get(code)
        asked = {item.code for item in section.items} if section else set()
        yield from _named(f"sections.{code}.items", asked, set(words.items))
        for item, texts in words.items.items():
            yield from _named(f"sections.{code}.items.{item}.stems", perspectives, set(texts.stems))


def _counted(place: str, wanted: int, given: int) -> Iterator[str]:
    if wanted != given:
        yield f"{place}: expected {wanted} entries, got {given}"


def _named(place: str, wanted: set[str], given: set[str]) -> Iterator[str]:
    for name in sorted(wanted - given):
        yield f"{place}: '{name}' is missing"
    for name in sorted(given - wanted):
        yield f"{place}: the instrument has no '{name}'"


def translate(instrument: Instrument, translation: Translation) -> Instrument:
    """The instrument in the words of a translation that fits it.

    What people read only in a report stays in the instrument's own language. Raises ValueError
    when the two do not fit.
    """
    problems = differences(instrument, translation)
    if problems:
        raise ValueError("; ".join(problems))
    return instrument.model_copy(
        update={
            "language": translation.language,
            "title": translation.title,
            "purpose": translation.purpose,
            "instructions": translation.instructions,
            "perspectives": tuple(
                _perspective(each, translation) for each in instrument.perspectives
            ),
            "response_scale": _scale(instrument.response_scale, translation),
            "sections": tuple(_section(each, translation) for each in instrument.sections),
        }
    )


def _perspective(perspective: Perspective, translation: Translation) -> Perspective:
    words = translation.perspectives[perspective.id]
    return Perspective(id=perspective.id, label=words.label, prompt=words.prompt)


def _scale(scale: ResponseScale, translation: Translation) -> ResponseScale:
    pairs = zip(scale.options, translation.options, strict=True)
    return ResponseScale(
        options=tuple(AnswerOption(value=option.value, label=label) for option, label in pairs),
        cant_say=translation.cant_say,
    )


def _section(section: Section, translation: Translation) -> Section:
    words = translation.sections[section.code]
    return section.model_copy(
        update={
            "name": words.name,
            "short_name": words.short_name,
            "step": words.step,
            "overview": words.overview,
            "items": tuple(_item(item, words) for item in section.items),
        }
    )


def _item(item: Item, words: SectionWords) -> Item:
    own = words.items[item.code]
    return item.model_copy(update={"label": own.label, "stems": own.stems})
