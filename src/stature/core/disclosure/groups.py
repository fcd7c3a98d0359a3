"""Under which name each rater's group is shown: its own, "others", or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from stature.core.disclosure.blocks import Block, Counted
from stature.core.disclosure.ratings import Ratings
from stature.core.disclosure.rules import MERGED, DisclosureRules

Status = Literal["shown", "merged", "hidden"]


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """What became of a group of raters: ``n`` people of it answered.

    ``shown_as`` names the group whose figures hold its answers; None if no figure does.
    """

    name: str
    n: int
    status: Status
    shown_as: str | None
    reason: str


def names_to_show(
    ratings: Ratings, counted: Counted, rules: DisclosureRules, earlier: Collection[Block]
) -> tuple[str | None, ...]:
    """For each rater the group under which they are shown; None for self, manager and hidden.

    A rater of an earlier block stays where they were. Of the others, groups that reach the minimum
    keep their name, as do groups that were shown before; the rest come together as "others" if they
    reach it so. Only who answered decides, never what they said.
    """
    before = {rater: block.group for block in earlier for rater in block.raters}
    known = {block.group for block in earlier}
    takes_part = counted.counts.mean(axis=1) >= float(rules.least_answered)
    sizes = Counter(
        group
        for group, rater, part in zip(ratings.groups, ratings.raters, takes_part, strict=True)
        if part and rater not in before and group not in rules.shown_singly
    )
    large = {name for name, size in sizes.items() if size >= rules.per_group and name != MERGED}
    own_name = large | (known - {MERGED})
    pooled = sum(size for name, size in sizes.items() if name not in own_name)
    merged = MERGED if pooled >= rules.per_group or MERGED in known else None
    return tuple(
        None
        if group in rules.shown_singly
        else before.get(rater, group if group in own_name else merged)
        for group, rater in zip(ratings.groups, ratings.raters, strict=True)
    )


def group_plans(
    ratings: Ratings, counted: Counted, blocks: Collection[Block], rules: DisclosureRules
) -> tuple[GroupPlan, ...]:
    """What became of each group that answered, in the order in which groups first stand there."""
    answered = {
        rater for rater, counts in zip(ratings.raters, counted.counts, strict=True) if counts.any()
    }
    shown_in: dict[str, set[str]] = {}
    for block in blocks:
        for rater in block.raters:
            shown_in.setdefault(rater, set()).add(block.group)
    members: dict[str, list[str]] = {}
    for name, rater in zip(ratings.groups, ratings.raters, strict=True):
        members.setdefault(name, []).append(rater)
    return tuple(
        _plan(name, [rater for rater in raters if rater in answered], shown_in, rules)
        for name, raters in members.items()
    )


def _plan(
    name: str, raters: list[str], shown_in: dict[str, set[str]], rules: DisclosureRules
) -> GroupPlan:
    places = set().union(*(shown_in.get(rater, set()) for rater in raters))
    left = sum(rater not in shown_in for rater in raters)
    status, shown_as, reason = _status(name, places, rules)
    if left and status != "hidden":
        reason += f" {left} more answered: too few to be shown yet."
    return GroupPlan(name, len(raters), status, shown_as, reason)


def _status(name: str, places: set[str], rules: DisclosureRules) -> tuple[Status, str | None, str]:
    few = f"Fewer than {rules.per_group} people answered enough."
    if name in rules.shown_singly:
        if name in places:
            return "shown", name, "Shown alone."
        return "hidden", None, "No answers."
    if name in places:
        if name == MERGED:
            return "shown", name, f"At least {rules.per_group} people are in it."
        return "shown", name, f"At least {rules.per_group} people answered."
    if MERGED in places:
        return "merged", MERGED, f"{few} Shown together with others."
    return "hidden", None, f"{few} Their answers are in no figure."
