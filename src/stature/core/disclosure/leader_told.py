"""What group reports of a round told: kept with them, and read by the next one and by audits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stature.core.disclosure.figures import PublishedFigure
from stature.core.disclosure.leader_parts import LeaderPart
from stature.core.disclosure.selections import People


@dataclass(frozen=True)
class MeasureValues:
    """Leaders' figures of one measure by entry (``12#1``), and the entries that hold now.

    An entry is a leader's id with a mark that changes with the figure. ``values`` may hold earlier
    entries too; a leader has one entry at most in ``now``.
    """

    values: Mapping[str, float]
    now: People


@dataclass(frozen=True)
class MeasureTold:
    """The parts given out so far, without overlap, and the entries that count in reports now."""

    parts: tuple[LeaderPart, ...] = ()
    counted: People = frozenset()


@dataclass(frozen=True)
class FigureTold:
    """One figure of a group report, and the parts (places in its measure) that it is made of."""

    selection: str
    published: PublishedFigure
    parts: tuple[int, ...]


@dataclass(frozen=True)
class LeadersTold:
    """All that one making of group reports told of a round's leaders, beside those before.

    ``members`` names the leaders of each selection. ``spreads`` are how leaders differ, by view, as
    they were told first. ``hidden`` has the reason for each selection without a figure,
    ``left_out`` how many of its leaders with a figure are in none of those shown.
    """

    measures: Mapping[str, MeasureTold]
    figures: tuple[FigureTold, ...]
    members: Mapping[str, People]
    hidden: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    spreads: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[str, ...]:
        """The selections with a figure, in their order."""
        return tuple(name for name in self.members if name not in self.hidden)

    def made_of(self) -> Mapping[tuple[str, str], People]:
        """The entries in each figure, by selection and measure."""
        return {
            (each.selection, each.published.unit): frozenset().union(
                *(self.measures[each.published.unit].parts[place].entries for place in each.parts)
            )
            for each in self.figures
        }

    def says_more_than(self, earlier: LeadersTold) -> bool:
        """Whether a figure is made of other leaders, or of newer figures, than before."""
        before = earlier.made_of()
        return any(before.get(key) != entries for key, entries in self.made_of().items() if entries)
