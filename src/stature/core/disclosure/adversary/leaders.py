"""The attack on group reports: whether they tell of one leader, or of fewer than five.

For each measure the figures of all reports set up a system. A leader's figure, or the mean of a few
leaders, is found out when every world that fits leaves it within less than one step of what is
printed. Then the same beside one leader who knows their own figures: is another's found out?
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from stature.core.disclosure.adversary.attack import Verdict
from stature.core.disclosure.adversary.leaders_attack import LeadersAttack, together
from stature.core.disclosure.adversary.leaders_sight import (
    LeadersSeen,
    LeadersSystem,
    seen_of_leaders,
    system_of_leaders,
    told_apart,
)
from stature.core.disclosure.adversary.worlds import Worlds
from stature.core.disclosure.leader_parts import in_grains, leader_of
from stature.core.disclosure.leader_told import LeadersTold
from stature.core.disclosure.rules import DisclosureRules

Values = Mapping[str, int]
Apart = Mapping[tuple[int, ...], Sequence[str]]


@dataclass(frozen=True)
class LeadersAdversary:
    """Someone with everything that group reports told of one measure.

    ``values`` are the figures by entry, as far as they are known to the audit, in grains;
    ``bounds`` the least and the greatest figure that there can be.
    """

    measure: str
    seen: tuple[LeadersSeen, ...]
    values: Values
    bounds: tuple[int, int]
    rules: DisclosureRules

    @cached_property
    def entries(self) -> frozenset[str]:
        """All figures of leaders that a report rests on."""
        return frozenset().union(*(one.entries for one in self.seen))

    def verdict(self) -> Verdict:
        """What the reports give away.

        Raises DisclosureError if the figures do not fit them, or no figures at all would.
        """
        apart = told_apart(self.seen)
        whole = self._attack(apart, {})
        parts = [whole.alone(), whole.few(), whole.subtractions()]
        for insider in self._insiders(whole.found):
            own = (entry for entry in self.entries if leader_of(entry) == insider)
            given = {entry: self.values[entry] for entry in own}
            parts.append(self._attack(apart, given).beside())
        return together(parts)

    def _attack(self, apart: Apart, given: Values) -> LeadersAttack:
        found = system_of_leaders(self.seen, apart, self.bounds, given)
        known = self.entries <= self.values.keys()
        first = found.world_of(self.values) if known else None
        return LeadersAttack(self.measure, found, Worlds(found.system, first), self.rules)

    def _insiders(self, found: LeadersSystem) -> list[str]:
        """Of leaders whom no figure tells apart, those with the least and the greatest figure.

        What one leader knows only moves the sum of the others. So the rest learn less.
        """
        unknown = {leader_of(entry) for entry in found.places.keys() - self.values.keys()}
        groups: dict[int, list[tuple[int, str]]] = {}
        for entry, place in found.places.items():
            if leader_of(entry) not in unknown:
                groups.setdefault(place, []).append((self.values[entry], entry))
        ends = {end(group) for group in groups.values() for end in (min, max)}
        return sorted({leader_of(entry) for _, entry in ends})


def audit_leaders(
    told: Sequence[LeadersTold],
    values: Mapping[str, Mapping[str, float]],
    *,
    rules: DisclosureRules | None = None,
    bounds: Mapping[str, tuple[float, float]] | None = None,
    exact: bool = False,
) -> Verdict:
    """The verdict on all group reports of a round, from the first to the last.

    ``values`` holds leaders' figures by measure and entry. Where one is missing, nobody is tried
    who would know it. ``bounds`` say by measure how low and how high a figure can be, if not to the
    ends of the scale. ``exact`` gives the adversary the mean of each part without rounding.

    Raises DisclosureError if the reports were made from other figures.
    """
    rules = rules or DisclosureRules()
    verdicts = []
    for measure in dict.fromkeys(name for each in told for name in each.measures):
        low, high = (bounds or {}).get(measure, (rules.lowest, rules.highest))
        adversary = LeadersAdversary(
            measure,
            seen_of_leaders(told, measure, rules, exact=exact),
            {entry: in_grains(value) for entry, value in values.get(measure, {}).items()},
            (in_grains(low), in_grains(high)),
            rules,
        )
        if adversary.seen:
            verdicts.append(adversary.verdict())
    return together(verdicts)
