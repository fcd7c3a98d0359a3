"""Aiken's V: how near the experts' mean rating comes to the highest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from stature.core.psychometrics.arrays import (
    FloatArray,
    IntArray,
    Numbers,
    read_only,
)
from stature.core.psychometrics.content_validity.relevance import bounded_ratings, missing_ratings
from stature.core.psychometrics.results import Result, counted, decimals
from stature.core.psychometrics.shares import share_interval

_MOST_STEPS = 2_000


@dataclass(frozen=True, kw_only=True, eq=False)
class AikenV(Result):
    """Aiken's V of each item, with score interval and p value.

    Arrays have one entry for each item; NaN marks an item that nobody rated. ``p_value`` is the
    chance of a V at least as high if experts chose among the categories at random; ``p_method``
    says whether it is exact. ``mean`` is the mean V of the items that were rated.
    """

    value: FloatArray
    low: FloatArray
    high: FloatArray
    p_value: FloatArray
    p_method: str
    experts: IntArray
    mean: float
    lowest: float
    highest: float
    level: float

    def summary(self) -> str:
        """The mean V, the range, and how many items beat random ratings."""
        beyond = int((self.p_value <= 0.05).sum())
        return (
            f"Mean V = {decimals(self.mean)}; items from {decimals(float(np.nanmin(self.value)))} "
            f"to {decimals(float(np.nanmax(self.value)))}. Rated higher than random "
            f"ratings would be (p at most .05): {beyond} of {counted(len(self.value), 'items')}. "
            f"{self._provenance()}"
        )


def aiken_v(ratings: Numbers, *, lowest: float, highest: float, level: float = 0.95) -> AikenV:
    """Aiken's V of items, from ratings (experts × items) on a scale from lowest to highest.

    V = (mean - lowest) / k, k = highest - lowest; from 0 (all lowest) to 1 (all highest). Score
    interval: (2nkV + z² ± z sqrt(4nkV(1 - V) + z²)) / (2(nk + z²)) for n experts. The p value is
    one-sided: exact for whole ratings (all (k + 1)^n ways alike), otherwise and beyond 2,000
    steps by the normal curve with variance (k + 2) / (12 k n).

    Missing ratings are left out of the item's n and reported; an item without ratings has NaN.

    Raises PsychometricsError for ratings outside the scale, UndefinedStatistic if there is no
    rating.

    Reference: Aiken (1985), Educational and Psychological Measurement 45, 131-142, eq. 1 and 3;
    interval Penfield & Giacobbi (2004), Measurement in Physical Education and Exercise Science 8,
    213-225, eq. 3-4.

    Examples:
        >>> found = aiken_v([[5, 3], [4, 2], [5, 4], [4, 3]], lowest=1, highest=5)
        >>> found.value.tolist(), found.p_value.round(4).tolist()
        ([0.875, 0.5], [0.024, 0.568])
    """
    table = bounded_ratings(ratings, lowest, highest)
    experts = (~np.isnan(table)).sum(axis=0)
    known = np.where(experts > 0, experts, np.nan)
    steps = highest - lowest
    above = np.nansum(table - lowest, axis=0)
    value = above / (known * steps)
    low, high = share_interval(value, known * steps, level=level, interval="wilson")
    exact = _steps_are_whole(table, lowest, steps)
    p_value = _exact_p(above, experts, int(steps)) if exact else _normal_p(value, known, steps)
    return AikenV(
        n=len(table),
        unit="experts",
        dropped=missing_ratings(table),
        value=read_only(value),
        low=read_only(low),
        high=read_only(high),
        p_value=read_only(p_value),
        p_method="exact" if exact else "normal",
        experts=read_only(experts),
        mean=float(value[experts > 0].mean()),
        lowest=lowest,
        highest=highest,
        level=level,
    )


def _steps_are_whole(table: FloatArray, lowest: float, steps: float) -> bool:
    given = table[~np.isnan(table)] - lowest
    whole = float(steps).is_integer() and bool((given == np.rint(given)).all())
    return whole and steps * len(table) <= _MOST_STEPS


def _exact_p(above: FloatArray, experts: IntArray, steps: int) -> FloatArray:
    """P(S >= above) for the sum S of as many ratings, each category as likely as any other."""
    p_value = np.full(len(above), np.nan)
    one = np.full(steps + 1, 1 / (steps + 1))
    chance = np.ones(1)
    for count in range(1, int(experts.max()) + 1):
        chance = np.convolve(chance, one)
        here = experts == count
        tail = chance[::-1].cumsum()[::-1]
        p_value[here] = np.minimum(tail[above[here].astype(np.intp)], 1.0)
    return p_value


def _normal_p(value: FloatArray, experts: FloatArray, steps: float) -> FloatArray:
    spread = np.sqrt((steps + 2) / (12 * steps * experts))
    chance: FloatArray = ndtr(-(value - 0.5) / spread)
    return chance
