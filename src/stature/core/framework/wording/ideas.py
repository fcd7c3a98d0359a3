"""One idea at a time: statements that hold two, and questions that ask two things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stature.core.framework.wording.finding import Mark, WordingRule
from stature.core.framework.wording.sentence import Sentence

JOINER = re.compile(
    r"\b(?:and(?:/or)?|or|but(?: also)?|as well as|plus|along with|in addition to|while also|"
    r"besides|yet)\b|;|&|,\s+then\b|\bnot only\b",
    re.IGNORECASE,
)
ONE_THING = re.compile(
    r"\b(?:terms and conditions|give and take|friends and family|again and again|over and over|"
    r"day and night|night and day|health and safety|pros and cons|ups and downs|back and forth|"
    r"trial and error|question and answer|questions and answers|do's and don'ts|wear and tear|"
    r"bed and breakfast|profit and loss|research and development|supply and demand|safe and sound|"
    r"peace and quiet|rules and regulations|bits and pieces|odds and ends|by and large|"
    r"now and then|now and again|here and there|up and down|in and out|on and off|to and fro|"
    r"more and more|less and less|better and better|through and through|face and voice|"
    r"law and order|black and white|first and last|high and low|far and wide|each and every|"
    r"one and only|tried and tested|research and development|arts and crafts|food and drink|"
    r"hustle and bustle|nothing but|all but|anything but|no choice but|whether or not|"
    r"more or less|sooner or later|one or two|two or three|three or four|"
    r"rain or shine|or so|or more|or less|or later|or older|"
    r"or younger|or fewer|or earlier|and so on|or other|or another)\b",
    re.IGNORECASE,
)
PAIRED = re.compile(r"\b(?:between|both|whether|from)\b[^,;.?]*$", re.IGNORECASE)
NUMBERS = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half)\s+$", re.I
)
STILL = re.compile(r"^\s*[.?!,]|^$|^\s+(?:been|to|be|had|come|got|done|made|met|started)\b", re.I)
COMPARED = re.compile(r"\s+(?:they|we|you|I|he|she|it|possible|anyone|others|ever|before)\b")
CONTRASTS = ("yet", "but")
IF_SO = re.compile(r"\b(?:if so|if not|why or why not)\b", re.IGNORECASE)


def check_two_ideas(sentence: Sentence) -> Iterator[Mark]:
    """A statement that joins two things, so that one mark cannot rate both."""
    if joiner := _first_joiner(sentence):
        yield Mark(
            WordingRule.TWO_IDEAS,
            *joiner.span(),
            f"‘{joiner[0].strip(', ')}’ joins two ideas, and one mark cannot rate both.",
            "Keep the one that matters more, or make two statements.",
        )


def check_double_barrelled(sentence: Sentence) -> Iterator[Mark]:
    """A question that asks two things, or two questions in one."""
    found = (
        _second_question(sentence) or _joiner_in_question(sentence) or IF_SO.search(sentence.text)
    )
    if found:
        yield Mark(
            WordingRule.DOUBLE_BARRELLED,
            *found.span(),
            "This asks two things, and an answer may fit one of them alone.",
            "Ask the one that matters more, or ask them one after the other.",
        )


def _joiner_in_question(sentence: Sentence) -> re.Match[str] | None:
    """A joiner; ‘Who hardly uses it yet may need it soon?’ asks for one group, though."""
    joiners = (found for found in _joiners(sentence) if found[0].lower() not in CONTRASTS)
    return next(joiners, None)


def _first_joiner(sentence: Sentence) -> re.Match[str] | None:
    return next(_joiners(sentence), None)


def _joiners(sentence: Sentence) -> Iterator[re.Match[str]]:
    text = sentence.text
    for found in JOINER.finditer(text):
        if not sentence.is_quoted(found.start()) and not _is_one_thing(text, found):
            yield found


def _is_one_thing(text: str, joiner: re.Match[str]) -> bool:
    """Whether the joined words name one thing, one range, or one choice."""
    word = joiner[0].lower()
    before, after = text[: joiner.start()], text[joiner.end() :]
    if any(found.start() <= joiner.start() < found.end() for found in ONE_THING.finditer(text)):
        return True
    if text[joiner.start() - 1 : joiner.start()] == "-":
        return True
    if word == "as well as":
        return bool(COMPARED.match(after))
    if word == "yet":
        return bool(STILL.match(after)) or "not " in before
    if word == "plus":
        return bool(NUMBERS.search(before))
    return word in ("and", "or") and bool(PAIRED.search(before) or NUMBERS.search(before))


def _second_question(sentence: Sentence) -> re.Match[str] | None:
    marks = [
        found
        for found in re.finditer(r"\?", sentence.text)
        if not sentence.is_quoted(found.start())
    ]
    return marks[1] if len(marks) > 1 else None
