"""The adversary on the group reports of a round: whether they tell of fewer than five leaders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stature.core.disclosure import DisclosureRules, LeadersTold
from stature.core.disclosure.adversary import Verdict, audit_leaders
from stature.core.disclosure.leader_parts import leader_of
from stature.core.scoring.feedback.leader_measures import marked_values, view_and_code


@dataclass(frozen=True, slots=True)
class GroupVerdict:
    """What was found in all group reports of a round together, on how many leaders."""

    reports: int
    leaders: int
    verdict: Verdict


def audit_group_reports(
    told: Sequence[LeadersTold],
    values: Mapping[str, Mapping[str, float]] | None = None,
    *,
    rules: DisclosureRules | None = None,
    exact: bool = False,
) -> GroupVerdict:
    """The verdict on group reports, from the first to the last, each made beside those before.

    ``values`` holds leaders' figures by measure and entry; without it entries are taken to be
    marked with them (``figures_by_measure``).

    Raises DisclosureError if the reports were made from other figures.
    """
    rules = rules or DisclosureRules()
    known = _marked(told) if values is None else values
    verdict = audit_leaders(
        told,
        known,
        rules=rules,
        bounds={name: _bounds(name, rules) for each in told for name in each.measures},
        exact=exact,
    )
    entries = {entry for each in told for made_of in each.made_of().values() for entry in made_of}
    return GroupVerdict(
        reports=sum(len(each.shown) for each in told),
        leaders=len({leader_of(entry) for entry in entries}),
        verdict=verdict,
    )


def _bounds(measure: str, rules: DisclosureRules) -> tuple[float, float]:
    """How low and high a figure can be. That of all others holds a manager's answers, and protected
    ones, which weigh half or more and go in as the middle of a band near an end.
    """
    if view_and_code(measure)[0] == "self":
        return float(rules.lowest), float(rules.highest)
    return float(rules.lowest + rules.band / 4), float(rules.highest - rules.band / 4)


def _marked(told: Sequence[LeadersTold]) -> dict[str, dict[str, float]]:
    values: dict[str, dict[str, float]] = {}
    for each in told:
        for measure, of_measure in marked_values(each).items():
            values.setdefault(measure, {}).update(of_measure)
    return values
