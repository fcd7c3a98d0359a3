"""The adversary's questions: sums of answers that must not be found to have one value only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Literal

import numpy as np

from stature.core.disclosure.adversary.sight import PublicKnowledge
from stature.core.disclosure.adversary.system import Alike, System

Kind = Literal[
    "answer",
    "one value",
    "hidden group",
    "few people",
    "subtraction",
    "linked comments",
    "leader",
    "few leaders",
    "leader beside another",
]


@dataclass(frozen=True, slots=True)
class Question:
    """A weighted sum of columns; it is a disclosure if it can take one value only.

    With ``ends`` it is one only if that value is one of them: then every single answer is known.
    """

    kind: Kind
    whose: str
    weights: tuple[tuple[int, int], ...]
    ends: frozenset[int] | None = None

    def settled_by(self, values: set[int]) -> bool:
        """Whether these values of the sum show that nothing is disclosed."""
        return len(values) > 1 or bool(self.ends is not None and values - self.ends)


def questions(system: System, knowledge: PublicKnowledge) -> Iterator[Question]:
    """Everything to be asked of the system."""
    for alike in system.alike:
        yield from _single_answers(alike, system, knowledge)
    yield from _hidden_groups(system, knowledge)
    yield from _few_people(system, knowledge)


def _single_answers(alike: Alike, system: System, knowledge: PublicKnowledge) -> Iterator[Question]:
    """Answers alike can be exchanged, so one of them is known only if all have the same value."""
    rater, item = alike.cells[0]
    kind: Kind = "answer" if alike.size == 1 else "one value"
    whose = f"{knowledge.groups[rater]}, {knowledge.layout.items[item]}"
    if alike.counted:
        all_of_them = frozenset({alike.size})
        for column in alike.columns:
            yield Question(kind, whose, ((column, 1),), all_of_them)
    else:
        ends = {alike.size * system.options[0], alike.size * system.options[-1]}
        weights = ((alike.columns[0], 1),)
        yield Question(kind, whose, weights, frozenset(ends) if alike.size > 1 else None)


def _hidden_groups(system: System, knowledge: PublicKnowledge) -> Iterator[Question]:
    """The sum of a group too small to be shown, for each scale and for all of them.

    After several releases "others" can hold enough people of one group to be just that group; then
    its sum is no secret.
    """
    for group in sorted(knowledge.hidden - knowledge.rules.shown_singly):
        rows = [row for row, name in enumerate(knowledge.groups) if name == group]
        every = tuple(range(len(knowledge.layout.items)))
        for items in (*knowledge.layout.items_of_scale, every):
            people = knowledge.protected[np.ix_(rows, items)].any(axis=1).sum()
            weights = _sum(system, knowledge, rows, items)
            if weights and people < knowledge.rules.per_group:
                yield Question("hidden group", f"{group}, {len(items)} items", weights)


def _few_people(system: System, knowledge: PublicKnowledge) -> Iterator[Question]:
    """The sums of fewer people than the minimum, who stand apart in a scale or an item."""
    rules = knowledge.rules
    for items in knowledge.layout.items_of_scale:
        yield from _apart(system, knowledge, items, rules.per_group)
        for item in items:
            yield from _apart(system, knowledge, (item,), rules.per_option)


def _apart(
    system: System, knowledge: PublicKnowledge, items: tuple[int, ...], fewer_than: int
) -> Iterator[Question]:
    sets = _inseparable(system, items)
    unions = chain.from_iterable(
        combinations(sets, count) for count in range(1, min(fewer_than, len(sets) + 1))
    )
    for chosen in unions:
        raters = frozenset().union(*chosen)
        if len(raters) < fewer_than:
            weights = _sum(system, knowledge, sorted(raters), items)
            if weights:
                whose = f"{len(raters)} people, {knowledge.layout.items[items[0]]}"
                yield Question("few people", whose, weights)


def _inseparable(system: System, items: tuple[int, ...]) -> list[frozenset[int]]:
    """People whose answers to the items no figure tells apart, in disjoint sets."""
    wanted = set(items)
    sets: list[frozenset[int]] = []
    for alike in system.alike:
        raters = frozenset(rater for rater, item in alike.cells if item in wanted)
        if raters:
            touched = [one for one in sets if one & raters]
            sets = [one for one in sets if not one & raters]
            sets.append(raters.union(*touched))
    return sets


def _sum(
    system: System, knowledge: PublicKnowledge, rows: list[int], items: tuple[int, ...]
) -> tuple[tuple[int, int], ...]:
    protected = knowledge.protected
    weights = system.sum_of((row, item) for row in rows for item in items if protected[row, item])
    return tuple((weights or {}).items())
