"""The distribution of a norm group's scores: each score with how many people have it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arrays import FloatArray, IntArray, Numbers, numeric_vector
from stature.core.psychometrics.results import Dropped


@dataclass(frozen=True, eq=False)
class Frequencies:
    """Distinct scores in rising order with their counts; ``missing`` scores were left out."""

    values: FloatArray
    counts: IntArray
    missing: int = 0

    @classmethod
    def of(cls, scores: Numbers, *, name: str = "norms") -> Frequencies:
        """The distribution of the scores that are not missing; at least two are needed."""
        vector = numeric_vector(scores, name=name)
        known = vector[~np.isnan(vector)] + 0.0  # turns -0.0 into 0.0
        if len(known) < 2:
            raise UndefinedStatistic(
                f"norms need the scores of at least two people, got {len(known)}", where=name
            )
        values, counts = np.unique(known, return_counts=True)
        return cls(values, counts, len(vector) - len(known))

    @cached_property
    def n(self) -> int:
        """People with a score."""
        return int(self.counts.sum())

    @cached_property
    def mean(self) -> float:
        """Mean score."""
        return float(self.values @ self.counts / self.n)

    @cached_property
    def sd(self) -> float:
        """Standard deviation, with n - 1; exactly 0 if everyone has the same score."""
        if len(self.values) == 1:
            return 0.0
        return float(np.sqrt(self._moment(2) * self.n / (self.n - 1)))

    @cached_property
    def kurtosis(self) -> float:
        """Fourth moment over the squared second: 3 for a normal distribution, never below 1."""
        return self._moment(4) / self._moment(2) ** 2

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """The norm scores that were missing."""
        if not self.missing:
            return ()
        return (Dropped(self.missing, "people in the norm group", "the score is missing"),)

    def below_and_equal(self, scores: FloatArray) -> tuple[FloatArray, FloatArray]:
        """How many of the norm group are below each score, and how many share it."""
        cumulated = np.concatenate([[0], np.cumsum(self.counts)])
        below = cumulated[np.searchsorted(self.values, scores, side="left")]
        not_above = cumulated[np.searchsorted(self.values, scores, side="right")]
        return below.astype(np.float64), (not_above - below).astype(np.float64)

    def _moment(self, power: int) -> float:
        return float((self.values - self.mean) ** power @ self.counts / self.n)
