"""An instrument: sections of items, the response scale, and the scoring rules it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from stature.core.document import Document, Part, ShortText, Slug, Text, Uuid

SectionCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}$")]
ItemCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}-[1-9]\d?$")]
PerspectiveId = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=40)]
Questions = Annotated[tuple[ShortText, ...], Field(strict=False, min_length=1, max_length=6)]


class Perspective(Part):
    """Whose conduct an item is rated for: the respondent, or the respondent's organisation."""

    id: PerspectiveId
    label: ShortText
    prompt: ShortText


class AnswerOption(Part):
    """One point of the response scale and its words."""

    value: Annotated[int, Field(ge=0, le=100)]
    label: ShortText


class ResponseScale(Part):
    """The answer options, low to high, and the words for giving no rating."""

    options: Annotated[tuple[AnswerOption, ...], Field(strict=False, min_length=2, max_length=11)]
    cant_say: ShortText

    @model_validator(mode="after")
    def _options_rise_from_zero(self) -> Self:
        values = [option.value for option in self.options]
        if values != list(range(len(values))):
            raise ValueError(f"options must have the values 0, 1, 2 ... in order, got {values}")
        return self

    @property
    def maximum(self) -> int:
        """The highest value on the scale."""
        return self.options[-1].value

    def label_of(self, value: int) -> str:
        """The words of a value on the scale."""
        return self.options[value].label


class Item(Part):
    """One topic, asked once for each perspective, with what helps to act on a low answer."""

    code: ItemCode
    uuid: Uuid
    label: ShortText
    behaviour: ShortText
    stems: dict[PerspectiveId, ShortText]
    why_it_matters: Text
    good_practice: Text
    questions: dict[PerspectiveId, Questions]


class Section(Part):
    """A set of items that are scored together: an area of a profile."""

    code: SectionCode
    uuid: Uuid
    name: ShortText
    short_name: ShortText
    step: Text
    overview: Text
    guide: Text
    items: Annotated[tuple[Item, ...], Field(strict=False, min_length=1, max_length=60)]


class TotalBelow(Part):
    """An item is for coaching when its ratings add up to less than the cut-off."""

    rule: Literal["total-below"]
    version: ShortText
    cut_off: Annotated[int, Field(ge=1)]


class OneSided(Part):
    """An item is a gap to explore when one rating is the lowest and another the highest."""

    rule: Literal["one-sided"]
    version: ShortText


class ScoringRules(Part):
    """How the instrument is scored: data of the instrument, not code."""

    version: ShortText
    minimum_answered: Annotated[int, Field(ge=1)]
    coaching: TotalBelow
    gaps_to_explore: OneSided


class Instrument(Document):
    """A questionnaire that is complete enough to ask, score and report on."""

    kind: Literal["instrument"]
    purpose: Text
    instructions: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    minutes: Annotated[int, Field(ge=1, le=240)]
    perspectives: Annotated[
        tuple[Perspective, ...], Field(strict=False, min_length=1, max_length=4)
    ]
    response_scale: ResponseScale
    scoring: ScoringRules
    sections: Annotated[tuple[Section, ...], Field(strict=False, min_length=1, max_length=40)]

    @field_validator("sections")
    @classmethod
    def _codes_fit_their_section(cls, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        for section in sections:
            for number, item in enumerate(section.items, 1):
                if item.code != f"{section.code}-{number}":
                    raise ValueError(
                        f"item {number} of area {section.code} must have the code "
                        f"{section.code}-{number}, got {item.code}"
                    )
        return sections

    @model_validator(mode="after")
    def _nothing_stands_twice(self) -> Self:
        for what, values in self._names_that_must_differ():
            repeated = [str(value) for value, count in Counter(values).items() if count > 1]
            if repeated:
                raise ValueError(f"each {what} may stand once, got {', '.join(repeated)} again")
        return self

    def _names_that_must_differ(self) -> Iterator[tuple[str, Iterable[object]]]:
        yield "perspective", [perspective.id for perspective in self.perspectives]
        yield "area code", [section.code for section in self.sections]
        yield "item code", [item.code for item in self.items]
        yield (
            "UUID",
            [
                self.uuid,
                *(section.uuid for section in self.sections),
                *(item.uuid for item in self.items),
            ],
        )

    @model_validator(mode="after")
    def _every_item_speaks_for_every_perspective(self) -> Self:
        wanted = {perspective.id for perspective in self.perspectives}
        for item in self.items:
            named: tuple[tuple[str, Mapping[str, object]], ...] = (
                ("stems", item.stems),
                ("questions", item.questions),
            )
            for field, texts in named:
                if set(texts) != wanted:
                    raise ValueError(
                        f"{item.code} {field}: expected one entry each for "
                        f"{', '.join(sorted(wanted))}, got {', '.join(sorted(texts))}"
                    )
        return self

    @model_validator(mode="after")
    def _enough_items_for_the_minimum(self) -> Self:
        shortest = min(len(section.items) for section in self.sections)
        if self.scoring.minimum_answered > shortest:
            raise ValueError(
                f"scoring.minimum_answered is {self.scoring.minimum_answered}, "
                f"but the shortest area has {shortest} items"
            )
        return self

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the questionnaire."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def items_by_code(self) -> Mapping[str, Item]:
        """Items by their code."""
        return {item.code: item for item in self.items}

    @cached_property
    def sections_by_code(self) -> Mapping[str, Section]:
        """Sections by their code."""
        return {section.code: section for section in self.sections}

    @cached_property
    def _sections_by_item(self) -> Mapping[str, Section]:
        return {item.code: section for section in self.sections for item in section.items}

    def section_of(self, item_code: str) -> Section:
        """The section that an item belongs to."""
        return self._sections_by_item[item_code]

    @property
    def perspective_ids(self) -> tuple[str, ...]:
        """The ids of the perspectives, in the order of the questionnaire."""
        return tuple(perspective.id for perspective in self.perspectives)

    @property
    def reference(self) -> InstrumentReference:
        """What a score says about the instrument it came from."""
        return InstrumentReference(id=self.id, version=self.version, sha256=self.sha256)


class InstrumentReference(Part):
    """The exact instrument version behind an answer or a score."""

    id: Slug
    version: ShortText
    sha256: ShortText
