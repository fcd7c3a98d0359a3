"""A report: sections of blocks, the same for every renderer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, Literal, get_origin

from pydantic import SerializeAsAny
from pydantic.fields import FieldInfo

from stature.core.document import Part
from stature.core.reporting.blocks import Anchor, Block, Masthead, Unspoken


class ReportSection(Part):
    """A section with its heading; an appendix section comes after the body."""

    anchor: Anchor
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
    """Every text in a part of a report, in reading order, without what is unspoken."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Part):
        for name in _spoken_fields(type(value)):
            yield from texts_in(getattr(value, name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from texts_in(entry)


@cache
def _spoken_fields(part: type[Part]) -> tuple[str, ...]:
    return tuple(name for name, field in part.model_fields.items() if _is_spoken(field))


def _is_spoken(field: FieldInfo) -> bool:
    """A field that is marked, or that takes one of a few fixed values, holds no words to read."""
    marked = any(isinstance(mark, Unspoken) for mark in field.metadata)
    return not marked and get_origin(field.annotation) is not Literal


def word_count(part: ReportSection | Block) -> int:
    """The words to be read in a section or a block; charts, tables and forms do not count."""
    if isinstance(part, ReportSection):
        return len(part.heading.split()) + sum(word_count(block) for block in part.blocks)
    if not part.is_prose:
        return 0
    return sum(len(text.split()) for text in texts_in(part))
