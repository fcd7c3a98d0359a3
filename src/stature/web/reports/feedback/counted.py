"""Which ratings a release counted, and what is other since then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from stature.core.document import canonical_json
from stature.core.instrument.feedback import Rating

CountedRatings = Mapping[str, str]
"""The SHA-256 of each rating that counts, by its rater. It is never shown or downloaded."""


def counted_ratings(ratings: Sequence[Rating]) -> CountedRatings:
    """What a release keeps of the ratings of one leader: who gave them, and a hash of each."""
    return {each.rater: hashlib.sha256(_text(each)).hexdigest() for each in ratings}


def adds_nothing(before: CountedRatings, after: CountedRatings) -> bool:
    """Whether every rating was counted before. What was withdrawn since makes nothing new."""
    return after.items() <= before.items()


def other_answers(before: CountedRatings, after: CountedRatings, leader: str) -> list[str]:
    """How the answers are other than before: parts of a report that release pages have words for.

    ``leader`` names the rater whose answers are their own.
    """
    found = dict.fromkeys(_changes(before, after, leader))
    return sorted(found)


def _changes(before: CountedRatings, after: CountedRatings, leader: str) -> Iterator[str]:
    for rater in before.keys() | after.keys():
        if before.get(rater) == after.get(rater):
            continue
        if rater == leader:
            yield "answers"
        elif rater not in before:
            yield "late-answers"
        elif rater not in after:
            yield "withdrawn-answers"
        else:
            yield "corrected-answers"


def _text(rating: Rating) -> bytes:
    return canonical_json(rating).encode()
