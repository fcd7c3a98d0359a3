"""Scores of the same people on two occasions."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Real
from typing import cast

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_same_length
from stature.core.psychometrics.arrays import (
    BoolArray,
    FloatArray,
    Numbers,
    numeric_vector,
    read_only,
)
from stature.core.psychometrics.results import Dropped


@dataclass(frozen=True, eq=False)
class Pairs:
    """Before and after, one number for each person, NaN where missing."""

    before: FloatArray
    after: FloatArray

    @property
    def complete(self) -> BoolArray:
        """Who has both scores."""
        return ~(np.isnan(self.before) | np.isnan(self.after))

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """The people who lack one score or both."""
        missing = int((~self.complete).sum())
        return (Dropped(missing, "persons", "a score is missing"),) if missing else ()


def read_pairs(before: Numbers, after: Numbers, *, at_least: int = 1) -> Pairs:
    """Read the scores of the same people on two occasions; a single number is one person.

    Missing scores stay, and are counted. Raises UndefinedStatistic if fewer than ``at_least``
    people have both scores; PsychometricsError for different lengths.

    Reference: Newman (2014), Organizational Research Methods 17, 372-411 (pairs are listwise).

    Examples:
        >>> read_pairs([1, 2, None], [2, 2, 3]).complete.tolist()
        [True, True, False]
    """
    pairs = Pairs(_vector(before, "before"), _vector(after, "after"))
    require_same_length(pairs.before, pairs.after, "after")
    if pairs.complete.sum() < at_least:
        raise UndefinedStatistic(
            f"needs {at_least} or more people with both scores, got {int(pairs.complete.sum())}",
            where="before and after",
        )
    return pairs


def frozen(values: FloatArray) -> FloatArray:
    """A copy that nobody can write to. Never fails.

    Reference: none, a copy.

    Examples:
        >>> frozen(np.array([1.0])).flags.writeable
        False
    """
    return cast(FloatArray, read_only(np.array(values, dtype=np.float64)))


def _vector(values: Numbers, name: str) -> FloatArray:
    return numeric_vector([values] if isinstance(values, Real) else values, name=name)
