"""Sentences of whole documents keep their place, their kind and their letters."""

from stature.core.framework.customer import CUSTOMER_WORDS
from stature.core.framework.wording import SentenceKind
from stature.core.framework.wording.links import check_links
from stature.core.framework.wording.placed import (
    check_placed,
    sentences_of_document,
    sentences_of_text,
)

DOCUMENT = {
    "code": "T1",
    "essence": "One thing. Another thing.",
    "facets": [{"title": "Skills", "indicators": [{"code": "a", "text": "Asks {customers}."}]}],
    "anchors": {1: "Tells of it."},
}


def test_fields_say_what_their_sentences_are_for() -> None:
    placed = {one.written: (one.kind, one.place) for one in sentences_of_document(DOCUMENT)}
    assert placed == {
        "One thing.": (SentenceKind.PROSE, ("essence",)),
        "Another thing.": (SentenceKind.PROSE, ("essence",)),
        "Asks {customers}.": (SentenceKind.INDICATOR, ("facets", 0, "indicators", 0, "text")),
        "Tells of it.": (SentenceKind.ANCHOR, ("anchors", 1)),
    }


def test_lines_of_plain_text_are_told_apart() -> None:
    text = "# Heading\nAsks guests.\n- I ask guests.\n\nWho asks?\nOne thing. Another thing.\n"
    assert [(one.place, one.kind) for one in sentences_of_text(text)] == [
        ((2,), SentenceKind.INDICATOR),
        ((3,), SentenceKind.ITEM),
        ((5,), SentenceKind.QUESTION),
        ((6,), SentenceKind.PROSE),
        ((6,), SentenceKind.PROSE),
    ]


def test_places_are_those_of_the_text_with_its_slots() -> None:
    written = "Asks {customers} and {a customer} to wait."
    word = CUSTOMER_WORDS["internal customer"]
    (placed,) = check_placed(sentences_of_text(written, SentenceKind.INDICATOR), word)
    assert placed.finding.sentence == "Asks internal customers and an internal customer to wait."
    assert written[placed.start : placed.end] == "and"


def test_findings_stand_in_the_order_of_the_text() -> None:
    text = "Is patient with guests.\nWho waits and why?\nHas empathy for guests.\n"
    found = check_placed(sentences_of_text(text), CUSTOMER_WORDS["customer"])
    assert [one.sentence.place for one in found] == [(1,), (2,), (3,)]


def competency(named: int, count: int, essence: str) -> dict[str, object]:
    texts = ["Asks {customers}."] * named + ["Draws a plan."] * (count - named)
    return {"essence": essence, "facets": [{"indicators": texts}]}


def test_competency_that_concerns_customers_shows_them_in_a_third_of_its_indicators() -> None:
    def links(named: int, essence: str = "What {customers} need.") -> list[str]:
        data = {"competencies": [competency(named, 9, essence)]}
        found = check_links(sentences_of_document(data), CUSTOMER_WORDS["guest"])
        return [one.finding.why for one in found]

    assert links(2) == [
        "This concerns those who are served, and 2 of 9 indicators name them.",
    ]
    assert links(3) == []
    assert links(0, essence="How work is planned.") == []
