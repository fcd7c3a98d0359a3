"""Leaders who have a new figure, or left, after a group report: who counts in the next one.

What was told of leaders stays in reports until five of them or more can go together. So a leader
who leaves, or has a new figure, is never told by the difference to the report before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stature.core.disclosure.leader_parts import LeaderPart, leader_of, leader_part
from stature.core.disclosure.leader_told import MeasureTold, MeasureValues
from stature.core.disclosure.rules import DisclosureRules
from stature.core.disclosure.selections import People, is_apart


@dataclass(frozen=True)
class History:
    """One measure: what was told of it before, and what is known of leaders now."""

    before: MeasureTold
    known: MeasureValues
    rules: DisclosureRules

    def may_cut(self, part: People, inside: People) -> bool:
        """Whether some leaders of a part may be told apart from its others.

        A part that was told as a mean and is told in two later gives out both means, so neither may
        lie near an end of the scale. A part that was told as a range stays whole.
        """
        told = self._told_with(part)
        if told is None:
            return True
        return told.band == "none" and all(map(self._is_plain, (inside, part - inside)))

    def counted(self) -> People:
        """The entries that count now: one for each leader, the one before where a new one waits.

        New figures wait unless there are five or more of them.
        """
        goes = self.before.counted - self.known.now
        told = self._told()
        found = self._after(goes)
        if len(found - told) >= self.rules.survey:
            return found
        stays = {leader_of(entry) for entry in self.known.now}
        return self._after(frozenset(entry for entry in goes if leader_of(entry) not in stays))

    def part(self, entries: People) -> LeaderPart:
        """The part of these entries: the one that was told, else a new one."""
        for told in self.before.parts:
            if told.entries == entries:
                return told
        return leader_part(entries, self.known.values, self.rules)

    def _after(self, goes: People) -> People:
        """The entries that count when these go, as far as they can go, and others come."""
        stay = frozenset().union(*(self._staying(part.entries, goes) for part in self.before.parts))
        leaders = {leader_of(entry) for entry in stay}
        return stay | {entry for entry in self.known.now if leader_of(entry) not in leaders}

    def _staying(self, part: People, goes: People) -> People:
        """Who of a part stays: those who need not go, and as many more as make five of them."""
        standing, few = part & self.before.counted, self.rules.survey
        stay = standing - goes
        if not stay or stay == part:
            return stay
        if len(stay) < few:
            stay = standing - frozenset(self._first_to_go(standing - stay)[: len(standing) - few])
        return stay if is_apart(part, stay, few, self.may_cut) else standing

    def _first_to_go(self, entries: People) -> list[str]:
        """Those who left come first."""
        here = {leader_of(entry) for entry in self.known.now}
        return sorted(entries, key=lambda entry: (leader_of(entry) in here, entry))

    def _is_plain(self, entries: People) -> bool:
        values: Mapping[str, float] = self.known.values
        if not entries <= values.keys():
            return False
        return leader_part(entries, values, self.rules).band == "none"

    def _told(self) -> People:
        return frozenset().union(*(part.entries for part in self.before.parts))

    def _told_with(self, part: People) -> LeaderPart | None:
        return next((told for told in self.before.parts if part <= told.entries), None)
