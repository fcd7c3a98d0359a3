"""Means of blocks, and means of such means: what a published mean is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from stature.core.disclosure.blocks import Band, Block


@dataclass(frozen=True, slots=True)
class Term:
    """``weight`` times what the block gives out: its mean, or the middle of its band."""

    block: Block
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Combination:
    """A mean of blocks or of other combinations, with weights that add up to one.

    ``value`` is exact and comes from nothing but what the blocks give out; ``raters`` are those
    whose answers it rests on, ``bands`` the bands that went into it.
    """

    value: Fraction
    raters: frozenset[str]
    bands: frozenset[Band]
    parts: tuple[tuple[Block | Combination, Fraction], ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The blocks at the bottom, each with its weight in the whole."""
        return tuple(
            term
            for part, weight in self.parts
            for term in (
                (Term(part, weight),)
                if isinstance(part, Block)
                else (Term(under.block, under.weight * weight) for under in part.terms)
            )
        )


def answers_together(blocks: Sequence[Block]) -> Combination:
    """The mean of all answers in the blocks, of which one group and scale may have several."""
    answers = sum(block.answers for block in blocks)
    shares = [Fraction(block.answers, answers) for block in blocks]
    value = sum((block.value * share for block, share in zip(blocks, shares, strict=True)), _NONE)
    raters = frozenset(rater for block in blocks for rater in block.raters)
    bands = frozenset(block.band for block in blocks)
    return Combination(value, raters, bands, tuple(zip(blocks, shares, strict=True)))


def weighted_mean(parts: Sequence[Combination], weights: Sequence[int]) -> Combination:
    """The mean of combinations, each with its whole-number weight."""
    whole = sum(weights)
    shares = [Fraction(weight, whole) for weight in weights]
    value = sum((part.value * weight for part, weight in zip(parts, weights, strict=True)), _NONE)
    raters = frozenset().union(*(part.raters for part in parts))
    bands = frozenset().union(*(part.bands for part in parts))
    return Combination(value / whole, raters, bands, tuple(zip(parts, shares, strict=True)))


_NONE = Fraction(0)
