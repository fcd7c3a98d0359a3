"""Mean squares of targets × raters, and the two-way intraclass correlations made of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import fdtri

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.agreement.f_ratio import FRatio
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.results import Interval

_METHOD = "F distribution with Satterthwaite's degrees of freedom"
# Below this share of all squares, a sum of squares is rounding, not difference.
_ROUNDING = 1e-14
_NOTHING = 1e-12


@dataclass(frozen=True)
class TwoWay:
    """Mean squares of n targets × k raters: between targets, between raters, error, within.

    Reference: McGraw & Wong (1996), Psychological Methods 1, 30-46, tables 3, 4 and 7.
    """

    targets: float
    raters: float
    error: float
    within: float
    n: int
    k: int

    @classmethod
    def of(cls, ratings: FloatArray) -> TwoWay:
        """The mean squares of a complete table; UndefinedStatistic if targets do not differ."""
        n, k = ratings.shape
        if n < 2:
            raise UndefinedStatistic(
                f"needs at least 2 targets rated by every rater, got {n}",
                where="ratings",
                remedy="With ragged ratings, use the variance components of ICC(q,k).",
            )
        centred = ratings - ratings.mean()
        target_means, rater_means = centred.mean(axis=1), centred.mean(axis=0)
        total = float((centred**2).sum())
        between = float(k * target_means @ target_means)
        if between <= _ROUNDING * total:
            raise UndefinedStatistic(
                "all targets have the same mean rating, so nothing can be told apart reliably",
                where="ratings",
            )
        of_raters = _unless_rounding(float(n * rater_means @ rater_means), total)
        residual = centred - target_means[:, None] - rater_means
        error = _unless_rounding(float((residual**2).sum()), total)
        return cls(
            targets=between / (n - 1),
            raters=of_raters / (k - 1),
            error=error / ((n - 1) * (k - 1)),
            within=(of_raters + error) / (n * (k - 1)),
            n=n,
            k=k,
        )

    @property
    def random_targets(self) -> FRatio:
        """Targets against everything within targets: each target may have its own raters."""
        return FRatio(self.within / self.targets, self.n - 1, self.n * (self.k - 1))

    @property
    def crossed(self) -> FRatio:
        """Targets against error, with the severity of raters taken out."""
        return FRatio(self.error / self.targets, self.n - 1, (self.n - 1) * (self.k - 1))

    @property
    def agreement_of_one(self) -> float:
        """ICC(2,1)."""
        other = (self.k - 1) * self.error + self.k * (self.raters - self.error) / self.n
        return (self.targets - self.error) / (self.targets + other)

    @property
    def agreement_of_mean(self) -> float:
        """ICC(2,k)."""
        spread = self.targets + (self.raters - self.error) / self.n
        if spread <= _NOTHING * (self.targets + self.error / self.n):
            raise UndefinedStatistic(
                "raters contradict each other so much that the variance of means is not positive"
            )
        return (self.targets - self.error) / spread

    def interval_of_one(self, level: float) -> Interval:
        """The interval of ICC(2,1)."""
        upper, df1, df2 = (1 + level) / 2, self.n - 1, self._satterthwaite
        # With hardly a degree of freedom F has no upper end, and its lower end is 0.
        inverse_above = 1 / float(fdtri(df1, df2, upper)) if df2 else 0.0
        below = float(fdtri(df2, df1, upper)) if df2 else 0.0
        n, b, e = self.n, self.targets, self.error
        rest = self.k * self.raters + (self.k * n - self.k - n) * e
        return Interval(
            n * (b * inverse_above - e) / (rest + n * b * inverse_above),
            n * (below * b - e) / (rest + n * below * b),
            level,
            _METHOD,
        )

    def interval_of_mean(self, level: float) -> Interval:
        """The interval of ICC(2,k), stepped up from ICC(2,1); without end if that is too low."""
        one = self.interval_of_one(level)
        return Interval(self._stepped_up(one.low), self._stepped_up(one.high), level, _METHOD)

    def _stepped_up(self, icc: float) -> float:
        divisor = 1 + (self.k - 1) * icc
        return self.k * icc / divisor if divisor > 0 else -math.inf

    @property
    def _satterthwaite(self) -> float:
        n, k, icc = self.n, self.k, self.agreement_of_one
        raters = k * icc * self.raters
        error = (n * (1 + (k - 1) * icc) - k * icc) * self.error
        squares = (n - 1) * raters**2 + error**2
        df = (k - 1) * (n - 1)
        return df * (raters + error) ** 2 / squares if squares else df


def _unless_rounding(squares: float, total: float) -> float:
    return squares if squares > _ROUNDING * total else 0.0
