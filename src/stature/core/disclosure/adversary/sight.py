"""What the adversary sees: published figures as equations about answers, and public knowledge.

The adversary is taken to know more than readers do: who answered which item, how self and manager
answered, the formula of each figure, and which blocks near an end of the scale went in as bands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from stature.core.disclosure.blocks import Block
from stature.core.disclosure.combination import Term
from stature.core.disclosure.figures import PublishedFigure
from stature.core.disclosure.layout import Layout
from stature.core.disclosure.plan import DisclosurePlan
from stature.core.disclosure.ratings import Ratings
from stature.core.disclosure.rules import DisclosureRules
from stature.core.psychometrics.arrays import BoolArray, FloatArray


@dataclass(frozen=True, eq=False)
class PublicKnowledge:
    """What is no secret: the rules, who was asked, who answered what, how self and manager did.

    ``observed`` (raters × items) says where there is an answer; ``known`` holds the answers of self
    and manager, NaN elsewhere. ``hidden`` names the groups of which no figure is shown alone.
    """

    layout: Layout
    rules: DisclosureRules
    raters: tuple[str, ...]
    groups: tuple[str, ...]
    observed: BoolArray
    known: FloatArray
    hidden: frozenset[str]

    @property
    def protected(self) -> BoolArray:
        """Raters × items: the answers that nobody may find out."""
        return self.observed & np.isnan(self.known)


@dataclass(frozen=True, slots=True)
class Part:
    """``weight`` times the mean of the answers of ``raters`` to ``items`` (indices)."""

    raters: tuple[int, ...]
    items: tuple[int, ...]
    weight: Fraction


@dataclass(frozen=True, slots=True)
class MeanSeen:
    """The sum of the parts and the constant lies from ``low`` to ``high``.

    With ``below_high`` it is less than ``high``; with ``above_low`` more than ``low``.
    """

    name: str
    parts: tuple[Part, ...]
    low: Fraction
    high: Fraction
    constant: Fraction = Fraction(0)
    below_high: bool = False
    above_low: bool = False


@dataclass(frozen=True, slots=True)
class CountsSeen:
    """How many of the raters who answered the item (index) chose each option, lowest first."""

    name: str
    item: int
    raters: tuple[int, ...]
    counts: tuple[int, ...]


Seen = MeanSeen | CountsSeen


def public_knowledge(
    ratings: Ratings, *plans: DisclosurePlan, insiders: Collection[str] = ()
) -> PublicKnowledge:
    """What everyone knows about a round with one release or more.

    ``ratings`` holds everyone who ever answered. A group is hidden if no release shows it alone.
    ``insiders`` are raters (ids) who give their own answers to the adversary.
    """
    rules = plans[-1].rules
    known = [
        group in rules.shown_singly or rater in insiders
        for group, rater in zip(ratings.groups, ratings.raters, strict=True)
    ]
    shown = {group.name for plan in plans for group in plan.groups if group.shown_as == group.name}
    return PublicKnowledge(
        layout=plans[-1].layout,
        rules=rules,
        raters=ratings.raters,
        groups=ratings.groups,
        observed=ratings.observed,
        known=np.where(np.array(known, dtype=bool)[:, None], ratings.answers, np.nan),
        hidden=frozenset(set(ratings.groups) - shown - rules.shown_singly),
    )


def seen_in(
    plan: DisclosurePlan, knowledge: PublicKnowledge, *, exact: bool = False
) -> tuple[Seen, ...]:
    """Everything published in a plan, as the adversary reads it.

    ``exact`` gives the adversary more than was printed: each mean without rounding.
    """
    reader = _Reader(plan, knowledge)
    made_of = [figure.rests_on.terms for figure in plan.figures if figure.rests_on]
    blocks = dict.fromkeys(term.block for terms in made_of for term in terms)
    seen: list[Seen] = [reader.block(block, exact) for block in blocks if block.protected]
    if not exact:
        shown = [figure for figure in plan.figures if figure.status == "shown" and figure.rests_on]
        seen += [reader.figure(figure) for figure in shown]
    for part in plan.release.options:
        items = plan.layout.items_of_scale[part.scale]
        rows = reader.rows(part.raters)
        seen += [
            CountsSeen(f"counts {plan.layout.items[item]}", item, rows, counts)
            for item, counts in zip(items, part.counts, strict=True)
        ]
    return tuple(seen)


class _Reader:
    def __init__(self, plan: DisclosurePlan, knowledge: PublicKnowledge) -> None:
        self.plan = plan
        self.row = {rater: index for index, rater in enumerate(knowledge.raters)}

    def rows(self, raters: Iterable[str]) -> tuple[int, ...]:
        return tuple(self.row[rater] for rater in raters)

    def part(self, term: Term) -> Part:
        items = self.plan.layout.items_of_scale[term.block.scale]
        return Part(self.rows(term.block.raters), items, term.weight)

    def block(self, block: Block, exact: bool) -> MeanSeen:
        """Each block's band is told, even where its own figure is not printed."""
        rules = self.plan.rules
        name = f"{block.group}, {self.plan.layout.scales[block.scale]}"
        parts = (self.part(Term(block, Fraction(1))),)
        if block.band == "high":
            return MeanSeen(name, parts, rules.high_edge, Fraction(rules.highest))
        if block.band == "low":
            return MeanSeen(name, parts, Fraction(rules.lowest), rules.low_edge)
        if exact:
            return MeanSeen(name, parts, block.value, block.value)
        low, high = rules.low_edge, rules.high_edge
        return MeanSeen(name, parts, low, high, above_low=True, below_high=True)

    def figure(self, figure: PublishedFigure) -> MeanSeen:
        """A printed number stands for all that are rounded to it; bands went in as constants."""
        assert figure.value is not None
        assert figure.rests_on is not None
        half = Fraction(1, 2 * 10**figure.decimals)
        number = Fraction(str(round(figure.value, figure.decimals)))
        made_of = figure.rests_on.terms
        terms = [term for term in made_of if term.block.band == "none"]
        bands = [term for term in made_of if term.block.band != "none"]
        return MeanSeen(
            f"{figure.group}, {figure.unit}",
            tuple(self.part(term) for term in terms),
            number - half,
            number + half,
            constant=sum((term.weight * term.block.value for term in bands), Fraction(0)),
            below_high=True,
        )
