"""Renders a report as plain text: for screen readers, for search, for those who want no layout."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import Final

from stature.core.reporting.report import Report, ReportSection
from stature.core.reporting.text_blocks import BULLET, lines_of

WIDTH: Final = 78
MARGIN: Final = " " * len(BULLET)


def render_text(report: Report, *, width: int = WIDTH) -> str:
    """The whole report in lines of at most ``width`` characters.

    It says what the page shows and no more; each row of a chart or a table is one entry.
    """
    top = "\n".join(_wrapped(lines_of(report.masthead), width))
    parts = [top, *(_section(section, width) for section in report.sections), report.footer]
    return "\n\n".join(parts) + "\n"


def _section(section: ReportSection, width: int) -> str:
    blocks = ("\n".join(_wrapped(lines_of(block), width)) for block in section.blocks)
    return "\n\n".join([f"{section.heading}\n{'=' * len(section.heading)}", *blocks])


def _wrapped(lines: Iterator[str], width: int) -> Iterator[str]:
    """Lines cut to the width; an entry of a list goes on under its own text."""
    for line in lines:
        margin = MARGIN if line.startswith(BULLET) else ""
        yield fill(
            line, width, subsequent_indent=margin, break_on_hyphens=False, break_long_words=False
        )
