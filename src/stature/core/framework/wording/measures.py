"""Measures of plain wording: words, sentences, reading grade, repeated phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import syllapy

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][’”]))\s+(?=[A-Z‘“0-9])")
ACRONYM = re.compile(r"\b[A-Z]{2,}\b")


def words(text: str) -> list[str]:
    """The words of a text, without numbers and punctuation."""
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text, split after a full stop, question mark or exclamation mark."""
    return [part.strip() for part in SENTENCE_END.split(text.strip()) if part.strip()]


def syllable_count(word: str) -> int:
    """Syllables of an English word; the parts of a hyphenated word add up."""
    parts = [part for part in re.split(r"[-'’]", word) if len(part) > 1] or [word]
    return sum(max(1, syllapy.count(part)) for part in parts)


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade of a text: the years of schooling that it asks for.

    0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid and others, 1975).
    Raises ValueError when the text holds no words.
    """
    found = words(text)
    if not found:
        raise ValueError("a text without words has no reading grade")
    syllables = sum(syllable_count(word) for word in found)
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * syllables / len(found) - 15.59


def mean_sentence_length(text: str) -> float:
    """Words per sentence."""
    return len(words(text)) / max(1, len(sentences(text)))


def repeated_runs(texts: Iterable[str], length: int) -> Iterator[tuple[str, str, str]]:
    """Runs of ``length`` words that two different sentences share: the run and both sentences."""
    first_seen: dict[str, str] = {}
    for sentence in dict.fromkeys(part for text in texts for part in sentences(text)):
        found = [word.casefold() for word in words(sentence)]
        for start in range(len(found) - length + 1):
            run = " ".join(found[start : start + length])
            if first_seen.setdefault(run, sentence) != sentence:
                yield run, first_seen[run], sentence
