"""Scores as a table: one row for each respondent, the same columns for one person or millions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar, cast

from stature.analytics.score_columns import CODE_SEPARATOR, score_columns, source_cells
from stature.core.instrument.model import Instrument
from stature.core.scoring.item_rules import FlaggedItem
from stature.core.scoring.profile import ProfileScore
from stature.core.scoring.section_scores import SectionScore

Frame = TypeVar("Frame")
Cell = str | float | int | None


def score_table(frame: Frame, instrument: Instrument) -> Frame:
    """Score a table of answers with one row for each respondent, as one query.

    ``frame`` is any frame that narwhals knows (a lazy one stays lazy) with the column
    ``respondent`` and one column for each item and perspective, such as ``SL-1_individual``;
    any spelling that folds the same will do. "Can't say" is null. The table must have passed
    ``check_table``: a value off the scale would be added up as it stands.

    Raises AnswersError when a column is missing or stands for no item of the instrument.
    """
    from stature.analytics.score_query import score_query  # here, because engines load slowly

    return cast(Frame, score_query(frame, instrument))


def score_row(score: ProfileScore, instrument: Instrument) -> dict[str, Cell]:
    """The score of one response as a row of the same table."""
    return dict(zip(score_columns(instrument), _cells(score, instrument), strict=True))


def _cells(score: ProfileScore, instrument: Instrument) -> Iterator[Cell]:
    yield score.respondent
    asked = {section.section: section for section in score.sections}
    for section in instrument.sections:
        yield from _section_cells(asked.get(section.code), instrument)
    for perspective in instrument.perspective_ids:
        yield score.totals[perspective]
    yield _codes(score.coached)
    yield _codes(score.gaps_to_explore)
    yield from source_cells(instrument).values()


def _section_cells(section: SectionScore | None, instrument: Instrument) -> Iterator[Cell]:
    """The cells of a section; one that was not asked has no total and no answers."""
    for perspective in instrument.perspective_ids:
        yield None if section is None else section.totals[perspective].value
        yield 0 if section is None else section.totals[perspective].n_answered
    yield None if section is None else section.gap


def _codes(flagged: tuple[FlaggedItem, ...]) -> str:
    return CODE_SEPARATOR.join(item.item for item in flagged)
