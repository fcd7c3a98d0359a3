"""Which columns of a table make a scale, as people write it on a command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NoReturn

from stature.core.errors import StatureError
from stature.core.instrument.answer_files.quoting import plain, shown

RANGE, REVERSED = ":", "-"
COLUMNS_SHOWN = 12


class ScaleDefinitionError(StatureError):
    """A scale that no columns of the table fit."""


@dataclass(frozen=True)
class ScaleDefinition:
    """A scale: its name, its items in order, and which of them are reverse keyed."""

    name: str
    items: tuple[str, ...]
    reversed_items: frozenset[str] = frozenset()


def read_scale_definition(text: str, columns: Sequence[str]) -> ScaleDefinition:
    """A scale from text such as ``LEAD=LEAD01:LEAD11``, ``A=-A1,A2:A5`` or ``SupS*``.

    The name and ``=`` may be left out. Items are parted by commas; ``first:last`` takes all
    columns from one to the other, ``*`` and ``?`` stand for letters, and ``-`` before an item
    says that it is reverse keyed.

    Raises ScaleDefinitionError when nothing fits or an item is named twice.

    Examples:
        >>> read_scale_definition("A=-A1,A2:A3", ["A1", "A2", "A3"]).items
        ('A1', 'A2', 'A3')
    """
    try:
        return _read(text, columns)
    except ScaleDefinitionError as error:
        where = f"scale {shown(text)}"
        raise ScaleDefinitionError(error.what, where=where, remedy=error.remedy) from None


def _read(text: str, columns: Sequence[str]) -> ScaleDefinition:
    name, found, list_of_items = text.partition("=")
    if not found:
        name, list_of_items = text, text
    items: list[str] = []
    reversed_items: set[str] = set()
    for part in (part.strip() for part in list_of_items.split(",")):
        is_reversed = part not in columns and part.startswith(REVERSED)
        matched = list(_matching(part.removeprefix(REVERSED) if is_reversed else part, columns))
        items += matched
        reversed_items |= set(matched) if is_reversed else set()
    _refuse_twins(items)
    return ScaleDefinition(name.strip() or text, tuple(items), frozenset(reversed_items))


def _matching(part: str, columns: Sequence[str]) -> Iterator[str]:
    if part in columns:
        yield part
        return
    first, is_range, last = part.partition(RANGE)
    if is_range:
        start, stop = (column_place(name.strip(), columns) for name in (first, last))
        if start > stop:
            raise ScaleDefinitionError(
                f"{shown(first)} stands after {shown(last)} in the table",
                remedy="Turn the two round.",
            )
        yield from columns[start : stop + 1]
        return
    if not part:
        raise ScaleDefinitionError(
            "an item is missing", remedy="Name at least one, such as LEAD=LEAD01:LEAD11."
        )
    matched = [name for name in columns if fnmatchcase(name, part)]
    if not matched:
        _refuse_unknown(f"no column fits {shown(part)}.", columns)
    yield from matched


def column_place(name: str, columns: Sequence[str]) -> int:
    """The place of a column by its name; ScaleDefinitionError names the columns there are."""
    if name not in columns:
        _refuse_unknown(f"there is no column {shown(name)}.", columns)
    return columns.index(name)


def _refuse_unknown(what: str, columns: Sequence[str]) -> NoReturn:
    names = ", ".join(plain(name) for name in columns[:COLUMNS_SHOWN])
    more = len(columns) - COLUMNS_SHOWN
    raise ScaleDefinitionError(
        what, remedy=f"The table has: {names}{f' and {more:,} more' if more > 0 else ''}."
    )


def _refuse_twins(items: Sequence[str]) -> None:
    for place, item in enumerate(items):
        if item in items[:place]:
            raise ScaleDefinitionError(
                f"{shown(item)} is named twice.", remedy="Name each item once."
            )
