"""How often each answer was given to each item."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arrays import (
    FloatArray,
    IntArray,
    Numbers,
    numeric_table,
    numeric_vector,
    read_only,
)
from stature.core.psychometrics.results import Result, counted, decimals
from stature.core.psychometrics.shares import share_interval

MOST_OPTIONS = 100


@dataclass(frozen=True, kw_only=True, eq=False)
class OptionCounts(Result):
    """Counts (J items × K options) of each answer, and their shares of the item's answers.

    ``options`` holds the K answers in ascending order, ``missing`` the persons without an answer
    to each item. ``low`` and ``high`` are the Wilson interval of each share at ``level``. An item
    that nobody answered has NaN for its shares. ``n`` counts the persons with any answer.
    """

    options: FloatArray
    counts: IntArray
    shares: FloatArray
    low: FloatArray
    high: FloatArray
    level: float
    missing: IntArray

    def summary(self) -> str:
        """How many options were used, and the commonest answer."""
        total = self.counts.sum(axis=0)
        return (
            f"{counted(len(self.counts), 'items')} with {counted(len(self.options), 'options')}. "
            f"The commonest answer is "
            f"{self.options[int(total.argmax())]:g}, with {decimals(total.max() / total.sum())} of "
            f"all answers. Never chosen: {counted(int((total == 0).sum()), 'options')}. "
            f"{self._provenance()}"
        )


def option_counts(
    answers: Numbers, *, options: Numbers | None = None, level: float = 0.95
) -> OptionCounts:
    """How many persons gave each answer to each item, with shares and their intervals.

    Formula: share = count / answers to the item; Wilson interval
    (share + z²/2n ± z sqrt(share (1 - share) / n + z²/4n²)) / (1 + z²/n).

    ``answers``: persons × J items; ``options``: the answers on offer, else those found. Shares are
    0 to 1. Missing answers count in ``missing`` only.

    Raises PsychometricsError, with its place, for an answer not among the options, and for more
    than 100 different answers; UndefinedStatistic if there is no answer at all.

    Reference: Wilson (1927), Journal of the American Statistical Association 22, 209-212; Brown,
    Cai & DasGupta (2001), Statistical Science 16, 101-133, eq. 4.

    Examples:
        >>> counts = option_counts([[1, 2], [1, 3], [2, np.nan]], options=[1, 2, 3])
        >>> counts.counts.tolist()
        [[2, 1, 0], [0, 1, 1]]
    """
    table = numeric_table(answers)
    present = ~np.isnan(table)
    if not present.any():
        raise UndefinedStatistic("there is no answer to count", where="answers")
    offered = _offered(table, options)
    counts = _counts(table, offered)
    answered = counts.sum(axis=1)
    shares = _shares(counts, answered[:, None])
    low, high = share_interval(shares, answered[:, None], level=level)
    unanswered = int((answered == 0).sum())
    return OptionCounts(
        n=int(present.any(axis=1).sum()),
        notes=(f"No answers at all: {counted(unanswered, 'items')}.",) if unanswered else (),
        options=read_only(offered),
        counts=read_only(counts),
        shares=read_only(shares),
        low=read_only(low),
        high=read_only(high),
        level=level,
        missing=read_only((~present).sum(axis=0)),
    )


def _offered(table: FloatArray, options: Numbers | None) -> FloatArray:
    if options is not None:
        given = numeric_vector(options, name="options")
        known = np.unique(given[~np.isnan(given)])
        if not len(known):
            raise PsychometricsError("expected one option or more, got none", where="options")
        return known
    found = np.unique(table[~np.isnan(table)])
    if len(found) > MOST_OPTIONS:
        raise PsychometricsError(
            f"{len(found):,} different answers are too many to count one by one",
            where="answers",
            remedy="Round or group the answers first.",
        )
    return found


def _counts(table: FloatArray, offered: FloatArray) -> IntArray:
    """One bincount over all items: the code of an answer is item × K + option."""
    present = ~np.isnan(table)
    option = np.clip(np.searchsorted(offered, table), 0, len(offered) - 1)
    strange = present & (offered[option] != table)
    if strange.any():
        place = [int(index) for index in np.argwhere(strange)[0]]
        raise PsychometricsError(
            f"{table[tuple(place)]:g} is not among the options",
            where=f"answers{place}",
            remedy="Correct the answer, or add it to the options.",
        )
    items, choices = table.shape[1], len(offered)
    codes = (option + choices * np.arange(items))[present]
    return np.bincount(codes, minlength=items * choices).reshape(items, choices)


def _shares(counts: IntArray, n: IntArray) -> FloatArray:
    shares = np.full(counts.shape, np.nan)
    np.divide(counts, n, out=shares, where=n > 0)
    return shares
