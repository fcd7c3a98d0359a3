"""What is wrong with a document of ratings, and where, in words for those who wrote it."""

from __future__ import annotations

from typing import Any, Final

from pydantic_core import ErrorDetails

from stature.core.instrument.answer_files.quoting import plain
from stature.core.instrument.feedback.model import HIGHEST, LOWEST
from stature.core.instrument.feedback.ratings import RaterGroup

LISTS: Final = ("ratings", "late")
SCALES: Final = ("frequency", "effectiveness")
REMEDY: Final = (
    "Give a list of ratings, each with participant, rater, group, instrument and "
    "frequency. 'stature feedback made-up' writes a file that can be read."
)


def place_of(details: ErrorDetails) -> str:
    """Where it stands: "ratings, number 2, frequency of T1.1.1"; numbers count from 1."""
    of_list, number, part, inside, *_ = *details["loc"], None, None, None, None
    if of_list not in LISTS or not isinstance(number, int):
        return plain(str(of_list or "the document"))
    place = f"{of_list}, number {number + 1}"
    if part is None:
        return place
    found = plain(str(part))
    if inside is None or inside == "[key]":
        return f"{place}, {found}"
    return f"{place}, {found} of {plain(str(inside))}"


def problem_of(details: ErrorDetails) -> tuple[str, str]:
    """What is wrong, and the remedy."""
    loc, kind = details["loc"], details["type"]
    found = _shown(details["input"])
    if kind == "missing":
        return f"{_name(loc[-1])} is missing.", REMEDY
    if kind == "extra_forbidden":
        return f"{_name(loc[-1])} means nothing here.", "Take it out, or look at its spelling."
    if len(loc) > 3 and loc[2] in SCALES and loc[-1] != "[key]":
        remedy = f'Answers are whole numbers from {LOWEST} to {HIGHEST}, or "not-observed".'
        return f"{found} is no answer.", remedy
    if loc[2:] == ("group",):
        return f"{found} is no group.", f"The groups are: {', '.join(RaterGroup)}."
    return f"{found} does not fit here.", REMEDY


def _name(part: Any) -> str:
    return f"'{plain(str(part))}'"


def _shown(value: Any) -> str:
    """A value as it was given; whole parts are not repeated."""
    return "what stands here" if isinstance(value, dict | list) else _name(value)
