"""The content of the bundled framework: verbs, questions, length, and nothing said twice."""

import re
from itertools import combinations

import pytest

from stature.core.framework.model import Framework
from stature.core.framework.wording import reading_grade, repeated_runs, words

# Words that say nothing about what a sentence is on.
EMPTY_WORDS = frozenset(
    word
    for line in (
        "the a an to of in on for with and or that what which who how when where your you their",
        "they it is are do does this at by from into so as be can will was has have them",
    )
    for word in line.split()
)
NOUN_OR_PRONOUN = re.compile(r"^(The|A|An|Your|You|It|When|If|This|To|There)\b")
QUESTION = re.compile(r"^(What|How|Which|Who|When|Where|Whose)\b[^?]*\?$")


@pytest.fixture(scope="module")
def spoken(framework: Framework) -> list[tuple[str, str]]:
    """Code and text of every statement, in the framework's own word for customer."""
    word = framework.customer_word
    return [(code, word.put_into(text)) for code, _, text in framework.statements()]


def texts(framework: Framework, kind: str) -> list[str]:
    return [
        framework.customer_word.put_into(statement.text)
        for competency in framework.competencies
        for facet in competency.facets
        for statement in getattr(facet, kind)
    ]


def test_indicators_start_with_a_verb_and_hold_one_idea(framework: Framework) -> None:
    for text in texts(framework, "indicators"):
        assert re.match(r"^[A-Z][a-z]+(-[a-z]+)?s\b", text), text
        assert not re.search(r"\b(and|or|but|not)\b|,", text), text
        assert len(words(text)) <= 16, text


def test_hints_start_with_a_verb(framework: Framework) -> None:
    for text in texts(framework, "hints"):
        assert not NOUN_OR_PRONOUN.match(text), text
        assert text.endswith("."), text


def test_coaching_questions_are_open_and_say_you(framework: Framework) -> None:
    for text in texts(framework, "questions"):
        assert QUESTION.match(text), text
        assert re.search(r"\byou(r|rself)?\b", text, re.IGNORECASE), text
        assert len(words(text)) <= 18, text


def test_taglines_are_short(framework: Framework) -> None:
    for competency in framework.competencies:
        assert len(words(framework.customer_word.put_into(competency.tagline))) <= 7


def test_content_is_plain(framework: Framework) -> None:
    word = framework.customer_word
    for competency in framework.competencies:
        for text in (
            competency.essence,
            competency.customer_view.description,
            competency.customer_view.benefit,
            " ".join(indicator.text for indicator in competency.indicators),
        ):
            assert reading_grade(word.put_into(text)) <= 8.5, competency.code


def test_no_two_sentences_are_alike(spoken: list[tuple[str, str]]) -> None:
    """No two statements share more than 60 in 100 of their telling words."""
    telling = [
        (code, text, frozenset(each.casefold() for each in words(text)) - EMPTY_WORDS)
        for code, text in spoken
    ]
    long_enough = [entry for entry in telling if len(entry[2]) > 2]
    alike = [
        (one[0], one[1], other[0], other[1])
        for one, other in combinations(long_enough, 2)
        if len(one[2] & other[2]) > 0.6 * len(one[2] | other[2])
    ]
    assert alike == []


def test_no_run_of_six_words_stands_in_two_sentences(spoken: list[tuple[str, str]]) -> None:
    assert list(repeated_runs([text for _, text in spoken], 6)) == []
