"""The sentences of a whole document or a plain text, each with its place and its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from stature.core.framework.customer import SLOT, CustomerWord
from stature.core.framework.wording.check import check_wording
from stature.core.framework.wording.finding import WordingFinding
from stature.core.framework.wording.measures import SENTENCE_END
from stature.core.framework.wording.sentence import SentenceKind

Place = tuple[str | int, ...]

# What the texts under a field are for. Fields that are not here hold no sentences.
KINDS_OF_FIELDS = {
    "indicators": SentenceKind.INDICATOR,
    "counter_indicators": SentenceKind.COUNTER_INDICATOR,
    "hints": SentenceKind.HINT,
    "questions": SentenceKind.QUESTION,
    "stems": SentenceKind.ITEM,
    "anchors": SentenceKind.ANCHOR,
} | dict.fromkeys(
    (
        "essence", "description", "benefit", "customer_description", "customer_benefit", "purpose",
        "overview", "guide", "step", "why_it_matters", "good_practice", "texts", "tagline",
    ),
    SentenceKind.PROSE,
)  # fmt: skip
NO_SENTENCES = frozenset({"code", "uuid", "level", "title", "name", "id", "words"})
FIRST_PERSON = re.compile(r"(?:I|We)\b")
OF_SEVERAL_SENTENCES = frozenset({SentenceKind.PROSE, SentenceKind.ANCHOR, SentenceKind.HINT})


@dataclass(frozen=True, slots=True)
class PlacedSentence:
    """One sentence as written, slots and all; it starts ``offset`` letters into its text."""

    place: Place
    source: str
    offset: int
    written: str
    kind: SentenceKind


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding, and the stretch of the text at its place that it is about."""

    sentence: PlacedSentence
    finding: WordingFinding
    start: int
    end: int


def sentences_of_document(
    data: Any, kind: SentenceKind | None = None, place: Place = ()
) -> Iterator[PlacedSentence]:
    """Every sentence of a framework, an instrument or a part of one, given as plain data."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in NO_SENTENCES:
                inner = KINDS_OF_FIELDS.get(name, kind)
                yield from sentences_of_document(value, inner, (*place, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from sentences_of_document(value, kind, (*place, number))
    elif isinstance(data, str) and kind is not None:
        yield from _split(data, kind, place)


def sentences_of_text(text: str, kind: SentenceKind | None = None) -> Iterator[PlacedSentence]:
    """The sentences of a plain text; the place is the line, counted from 1.

    A line with several sentences is prose. Without a kind, a line that ends in a question mark is
    a question, one that starts with ‘I’ or ‘We’ an item, any other line an indicator.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield from _split(line, kind or _guess(line), (number,))


def _guess(line: str) -> SentenceKind:
    text = line.strip().lstrip("-*• ")
    if text.endswith("?"):
        return SentenceKind.QUESTION
    if SENTENCE_END.search(text):
        return SentenceKind.PROSE
    return SentenceKind.ITEM if FIRST_PERSON.match(text) else SentenceKind.INDICATOR


def _split(text: str, kind: SentenceKind, place: Place) -> Iterator[PlacedSentence]:
    ends = [found.start() for found in SENTENCE_END.finditer(text)]
    first = 0
    for end in [*(ends if kind in OF_SEVERAL_SENTENCES else ()), len(text)]:
        written = text[first:end].strip(" \t\r\n-*•\ufeff")
        if written:
            yield PlacedSentence(place, text, text.index(written, first), written, kind)
        first = end


def check_placed(
    sentences: Iterable[PlacedSentence], customer_word: CustomerWord
) -> list[PlacedFinding]:
    """The findings of sentences of many kinds, in their order, slots filled in."""
    numbered = list(enumerate(sentences))
    found: list[tuple[int, PlacedFinding]] = []
    by_kind = sorted(numbered, key=lambda pair: pair[1].kind)
    for kind, group in groupby(by_kind, key=lambda pair: pair[1].kind):
        members = list(group)
        filled = [customer_word.put_into(_on_one_line(one.written)) for _, one in members]
        for finding in check_wording(filled, kind=kind, customer_word=customer_word):
            number, sentence = members[finding.number]
            found.append((number, _placed(sentence, finding, customer_word)))
    return [placed for _, placed in sorted(found, key=lambda pair: pair[0])]


def _on_one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _placed(
    sentence: PlacedSentence, finding: WordingFinding, customer_word: CustomerWord
) -> PlacedFinding:
    start = _place_as_written(sentence.written, finding.start, customer_word, at_end=False)
    end = _place_as_written(sentence.written, finding.end, customer_word, at_end=True)
    return PlacedFinding(sentence, finding, sentence.offset + start, sentence.offset + end)


def _place_as_written(written: str, place: int, word: CustomerWord, *, at_end: bool) -> int:
    """Where a place of the text with its slots filled lies in the text as written."""
    grown = 0
    for slot in SLOT.finditer(written):
        filled = len(word.put_into(slot[0]))
        start = slot.start() + grown
        if place <= start:
            break
        if place < start + filled:
            return slot.end() if at_end else slot.start()
        grown += filled - len(slot[0])
    return min(max(0, place - grown), len(written))
