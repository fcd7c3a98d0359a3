"""The questions to one system of leaders' figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np

from stature.core.disclosure.adversary.attack import Disclosure, Verdict
from stature.core.disclosure.adversary.leaders_sight import LeadersSystem
from stature.core.disclosure.adversary.questions import Kind
from stature.core.disclosure.adversary.separation import separable
from stature.core.disclosure.adversary.system import Alike
from stature.core.disclosure.adversary.worlds import Undecided, Worlds
from stature.core.disclosure.leader_parts import GRAIN
from stature.core.disclosure.rules import DisclosureRules


@dataclass(frozen=True)
class LeadersAttack:
    """Everything that is asked of one system, and what came out."""

    measure: str
    found: LeadersSystem
    worlds: Worlds
    rules: DisclosureRules

    def alone(self) -> Verdict:
        """Each leader's figure, and the mean of a few of those whom no figure tells apart."""
        few = range(1, self.rules.survey)
        asked = [(each, size) for each in self._alike for size in few if size <= each.size]
        return self._asked(
            (_kind(size), f"{_leaders(size)}, {self.measure}", (each,), size)
            for each, size in asked
        )

    def few(self) -> Verdict:
        """The mean of fewer than five leaders who stand apart."""
        small = [each for each in self._alike if len(each.raters) < self.rules.survey]
        unions = chain.from_iterable(
            combinations(small, size) for size in range(2, self.rules.survey)
        )
        return self._asked(
            ("few leaders", f"{_leaders(people)}, {self.measure}", chosen, size)
            for chosen in unions
            if (people := len(frozenset().union(*(each.raters for each in chosen))))
            < self.rules.survey
            and (size := sum(each.size for each in chosen))
        )

    def beside(self) -> Verdict:
        """Each other leader's figure, for someone who knows one leader's figures."""
        return self._asked(
            ("leader beside another", f"1 leader, {self.measure}", (each,), 1)
            for each in self._alike
        )

    def subtractions(self) -> Verdict:
        """Whether adding and subtracting figures leaves fewer than five leaders alone."""
        few = separable(self.found.system, self.found.tied, fewer_than=self.rules.survey)
        found = [
            Disclosure("subtraction", f"{_leaders(len(people))} alone, {self.measure}")
            for people in few
        ]
        return Verdict(tuple(found), 0, 0)

    @property
    def _alike(self) -> tuple[Alike, ...]:
        return self.found.system.alike

    def _asked(self, asked: Iterable[tuple[Kind, str, Sequence[Alike], int]]) -> Verdict:
        found, undecided, count = [], [], 0
        for kind, whose, chosen, size in asked:
            count += 1
            try:
                if self._is_narrow(chosen, size):
                    found.append(Disclosure(kind, whose))
            except Undecided as reason:
                undecided.append(f"{kind}: {whose} ({reason})")
        return Verdict(tuple(found), count, len(self.worlds.found), tuple(undecided))

    def _is_narrow(self, chosen: Sequence[Alike], size: int) -> bool:
        """Whether every world leaves the sum of so many of these figures within a step of each."""
        step = size * GRAIN // 10**self.rules.decimals
        if self._width(chosen, size) >= step:
            return False
        objective = np.zeros(len(self.found.system.lowest))
        objective[[each.columns[0] for each in chosen]] = 1.0
        for sign in (1.0, -1.0):
            self.worlds.extreme(sign * objective)
            if self._width(chosen, size) >= step:
                return False
        return True

    def _width(self, chosen: Sequence[Alike], size: int) -> int:
        """How far the sum of ``size`` of these figures reaches in the worlds found so far."""
        columns, whole = [each.columns[0] for each in chosen], sum(each.size for each in chosen)
        sums = [int(world[columns].sum()) for world in self.worlds.found]
        least, most = self.found.system.options[0], self.found.system.options[-1]
        rest = whole - size
        low = max(size * least, min(sums) - rest * most)
        return min(size * most, max(sums) - rest * least) - low


def together(verdicts: Collection[Verdict]) -> Verdict:
    """Several verdicts as one."""
    return Verdict(
        tuple(one for each in verdicts for one in each.disclosures),
        sum(each.asked for each in verdicts),
        sum(each.worlds for each in verdicts),
        tuple(one for each in verdicts for one in each.undecided),
    )


def _kind(size: int) -> Kind:
    return "leader" if size == 1 else "few leaders"


def _leaders(count: int) -> str:
    return "1 leader" if count == 1 else f"{count} leaders"
