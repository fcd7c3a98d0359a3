"""A report as plain text: for screen readers, for search, and for those who want no layout."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import Any, Final

from stature.core.document import Part
from stature.core.reporting.blocks import Block, DataTable, Heading, Paragraph
from stature.core.reporting.report import Report, ReportSection, texts_in

WIDTH: Final = 78
BETWEEN: Final = " – "


def plain_text(report: Report) -> str:
    """The whole report; each part of a chart or a table is one line."""
    head = [report.title, *texts_in(report.masthead)]
    parts = ["\n".join(dict.fromkeys(head)), *map(_section, report.sections), report.footer]
    return "\n\n".join(parts) + "\n"


def _section(section: ReportSection) -> str:
    heading = f"{section.heading}\n{'=' * len(section.heading)}"
    return "\n\n".join([heading, *filter(None, map(_block, section.blocks))])


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return fill(" ".join(sentence.text for sentence in block.sentences), WIDTH)
    if isinstance(block, Heading):
        return f"{block.text}\n{'-' * len(block.text)}"
    if isinstance(block, DataTable):
        rows = (BETWEEN.join(row) for row in (block.header, *block.rows))
        return "\n".join([block.caption, *rows])
    return "\n".join(fill(line, WIDTH) for line in _lines(block))


def _lines(part: Part) -> Iterator[str]:
    for name in type(part).model_fields:
        if name not in ("kind", "description", "anchor", "style"):
            yield from _lines_of(getattr(part, name))


def _lines_of(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            line = BETWEEN.join(filter(None, texts_in(entry)))
            if line:
                yield line
