"""What is found in a framework from outside, and the error that refuses one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from stature.core.errors import StatureError

FindingKind = Literal[
    "coerced",
    "cycle",
    "dangling",
    "duplicate",
    "formula",
    "format",
    "left-out",
    "listing",
    "missing",
    "orphan",
    "unknown-field",
    "wrong-type",
]
MAXIMUM_LISTED = 10_000
LONGEST_QUOTE = 60
PLAIN_NAME = re.compile(r"[A-Za-z_][\w-]{0,59}", re.ASCII)


class ExchangeError(StatureError):
    """A file cannot be taken in as a framework, or a framework cannot be written in a form."""


@dataclass(frozen=True, slots=True)
class ExchangeFinding:
    """One thing that is wrong in a framework from outside, and what was done about it."""

    place: str
    kind: FindingKind
    what: str
    done: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}; {self.done}."


@dataclass
class Findings:
    """Findings as they are made: all are counted, the first ten thousand are listed."""

    listed: list[ExchangeFinding] = field(default_factory=list)
    counts: Counter[FindingKind] = field(default_factory=Counter)

    def add(self, place: str, kind: FindingKind, what: str, done: str) -> None:
        """Count a finding, and list it while there is room."""
        self.counts[kind] += 1
        if len(self.listed) < MAXIMUM_LISTED:
            self.listed.append(ExchangeFinding(place, kind, what, done))

    @property
    def total(self) -> int:
        """How many there are, listed or not."""
        return sum(self.counts.values())


def quoted(value: object) -> str:
    """A value as a finding quotes it: short, on one line, nothing that a terminal would obey."""
    text = value if isinstance(value, str) else str(value)
    start = "".join(letter if letter.isprintable() else "?" for letter in text[:LONGEST_QUOTE])
    return f"'{start}...'" if len(text) > LONGEST_QUOTE else f"'{start}'"


@lru_cache(maxsize=1024)
def _is_plain(name: str) -> bool:
    return PLAIN_NAME.fullmatch(name) is not None


def step(place: str, name: str) -> str:
    """The JSON path of a field: $.CFItems[3].title, or $['odd name']."""
    return f"{place}.{name}" if _is_plain(name) else f"{place}[{quoted(name)}]"
