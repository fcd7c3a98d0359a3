"""What norms return: one number for each score, each with its error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import (
    BoolArray,
    FloatArray,
    Numbers,
    numeric_vector,
    read_only,
)
from stature.core.psychometrics.norms.frequencies import Frequencies
from stature.core.psychometrics.norms.group import NormGroup
from stature.core.psychometrics.results import Dropped, Result, counted, decimals

Norms = NormGroup | Frequencies | Numbers


@dataclass(frozen=True, kw_only=True, eq=False)
class NormedScores(Result):
    """Scores on a scale of norms.

    ``estimate``, ``standard_error``, ``low`` and ``high`` hold one number for each score, NaN
    where the score is missing. ``whole`` holds whole stens or stanines, or None on other scales.
    ``n`` counts the norm group; ``method`` says how the limits at confidence ``level`` were made.
    A limit is infinite where the norm group cannot tell.
    """

    metric: str
    scores: FloatArray
    estimate: FloatArray
    standard_error: FloatArray
    low: FloatArray
    high: FloatArray
    level: float
    method: str
    whole: FloatArray | None = None
    unit: str = "people in the norm group"

    def summary(self) -> str:
        """The score itself with its interval if there is one; else how many and how they lie."""
        known = np.flatnonzero(~np.isnan(self.estimate))
        if len(known) == 1:
            words = self._one(int(known[0]))
        else:
            low, middle, high = np.percentile(self.estimate[known], [0, 50, 100])
            words = (
                f"{counted(len(known), 'scores')}: {self.metric} from {decimals(low, 1)} to "
                f"{decimals(high, 1)}, median {decimals(middle, 1)}, each with a "
                f"{self.level:.0%} interval ({self.method})."
            )
        return f"{words} {self._provenance()}"

    def _one(self, index: int) -> str:
        places = 2 if self.metric == "z score" else 1
        estimate, low, high = (
            decimals(float(numbers[index]), places)
            for numbers in (self.estimate, self.low, self.high)
        )
        whole = "" if self.whole is None else f", {self.metric} {int(self.whole[index])} as a whole"
        return (
            f"A score of {decimals(float(self.scores[index]), 2)} is {self.metric} "
            f"{estimate}{whole} ({self.level:.0%} interval {low} to {high}, {self.method})."
        )


@dataclass(frozen=True, eq=False)
class NormComparison:
    """Scores read beside their norms, with what was dropped and what there is to know."""

    scores: FloatArray
    norms: Frequencies
    dropped: tuple[Dropped, ...]
    notes: tuple[str, ...]

    @property
    def known(self) -> BoolArray:
        """Which scores are not missing."""
        return ~np.isnan(self.scores)

    def placed(self, values: FloatArray) -> FloatArray:
        """Values of the known scores at the places of all scores; missing ones are NaN."""
        places = np.full(len(self.scores), np.nan)
        places[self.known] = values
        return cast(FloatArray, read_only(places))


def compare_with_norms(scores: Numbers, norms: Norms) -> NormComparison:
    """Read scores and norms; a norm group too small to be trusted is told of.

    Missing scores stay, and are counted. Raises UndefinedStatistic if every score is missing or
    fewer than two norm scores are known.

    Reference: American Educational Research Association, APA & NCME (2014), Standards for
    Educational and Psychological Testing, standards 5.8 and 5.9 (norms must be described).

    Examples:
        >>> compare_with_norms([3.0, None], [1, 2, 3]).dropped[0].count
        1
    """
    vector = numeric_vector(scores, name="scores")
    missing = int(np.isnan(vector).sum())
    if missing == len(vector):
        raise UndefinedStatistic("every score is missing", where="scores")
    table, notes = _frequencies(norms)
    dropped = (Dropped(missing, "scores", "the score is missing"),) if missing else ()
    return NormComparison(vector, table, (*dropped, *table.dropped), notes)


def _frequencies(norms: Norms) -> tuple[Frequencies, tuple[str, ...]]:
    if isinstance(norms, NormGroup):
        return norms.frequencies, norms.notes
    if isinstance(norms, Frequencies):
        return norms, ()
    return Frequencies.of(norms), ()
