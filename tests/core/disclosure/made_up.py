"""Made-up rounds of all kinds, each with everything that was published and the adversary's verdict.

Late answers, people who withdraw, second and third releases, groups too small, answers missing,
everyone of one mind, paper typed in later (rows in another order): the same seed, the same round.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.disclosure import (
    DisclosurePlan,
    DisclosureRules,
    Layout,
    Ratings,
    Unit,
    plan_disclosure,
)
from stature.core.disclosure.adversary import Verdict, audit

GROUPS = ("peers", "direct reports", "customers", "others")
STYLES = ("any", "all the same", "near the top", "near the bottom", "group by group", "two camps")


@dataclass(frozen=True, eq=False)
class Round:
    """One leader's round: everyone's answers, and the ratings at each release."""

    layout: Layout
    everyone: Ratings
    releases: tuple[Ratings, ...]
    weighting: str

    def plans(self) -> list[DisclosurePlan]:
        """The plan of each release, each made with the knowledge of the one before."""
        plans: list[DisclosurePlan] = []
        for ratings in self.releases:
            earlier = plans[-1].release if plans else None
            plans.append(
                plan_disclosure(
                    ratings,
                    self.layout,
                    rules=RULES,
                    weighting=self.weighting,  # type: ignore[arg-type]
                    earlier=earlier,
                )
            )
        return plans


RULES = DisclosureRules()


def made_up_round(seed: int, *, largest_group: int = 5, scales: int | None = None) -> Round:
    """A round of one leader, small enough to be attacked quickly."""
    chance = np.random.default_rng(seed)
    layout = _layout(chance, scales or int(chance.integers(1, 5)))
    groups = _groups(chance, largest_group)
    answers = _answers(chance, groups, len(layout.items))
    raters = tuple(f"r{number}" for number in range(len(groups)))
    everyone = Ratings(answers, raters, tuple(groups))
    present = chance.random(len(groups)) < chance.choice([0.6, 0.9, 1.0])
    releases = [_some(everyone, present, chance)]
    for _ in range(int(chance.integers(0, 3))):
        joined = ~present & (chance.random(len(groups)) < 0.7)
        withdrawn = present & (chance.random(len(groups)) < chance.choice([0.0, 0.0, 0.1]))
        present = (present | joined) & ~withdrawn
        releases.append(_some(everyone, present, chance))
    return Round(layout, everyone, tuple(releases), str(chance.choice(["group", "rater"])))


def attacked(made_up: Round, *, exact: bool = False) -> Verdict:
    """The verdict of an adversary with all releases of the round."""
    return audit(made_up.everyone, made_up.plans(), exact=exact)


def _layout(chance: np.random.Generator, scales: int) -> Layout:
    sizes = chance.integers(1, 5, scales)
    scale_of = tuple(int(scale) for scale in np.repeat(np.arange(scales), sizes))
    items = tuple(f"i{number}" for number in range(len(scale_of)))
    half = tuple(
        item for item, scale in zip(items, scale_of, strict=True) if scale < (scales + 1) // 2
    )
    units = [Unit("total", "total", items), Unit("cluster", "cluster", half)]
    units.append(Unit("facet", "facet", items[:1]))
    units.append(Unit("lens", "lens", items[::2]))
    return Layout(items, tuple(f"s{number}" for number in range(scales)), scale_of, tuple(units))


def _groups(chance: np.random.Generator, largest: int) -> list[str]:
    groups = ["self"] * int(chance.integers(0, 2)) + ["manager"] * int(chance.integers(0, 2))
    for name in GROUPS:
        groups += [name] * int(chance.integers(0, largest + 1))
    return groups or ["self"]


def _answers(chance: np.random.Generator, groups: list[str], items: int) -> np.ndarray:
    shape = (len(groups), items)
    style = str(chance.choice(STYLES))
    answers = chance.integers(1, 6, shape).astype(float)
    if style == "all the same":
        answers[:] = chance.integers(1, 6)
    elif style in ("near the top", "near the bottom"):
        answers = np.where(chance.random(shape) < 0.9, 5.0, 4.0)
        answers = answers if style == "near the top" else 6 - answers
    elif style == "group by group":
        level = dict(zip(dict.fromkeys(groups), chance.integers(1, 6, len(groups)), strict=False))
        answers[:] = np.array([level[group] for group in groups])[:, None]
    elif style == "two camps":
        answers = chance.choice([1.0, 5.0], shape)
    answers[chance.random(shape) < chance.choice([0.0, 0.05, 0.3])] = np.nan
    return answers


def _some(everyone: Ratings, present: np.ndarray, chance: np.random.Generator) -> Ratings:
    rows = chance.permutation(np.flatnonzero(present))
    return Ratings(
        everyone.answers[rows],
        tuple(everyone.raters[row] for row in rows),
        tuple(everyone.groups[row] for row in rows),
    )
