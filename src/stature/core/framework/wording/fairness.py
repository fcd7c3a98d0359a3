"""Fair wording: no group slighted, no customer judged, no answer put into anyone's mouth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stature.core.framework.wording.finding import Mark, WordingRule
from stature.core.framework.wording.lexicon import Lexicon, word_set
from stature.core.framework.wording.sentence import Sentence, SentenceKind
from stature.core.framework.wording.unfair_words import UNFAIR_WORDS

UNFAIR = Lexicon(UNFAIR_WORDS)
SLIGHT = "This may slight people."
MAN_WORD = re.compile(
    r"\b(?!(?:hu|wo|ger|ro|otto|talis|sha|nor|care|de|com|cai)m[ae]n\b)"
    r"[a-z]{3,}(?:man|men|woman|women|manship|girl|girls)\b",
    re.IGNORECASE,
)
NOT_A_MAN = word_set(
    "abdomen acumen amen caiman dolmen examen gentlewoman german human humans hymen layman "
    "lumen norman omen ottoman ramen regimen roman semen shaman specimen stamen talisman woman "
    "women yemen"
)
# ‘The blind’ as a name for people, not ‘the blind spot’ or ‘the old way’.
GROUP = re.compile(
    r"\bthe (?:old|poor|rich|blind|deaf|disabled|elderly|sick|mentally ill)"
    r"(?=\s*[,.;:?!]|\s*$|\s+(?:and|or|who|in|at|to|with|are|is|from|for|by|on|of)\b)",
    re.IGNORECASE,
)
OF_COURSE = re.compile(r"(?<!change )(?<!changes )(?<!matter )\bof course\b", re.IGNORECASE)
NAMED_SO = re.compile(
    r"\b(?:as|call(?:s|ed|ing)?|label(?:s|led|ling)?|names?)\W+(?:\w+\W+)?$", re.I
)
ONE_GENDER = re.compile(r"\b(?:he|him|his|she|her|hers|himself|herself)\b", re.IGNORECASE)
BOTH_GENDERS = re.compile(r"\b(?:he or she|she or he|his or her|her or his|him or her)\b", re.I)
JUDGED = re.compile(
    r"\b(?:difficult|stupid|rude|unreasonable|demanding|problem|awkward|fussy|ignorant|annoying|"
    r"impossible|hysterical|lazy|greedy|nasty|neurotic|pushy|whining|bad|irrational|clueless|silly)\s+"
    r"(?:customers?|clients?|patients?|guests?|visitors?|callers?|people|persons?|citizens?|"
    r"tenants?|residents?|passengers?|members?|users?|famil(?:y|ies)|parents?|mothers?|fathers?|"
    r"students?|pupils?|shoppers?|children|readers?|complaints)\b",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"^(?:surely|(?:do|would|is|are|have|should|could|did|was|were|has|must)n[’']t\b|"
    r"why (?:do|does|did|have|has|are|is)\s+(?:you|your \w+|we|our \w+|they)\s+(?:still|always|"
    r"never|so|keep|ignore|fail|refuse|even|only)\b|how (?:badly|poorly|often do you fail|"
    r"wonderful|great|excellent|terrible|bad|well do you not)\b)|\bagree that\b|"
    r",\s*(?:isn|don|aren|won|doesn|haven)[’']t\s+(?:you|it|they|we)\s*\?|\b(?:has|have|had)\s+(?:\w+\s+){1,3}failed\b|"
    r"\bwouldn[’']t you\b|\bhow much (?:better|worse)\b|\badmit that\b",
    re.IGNORECASE,
)


def check_fairness(sentence: Sentence) -> Iterator[Mark]:
    """Words that slight a group or judge people, and questions that lead to an answer."""
    for hit in UNFAIR.find(sentence):
        if not NAMED_SO.search(sentence.text[: hit.start]):
            yield _mark(hit.start, hit.end, SLIGHT, f"Write: {hit.entry.advice}.")
    for group in GROUP.finditer(sentence.text):
        yield _mark(*group.span(), SLIGHT, "Write ‘people’ or ‘customers’ and say what matters.")
    if sure := OF_COURSE.search(sentence.text):
        yield _mark(*sure.span(), "This leaves no room for another view.", "Leave it out.")
    yield from _gendered(sentence)
    if judged := JUDGED.search(sentence.text):
        yield _mark(*judged.span(), "This judges people.", "Say what they did.")
    if sentence.kind is SentenceKind.QUESTION and (leading := LEADING.search(sentence.text)):
        yield _mark(
            *leading.span(),
            "This leads to one answer.",
            "Ask openly, so that every answer is as easy to give.",
        )


def _gendered(sentence: Sentence) -> Iterator[Mark]:
    for found in MAN_WORD.finditer(sentence.text):
        if found[0].lower() not in NOT_A_MAN:
            yield _mark(*found.span(), "This names one gender only.", "Use a word for everyone.")
    # In prose, ‘she’ may be someone in a story.
    if sentence.kind is SentenceKind.PROSE or BOTH_GENDERS.search(sentence.text):
        return
    for found in ONE_GENDER.finditer(sentence.text):
        if not sentence.is_quoted(found.start()):
            yield _mark(*found.span(), "This names one gender only.", "Use ‘they’, or the plural.")
            return


def _mark(start: int, end: int, why: str, suggestion: str) -> Mark:
    return Mark(WordingRule.BIASED, start, end, why, suggestion)
