"""The items of a scale: their figures in a table, their fit and their answers as plots."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from stature.core.instrument.answer_files.quoting import plain
from stature.core.psychometrics.items import ItemAnalysis
from stature.core.reporting.blocks import (
    AnswerShares,
    AnswerSharesRow,
    Block,
    DataTable,
    Heading,
)
from stature.core.reporting.scale_statistics.figures import Figures, number
from stature.core.scoring.scale_analysis import ScaleAnalysis

MOST_OPTIONS_DRAWN = 11


def item_blocks(analysis: ScaleAnalysis, write: Figures) -> Iterator[Block]:
    """A table, the fit of each item, and how the answers spread; nothing without item analysis."""
    items = analysis.figures.get("items")
    if not isinstance(items, ItemAnalysis):
        return
    names = [_item_name(analysis, name) for name in analysis.definition.items]
    yield Heading(text="Items")
    yield _table(names, items, write)
    yield from _fit_of_each(names, items, write)
    yield from _answer_shares(names, items)


def _item_name(analysis: ScaleAnalysis, name: str) -> str:
    is_reversed = name in analysis.definition.reversed_items
    return f"{plain(name)} (reversed)" if is_reversed else plain(name)


def _table(names: Sequence[str], items: ItemAnalysis, write: Figures) -> DataTable:
    return DataTable(
        caption="Figures of each item",
        header=("Item", "n", "Mean", "SD", "Item-rest r", "Alpha without"),
        numeric=(1, 2, 3, 4, 5),
        rows=tuple(
            (
                name,
                f"{int(items.answered[place]):,}",
                write.text(items.mean[place]),
                write.text(items.standard_deviation[place]),
                write.text(items.item_rest[place]),
                write.text(items.alpha_if_deleted[place]),
            )
            for place, name in enumerate(names)
        ),
    )


def _fit_of_each(names: Sequence[str], items: ItemAnalysis, write: Figures) -> Iterator[Block]:
    rows = [
        write.row_of(
            name,
            float(items.item_rest[place]),
            *(
                None if math.isnan(end[place]) else float(end[place])
                for end in (items.item_rest_low, items.item_rest_high)
            ),
        )
        for place, name in enumerate(names)
        if not math.isnan(items.item_rest[place])
    ]
    if rows:
        yield write.unit_plot("How each item goes with the others (item-rest r)", "Item", rows)


def _answer_shares(names: Sequence[str], items: ItemAnalysis) -> Iterator[Block]:
    options = items.options
    if options is None or not 2 <= len(options.options) <= MOST_OPTIONS_DRAWN:
        return
    yield AnswerShares(
        title="How the answers spread, in percent",
        row_heading="Item",
        count_label="n",
        options=tuple(number(float(option)) for option in options.options),
        rows=tuple(
            AnswerSharesRow(
                label=name,
                shares=tuple(float(share) for share in options.shares[place]),
                count_text=f"{int(options.counts[place].sum()):,}",
            )
            for place, name in enumerate(names)
            if options.counts[place].sum()
        ),
    )
