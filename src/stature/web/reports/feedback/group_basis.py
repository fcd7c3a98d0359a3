"""What group reports of a round told, and whether a further one would tell of a few leaders.

A leader stands here as one version of their released feedback, such as ``12#1``. So whoever has a
new version counts as somebody else, and the core's control of overlapping selections holds for
reports that follow each other as it does for those beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stature.core.disclosure import DisclosureRules, SelectionPlan, plan_selections
from stature.core.scoring.feedback import DisclosedFeedback

People = frozenset[str]


@dataclass(frozen=True)
class Basis:
    """What one group report told: of which people, cut into which parts.

    ``known`` has a mark for each figure of each person, 1 where a figure could be counted; the
    figures stand in the same order for everybody. ``inputs`` tells whether anything is new.
    """

    parts: tuple[People, ...]
    shown: Mapping[str, People]
    known: Mapping[str, str]
    inputs: str

    @classmethod
    def of(cls, plan: SelectionPlan, feedbacks: Sequence[DisclosedFeedback], inputs: str) -> Basis:
        """What a plan tells of these leaders."""
        known = {each.leader: _marks(each) for each in feedbacks}
        return cls(plan.parts, plan.shown, known, inputs)

    @property
    def as_plan(self) -> SelectionPlan:
        """The parts, as the core takes what was shown before."""
        return SelectionPlan({}, {}, self.parts, {})

    def document(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return {
            "parts": [sorted(part) for part in self.parts],
            "shown": {name: sorted(people) for name, people in self.shown.items()},
            "known": dict(sorted(self.known.items())),
            "inputs": self.inputs,
        }

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> Basis:
        """The basis that was kept."""
        return cls(
            parts=tuple(frozenset(part) for part in document["parts"]),
            shown={name: frozenset(people) for name, people in document["shown"].items()},
            known=dict(document["known"]),
            inputs=document["inputs"],
        )

    @property
    def n_figures(self) -> int:
        """How many figures each person may have."""
        return max(map(len, self.known.values()), default=0)

    def counted(self, figure: int, rules: DisclosureRules) -> Iterator[People]:
        """The people in one figure of each selection, as the core counts them: by whole parts."""
        for people in self.shown.values():
            parts = (self._known_in(part, figure) for part in self.parts if part <= people)
            yield frozenset().union(*(part for part in parts if len(part) >= rules.survey))

    def _known_in(self, part: People, figure: int) -> People:
        return frozenset(each for each in part if self.known.get(each, "")[figure:][:1] == "1")


def tells_of_few(earlier: Sequence[Basis], now: Basis, rules: DisclosureRules) -> bool:
    """Whether some figure, beside the same figure of earlier reports, tells of fewer leaders than
    ``rules.survey``. Plans look at who is there; this looks at whose figures are, one by one.
    """
    return any(
        _figure_tells([*earlier, now], figure, rules)
        for figure in range(max(each.n_figures for each in (*earlier, now)))
    )


def _figure_tells(told: Sequence[Basis], figure: int, rules: DisclosureRules) -> bool:
    plan = None
    for people in (people for basis in told for people in basis.counted(figure, rules)):
        if people:
            plan = plan_selections({"figure": people}, rules=rules, earlier=plan)
            if plan.left_out.get("figure", len(people)):
                return True
    return False


def _marks(feedback: DisclosedFeedback) -> str:
    figures = (*feedback.own.values(), *feedback.all_others.values())
    return "".join("0" if figure.mean is None else "1" for figure in figures)
