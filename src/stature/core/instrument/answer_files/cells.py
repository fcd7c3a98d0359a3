"""Reading one cell: a rating, "can't say", or nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import cast

from stature.core.instrument.answer_files.limits import MAXIMUM_CELL_LENGTH
from stature.core.instrument.model import ResponseScale
from stature.core.instrument.response import CANT_SAY, Answer

NO_ANSWER = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "."})
CANT_SAY_WORDS = frozenset({"cant say", "can't say", "can’t say", "cant-say", "cant_say"})
WHOLE_NUMBER = re.compile(r"^\d{1,3}(\.0{1,6})?$")


class CellProblem(ValueError):
    """A cell holds something that has no meaning there."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def read_answer(cell: str, scale: ResponseScale) -> Answer | None:
    """The answer in a cell: a rating on the scale, "can't say", or None when there is none."""
    text = cell.strip().casefold()
    if text in NO_ANSWER:
        return None
    if text in CANT_SAY_WORDS or text == scale.cant_say.casefold():
        return cast(Answer, CANT_SAY)
    for option in scale.options:
        if text == option.label.casefold():
            return option.value
    if WHOLE_NUMBER.match(text) and int(float(text)) <= scale.maximum:
        return int(float(text))
    raise CellProblem(
        "the answer is not on the scale",
        f"Write a whole number from 0 to {scale.maximum}, or leave it empty for \"can't say\".",
    )


def read_date(cell: str) -> date | None:
    """A date written year-month-day; any other order could mean two dates."""
    text = cell.strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise CellProblem(
            "the date is not written as year-month-day", "Write it like 2026-03-07."
        ) from None


def read_name(cell: str) -> str:
    """A name on one line, without control characters."""
    text = " ".join(cell.split())
    if len(text) > 120 or any(ord(letter) < 32 or ord(letter) == 127 for letter in text):
        raise CellProblem(
            "the name is too long or holds control characters", "Use at most 120 letters."
        )
    return text


def read_respondent(cell: str) -> str:
    """The key of a respondent, which must be there wherever the column is."""
    text = read_name(cell)
    if not text:
        raise CellProblem("the respondent is missing", "Give each row its respondent.")
    return text


def shown(cell: str) -> str:
    """A cell as a finding quotes it: short, on one line, nothing that a terminal would obey."""
    text = "".join(letter if letter.isprintable() else "?" for letter in cell[:MAXIMUM_CELL_LENGTH])
    return f"'{text[:40]}...'" if len(text) > 40 else f"'{text}'"
