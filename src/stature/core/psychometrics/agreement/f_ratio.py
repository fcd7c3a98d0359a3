"""An F ratio of mean squares, and the intraclass correlations and intervals that follow from it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import fdtrc, fdtri

from stature.core.psychometrics.results import Interval

_METHOD = "F distribution"


@dataclass(frozen=True)
class FRatio:
    """F with its degrees of freedom, kept as 1 / F, which exists when the error is zero.

    Reference: Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428, p. 424.
    """

    inverse: float
    df1: int
    df2: int

    @property
    def f(self) -> float:
        """The F ratio; infinite when the error is zero."""
        return 1 / self.inverse if self.inverse else math.inf

    @property
    def p(self) -> float:
        """The chance of such an F, or a larger one, without any difference between units."""
        return float(fdtrc(self.df1, self.df2, self.f)) if self.inverse else 0.0

    def single(self, k: float) -> float:
        """Reliability of one of k ratings: (F - 1) / (F + k - 1)."""
        return _single(self.inverse, k)

    @property
    def average(self) -> float:
        """Reliability of the mean of the k ratings: 1 - 1 / F."""
        return 1 - self.inverse

    def single_interval(self, k: float, level: float) -> Interval:
        """The interval of the reliability of one rating."""
        low, high = self._bounds(level)
        return Interval(_single(low, k), _single(high, k), level, _METHOD)

    def average_interval(self, level: float) -> Interval:
        """The interval of the reliability of the mean rating."""
        low, high = self._bounds(level)
        return Interval(1 - low, 1 - high, level, _METHOD)

    def _bounds(self, level: float) -> tuple[float, float]:
        """1 / F at the low and at the high end of F."""
        upper = (1 + level) / 2
        return (
            self.inverse * float(fdtri(self.df1, self.df2, upper)),
            self.inverse / float(fdtri(self.df2, self.df1, upper)),
        )


def _single(inverse: float, k: float) -> float:
    return (1 - inverse) / (1 + (k - 1) * inverse)
