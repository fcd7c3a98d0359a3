"""The length budget of the body: long reports go unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

BODY_WORDS: Final = 3_000
CARDS_PER_AREA: Final = 2
CARDS_AT_LEAST: Final = 1


def cards_that_fit(
    by_urgency: Sequence[str],
    words: Mapping[str, int],
    words_without_cards: int,
    area_of: Callable[[str], str],
) -> frozenset[str]:
    """The coaching cards that the body holds, chosen in order of urgency.

    At most two for an area, and no more than keep the body within its budget. The most urgent
    item is always in.
    """
    chosen: list[str] = []
    total = words_without_cards
    for code in by_urgency:
        in_area = Counter(area_of(item) for item in chosen)[area_of(code)]
        fits = in_area < CARDS_PER_AREA and total + words[code] <= BODY_WORDS
        if fits or len(chosen) < CARDS_AT_LEAST:
            chosen.append(code)
            total += words[code]
    return frozenset(chosen)
