"""Which columns of a table make a scale, as people write it on a command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from stature.core.errors import StatureError

RANGE, REVERSED = ":", "-"


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
    _refuse_twins(items, text)
    return ScaleDefinition(name.strip() or text, tuple(items), frozenset(reversed_items))


def _matching(part: str, columns: Sequence[str]) -> Iterator[str]:
    if part in columns:
        yield part
        return
    first, is_range, last = part.partition(RANGE)
    if is_range:
        start, stop = (_place(name.strip(), columns) for name in (first, last))
        if start > stop:
            raise ScaleDefinitionError(
                f"'{first}' stands after '{last}' in the table", remedy="Turn the two round."
            )
        yield from columns[start : stop + 1]
        return
    matched = [name for name in columns if fnmatchcase(name, part)] if part else []
    if not matched:
        raise ScaleDefinitionError(
            f"no column fits '{part}'", remedy=f"The table has: {_some(columns)}."
        )
    yield from matched


def _place(name: str, columns: Sequence[str]) -> int:
    if name not in columns:
        raise ScaleDefinitionError(
            f"there is no column '{name}'", remedy=f"The table has: {_some(columns)}."
        )
    return columns.index(name)


def _some(columns: Sequence[str]) -> str:
    shown = ", ".join(columns[:12])
    return f"{shown} and {len(columns) - 12} more" if len(columns) > 12 else shown


def _refuse_twins(items: Sequence[str], text: str) -> None:
    twins = [item for place, item in enumerate(items) if item in items[:place]]
    if twins:
        raise ScaleDefinitionError(
            f"'{twins[0]}' is named twice in '{text}'", remedy="Name each item once."
        )
