"""Fisher's exact test, and the odds ratio that goes with it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaln

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_share
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_table
from stature.core.psychometrics.results import Interval, Result, decimals, p_text
from stature.core.psychometrics.selection.arrays import require_parts

_FARTHEST = 500.0
_SAME = 1 + 1e-7  # as R's fisher.test: tables this near in probability count as equal


@dataclass(frozen=True, kw_only=True, eq=False)
class FisherExact(Result):
    """Fisher's exact test: two-sided p, Lancaster's mid-p, and the conditional odds ratio.

    The odds ratio and its upper limit may be infinite, when a cell that it divides by is empty.
    """

    p: float
    mid_p: float
    odds_ratio: float
    interval: Interval

    def summary(self) -> str:
        """The odds ratio with its exact interval, p and mid-p."""
        return (
            f"Odds ratio {decimals(self.odds_ratio)} ({self.interval}). Fisher's exact "
            f"{p_text(self.p)}, mid-{p_text(self.mid_p)}. {self._provenance()}"
        )


@dataclass(frozen=True, eq=False)
class _Tables:
    """All tables with the margins of the one observed: first cells and log weights."""

    cells: FloatArray
    log_weights: FloatArray

    def probabilities(self, log_odds_ratio: float) -> FloatArray:
        log = self.log_weights + log_odds_ratio * self.cells
        weights = np.exp(log - log.max())
        probabilities: FloatArray = weights / weights.sum()
        return probabilities


def fisher_exact_test(table: Numbers, *, level: float = 0.95) -> FisherExact:
    """Fisher's exact test of a table of 2 × 2 counts.

    Given all margins, the first cell is hypergeometric. p sums the probabilities of all tables that
    are no more likely than the observed one; mid-p leaves out half of the observed table's own. The
    odds ratio is the conditional one: that which makes the observed first cell the expected one,
    from 0 to infinity; its limits leave (1 - level) / 2 in either tail. Rows are groups, columns
    selected and not selected (the transposed table has the same answers).

    Raises UndefinedStatistic if a row or a column is empty, and PsychometricsError for another
    shape or for entries that are no counts.

    Reference: Fisher (1935), Journal of the Royal Statistical Society 98, 39-82; Cornfield (1956),
    Third Berkeley Symposium 4, 135-148 (limits); Lancaster (1961) and Biddle & Morris (2011),
    Journal of Applied Psychology 96, 956-965 (mid-p).

    Examples:
        >>> tea = fisher_exact_test([[3, 1], [1, 3]])
        >>> round(tea.p, 6), round(tea.mid_p, 6), round(tea.odds_ratio, 5)
        (0.485714, 0.371429, 6.40832)
    """
    counts = numeric_table(table, name="table", axes=("groups", "outcomes"))
    if counts.shape != (2, 2):
        raise PsychometricsError(f"expected 2 × 2 counts, got {counts.shape}", where="table")
    require_parts(counts, counts)
    if not (counts.sum(axis=0).all() and counts.sum(axis=1).all()):
        raise UndefinedStatistic(
            "a row or a column is empty, so there is nothing to compare", where="table"
        )
    tables, observed = _with_margins_of(counts), float(counts[0, 0])
    chances = tables.probabilities(0.0)
    own = float(chances[tables.cells == observed][0])
    p = min(1.0, float(chances[chances <= own * _SAME].sum()))
    return FisherExact(
        n=int(counts.sum()),
        p=p,
        mid_p=p - own / 2,
        odds_ratio=_conditional_odds_ratio(tables, observed),
        interval=_exact_interval(tables, observed, require_share(level, "level")),
    )


def _with_margins_of(counts: FloatArray) -> _Tables:
    (first_row, second_row), first_column = counts.sum(axis=1), counts[:, 0].sum()
    cells = np.arange(
        max(0.0, first_column - second_row), min(first_row, first_column) + 1, dtype=np.float64
    )
    others = (first_row - cells, first_column - cells, second_row - first_column + cells)
    log_weights = -gammaln(cells + 1) - sum(gammaln(other + 1) for other in others)
    return _Tables(cells, log_weights)


def _conditional_odds_ratio(tables: _Tables, observed: float) -> float:
    if observed == tables.cells[0]:
        return 0.0
    if observed == tables.cells[-1]:
        return math.inf
    return _solve(lambda log: float(tables.probabilities(log) @ tables.cells) - observed)


def _exact_interval(tables: _Tables, observed: float, level: float) -> Interval:
    tail = (1 - level) / 2
    from_here, up_to_here = tables.cells >= observed, tables.cells <= observed
    low, high = 0.0, math.inf
    if observed > tables.cells[0]:
        low = _solve(lambda log: float(tables.probabilities(log)[from_here].sum()) - tail)
    if observed < tables.cells[-1]:
        high = _solve(lambda log: float(tables.probabilities(log)[up_to_here].sum()) - tail)
    return Interval(low, high, level, "exact conditional")


def _solve(excess: Callable[[float], float]) -> float:
    return math.exp(float(brentq(excess, -_FARTHEST, _FARTHEST, xtol=1e-13)))
