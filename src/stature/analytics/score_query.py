"""The scoring of the core as one query over a table, on whatever engine holds it."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from functools import reduce
from itertools import product
from typing import Any, Final

import narwhals as nw

from stature.analytics.answer_columns import AnswerColumns, match_columns, rating_column
from stature.analytics.ratings import rating
from stature.analytics.score_columns import (
    COACHED,
    CODE_SEPARATOR,
    GAPS_TO_EXPLORE,
    RESPONDENT,
    count_column,
    gap_column,
    score_columns,
    source_cells,
    sum_column,
    total_column,
)
from stature.core.instrument.model import Instrument, Item, Section

COUNT: Final = nw.Int16


def score_query(frame: Any, instrument: Instrument) -> Any:
    """Score a table; the result is the same kind of frame, and lazy when that was."""
    answers = nw.from_native(frame)
    schema = answers.collect_schema()
    columns = match_columns(schema.names(), instrument)
    scored = (
        answers.select(*_ratings(columns, schema, instrument))
        .with_columns(*_sections(instrument), *_flags(instrument))
        .with_columns(*_gaps(instrument), *_sums(instrument), *_source(instrument))
        .select(*score_columns(instrument))
    )
    return scored.to_native()


def _ratings(
    columns: AnswerColumns, schema: Mapping[str, Any], instrument: Instrument
) -> list[nw.Expr]:
    """The respondent, and every rating as a small whole number under its usual heading."""
    scale = instrument.response_scale
    return [
        nw.col(columns.respondent).alias(RESPONDENT),
        *[
            rating(heading, schema[heading], scale).alias(rating_column(*answered))
            for answered, heading in columns.ratings.items()
        ],
    ]


def _sections(instrument: Instrument) -> list[nw.Expr]:
    return [
        column
        for section, perspective in product(instrument.sections, instrument.perspective_ids)
        for column in _total_and_count(section, perspective, instrument)
    ]


def _total_and_count(section: Section, perspective: str, instrument: Instrument) -> list[nw.Expr]:
    """The sum of the ratings, prorated to all items, when enough were answered."""
    ratings = [nw.col(rating_column(item.code, perspective)) for item in section.items]
    n_answered = _count(ratings)
    total = nw.sum_horizontal(*ratings).cast(nw.Float64) * len(section.items) / n_answered
    enough = n_answered >= instrument.scoring.minimum_answered
    return [
        nw.when(enough).then(total).alias(total_column(section.code, perspective)),
        n_answered.alias(count_column(section.code, perspective)),
    ]


def _gaps(instrument: Instrument) -> list[nw.Expr]:
    """The first perspective's total less the second's; null when there is only one."""
    return [
        _gap(section, instrument).alias(gap_column(section.code)) for section in instrument.sections
    ]


def _gap(section: Section, instrument: Instrument) -> nw.Expr:
    totals = [nw.col(total_column(section.code, each)) for each in instrument.perspective_ids]
    return totals[0] - totals[1] if len(totals) > 1 else nw.lit(None, nw.Float64)


def _sums(instrument: Instrument) -> list[nw.Expr]:
    """Totals of all sections, added in their order as the core does; null when one is null."""
    return [
        reduce(
            operator.add,
            [nw.col(total_column(section.code, perspective)) for section in instrument.sections],
        ).alias(sum_column(perspective))
        for perspective in instrument.perspective_ids
    ]


def _flags(instrument: Instrument) -> list[nw.Expr]:
    coached = {item.code: _is_for_coaching(item, instrument) for item in instrument.items}
    gaps = {item.code: _is_gap_to_explore(item, instrument) for item in instrument.items}
    return [_codes(coached).alias(COACHED), _codes(gaps).alias(GAPS_TO_EXPLORE)]


def _is_for_coaching(item: Item, instrument: Instrument) -> nw.Expr:
    """Whether the prorated sum is below the cut-off, multiplied out so that all stays whole."""
    ratings = _ratings_of(item, instrument)
    cut_off = instrument.scoring.coaching.cut_off
    return nw.sum_horizontal(*ratings) * len(ratings) < _count(ratings) * cut_off


def _is_gap_to_explore(item: Item, instrument: Instrument) -> nw.Expr:
    """Whether one rating is at the bottom of the scale and another at the top."""
    ratings = _ratings_of(item, instrument)
    top = instrument.response_scale.maximum
    lowest = nw.any_horizontal(*[each == 0 for each in ratings], ignore_nulls=True)
    highest = nw.any_horizontal(*[each == top for each in ratings], ignore_nulls=True)
    return lowest & highest


def _ratings_of(item: Item, instrument: Instrument) -> list[nw.Expr]:
    return [nw.col(rating_column(item.code, each)) for each in instrument.perspective_ids]


def _count(ratings: list[nw.Expr]) -> nw.Expr:
    return nw.sum_horizontal(*[(~each.is_null()).cast(COUNT) for each in ratings])


def _codes(flags: dict[str, nw.Expr]) -> nw.Expr:
    """The codes whose flag is true, as one text; empty when none is."""
    return nw.concat_str(
        *[nw.when(flag).then(nw.lit(code)) for code, flag in flags.items()],
        separator=CODE_SEPARATOR,
        ignore_nulls=True,
    )


def _source(instrument: Instrument) -> list[nw.Expr]:
    return [nw.lit(cell).alias(column) for column, cell in source_cells(instrument).items()]
