"""A plan of measurement: how many raters from each source, and which components are error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.generalizability.components import Multipliers

Universe = Literal["fixed", "random"]


def require_universe(universe: str) -> None:
    """Sources must be 'fixed' or 'random'.

    Raises PsychometricsError for any other word.

    Reference: Brennan (2001), Generalizability Theory, ch. 4 (fixed and random facets).

    Examples:
        >>> require_universe("fixed")
    """
    if universe not in ("fixed", "random"):
        raise PsychometricsError(
            f"expected 'fixed' or 'random', got {universe!r}", where="universe"
        )


@dataclass(frozen=True)
class Plan:
    """Raters from each source; the score is the mean of the source means.

    ``raters`` may be a harmonic mean, so it need not be whole. ``items`` is 0 when the scores have
    no items. Fixed sources are exactly those of interest; random ones stand for others.
    """

    raters: tuple[float, ...]
    items: int
    universe: Universe = "fixed"

    @property
    def rater_share(self) -> float:
        """What a rater's variance counts in the mean of source means: Σ (1 / raters) / sources²."""
        return sum(1 / raters for raters in self.raters) / len(self.raters) ** 2

    @property
    def true(self) -> Multipliers:
        """Multipliers of the components that make up the universe score."""
        if self.universe == "fixed":
            return {"ratee": 1, "ratee × source": 1 / len(self.raters)}
        return {"ratee": 1}

    @property
    def relative_error(self) -> Multipliers:
        """Multipliers of what changes the order of ratees."""
        error = {"rater": self.rater_share}
        if self.universe == "random":
            error["ratee × source"] = 1 / len(self.raters)
        if self.items:
            error["ratee × item"] = 1 / self.items
            error["ratee × source × item"] = 1 / self.items / len(self.raters)
            error["residual"] = self.rater_share / self.items
        return error

    @property
    def absolute_error(self) -> Multipliers:
        """Relative error, and what moves all ratees alike: items and, if random, sources."""
        error = dict(self.relative_error)
        if self.universe == "random":
            error["source"] = 1 / len(self.raters)
        if self.items:
            error["item"] = 1 / self.items
            error["source × item"] = 1 / self.items / len(self.raters)
        return error
