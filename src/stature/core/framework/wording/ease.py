"""How easy a sentence is to read: its length, and the length of its words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from stature.core.framework.wording.finding import Mark, WordingRule
from stature.core.framework.wording.measures import SENTENCE_END, syllable_count
from stature.core.framework.wording.sentence import Sentence, Word

MOST_WORDS = 30
HARDEST = 14.0
SHORTEST_JUDGED = 5
SHORT = 8
LONG_SYLLABLES = 4
FEWEST_LONG = 2

_syllables = lru_cache(maxsize=50_000)(syllable_count)


def check_ease(sentence: Sentence) -> Iterator[Mark]:
    """A sentence of too many words, or of too many long ones.

    The grade is that of Flesch and Kincaid. One long word can push a short sentence over any
    grade, so it takes more long words as well.
    """
    ends = [found.start() for found in SENTENCE_END.finditer(sentence.text)]
    first = 0
    for end in [*ends, len(sentence.text)]:
        yield from _judge(
            tuple(word for word in sentence.words if first <= word.start < end)
            if ends
            else sentence.words
        )
        first = end


def _judge(words: tuple[Word, ...]) -> Iterator[Mark]:
    if len(words) > MOST_WORDS:
        yield _mark(
            words[0].start,
            words[-1].end,
            f"This sentence has {len(words)} words.",
            "Make two sentences of it; 18 words are enough for most.",
        )
    elif len(words) >= SHORTEST_JUDGED and (grade := _grade(words)) > HARDEST:
        hard = sorted((word for word in words if _syllables(word.lower) >= 3), key=_by_length)
        long = sum(_syllables(word.lower) >= LONG_SYLLABLES for word in hard)
        if long >= (FEWEST_LONG if len(words) > SHORT else FEWEST_LONG + 1):
            shown = ", ".join(f"‘{word.lower}’" for word in hard[:3])
            yield _mark(
                min(word.start for word in hard),
                max(word.end for word in hard),
                f"It asks for some {grade:.0f} years of schooling.",
                f"Use shorter words for {shown}.",
            )


def _by_length(word: Word) -> tuple[int, int]:
    return -_syllables(word.lower), word.start


def _grade(words: tuple[Word, ...]) -> float:
    syllables = sum(_syllables(word.lower) for word in words)
    return 0.39 * len(words) + 11.8 * syllables / len(words) - 15.59


def _mark(start: int, end: int, why: str, suggestion: str) -> Mark:
    return Mark(WordingRule.READING_GRADE, start, end, why, suggestion)
