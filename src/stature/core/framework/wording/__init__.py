"""Plain wording: its measures, and the checks that explain what to write instead."""

from stature.core.framework.wording.check import check_wording
from stature.core.framework.wording.finding import WordingFinding, WordingRule
from stature.core.framework.wording.measures import (
    ACRONYM,
    SENTENCE_END,
    WORD,
    mean_sentence_length,
    reading_grade,
    repeated_runs,
    sentences,
    syllable_count,
    words,
)
from stature.core.framework.wording.sentence import SentenceKind

__all__ = [
    "ACRONYM",
    "SENTENCE_END",
    "WORD",
    "SentenceKind",
    "WordingFinding",
    "WordingRule",
    "check_wording",
    "mean_sentence_length",
    "reading_grade",
    "repeated_runs",
    "sentences",
    "syllable_count",
    "words",
]
