"""The wording rules of an instrument: length, one idea, the right referent, plain words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from stature.core.framework.wording import (
    ACRONYM,
    mean_sentence_length,
    reading_grade,
    repeated_runs,
    sentences,
    words,
)
from stature.core.instrument.model import Instrument, Item, Section

FREQUENCY = re.compile(
    r"\b(always|often|regularly|usually|sometimes|never|rarely|frequently|daily|weekly|monthly|"
    r"consistently|constantly|every (day|week|month|time))\b",
    re.IGNORECASE,
)
JOINED = re.compile(r"\b(and|or|but)\b|,|;", re.IGNORECASE)
NEGATION = re.compile(r"\bnot\b|n['’]t\b|\bnever\b", re.IGNORECASE)
OPEN_QUESTION = re.compile(r"^(What|How|Which|Who|When|Where|Whose)\b[^?]*\?$")
UNSUPPORTED = re.compile(
    r"\b(best[- ]practice|research shows|studies show|world[- ]class|proven)\b", re.IGNORECASE
)
AMERICAN = re.compile(
    r"\b(organiz|behavior|center\b|color\b|favor|recogniz|prioritiz|realiz|apologiz|emphasiz|"
    r"minimiz|maximiz|summariz|analyz|program\b|fulfill\b|enroll\b)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Voice:
    """The words a text must have, and those it may not have, to speak of the right one."""

    must: re.Pattern[str]
    never: re.Pattern[str]
    rule: str


def _voice(must: str, never: str, rule: str) -> Voice:
    return Voice(re.compile(must, re.IGNORECASE), re.compile(never, re.IGNORECASE), rule)


STEM_VOICES = {
    "individual": _voice(r"^I\b", r"\b(we|our|us|you|your)\b", "speaks of 'I' alone"),
    "organisation": _voice(
        r"\b(we|our|us)\b", r"\b(I|my|me|you|your)\b", "speaks of 'we', 'our' or 'us' alone"
    ),
}
QUESTION_VOICES = {
    "individual": _voice(
        r"\byou(r|rs|rself)?\b", r"\b(we|our|us|I|my|me|organisation)\b", "speaks of 'you' alone"
    ),
    "organisation": _voice(
        r"\b(we|our|ours|us|ourselves)\b",
        r"\b(you|your|yourself|I|my|me)\b",
        "speaks of 'we', 'our' or 'us' alone",
    ),
}


@dataclass(frozen=True)
class WordingFinding:
    """One sentence or field that breaks a wording rule."""

    place: str
    problem: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}: {self.text}"


def check_instrument_wording(instrument: Instrument) -> list[WordingFinding]:
    """Every breach of the wording rules in an instrument; an empty list when there is none."""
    findings = [found for section in instrument.sections for found in _check_section(section)]
    return findings + list(_check_repeats(instrument))


def _check_section(section: Section) -> Iterator[WordingFinding]:
    yield from _check_prose(f"{section.code}.step", section.step, 20, 55)
    yield from _check_prose(f"{section.code}.overview", section.overview, 50, 75)
    yield from _check_prose(f"{section.code}.guide", section.guide, 120, 180)
    for item in section.items:
        yield from _check_item(item)


def _check_item(item: Item) -> Iterator[WordingFinding]:
    yield from _check_prose(f"{item.code}.why_it_matters", item.why_it_matters, 60, 90)
    yield from _check_prose(f"{item.code}.good_practice", item.good_practice, 10, 50)
    if len(sentences(item.good_practice)) > 2:
        yield WordingFinding(f"{item.code}.good_practice", "over 2 sentences", item.good_practice)
    yield from _check_length(f"{item.code}.label", item.label, 5)
    yield from _check_length(f"{item.code}.behaviour", item.behaviour, 14)
    for perspective, stem in item.stems.items():
        place = f"{item.code}.stems.{perspective}"
        yield from _check_line(place, stem, 16, STEM_VOICES.get(perspective))
        if frequency := FREQUENCY.search(stem):
            yield WordingFinding(place, f"'{frequency[0]}' is for the answer scale to say", stem)
    for perspective, questions in item.questions.items():
        yield from _check_questions(f"{item.code}.questions.{perspective}", perspective, questions)


def _check_questions(
    place: str, perspective: str, questions: tuple[str, ...]
) -> Iterator[WordingFinding]:
    if len(questions) != 3:
        yield WordingFinding(place, "there must be 3 questions", f"{len(questions)}")
    for question in questions:
        yield from _check_line(place, question, 18, QUESTION_VOICES.get(perspective))
        if not OPEN_QUESTION.match(question):
            yield WordingFinding(place, "is not one open question", question)
    if reading_grade(" ".join(questions)) > 8:
        yield WordingFinding(place, "reading grade over 8", " ".join(questions))


def _check_line(
    place: str, text: str, most_words: int, voice: Voice | None
) -> Iterator[WordingFinding]:
    yield from _check_length(place, text, most_words)
    yield from _check_plain_words(place, text)
    if joined := JOINED.search(text):
        yield WordingFinding(place, f"'{joined[0]}' joins two ideas", text)
    if NEGATION.search(text):
        yield WordingFinding(place, "says what is not so", text)
    if voice and (not voice.must.search(text) or voice.never.search(text)):
        yield WordingFinding(place, f"the line {voice.rule}", text)


def _check_prose(place: str, text: str, fewest: int, most: int) -> Iterator[WordingFinding]:
    count = len(words(text))
    if not fewest <= count <= most:
        yield WordingFinding(place, f"{count} words, wanted {fewest} to {most}", text[:60])
    if reading_grade(text) > 8:
        yield WordingFinding(place, f"reading grade {reading_grade(text):.1f}, over 8", text[:60])
    if mean_sentence_length(text) > 18:
        yield WordingFinding(place, "over 18 words a sentence on average", text[:60])
    yield from _check_plain_words(place, text)


def _check_length(place: str, text: str, most_words: int) -> Iterator[WordingFinding]:
    if len(words(text)) > most_words:
        yield WordingFinding(place, f"over {most_words} words", text)


def _check_plain_words(place: str, text: str) -> Iterator[WordingFinding]:
    for pattern, problem in (
        (ACRONYM, "acronym"),
        (UNSUPPORTED, "claim without a source"),
        (AMERICAN, "American spelling"),
    ):
        if found := pattern.search(text):
            yield WordingFinding(place, f"{problem} '{found[0]}'", text[:60])


def _check_repeats(instrument: Instrument) -> Iterator[WordingFinding]:
    texts = list(_all_texts(instrument))
    counts = Counter(part.casefold() for text in texts for part in sentences(text))
    for sentence, count in counts.items():
        if count > 1:
            yield WordingFinding(instrument.id, f"the sentence stands {count} times", sentence)
    for run, first, second in repeated_runs(texts, 7):
        yield WordingFinding(instrument.id, f"two sentences share '{run}'", f"{first} | {second}")


def _all_texts(instrument: Instrument) -> Iterator[str]:
    """Every text of the instrument that is a sentence of its own."""
    for section in instrument.sections:
        yield from (section.step, section.overview, section.guide)
        for item in section.items:
            yield from (item.why_it_matters, item.good_practice)
            yield from item.stems.values()
            for questions in item.questions.values():
                yield from questions
