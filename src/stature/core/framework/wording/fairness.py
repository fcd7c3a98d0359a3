"""Fair wording: no group slighted, no customer judged, no answer put into anyone's mouth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stature.core.framework.wording.finding import Mark, WordingRule
from stature.core.framework.wording.lexicon import Lexicon
from stature.core.framework.wording.sentence import Sentence, SentenceKind

UNFAIR = Lexicon(
    {
        "manpower": "staff", "man-hour~": "hours of work", "man-hours": "hours of work",
        "man~ the": "staff the", "manned": "staffed", "mankind": "people", "man-made": "made",
        "man in the street": "people in general", "housewife": "person at home", "housewives":
        "people at home", "wife": "partner", "wives": "partners", "husband~": "partner",
        "girls in": "women in", "ladies": "women", "lady": "woman", "gentlemen": "men",
        "gentleman's agreement": "informal agreement", "maiden": "first", "old boys": "insiders",
        "elderly": "older", "the elderly": "older people", "old folk": "older people", "old folks":
        "older people", "the old": "older people", "aged": "older", "senile": "with dementia",
        "youngsters": "young people", "digital native~": "people used to computers", "young and":
        "say what is needed, whatever the age", "youthful": "say what is needed",
        "wheelchair-bound": "who use a wheelchair", "wheelchair bound": "who use a wheelchair",
        "confined to a wheelchair": "who use a wheelchair", "the disabled": "disabled people",
        "handicapped": "disabled", "the blind": "blind people", "the deaf": "deaf people", "crippled":
        "disabled", "cripple~": "harm", "suffering from": "with", "suffers from": "has", "victim~ of":
        "person with", "able-bodied": "non-disabled", "normal people": "other people", "normal person":
        "other person", "normal customers": "other customers", "normal guests": "other guests",
        "normal families": "other families", "special needs": "say which needs", "lame": "weak",
        "insane": "unusual", "crazy": "unusual", "mad": "angry", "schizophrenic": "divided",
        "blind eye": "say that it is ignored", "deaf ear": "say that it is ignored", "blind spot~":
        "what is missed", "tone-deaf": "careless", "sanity check~": "check", "blacklist~": "block list",
        "black list": "block list", "whitelist~": "allow list", "black sheep": "exception",
        "black mark~": "bad mark", "ethnic customers": "say which customers", "ethnics": "people",
        "foreigners": "people from abroad", "illegals": "people without papers", "natives":
        "local people", "native speaker~": "fluent speaker", "the poor": "people on low incomes",
        "poor people": "people on low incomes", "underclass": "people on low incomes", "low-class":
        "say what is meant", "underprivileged": "people on low incomes", "exotic": "from abroad",
        "master/slave": "main and second", "grandfathered": "kept from before", "tribal": "of one group",
        "guru~": "expert", "spirit animal": "model", "powwow~": "meeting", "obviously":
        "leave it out", "clearly stupid": "leave it out", "of course": "leave it out", "needless to say":
        "leave it out", "everybody knows": "leave it out", "as everyone knows": "leave it out",
        "surely": "leave it out", "undoubtedly": "leave it out", "stupid": "say what was done",
        "idiot~": "say what was done", "hysterical": "upset", "hysteria": "fear", "bossy": "firm",
        "shrill": "loud", "whiny": "who complain", "moaning": "complaining", "time-waster~":
        "say what was done", "troublemaker~": "say what was done", "nagging": "asking again",
        "bimbo~": "woman", "oriental": "say the country", "gypped": "cheated", "spastic": "disabled",
        "dumb": "say what was done", "mentally ill": "with a mental illness", "third world":
        "say the countries", "third-world": "say the countries", "simple folk": "people",
        "uneducated": "say what help is needed", "lazy": "say what was done", "primitive": "early",
        "civilised": "polite", "broken english": "English as a second language", "christian name~":
        "first name", "colour-blind to": "fair to", "fat": "say what is needed",
    }
)  # fmt: skip
MAN_WORD = re.compile(
    r"\b(?!(?:hu|wo|ger|ro|otto|talis|sha|nor|care|de|com|cai)m[ae]n\b)"
    r"[a-z]{3,}(?:man|men|woman|women|manship|girl|girls)\b",
    re.IGNORECASE,
)
NOT_A_MAN = frozenset(
    "human humans women woman german roman acumen specimen regimen abdomen omen amen yemen ramen "
    "examen stamen layman ottoman norman talisman caiman shaman dolmen gentlewoman lumen semen "
    "hymen".split()
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
    r"never|so|keep|ignore|fail|refuse|even|only)\b|how (?:badly|poorly|often do you fail|wonderful|"
    r"great|excellent|terrible|bad|well do you not)\b)|\bagree that\b|,\s*(?:isn|don|aren|won|"
    r"doesn|haven)[’']t\s+(?:you|it|they|we)\s*\?|\b(?:has|have|had)\s+(?:\w+\s+){1,3}failed\b|"
    r"\bwouldn[’']t you\b|\bhow much (?:better|worse)\b|\badmit that\b",
    re.IGNORECASE,
)


def check_fairness(sentence: Sentence) -> Iterator[Mark]:
    """Words that slight a group or judge people, and questions that lead to an answer."""
    for hit in UNFAIR.find(sentence):
        yield _mark(hit.start, hit.end, "This may slight people.", f"Write: {hit.entry.advice}.")
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
    if BOTH_GENDERS.search(sentence.text):
        return
    for found in ONE_GENDER.finditer(sentence.text):
        if not sentence.is_quoted(found.start()):
            yield _mark(*found.span(), "This names one gender only.", "Use ‘they’, or the plural.")
            return


def _mark(start: int, end: int, why: str, suggestion: str) -> Mark:
    return Mark(WordingRule.BIASED, start, end, why, suggestion)
