"""Means and covariances in one pass: where reliability, factors and drivers begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table, read_only
from stature.core.psychometrics.results import Dropped, Result, counted, decimals

Missing = Literal["listwise", "pairwise"]
_ROWS_AT_ONCE = 65_536
_ROUNDING = 1e-12


@dataclass(frozen=True, kw_only=True, eq=False)
class Moments(Result):
    """Means (p), covariances (p × p) and the persons behind each covariance (p × p).

    ``n`` counts the persons with every answer (listwise) or with any answer (pairwise).
    """

    mean: FloatArray
    covariance: FloatArray
    pairs: FloatArray
    missing: Missing

    @property
    def correlation(self) -> FloatArray:
        """Pearson correlations (p × p); UndefinedStatistic if an item does not vary."""
        spread = np.sqrt(np.diag(self.covariance))
        if not spread.all():
            raise UndefinedStatistic(
                "an item that everyone answers alike has no correlation",
                where=f"items[{int(np.argmin(spread))}]",
                remedy="Leave the item out.",
            )
        correlation: FloatArray = self.covariance / np.outer(spread, spread)
        np.fill_diagonal(correlation, 1.0)
        return correlation

    def summary(self) -> str:
        """How many items and persons, and how the mean item behaves."""
        variances = np.diag(self.covariance)
        return (
            f"{counted(len(self.mean), 'items')}, mean {decimals(float(self.mean.mean()))}, "
            f"mean variance {decimals(float(variances.mean()))}. {self._provenance()}"
        )


def item_moments(answers: Numbers, *, missing: Missing = "listwise") -> Moments:
    """Means and covariances of answers (persons × items, NaN where missing).

    Covariances divide by n - 1. Listwise keeps persons with every answer; pairwise takes for each
    pair of items the persons with both, and their own means.

    Raises UndefinedStatistic if fewer than two persons are left for a pair of items.

    Reference: Chan, Golub & LeVeque (1983), The American Statistician 37, 242-247 (centred sums).

    Examples:
        >>> item_moments([[1, 2], [2, 4], [3, 6]]).covariance.tolist()
        [[1.0, 2.0], [2.0, 4.0]]
    """
    table = numeric_table(answers)
    if missing == "listwise":
        return _listwise(table)
    if missing == "pairwise":
        return _pairwise(table)
    raise PsychometricsError(f"expected 'listwise' or 'pairwise', got {missing!r}", where="missing")


def complete_rows(table: FloatArray) -> tuple[FloatArray, tuple[Dropped, ...]]:
    """The persons with every answer (rows of persons × items), and how many were dropped.

    Never fails: if nobody answered everything, the table is empty.

    Reference: Newman (2014), Organizational Research Methods 17, 372-411 (listwise deletion).

    Examples:
        >>> kept, dropped = complete_rows(np.array([[1.0, 2.0], [3.0, np.nan]]))
        >>> kept.tolist(), str(dropped[0])
        ([[1.0, 2.0]], '1 person dropped: an answer is missing')
    """
    missing = np.isnan(table)
    if not missing.any():
        return table, ()
    complete = ~missing.any(axis=1)
    dropped = Dropped(int((~complete).sum()), "persons", "an answer is missing")
    return table[complete], (dropped,)


def _listwise(table: FloatArray) -> Moments:
    kept, dropped = complete_rows(table)
    n, p = kept.shape
    if n < 2:
        raise UndefinedStatistic(
            f"covariances need two persons with every answer, got {n}", where="answers"
        )
    centre = kept[:1000].mean(axis=0)
    sums, products = np.zeros(p), np.zeros((p, p))
    for start in range(0, n, _ROWS_AT_ONCE):
        block = kept[start : start + _ROWS_AT_ONCE] - centre
        sums += np.ones(len(block)) @ block
        products += block.T @ block
    covariance = (products - np.outer(sums, sums) / n) / (n - 1)
    flat = _items_without_variance(kept, covariance)
    covariance[flat] = covariance[:, flat] = 0.0
    return Moments(
        n=n,
        dropped=dropped,
        mean=read_only(centre + sums / n),
        covariance=read_only(covariance),
        pairs=read_only(np.full((p, p), float(n))),
        missing="listwise",
    )


def _items_without_variance(kept: FloatArray, covariance: FloatArray) -> list[int]:
    """Items that everyone answers alike; rounding may leave them a speck of variance."""
    suspect = np.diag(covariance) <= _ROUNDING * np.square(kept[0])
    return [int(item) for item in np.flatnonzero(suspect) if np.ptp(kept[:, item]) == 0]


def _pairwise(table: FloatArray) -> Moments:
    present = (~np.isnan(table)).astype(np.float64)
    answered = present.any(axis=1)
    pairs = present.T @ present
    if pairs.min() < 2:
        raise UndefinedStatistic(
            "a pair of items has fewer than two persons who answered both",
            where=f"items{[int(index) for index in np.argwhere(pairs < 2)[0]]}",
        )
    mean = np.nanmean(table, axis=0)
    centred = np.where(np.isnan(table), 0.0, table - mean)
    sums = centred.T @ present  # sums[i, j]: of item i over the persons who answered item j
    covariance = (centred.T @ centred - sums * sums.T / pairs) / (pairs - 1)
    constant = np.nanmin(table, axis=0) == np.nanmax(table, axis=0)  # rounding leaves a trace
    covariance[constant] = covariance[:, constant] = 0.0
    unanswered = int((~answered).sum())
    return Moments(
        n=int(answered.sum()),
        dropped=(Dropped(unanswered, "persons", "no answer at all"),) if unanswered else (),
        mean=read_only(mean),
        covariance=read_only(covariance),
        pairs=read_only(pairs),
        missing="pairwise",
    )
