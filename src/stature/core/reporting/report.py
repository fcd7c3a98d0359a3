"""A report: sections of blocks, the same for every renderer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from pydantic import SerializeAsAny

from stature.core.document import Part
from stature.core.reporting.blocks import Block, Masthead

NOT_PROSE: Final = frozenset({"dumbbell", "item_dots", "data_table", "score_line", "contract_form"})


class ReportSection(Part):
    """A section with its heading; an appendix section comes after the body."""

    anchor: str
    heading: str
    blocks: tuple[SerializeAsAny[Block], ...]
    starts_page: bool = False
    is_appendix: bool = False


class Report(Part):
    """A finished report, ready for a renderer."""

    title: str
    person: str
    language: str
    day: date | None
    footer: str
    page_label: str
    contents_label: str
    masthead: Masthead
    sections: tuple[ReportSection, ...]


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a part of a report, in reading order, without anchors and kinds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            if name not in {"kind", "anchor", "target", "targets", "style", "rule", "description"}:
                yield from texts_in(getattr(value, name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from texts_in(entry)


def word_count(part: ReportSection | Block) -> int:
    """The words to be read in a section or a block; charts, tables and forms do not count."""
    if isinstance(part, ReportSection):
        return len(part.heading.split()) + sum(word_count(block) for block in part.blocks)
    if part.kind in NOT_PROSE:
        return 0
    return sum(len(text.split()) for text in texts_in(part))
