"""The sentences of a report, picked by rule and filled in with what the scores say."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from stature.core.document import Document, Part, ShortText, Slug, Text
from stature.core.errors import ReportError
from stature.core.reporting.blocks import Sentence

TextKey = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)*$")]
SLOT = re.compile(r"\{([a-z_]+)\}")


class Term(Part):
    """A word of the report and its meaning in one line."""

    term: ShortText
    meaning: ShortText


class NamedText(Part):
    """A short heading with its text, and other words for a report on one area."""

    heading: ShortText
    text: Text
    for_one_area: Text | None = None


class ContractPrompt(Part):
    """One question of the contract for change, and how many lines it leaves to write on."""

    label: ShortText
    hint: ShortText
    lines: Annotated[int, Field(ge=1, le=6)]


class ReportTexts(Document):
    """All words of one kind of report that do not come from what it reports on."""

    kind: Literal["report-texts"]
    for_document: Slug
    months: Annotated[tuple[ShortText, ...], Field(strict=False, min_length=12, max_length=12)]
    numbers: Annotated[tuple[ShortText, ...], Field(strict=False)] = ()
    uses_of_scores: Annotated[tuple[NamedText, ...], Field(strict=False)] = ()
    contract: Annotated[tuple[ContractPrompt, ...], Field(strict=False)] = ()
    glossary: Annotated[tuple[Term, ...], Field(strict=False, min_length=1)]
    texts: dict[TextKey, Text]

    def fill(self, key: str, **slots: object) -> str:
        """The text with this key, its slots filled in.

        Raises ReportError when the text is missing or names a slot that is not given.
        """
        return SLOT.sub(lambda slot: self._value(key, slot[1], slots), self._text(key))

    def say(self, key: str, **slots: object) -> Sentence:
        """The text with this key as a sentence that remembers the rule which chose it."""
        return Sentence(text=self.fill(key, **slots), rule=key)

    def count(self, key: str, number: float, **slots: object) -> str:
        """A number with its noun: the text ``key.one`` or ``key.other``."""
        form = "one" if number == 1 else "other"
        shown = {"number": show_number(number), "in_words": self.in_words(number)}
        return self.fill(f"{key}.{form}", **shown, **slots)

    def in_words(self, number: float) -> str:
        """A small whole number as a word, any other one in figures."""
        words = dict(enumerate(self.numbers, 1))
        return (
            words.get(int(number), str(int(number)))
            if number == int(number)
            else (show_number(number))
        )

    def date_in_words(self, day: date) -> str:
        """A date that reads one way only: 7 March 2026."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"

    def _text(self, key: str) -> str:
        if key not in self.texts:
            raise ReportError(
                f"the text '{key}' is missing.",
                where=f"{self.id} {self.version}, texts",
                remedy="Add it to the report's texts.",
            )
        return self.texts[key]

    def _value(self, key: str, slot: str, slots: dict[str, object]) -> str:
        if slot not in slots:
            raise ReportError(
                f"the text '{key}' has no value for {{{slot}}}.",
                where=f"{self.id} {self.version}, texts",
                remedy=f"It may use: {', '.join(sorted(slots)) or 'no slots'}.",
            )
        return str(slots[slot])


def show_number(value: float) -> str:
    """A whole number, or one decimal: 15, 17.3."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.1f}"


def show_signed(value: float) -> str:
    """A difference with its sign: +6, −3, 0."""
    sign = "" if round(value, 1) == 0 else "+" if value > 0 else "−"
    return sign + show_number(abs(value))
