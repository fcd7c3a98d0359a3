"""The filter of a CASE request: ``title~'service' AND version>='1.0' OR language='de'``.

AND binds closer than OR. Letter case does not count, and digits count as numbers: 1.10 comes after
1.9. A value stands in single quotes; a quote inside it is written twice.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from stature.web.frameworks.case.errors import InvalidSelectionError

MAXIMUM_LENGTH: Final = 500
MAXIMUM_CONDITIONS: Final = 10
# Each part can match in one way only, so that no filter takes longer than its length.
CONDITION: Final = re.compile(r"\s*([A-Za-z]+)\s*(!=|>=|<=|=|>|<|~)\s*'((?:[^']|'')*)'\s*")
JOINER: Final = re.compile(r"(AND|OR)\b")
NUMBER: Final = re.compile(r"([0-9]{1,18})")
EXAMPLE: Final = "Write it like this: title~'service' AND version='1.0.0'."

SortKey = list[str | int]


def sort_key(text: str) -> SortKey:
    """What text is compared by: letters without their case, and digits as numbers."""
    parts = NUMBER.split(text.casefold())
    return [int(part) if place % 2 else part for place, part in enumerate(parts)]


COMPARISONS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "=": lambda value, wanted: value.casefold() == wanted.casefold(),
    "~": lambda value, wanted: wanted.casefold() in value.casefold(),
    ">": lambda value, wanted: operator.gt(sort_key(value), sort_key(wanted)),
    ">=": lambda value, wanted: operator.ge(sort_key(value), sort_key(wanted)),
    "<": lambda value, wanted: operator.lt(sort_key(value), sort_key(wanted)),
    "<=": lambda value, wanted: operator.le(sort_key(value), sort_key(wanted)),
}


@dataclass(frozen=True)
class Condition:
    """One comparison; a list fulfils it if one of its entries does, an absent field never."""

    field: str
    predicate: str
    wanted: str

    def holds_for(self, record: Mapping[str, Any]) -> bool:
        """Whether a record is as wanted."""
        value = record.get(self.field)
        values = [] if value is None else [value] if isinstance(value, str) else value
        if self.predicate == "!=":
            return not any(COMPARISONS["="](each, self.wanted) for each in values)
        return any(COMPARISONS[self.predicate](each, self.wanted) for each in values)


@dataclass(frozen=True)
class Filter:
    """Alternatives, each a row of conditions that must all hold."""

    alternatives: tuple[tuple[Condition, ...], ...]

    def holds_for(self, record: Mapping[str, Any]) -> bool:
        """Whether a record passes the filter."""
        return any(
            all(condition.holds_for(record) for condition in conditions)
            for conditions in self.alternatives
        )


def parse_filter(text: str, fields: frozenset[str]) -> Filter:
    """The filter that a text stands for. Raises InvalidSelectionError with the place of a fault."""
    if len(text) > MAXIMUM_LENGTH:
        raise InvalidSelectionError(
            f"the filter is longer than {MAXIMUM_LENGTH} characters.", where="filter"
        )
    alternatives: list[list[Condition]] = [[]]
    for joiner, condition in _joined(text):
        if condition.field not in fields:
            raise InvalidSelectionError(
                f"there is no field '{condition.field}' to filter by.",
                where="filter",
                remedy=f"Use one of these: {', '.join(sorted(fields))}.",
            )
        if joiner == "OR":
            alternatives.append([])
        alternatives[-1].append(condition)
    if sum(map(len, alternatives)) > MAXIMUM_CONDITIONS:
        raise InvalidSelectionError(
            f"the filter has more than {MAXIMUM_CONDITIONS} conditions.", where="filter"
        )
    return Filter(tuple(map(tuple, alternatives)))


def _joined(text: str) -> Iterator[tuple[str, Condition]]:
    """The conditions in order, each with the word that joins it to the one before."""
    joiner, place = "", 0
    while True:
        found = CONDITION.match(text, place)
        if found is None:
            raise _fault("expected a condition", text, place)
        field, predicate, quoted = found.groups()
        yield joiner, Condition(field, predicate, quoted.replace("''", "'"))
        if found.end() == len(text):
            return
        word = JOINER.match(text, found.end())
        if word is None:
            raise _fault("expected AND, OR or the end", text, found.end())
        joiner, place = word[1], word.end()


def _fault(expected: str, text: str, place: int) -> InvalidSelectionError:
    got = repr(text[place : place + 30]) if text[place:].strip() else "nothing"
    return InvalidSelectionError(
        f"{expected} at character {place + 1}, got {got}.", where="filter", remedy=EXAMPLE
    )
