"""Reading one cell: a rating, "can't say", or nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import cast

from stature.core.instrument.model import ResponseScale
from stature.core.instrument.response import CANT_SAY, Answer

NO_ANSWER = frozenset({"", "na", "n/a", "null", "none", "-", "."})
CANT_SAY_WORDS = frozenset({"cant say", "can't say", "can’t say", "cant-say", "cant_say"})
WHOLE_NUMBER = re.compile(r"\d{1,3}(\.0{1,6})?")
DATE = re.compile(r"(\d{4}-\d\d-\d\d)([T ][\d:.Z+-]*)?")
LONGEST_NAME = 120
# Control characters, halves of letters, marks that turn the direction of all that follows, and
# code points that XML, and so a PDF's metadata, cannot hold.
UNFIT_FOR_A_NAME = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
# How a byte that is no UTF-8 comes out of Python's error handler 'surrogateescape'.
NOT_UTF_8 = re.compile(r"[\udc80-\udcff]")


class CellError(ValueError):
    """A cell holds something that has no meaning there."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def with_encoding_in_mind(cell: str, error: CellError) -> CellError:
    """The error of a cell, or a plainer one where the cell was not written in UTF-8."""
    if not NOT_UTF_8.search(cell):
        return error
    return CellError(
        "the text is not written in UTF-8",
        "Open the file where it was made and save it as 'CSV UTF-8'.",
    )


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
    if WHOLE_NUMBER.fullmatch(text) and int(float(text)) <= scale.maximum:
        return int(float(text))
    raise CellError(
        "the answer is not on the scale",
        f'Write a whole number from 0 to {scale.maximum} or "can\'t say", or leave it empty.',
    )


def read_date(cell: str) -> date | None:
    """A date written year-month-day, with or without a time; other orders could mean two dates."""
    text = cell.strip()
    if not text:
        return None
    match = DATE.fullmatch(text)
    try:
        return date.fromisoformat(match[1] if match else "")
    except ValueError:
        raise CellError(
            "the date is not written as year-month-day, or there is no such day",
            "Write it like 2026-03-07.",
        ) from None


def read_name(cell: str) -> str:
    """A name on one line, without control characters; a formula is a name like any other."""
    text = " ".join(cell.split())
    if len(text) > LONGEST_NAME:
        raise CellError("the name is too long", f"Use at most {LONGEST_NAME} letters.")
    if UNFIT_FOR_A_NAME.search(text):
        raise CellError("the name holds control characters", "Type the name again by hand.")
    return text


def read_respondent(cell: str) -> str:
    """The key of a respondent, which must be there wherever the column is."""
    text = read_name(cell)
    if not text:
        raise CellError("the respondent is missing", "Give each row its respondent.")
    return text
