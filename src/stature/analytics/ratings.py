"""Ratings in a column of a table, whatever type the column has."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import narwhals as nw

from stature.core.errors import AnswersError
from stature.core.instrument.answer_files.cells import CANT_SAY_WORDS, NO_ANSWER, read_answer
from stature.core.instrument.model import ResponseScale

RATING: Final = nw.Int16
DECIMALS: Final = ("", *("." + "0" * places for places in range(1, 7)))


def rating(column: str, dtype: Any, scale: ResponseScale) -> nw.Expr:
    """The ratings of a column as whole numbers, null where there is none."""
    if is_text(dtype):
        words = {text: value for text, value in _readings(scale) if value is not None}
        return spelling(column).replace_strict(words, default=None, return_dtype=RATING)
    if dtype.is_float():
        return nw.col(column).fill_nan(None).cast(RATING)
    check_type(column, dtype)
    return nw.col(column).cast(RATING)


def is_not_an_answer(column: str, dtype: Any, scale: ResponseScale) -> nw.Expr:
    """Whether a cell holds something that is no rating on the scale and not "can't say"."""
    if is_text(dtype):
        known = [text for text, _ in _readings(scale)]
        return (~spelling(column).is_in(known)) & ~nw.col(column).is_null()
    check_type(column, dtype)
    value = nw.col(column)
    if dtype.is_float():
        value = value.fill_nan(None)
    outside = (value < 0) | (value > scale.maximum)
    if dtype.is_float():
        outside = outside | (value != value.floor())
    return outside & ~value.is_null()


def is_text(dtype: Any) -> bool:
    """Whether a column holds text, and so perhaps words for numbers."""
    return dtype in (nw.String, nw.Categorical, nw.Enum)


def check_type(column: str, dtype: Any) -> None:
    """Refuse a column that cannot hold ratings, such as one of dates."""
    if not (is_text(dtype) or dtype.is_numeric() or dtype == nw.Unknown):
        raise AnswersError(
            f"the column '{column}' holds {dtype}, not ratings.",
            where="the table",
            remedy="Give the ratings as whole numbers.",
        )


def spelling(column: str) -> nw.Expr:
    """The text of a cell as the core compares it: without outer spaces, in small letters."""
    return nw.col(column).cast(nw.String).str.strip_chars().str.to_lowercase()


@cache
def _readings(scale: ResponseScale) -> tuple[tuple[str, int | None], ...]:
    """Every text that the core reads as an answer, with the rating it reads."""
    words = {*NO_ANSWER, *CANT_SAY_WORDS, scale.cant_say.lower()}
    labels = {option.label.lower() for option in scale.options}
    numbers = {
        f"{option.value:0{width}}{decimals}"
        for option in scale.options
        for width in (1, 2, 3)
        for decimals in DECIMALS
    }
    answers = [(text, read_answer(text, scale)) for text in sorted(words | labels | numbers)]
    return tuple((text, each if isinstance(each, int) else None) for text, each in answers)
