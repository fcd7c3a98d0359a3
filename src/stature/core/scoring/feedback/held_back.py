"""What an earlier release holds back, so that each reason for showing nothing is true.

Once somebody of a released block has withdrawn, or has other answers, the block is not shown
again: the mean of the rest beside the earlier mean would tell what that one person said. These
people are not too few, and no later answer brings them back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from stature.core.disclosure import (
    ALL_RATERS,
    SELF,
    DisclosurePlan,
    GroupPlan,
    PublishedFigure,
    Ratings,
)

BESIDE_EARLIER: Final = "Shown beside an earlier report, it could tell what one person said."
_People = frozenset[str]


@dataclass(frozen=True)
class HeldBack:
    """The people (ids) of released blocks that are not shown again, and who else is shown.

    Both are by the group under which people are shown and by scale.
    """

    plan: DisclosurePlan
    ratings: Ratings
    held: Mapping[tuple[str, int], _People]
    shown: Mapping[tuple[str, int], _People]

    @classmethod
    def of(cls, plan: DisclosurePlan, ratings: Ratings) -> HeldBack:
        """What the plan of a later release no longer shows; nothing in a first release."""
        shown = {
            (group, scale): combination.raters
            for group in plan.shown_groups
            if group != ALL_RATERS
            for scale, combination in plan.means.of_group(group).items()
        }
        held: dict[tuple[str, int], _People] = {}
        for block in plan.release.blocks:
            place = block.group, block.scale
            if not set(block.raters) <= shown.get(place, frozenset()):
                left = frozenset(block.raters) & frozenset(ratings.raters)
                held[place] = held.get(place, frozenset()) | left
        return cls(plan, ratings, held, shown)

    def by_group(self) -> dict[str, int]:
        """How many people of each group that is large enough are held back, in every scale."""
        held = frozenset().union(*self.held.values())
        hidden = held - frozenset().union(*self.shown.values())
        people = {
            group.name: sum(
                rater in hidden and name == group.name
                for rater, name in zip(self.ratings.raters, self.ratings.groups, strict=True)
            )
            for group in self.plan.groups
            if group.n >= self.plan.rules.per_group
        }
        return {group: n for group, n in people.items() if n}

    def groups(self) -> tuple[GroupPlan, ...]:
        """What became of each group, with the true reason."""
        people = self.by_group()
        return tuple(_with_reason(group, people.get(group.name, 0)) for group in self.plan.groups)

    def reason_of(self, figure: PublishedFigure) -> str:
        """Why a figure is no number; the plan's own reason where no earlier release holds it back.

        Figures that cut through scales rest on counts of answers, and keep their reason.
        """
        places = [(group, scale) for group, scale in self.held if scale in self._scales(figure)]
        if figure.value is None and any(self._is_enough(figure.group, each) for each in places):
            return BESIDE_EARLIER
        return figure.reason

    def _scales(self, figure: PublishedFigure) -> tuple[int, ...]:
        layout = self.plan.layout
        if figure.unit in layout.scales:
            return (layout.scales.index(figure.unit),)
        unit = next(unit for unit in layout.units if unit.name == figure.unit)
        return layout.whole_scales(unit) or ()

    def _is_enough(self, group: str, place: tuple[str, int]) -> bool:
        """Whether the people at this place would be enough, were it not for the release."""
        shown_as, scale = place
        if group != ALL_RATERS:
            return group == shown_as and len(self.held[place]) >= self.plan.rules.per_group
        everybody = [
            people
            for (name, of), people in (*self.held.items(), *self.shown.items())
            if of == scale and name != SELF
        ]
        return len(frozenset().union(*everybody)) >= self.plan.rules.all_raters


def _with_reason(group: GroupPlan, held: int) -> GroupPlan:
    if not held:
        return group
    if group.status == "hidden":
        return replace(group, reason=f"{BESIDE_EARLIER} Their answers are in no figure.")
    return replace(group, reason=f"Answers of {held} are not shown again. {BESIDE_EARLIER}")
