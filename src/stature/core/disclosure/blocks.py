"""Blocks: the only things that protected answers ever turn into.

A block is the answers of at least three people of one group to one scale. It gives out how many
they are and the mean of their answers, or near the ends of the scale only that the mean lies
there. No answer is in two blocks, and whatever else is published is worked out from blocks, so it
cannot say more than they do (docs/confidentiality-proof.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from stature.core.disclosure.layout import Layout
from stature.core.disclosure.ratings import Ratings
from stature.core.disclosure.rules import DisclosureRules
from stature.core.psychometrics.arrays import BoolArray, IntArray

Band = Literal["none", "high", "low"]
_ITEMS_PER_BLOCK = 2
_NO_RELEASE = 0


@dataclass(frozen=True, slots=True)
class Block:
    """What the answers of ``raters`` (ids) to the items of one scale give out.

    ``value`` is the mean of the ``answers`` (a count), or the middle of the band. ``protected`` is
    False for self and manager, who are shown singly. ``release`` says when it was first shown.
    """

    group: str
    scale: int
    raters: tuple[str, ...]
    answers: int
    value: Fraction
    band: Band
    protected: bool = True
    release: int = 1

    @property
    def n(self) -> int:
        """How many people answered."""
        return len(self.raters)


@dataclass(frozen=True, eq=False)
class Counted:
    """Which raters count in which scale (raters × scales), their answers there and the sums."""

    counts: BoolArray
    answers: IntArray
    sums: IntArray
    observed: BoolArray

    @classmethod
    def of(cls, ratings: Ratings, layout: Layout, rules: DisclosureRules) -> Counted:
        """A rater counts in a scale with enough of its items answered."""
        observed = ratings.observed
        membership = layout.membership.astype(np.intp)
        answers = observed.astype(np.intp) @ membership
        sums = np.nan_to_num(ratings.answers).astype(np.intp) @ membership
        share = rules.least_answered
        counts = answers * share.denominator >= membership.sum(axis=0) * share.numerator
        return cls(counts & (answers > 0), answers, sums, observed)


def coarsened(mean: Fraction, rules: DisclosureRules) -> tuple[Fraction, Band]:
    """A mean of protected answers, or the middle of the band if it is near an end of the scale.

    Examples:
        >>> coarsened(Fraction(33, 9), DisclosureRules()), coarsened(Fraction(5), DisclosureRules())
        ((Fraction(11, 3), 'none'), (Fraction(19, 4), 'high'))
    """
    if mean >= rules.high_edge:
        return rules.highest - rules.band / 2, "high"
    if mean <= rules.low_edge:
        return rules.lowest + rules.band / 2, "low"
    return mean, "none"


def open_blocks(ratings: Ratings, counted: Counted, rules: DisclosureRules) -> list[Block]:
    """The blocks of self and manager, shown as they are; no release holds on to them."""
    blocks = []
    for group in sorted(rules.shown_singly & set(ratings.groups)):
        rows = np.array([label == group for label in ratings.groups])
        for scale in np.flatnonzero(counted.counts[rows].any(axis=0)).tolist():
            members = np.flatnonzero(rows & counted.counts[:, scale])
            answers, total = _answers_and_sum(counted, members, scale)
            raters = tuple(ratings.raters[row] for row in members)
            mean = Fraction(total, answers)
            blocks.append(Block(group, scale, raters, answers, mean, "none", False, _NO_RELEASE))
    return blocks


def protected_blocks(
    ratings: Ratings,
    layout: Layout,
    counted: Counted,
    rules: DisclosureRules,
    *,
    shown_as: tuple[str | None, ...],
    fresh: BoolArray,
    release: int,
) -> list[Block]:
    """The new blocks: each group and scale with enough people who were in no block before.

    ``shown_as`` names the group under which each rater is shown, ``fresh`` (raters × scales) says
    who has not been in a block of the scale.
    """
    blocks = []
    membership = layout.membership.astype(np.intp)
    for group in sorted({name for name in shown_as if name is not None}):
        rows = np.array([name == group for name in shown_as])
        usable = counted.counts & fresh & rows[:, None]
        enough = usable.sum(axis=0) >= max(rules.per_group, rules.new_answers)
        for scale in np.flatnonzero(enough).tolist():
            members = np.flatnonzero(usable[:, scale])
            asked = counted.observed[members].any(axis=0).astype(np.intp) @ membership[:, scale]
            if asked < _ITEMS_PER_BLOCK:
                continue
            answers, total = _answers_and_sum(counted, members, scale)
            value, band = coarsened(Fraction(total, answers), rules)
            raters = tuple(ratings.raters[row] for row in members)
            blocks.append(Block(group, scale, raters, answers, value, band, True, release))
    return blocks


def _answers_and_sum(counted: Counted, members: IntArray, scale: int) -> tuple[int, int]:
    return int(counted.answers[members, scale].sum()), int(counted.sums[members, scale].sum())
