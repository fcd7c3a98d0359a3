"""A sentence as the checks see it: its kind, its words with their places, its grammar if needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from stature.core.framework.wording.grammar import Reading

TOKEN = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*")
QUOTED = re.compile(r"‘[^‘’]*’(?![A-Za-z])|“[^”]*”|\"[^\"]*\"")
SUBJECT = re.compile(r"(?:I|We|The|A|An|Our|My|They|He|She|It|You|This|These)\b")


# Longer than any sentence that a person could use; the rest is left unread.
LONGEST = 2_000


class SentenceKind(StrEnum):
    """What a sentence is for, which decides the rules that it must keep."""

    INDICATOR = "indicator"
    COUNTER_INDICATOR = "counter"
    ITEM = "item"
    QUESTION = "question"
    HINT = "hint"
    ANCHOR = "anchor"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Word:
    """One word in lower case, and where it stands."""

    lower: str
    start: int
    end: int


class Sentence:
    """One sentence, or one question, with what the rules ask of it; read to its LONGEST letter."""

    def __init__(self, text: str, kind: SentenceKind) -> None:
        self.text = text[:LONGEST]
        self.kind = kind
        self.reading: Reading | None = None

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words outside numbers and punctuation, in lower case, apostrophes straightened."""
        return tuple(
            Word(found[0].lower().replace("’", "'"), found.start(), found.end())
            for found in TOKEN.finditer(self.text)
        )

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words, in lower case."""
        return frozenset(word.lower for word in self.words)

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """The stretches between quotation marks: somebody's own words."""
        if not any(mark in self.text for mark in '‘“"'):
            return ()
        return tuple(found.span() for found in QUOTED.finditer(self.text))

    def is_quoted(self, place: int) -> bool:
        """Whether a place lies between quotation marks."""
        return any(start <= place < end for start, end in self.quoted)

    @cached_property
    def implied_subject(self) -> str:
        """The subject that an indicator leaves out: ‘Asks ...’ is read as ‘She asks ...’."""
        leaves_out = self.kind in (
            SentenceKind.INDICATOR,
            SentenceKind.COUNTER_INDICATOR,
            SentenceKind.ANCHOR,
        )
        return "She " if leaves_out and not SUBJECT.match(self.text) else ""
