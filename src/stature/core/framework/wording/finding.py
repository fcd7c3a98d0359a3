"""What a wording check finds: the rule, the words, why they stand out, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WordingRule(StrEnum):
    """The ten things that a sentence of a framework or an instrument should not be."""

    INWARD_LOOKING = "inward-looking"
    CUSTOMER_ABSENT = "customer-absent"
    JARGON = "jargon"
    TRAIT = "trait"
    NOT_OBSERVABLE = "not-observable"
    TWO_IDEAS = "two-ideas"
    NEGATION = "negation"
    DOUBLE_BARRELLED = "double-barrelled"
    READING_GRADE = "reading-grade"
    BIASED = "biased"

    @property
    def summary(self) -> str:
        """The rule in one sentence."""
        return SUMMARIES[self]


SUMMARIES = {
    WordingRule.INWARD_LOOKING: "The aim is what reaches customers, never a rule or a resource.",
    WordingRule.CUSTOMER_ABSENT: "A sentence about service says who is served.",
    WordingRule.JARGON: "Words are those that a customer would use, without acronyms.",
    WordingRule.TRAIT: "A competency is behaviour, never a trait, skill, value or knowledge.",
    WordingRule.NOT_OBSERVABLE: "A colleague could see it or hear it.",
    WordingRule.TWO_IDEAS: "One statement holds one idea.",
    WordingRule.NEGATION: "A statement says what is done.",
    WordingRule.DOUBLE_BARRELLED: "One question asks one thing.",
    WordingRule.READING_GRADE: "Sentences and words are short enough to be read at once.",
    WordingRule.BIASED: "Wording is fair to everyone and leads to no answer.",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence that breaks a rule."""

    rule: WordingRule
    start: int
    end: int
    why: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class WordingFinding:
    """One stretch of one sentence that breaks a rule; ``number`` is the sentence's place."""

    rule: WordingRule
    number: int
    sentence: str
    start: int
    end: int
    why: str
    suggestion: str

    @property
    def words(self) -> str:
        """The words that break the rule."""
        return self.sentence[self.start : self.end]

    def __str__(self) -> str:
        return f"{self.rule}: ‘{self.words}’: {self.why} {self.suggestion}"
