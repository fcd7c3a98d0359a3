"""A report of figures as plain text: the same blocks as on the page, as tables of letters."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stature.core.reporting.blocks import (
    AnswerShares,
    Block,
    Bullets,
    DataTable,
    Heading,
    IntervalPlot,
    Paragraph,
)
from stature.core.reporting.report import Report

WIDTH = 100


def report_as_text(report: Report) -> str:
    """The body of a report as text of at most 100 letters a line; the appendix is left out."""
    page = io.StringIO()
    console = Console(file=page, width=WIDTH, highlight=False, color_system=None)
    for section in report.sections:
        if section.is_appendix:
            continue
        console.print(Text(f"\n{section.heading}\n{'=' * len(section.heading)}"))
        for block in section.blocks:
            console.print(_shown(block))
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()).strip()


def _shown(block: Block) -> Any:
    for kind, show in SHOWN.items():
        if isinstance(block, kind):
            return Padding(show(block), (1, 0, 0, 0))
    raise TypeError(f"a block of kind {block.kind} has no form in text")


def _heading(block: Heading) -> Text:
    return Text(f"{block.text}\n{'-' * len(block.text)}")


def _paragraph(block: Paragraph) -> Text:
    return Text(" ".join(sentence.text for sentence in block.sentences))


def _bullets(block: Bullets) -> Text:
    lines = [block.heading] if block.heading else []
    return Text("\n".join([*lines, *(f"- {entry}" for entry in block.entries)]))


def _data_table(block: DataTable) -> Group:
    return _table(block.caption, block.header, block.rows, numeric=block.numeric)


def _interval_plot(block: IntervalPlot) -> Group:
    header = (block.row_heading, block.estimate_label, block.interval_label)
    rows = [(row.label, row.estimate_text, row.interval_text) for row in block.rows]
    return _table(block.title, header, rows, numeric=(1, 2))


def _answer_shares(block: AnswerShares) -> Group:
    header = (block.row_heading, *block.options, block.count_label)
    rows = [
        (row.label, *(f"{share:.0%}" for share in row.shares), row.count_text) for row in block.rows
    ]
    return _table(block.title, header, rows, numeric=tuple(range(1, len(header))))


def _table(
    title: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: Sequence[int]
) -> Group:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, name in enumerate(header):
        table.add_column(Text(name), justify="right" if place in numeric else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return Group(Text(title), table)


SHOWN: dict[type[Block], Callable[[Any], Any]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    DataTable: _data_table,
    IntervalPlot: _interval_plot,
    AnswerShares: _answer_shares,
}
