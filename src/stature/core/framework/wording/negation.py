"""Statements of what is not done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stature.core.framework.wording.finding import Mark, WordingRule
from stature.core.framework.wording.sentence import Sentence, SentenceKind

NOT = r"\bnot\b|\b\w+n[’']t\b|\bcannot\b|\bnever\b"
NEGATION = re.compile(
    NOT + r"|\bno\b|\bno[- ]one\b|\bnobody\b|\bnone\b|\bnothing\b|\bnowhere\b|\bneither\b|\bnor\b|"
    r"\bwithout\b|\bhardly\b|\bscarcely\b|\bbarely\b|\bseldom\b|\brarely\b|"
    r"\bfail(?:s|ed|ing)?\s+to\b|\brefus(?:e|es|ed|ing)\s+to\b|\brefrain\w*\b|\bavoid\w*\b|"
    r"\bneglect\w*\b|\bdeclin(?:e|es|ed|ing)\s+to\b|\babstain\w*\b|\bshort of\b|"
    r"\black(?:s|ed|ing)\b|\bomit\w*\b|\bdisregard\w*\b",
    re.IGNORECASE,
)
# ‘Don’t you agree’ is no denial; it leads to an answer, which another rule finds.
ASKS_FOR_YES = re.compile(r"^\w+n[’']t\b")
OUTRIGHT = re.compile(NOT, re.IGNORECASE)
NO_DENIAL = re.compile(
    r"\bnot only\b|\bno (?:later|earlier|sooner|more|fewer|less) than\b|\bwhether or not\b|"
    r"\b(?:say|says|said|saying) (?:‘|“)?no\b|\bno[.] ?\d|\bwhy not\b|"
    r"\b(?:an?|the|which|your|their|this|that|each|one)\s+(?:(?:clear|firm|polite|honest|last|first|"
    r"early|plain|kind|quick|final|friendly)\s+)?(?:‘|“)?no\b|"
    r"\bno-\w+|\bno matter\b|\bnothing but\b|\bhear(?:s|ing)? no\b|\bafter (?:a )?no\b",
    re.IGNORECASE,
)
# After one of these, the denial is about a case or a person, not about what is done.
ASIDE = re.compile(
    r"\b(?:who|whom|that|which|whose|where|when|whenever|if|unless|because|what|why|how|until|while|"
    r"as|than|before|after|once|those)\b",
    re.IGNORECASE,
)


def check_negation(sentence: Sentence) -> Iterator[Mark]:
    """A denial in the main part of a sentence."""
    outright = sentence.kind in (SentenceKind.COUNTER_INDICATOR, SentenceKind.QUESTION)
    for found in (OUTRIGHT if outright else NEGATION).finditer(sentence.text):
        if _denies(sentence, found):
            yield Mark(
                WordingRule.NEGATION,
                *found.span(),
                "It says what is not done, which is hard to rate.",
                "Say what is done instead.",
            )
            return


def _denies(sentence: Sentence, found: re.Match[str]) -> bool:
    text = sentence.text
    if sentence.is_quoted(found.start()) or _touches(NO_DENIAL, text, found):
        return False
    if sentence.kind is SentenceKind.QUESTION and ASKS_FOR_YES.match(text):
        return False
    aside = ASIDE.search(text, sentence.words[0].end if sentence.words else 0)
    return aside is None or aside.start() > found.start()


def _touches(pattern: re.Pattern[str], text: str, found: re.Match[str]) -> bool:
    return any(
        other.start() < found.end() and found.start() < other.end()
        for other in pattern.finditer(text)
    )
