"""The columns of a wide table of answers: which one holds which item and perspective."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stature.core.errors import AnswersError
from stature.core.instrument.answer_files.columns import find_columns
from stature.core.instrument.model import Instrument

Answered = tuple[str, str]


@dataclass(frozen=True)
class AnswerColumns:
    """The headings of a table by what they hold: the respondent, and each item's ratings."""

    respondent: str
    ratings: dict[Answered, str]


def match_columns(
    header: Sequence[str], instrument: Instrument, *, where: str = "the table"
) -> AnswerColumns:
    """Find every column the instrument needs, in whatever spelling folds the same.

    Raises AnswersError when one is missing, stands twice, or names no item of the instrument.
    """
    _refuse_any("two columns have the heading", _repeated(header), where, "Rename one of them.")
    columns = find_columns(list(header), instrument)
    if columns.is_long:
        raise AnswersError(
            "each row holds one item, not one respondent.",
            where=where,
            remedy="Turn the table so that each respondent is one row.",
        )
    _refuse_any(
        "no item of the instrument has the column",
        columns.unknown_items.values(),
        where,
        f"Use the codes {instrument.items[0].code} to {instrument.items[-1].code}.",
    )
    _refuse_any(
        "two columns stand for",
        _repeated_ratings(columns.answers.values()),
        where,
        "Keep one of them.",
    )
    ratings = {answered: header[place] for place, answered in columns.answers.items()}
    _refuse_any(
        "there is no column",
        _missing(ratings, instrument),
        where,
        "Add it; it may be empty where nothing was answered.",
    )
    if "respondent" not in columns.person:
        raise AnswersError(
            "there is no column 'respondent'.",
            where=where,
            remedy="Add it, with a different value in each row.",
        )
    return AnswerColumns(header[columns.person["respondent"]], ratings)


def rating_column(item: str, perspective: str) -> str:
    """The usual heading of the ratings of an item."""
    return f"{item}_{perspective}"


def _missing(ratings: dict[Answered, str], instrument: Instrument) -> list[str]:
    return [
        rating_column(item.code, perspective)
        for item in instrument.items
        for perspective in instrument.perspective_ids
        if (item.code, perspective) not in ratings
    ]


def _repeated_ratings(answered: Iterable[Answered]) -> list[str]:
    return _repeated(rating_column(*pair) for pair in answered)


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _refuse_any(problem: str, columns: Iterable[str], where: str, remedy: str) -> None:
    names = list(columns)
    if names:
        shown = ", ".join(f"'{name}'" for name in names[:3])
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        raise AnswersError(f"{problem} {shown}{more}.", where=where, remedy=remedy)
