"""The wording rules, and that the bundled profile keeps them."""

import pytest

from stature.core.framework.wording import (
    mean_sentence_length,
    reading_grade,
    repeated_runs,
    sentences,
)
from stature.core.instrument.model import Instrument, Item
from stature.core.instrument.wording import check_instrument_wording
from stature.core.reporting.texts import ReportTexts
from tests.sample import COACHED


def test_bundled_profile_keeps_every_wording_rule(instrument: Instrument) -> None:
    assert [str(finding) for finding in check_instrument_wording(instrument)] == []


def test_known_topics_keep_their_codes(instrument: Instrument) -> None:
    assert set(COACHED) <= set(instrument.items_by_code)


def test_report_texts_are_plain(texts: ReportTexts) -> None:
    prose = {key: text for key, text in texts.texts.items() if len(text.split()) > 25}
    assert prose
    for key, text in prose.items():
        if key == "method.versions":
            continue
        assert reading_grade(text) <= 8, key
        assert mean_sentence_length(text) <= 18, key


def with_item(instrument: Instrument, **changes: object) -> Instrument:
    """The instrument with the first item of the first area changed."""
    first = instrument.sections[0]
    item = first.items[0].model_copy(update=changes)
    section = first.model_copy(update={"items": (item, *first.items[1:])})
    return instrument.model_copy(update={"sections": (section, *instrument.sections[1:])})


def problems_with(instrument: Instrument, **changes: object) -> str:
    findings = check_instrument_wording(with_item(instrument, **changes))
    return "\n".join(str(finding) for finding in findings)


@pytest.mark.parametrize(
    ("stem", "told"),
    [
        ("I often ask customers what they need.", "'often' is for the answer scale"),
        ("I ask customers and thank them.", "'and' joins two ideas"),
        ("We ask customers what they need.", "speaks of 'I' alone"),
        ("I do not keep customers waiting.", "says what is not so"),
        ("I ask customers about their NPS.", "acronym 'NPS'"),
        ("I ask customers what the organization owes them.", "American spelling"),
        ("I " + "ask " * 20 + "customers.", "over 16 words"),
    ],
)
def test_stem_for_oneself_is_checked(instrument: Instrument, stem: str, told: str) -> None:
    stems = {**instrument.items[0].stems, "individual": stem}
    assert told in problems_with(instrument, stems=stems)


@pytest.mark.parametrize(
    ("perspective", "question", "told"),
    [
        ("individual", "What does our organisation do for you?", "speaks of 'you' alone"),
        ("organisation", "What do you do for our customers?", "speaks of 'we', 'our' or 'us'"),
        ("individual", "Do you ask customers?", "is not one open question"),
        ("individual", "What do you do? And why?", "is not one open question"),
        ("individual", "What do you ask, or tell, customers?", "joins two ideas"),
    ],
)
def test_questions_are_checked(
    instrument: Instrument, perspective: str, question: str, told: str
) -> None:
    item = instrument.items[0]
    group = (question, *item.questions[perspective][1:])
    assert told in problems_with(instrument, questions={**item.questions, perspective: group})


def test_long_hard_prose_is_found(instrument: Instrument) -> None:
    hard = (
        "Organisational prioritisation of multidimensional customer satisfaction methodologies "
        "necessitates comprehensive departmental accountability considerations. " * 6
    )
    told = problems_with(instrument, why_it_matters=hard)
    assert "reading grade" in told
    assert "the sentence stands" in told


def test_repeated_sentence_is_found(instrument: Instrument) -> None:
    other: Item = instrument.items[9]
    told = problems_with(instrument, why_it_matters=other.why_it_matters)
    assert "the sentence stands 2 times" in told


def test_shared_run_of_words_is_found() -> None:
    texts = ["We thank people for their good work.", "They thank people for their good work."]
    assert [run for run, _, _ in repeated_runs(texts, 6)] == ["thank people for their good work"]


def test_sentences_end_where_readers_stop() -> None:
    text = "Someone asks ‘What did they say?’ and notes it. Then ‘Thank you.’ Next one."
    assert sentences(text) == [
        "Someone asks ‘What did they say?’ and notes it.", "Then ‘Thank you.’", "Next one.",
    ]  # fmt: skip


def test_reading_grade_follows_the_formula() -> None:
    # 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59
    assert reading_grade("The cat sat on the mat.") == pytest.approx(-1.45)
    with pytest.raises(ValueError, match="without words"):
        reading_grade("123")
