"""Word lists with what to write instead, found fast in a sentence by their first word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stature.core.framework.wording.sentence import Sentence

VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase, the advice that goes with it, and the part of speech it must have."""

    words: tuple[frozenset[str], ...]
    advice: str
    pos: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a sentence: the place of its words."""

    entry: Entry
    first: int
    start: int
    end: int


class Lexicon:
    """Phrases mapped to advice. ``~`` after a word means any form of it; ``/VERB`` a verb only."""

    def __init__(self, advice: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[Entry]] = {}
        for phrase, text in sorted(advice.items(), key=lambda pair: -len(pair[0])):
            plain, _, pos = phrase.partition("/")
            entry = Entry(tuple(map(_forms_of, plain.split())), text, pos)
            for form in entry.words[0]:
                self._by_first.setdefault(form, []).append(entry)
        self._firsts = frozenset(self._by_first)

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """Every entry in a sentence, the longest at each place."""
        if self._firsts.isdisjoint(sentence.vocabulary):
            return
        words = sentence.words
        for first, word in enumerate(words):
            for entry in self._by_first.get(word.lower, ()):
                last = first + len(entry.words) - 1
                if last < len(words) and all(
                    words[first + step].lower in forms for step, forms in enumerate(entry.words)
                ):
                    yield Hit(entry, first, word.start, words[last].end)
                    break


def phrases(text: str) -> Lexicon:
    """A lexicon of phrases without advice, from a text with commas between them."""
    return Lexicon(dict.fromkeys(text.split(", "), ""))


def word_set(text: str) -> frozenset[str]:
    """All forms of the words of a text."""
    return frozenset(form for word in text.split() for form in _forms_of(word))


def _forms_of(word: str) -> frozenset[str]:
    if not word.endswith("~"):
        return frozenset({word})
    return frozenset(_inflect(word[:-1]))


def _inflect(base: str) -> Iterator[str]:
    """Plural or third person, past and -ing form of a regular word."""
    yield base
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        yield from (f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing")
    elif base.endswith("e"):
        yield from (f"{base}s", f"{base}d", f"{base[:-1]}ing")
    else:
        hiss = base.endswith(("s", "x", "ch", "sh", "z"))
        yield from (f"{base}es" if hiss else f"{base}s", f"{base}ed", f"{base}ing")
        yield from (f"{base}{base[-1]}ed", f"{base}{base[-1]}ing")
