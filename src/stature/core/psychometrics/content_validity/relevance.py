"""The content validity index: the share of experts who find an item relevant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_number
from stature.core.psychometrics.arrays import (
    FloatArray,
    IntArray,
    Numbers,
    numeric_table,
    read_only,
)
from stature.core.psychometrics.results import Dropped, Result, counted, decimals
from stature.core.psychometrics.shares import ShareInterval, share_interval


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemContentValidity(Result):
    """The share of experts who find each item relevant, alone and beyond chance.

    Arrays have one entry for each item: ``index`` (I-CVI) with ``low`` and ``high``, ``kappa``
    (the index beyond chance), ``relevant`` and ``experts`` (how many of how many). NaN marks an
    item that nobody rated. ``average`` (S-CVI/Ave) is the mean index, ``universal`` (S-CVI/UA)
    the share of items that every expert finds relevant; both of the items that were rated.
    """

    index: FloatArray
    low: FloatArray
    high: FloatArray
    kappa: FloatArray
    relevant: IntArray
    experts: IntArray
    average: float
    universal: float
    level: float

    @property
    def verdicts(self) -> list[str]:
        """Polit, Beck & Owen's word for each item's kappa: excellent, good, fair or poor."""
        return [_verdict(kappa) for kappa in self.kappa.tolist()]

    def summary(self) -> str:
        """The two indices of the scale, and how many items are excellent."""
        excellent = self.verdicts.count("excellent")
        return (
            f"On average {self.average:.0%} of the experts find an item relevant; all experts do "
            f"so for {self.universal:.0%} of the items. Excellent "
            f"(kappa above .74): {excellent} of {counted(len(self.index), 'items')}. "
            f"Indices from {decimals(float(np.nanmin(self.index)))} "
            f"to {decimals(float(np.nanmax(self.index)))}. {self._provenance()}"
        )


def item_content_validity(
    ratings: Numbers,
    *,
    relevant_from: float = 3,
    lowest: float = 1,
    highest: float = 4,
    level: float = 0.95,
    interval: ShareInterval = "wilson",
) -> ItemContentValidity:
    """Content validity indices of items, from relevance ratings (experts × items).

    I-CVI = A / N, where A of N experts rate the item ``relevant_from`` or higher. Beyond chance:
    kappa = (I-CVI - p_c) / (1 - p_c), p_c = C(N, A) / 2^N. S-CVI/Ave is the mean I-CVI, S-CVI/UA
    the share of items with I-CVI = 1. All lie in 0 to 1, kappa at most 1.

    Missing ratings are left out of the item's N and reported; an item without ratings has NaN.

    Raises PsychometricsError for ratings outside ``lowest`` to ``highest``, UndefinedStatistic if
    there is no rating.

    Reference: Lynn (1986), Nursing Research 35, 382-385; Polit, Beck & Owen (2007), Research in
    Nursing & Health 30, 459-467, Table II.

    Examples:
        >>> found = item_content_validity([[4, 3], [3, 2], [4, 4], [4, 1]])
        >>> found.index.tolist(), found.kappa.round(2).tolist(), found.average
        ([1.0, 0.5], [1.0, 0.2], 0.75)
    """
    lowest, highest = require_number(lowest, "lowest"), require_number(highest, "highest")
    relevant_from = require_number(relevant_from, "relevant_from")
    if not lowest < relevant_from <= highest:
        raise PsychometricsError(
            f"expected a rating above {lowest:g} and up to {highest:g}, got {relevant_from:g}",
            where="relevant_from",
        )
    table = bounded_ratings(ratings, lowest, highest)
    experts = (~np.isnan(table)).sum(axis=0)
    relevant = (table >= relevant_from).sum(axis=0)
    known = np.where(experts > 0, experts, np.nan)
    index = relevant / known
    chance = _exactly(relevant, known)
    low, high = share_interval(index, known, level=level, interval=interval)
    rated = experts > 0
    return ItemContentValidity(
        n=len(table),
        unit="experts",
        dropped=missing_ratings(table),
        index=read_only(index),
        low=read_only(low),
        high=read_only(high),
        kappa=read_only((index - chance) / (1 - chance)),
        relevant=read_only(relevant),
        experts=read_only(experts),
        average=float(index[rated].mean()),
        universal=float((index[rated] == 1).mean()),
        level=level,
    )


def bounded_ratings(ratings: Numbers, lowest: float, highest: float) -> FloatArray:
    """Ratings (experts × items) within their bounds; NaN where an expert gave none.

    Raises PsychometricsError with the place of a rating out of bounds, and UndefinedStatistic if
    there is no rating at all.

    Reference: Aiken (1985), Educational and Psychological Measurement 45, 131-142.

    Examples:
        >>> bounded_ratings([[1, 4]], 1, 4).tolist()
        [[1.0, 4.0]]
    """
    lowest, highest = require_number(lowest, "lowest"), require_number(highest, "highest")
    if not lowest < highest:
        raise PsychometricsError(
            f"expected a highest rating above {lowest:g}, got {highest:g}", where="highest"
        )
    table = numeric_table(ratings, name="ratings", axes=("experts", "items"))
    if np.isnan(table).all():
        raise UndefinedStatistic("no expert rated anything", where="ratings")
    outside = (table < lowest) | (table > highest)
    if outside.any():
        row, column = (int(place) for place in np.argwhere(outside)[0])
        raise PsychometricsError(
            f"expected a rating from {lowest:g} to {highest:g}, got {table[row, column]:g}",
            where=f"ratings[{row}, {column}]",
        )
    return table


def missing_ratings(table: FloatArray) -> tuple[Dropped, ...]:
    """How many ratings (experts × items) are missing, and how many items nobody rated.

    Never fails.

    Reference: Polit, Beck & Owen (2007), Research in Nursing & Health 30, 459-467.

    Examples:
        >>> [str(drop) for drop in missing_ratings(np.array([[1.0, np.nan], [2.0, 3.0]]))]
        ['1 rating dropped: missing']
    """
    missing = np.isnan(table)
    empty = int(missing.all(axis=0).sum())
    single = int(missing.sum()) - empty * len(table)
    found = (Dropped(single, "ratings", "missing"), Dropped(empty, "items", "no rating"))
    return tuple(drop for drop in found if drop.count)


def _exactly(count: IntArray, trials: FloatArray) -> FloatArray:
    """P(X = count) for X binomial (trials, 1/2)."""
    ways = -betaln(trials - count + 1, count + 1) - np.log(trials + 1)
    chance: FloatArray = np.exp(ways - trials * np.log(2))
    return chance


def _verdict(kappa: float) -> str:
    if np.isnan(kappa):
        return "not rated"
    if kappa > 0.74:
        return "excellent"
    return "good" if kappa >= 0.6 else "fair" if kappa >= 0.4 else "poor"
