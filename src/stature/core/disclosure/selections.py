"""Figures of teams, functions and filters: no two of them may tell what a few people said.

Selections that overlap cut people into parts, the smallest sets that any comparison can tell
apart. Each part must hold enough people, so the few who would stand apart are left out of the
selection's figures. A selection's mean is made of its parts, and a part near the end of the scale
goes in as the middle of its band.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from stature.core.disclosure.rules import DisclosureRules

People = frozenset[str]
MayCut = Callable[[People, People], bool]


def _always(_part: People, _inside: People) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class SelectionPlan:
    """Which selections are shown, in which parts, and the reason for each that is not.

    ``shown`` holds the people in the figures of each, ``left_out`` how many are not, so that nobody
    stands apart; ``parts`` are disjoint. Kept with what was released, the plan is given as
    ``earlier`` next time.
    """

    shown: dict[str, People]
    left_out: dict[str, int]
    parts: tuple[People, ...]
    hidden: dict[str, str]


def plan_selections(
    selections: Mapping[str, Collection[str]],
    *,
    rules: DisclosureRules | None = None,
    earlier: SelectionPlan | None = None,
    may_cut: MayCut = _always,
) -> SelectionPlan:
    """The selections (names with the ids of people) that can be shown beside each other.

    They are taken in their order: what matters most comes first. Where a selection would tell fewer
    than ``rules.survey`` people apart from the others, including those of ``earlier``, these are
    left out of it; if too few of its people remain, it is hidden. Only who is in a selection
    decides, never what was said; ``may_cut`` can forbid that some people of a part are told apart
    from the rest of it.

    Examples:
        >>> staff = [f"p{number}" for number in range(12)]
        >>> plan = plan_selections({"all": staff, "north": staff[:7], "most": staff[1:]})
        >>> list(plan.shown), plan.hidden
        (['all', 'north'], {'most': 'Beside other figures it would tell what a few people said.'})
    """
    rules = rules or DisclosureRules()
    parts = list(earlier.parts) if earlier else []
    shown: dict[str, People] = {}
    hidden: dict[str, str] = {}
    left_out: dict[str, int] = {}
    for name, members in selections.items():
        people = frozenset(members)
        kept = _without_few(parts, people, rules.survey, may_cut)
        if len(people) < rules.survey:
            hidden[name] = f"Fewer than {rules.survey} people."
        elif len(kept) < rules.survey or len(kept) < rules.least_selected * len(people):
            hidden[name] = "Beside other figures it would tell what a few people said."
        else:
            shown[name], parts = kept, _cut(parts, kept)
            left_out[name] = len(people - kept)
    return SelectionPlan(shown, left_out, tuple(parts), hidden)


def _without_few(parts: list[People], people: People, few: int, may_cut: MayCut) -> People:
    """The people of a selection without those who, or whose rest, would be a part too small."""
    new = people - frozenset().union(*parts)
    pieces = [
        part & people
        for part in parts
        if part <= people or is_apart(part, part & people, few, may_cut)
    ]
    return frozenset().union(*pieces, new if len(new) >= few else frozenset())


def is_apart(part: People, inside: People, few: int, may_cut: MayCut) -> bool:
    """Whether these people of a part may be told apart from its others: both are enough."""
    return len(inside) >= few and len(part - inside) >= few and may_cut(part, inside)


def _cut(parts: list[People], people: People) -> list[People]:
    """The parts, each cut into those inside and outside, and those of no part before."""
    known = frozenset().union(*parts)
    pieces = [piece for part in parts for piece in (part & people, part - people)]
    return [piece for piece in (*pieces, people - known) if piece]
