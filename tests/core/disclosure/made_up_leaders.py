"""Made-up group reports of all kinds, with everything they told and the adversary's verdict.

Teams that overlap, leaders who join, leave, come back or change teams, new versions in which only
some figures change, figures missing, all of one mind, all but one at the top: the same seed, the
same round.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from stature.core.disclosure import DisclosureRules, LeadersTold, MeasureValues, plan_leaders
from stature.core.disclosure.adversary import Verdict, audit_leaders

RULES = DisclosureRules()
STYLES = ("any", "all the same", "near the top", "one apart", "two camps", "team by team", "half")
ALL = "everybody"


@dataclass
class Making:
    """What group reports are made of at one time: selections, and figures by measure."""

    selections: dict[str, set[str]]
    known: dict[str, MeasureValues]


@dataclass
class LeadersRound:
    """A round's leaders over several makings of group reports; ``values`` holds every figure."""

    makings: list[Making] = field(default_factory=list)

    @property
    def values(self) -> dict[str, dict[str, float]]:
        return {name: dict(each.values) for name, each in self.makings[-1].known.items()}

    def told(self) -> list[LeadersTold]:
        """What each making told, each made with the knowledge of the one before."""
        told: list[LeadersTold] = []
        for making in self.makings:
            earlier = told[-1] if told else None
            told.append(plan_leaders(making.selections, making.known, rules=RULES, earlier=earlier))
        return told


def made_up_leaders(seed: int, *, forgets: bool = False) -> LeadersRound:
    """A round of 5 to 18 leaders. With ``forgets``, figures of leaders who left are gone."""
    chance = np.random.default_rng(seed)
    leaders = [f"l{number}" for number in range(int(chance.integers(5, 19)))]
    teams = {leader: f"team {chance.integers(3)}" for leader in leaders}
    style, measures = str(chance.choice(STYLES)), ["m0", "m1"][: int(chance.integers(1, 3))]
    values: dict[str, dict[str, float]] = {measure: {} for measure in measures}
    now: dict[str, dict[str, str]] = {measure: {} for measure in measures}
    present = {leader for leader in leaders if chance.random() < chance.choice([0.6, 1.0])}
    round_ = LeadersRound()
    for version in range(1, int(chance.integers(2, 5))):
        changing, half = chance.choice([0.1, 0.5, 1.0]), chance.random() < 0.3
        if version > 1:
            present ^= {each for each in leaders if chance.random() < chance.choice([0.1, 0.3])}
        for place, leader in enumerate(leaders):
            stays = place % 2 == 0 if half else chance.random() > changing
            if leader not in present or (version > 1 and stays):
                continue
            for measure in measures:
                if chance.random() < 0.8 or version == 1:
                    _give(leader, version, measure, values, now, _figure(style, place, chance))
        round_.makings.append(_making(present, teams, values, now, chance, forgets))
        if chance.random() < 0.3:
            teams[str(chance.choice(leaders))] = "team 0"
    return round_


def attacked(round_: LeadersRound, *, exact: bool = False) -> Verdict:
    """The verdict of an adversary with all group reports of the round."""
    return audit_leaders(round_.told(), round_.values, rules=RULES, exact=exact)


def _give(
    leader: str,
    version: int,
    measure: str,
    values: dict[str, dict[str, float]],
    now: dict[str, dict[str, str]],
    figure: float | None,
) -> None:
    now[measure].pop(leader, None)
    if figure is not None:
        now[measure][leader] = f"{leader}#{version}"
        values[measure][f"{leader}#{version}"] = figure


def _making(
    present: set[str],
    teams: dict[str, str],
    values: dict[str, dict[str, float]],
    now: dict[str, dict[str, str]],
    chance: np.random.Generator,
    forgets: bool,
) -> Making:
    known = {}
    for measure, entries in now.items():
        holds = frozenset(entry for leader, entry in entries.items() if leader in present)
        kept = values[measure]
        if forgets:
            kept = {entry: value for entry, value in kept.items() if entry in holds}
        known[measure] = MeasureValues(dict(kept), holds)
    selections = {ALL: set(present)} if chance.random() < 0.9 else {}
    for team in sorted(set(teams.values())):
        selections[team] = {leader for leader in present if teams[leader] == team}
    if chance.random() < 0.3:
        selections["some"] = {leader for leader in sorted(present) if chance.random() < 0.7}
    return Making(selections, known)


def _figure(style: str, place: int, chance: np.random.Generator) -> float | None:
    """A mean of three answers, or none."""
    if chance.random() < 0.1:
        return None
    if style == "all the same":
        return 5.0
    if style == "one apart":
        return float(chance.integers(3, 16)) / 3 if place == 0 else 5.0
    if style == "near the top":
        return float(chance.choice([13, 14, 15, 15])) / 3
    if style == "two camps":
        return float(chance.choice([1.0, 5.0]))
    if style == "half":
        return 5.0 if place % 2 else float(chance.integers(9, 13)) / 3
    if style == "team by team":
        return 1.0 + place % 5
    return float(chance.integers(3, 16)) / 3
