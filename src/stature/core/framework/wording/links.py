"""Whether a competency that concerns customers shows them in its indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stature.core.framework.customer import CustomerWord
from stature.core.framework.wording.check import own_words_of
from stature.core.framework.wording.finding import WordingFinding, WordingRule
from stature.core.framework.wording.people import names_served
from stature.core.framework.wording.placed import Place, PlacedFinding, PlacedSentence
from stature.core.framework.wording.sentence import Sentence, SentenceKind

FEWEST_JUDGED = 6
SHARE = 3


def check_links(
    sentences: Iterable[PlacedSentence], customer_word: CustomerWord
) -> Iterator[PlacedFinding]:
    """Each competency whose essence names those served, and whose indicators seldom do.

    At least a third of its indicators should. The finding stands at its essence.
    """
    essences: dict[Place, PlacedSentence] = {}
    indicators: dict[Place, list[bool]] = {}
    for one in sentences:
        if one.place[-1:] == ("essence",):
            if _names_served(one, customer_word):
                essences.setdefault(one.place[:-1], one)
        elif one.kind is SentenceKind.INDICATOR and "facets" in one.place:
            place = one.place[: one.place.index("facets")]
            indicators.setdefault(place, []).append(_names_served(one, customer_word))
    for place, essence in essences.items():
        named = indicators.get(place, [])
        if len(named) >= FEWEST_JUDGED and sum(named) * SHARE < len(named):
            yield _finding(essence, sum(named), len(named), customer_word)


def _names_served(one: PlacedSentence, word: CustomerWord) -> bool:
    return names_served(Sentence(word.put_into(one.written), one.kind), own_words_of(word))


def _finding(
    essence: PlacedSentence, named: int, count: int, customer_word: CustomerWord
) -> PlacedFinding:
    text = " ".join(customer_word.put_into(essence.written).split())
    finding = WordingFinding(
        WordingRule.CUSTOMER_ABSENT,
        0,
        text,
        0,
        len(text),
        f"This concerns those who are served, and {named} of {count} indicators name them.",
        "Show them in at least a third of the indicators.",
    )
    return PlacedFinding(essence, finding, essence.offset, essence.offset + len(essence.written))
