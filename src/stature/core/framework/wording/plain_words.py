"""Words that a customer would not use: acronyms, and the inside language of management."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stature.core.framework.wording.finding import Mark, WordingRule
from stature.core.framework.wording.jargon_words import JARGON_WORDS
from stature.core.framework.wording.lexicon import Hit, Lexicon
from stature.core.framework.wording.sentence import Sentence

ACRONYM = re.compile(
    r"\b(?:[A-Z]\.){2,}|\b[A-Z]{2,}s?\b|\b[A-Z]&[A-Z]\b|\b[A-Z][a-z]?[A-Z]{1,}s?\b"
)
KNOWN_TO_ALL = frozenset(
    {"UK", "USA", "US", "EU", "TV", "PIN", "OK", "AM", "PM", "DNA", "PDF", "DVD"}
)
ROMAN = re.compile(r"[IVX]+")

JARGON = Lexicon(JARGON_WORDS)


def check_jargon(sentence: Sentence) -> Iterator[Mark]:
    """Acronyms, and inside language with a plain word for it."""
    if not sentence.text.isupper():
        yield from _acronyms(sentence)
    for hit in JARGON.find(sentence):
        if fits(hit, sentence):
            yield Mark(
                WordingRule.JARGON,
                hit.start,
                hit.end,
                "This is inside language.",
                f"Use plain words, such as: {hit.entry.advice}.",
            )


def _acronyms(sentence: Sentence) -> Iterator[Mark]:
    for found in ACRONYM.finditer(sentence.text):
        if found[0].rstrip("s") not in KNOWN_TO_ALL and not ROMAN.fullmatch(found[0]):
            yield Mark(
                WordingRule.JARGON,
                *found.span(),
                "This is an acronym.",
                "Write the words out, or name the thing as a customer would.",
            )


def needs_grammar(sentence: Sentence) -> bool:
    """Whether a word is jargon only as a certain part of speech."""
    return any(hit.entry.pos for hit in JARGON.find(sentence))


def fits(hit: Hit, sentence: Sentence) -> bool:
    """Whether the word has the part of speech that its entry asks for."""
    if not hit.entry.pos:
        return True
    token = sentence.reading.at(hit.start) if sentence.reading else None
    return token is not None and token.pos == hit.entry.pos
