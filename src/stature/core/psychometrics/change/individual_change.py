"""Reliable change of one person: has the score moved by more than its error?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_flag, require_share
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.change.pairs import Pairs, frozen
from stature.core.psychometrics.results import Interval, Result, Statistic, decimals

KNOWN_VALUES = "Reliability, means and standard deviations are taken as known."


class ChangeVerdict(StrEnum):
    """What a person's change shows; a missing score leaves it unknown."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    NO_RELIABLE_CHANGE = "no reliable change"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, eq=False)
class ReliableChange(Result):
    """Change of each person, with its error.

    ``estimate`` is the reliable change index: ``departure`` over ``standard_error``. ``departure``
    is the score after less ``expected``, the score that no true change would have led to, and
    ``low`` and ``high`` are its limits at confidence ``level``, in raw units; all are NaN where a
    score is missing. ``n`` counts the people with both scores; ``critical`` is the index beyond
    which a change is called reliable.
    """

    method: str
    before: FloatArray
    after: FloatArray
    expected: FloatArray
    departure: FloatArray
    standard_error: FloatArray
    estimate: FloatArray
    low: FloatArray
    high: FloatArray
    level: float
    critical: float
    higher_is_better: bool

    @property
    def verdicts(self) -> npt.NDArray[Any]:
        """A ChangeVerdict for each person; reliable means beyond the critical size."""
        gain = self.estimate if self.higher_is_better else -self.estimate
        verdicts = np.full(len(gain), ChangeVerdict.NO_RELIABLE_CHANGE, dtype=object)
        verdicts[gain > self.critical] = ChangeVerdict.IMPROVED
        verdicts[gain < -self.critical] = ChangeVerdict.WORSENED
        verdicts[np.isnan(gain)] = ChangeVerdict.UNKNOWN
        return verdicts

    def count(self, verdict: ChangeVerdict) -> int:
        """People with this verdict."""
        return int((self.verdicts == verdict).sum())

    def share(self, verdict: ChangeVerdict) -> Statistic:
        """Share of the people with both scores who have this verdict, with Wilson's interval."""
        if verdict is ChangeVerdict.UNKNOWN:
            raise UndefinedStatistic("people without both scores are in no share", where="verdict")
        share, z = self.count(verdict) / self.n, float(ndtri((1 + self.level) / 2))
        centre = (share + z * z / (2 * self.n)) / (1 + z * z / self.n)
        half = z * np.sqrt(share * (1 - share) / self.n + (z / (2 * self.n)) ** 2)
        half = float(half / (1 + z * z / self.n))
        limits = max(centre - half, 0.0), min(centre + half, 1.0)
        return Statistic(
            n=self.n,
            dropped=self.dropped,
            name=f"Share {verdict}",
            estimate=share,
            interval=Interval(*limits, self.level, "Wilson"),
        )

    def summary(self) -> str:
        """One person's change with its interval, or how many changed reliably."""
        if self.n == 1:
            return f"{self._one()} {self._provenance()}"
        narrow = self.method == "Edwards-Nunnally"  # leaves out the second measurement's error
        by_chance = f"{'more than' if narrow else 'about'} {decimals(50 * (1 - self.level), 1)}"
        return (
            f"{self.count(ChangeVerdict.IMPROVED):,} improved, "
            f"{self.count(ChangeVerdict.WORSENED):,} worsened, "
            f"{self.count(ChangeVerdict.NO_RELIABLE_CHANGE):,} show no reliable change "
            f"({self.method}, {self.level:.0%}). If nobody had changed, {by_chance} in 100 "
            f"would seem improved and as many worsened. {self._provenance()}"
        )

    def _one(self) -> str:
        index = int(np.flatnonzero(~np.isnan(self.estimate))[0])
        before, after, departure, low, high = (
            decimals(float(numbers[index]), 2)
            for numbers in (self.before, self.after, self.departure, self.low, self.high)
        )
        return (
            f"From {before} to {after}: {self.verdicts[index]}. The score after is {departure} "
            f"from what no change would lead to ({self.level:.0%} interval {low} to {high}, "
            f"{self.method})."
        )


def reliable_change(
    pairs: Pairs,
    expected: FloatArray,
    standard_error: FloatArray | float,
    *,
    method: str,
    level: float,
    higher_is_better: bool,
    critical: float | None = None,
    notes: tuple[str, ...] = (KNOWN_VALUES,),
) -> ReliableChange:
    """Put the score after beside the score that no true change would have led to.

    departure = after - expected; index = departure / standard error; limits departure ± critical ×
    standard error, critical the normal quantile of (1 + level) / 2 unless given. One number for
    each person, in raw units but for the index. A missing score leaves NaN and is counted.

    Raises PsychometricsError for a level outside 0 to 1, UndefinedStatistic if the standard error
    is 0.

    Reference: Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59, 12-19;
    Maassen (2000), Journal of Clinical and Experimental Neuropsychology 22, 622-632 (frame).

    Examples:
        >>> pairs = Pairs(np.array([3.0]), np.array([5.0]))
        >>> reliable_change(pairs, pairs.before, 0.5, method="mine", level=0.95,
        ...     higher_is_better=True).estimate.tolist()
        [4.0]
    """
    normal = float(ndtri((1 + require_share(level, "level")) / 2))
    if not np.all(np.asarray(standard_error) > 0):
        raise UndefinedStatistic("the standard error of the change is 0", where=method)
    critical = normal if critical is None else critical
    departure = np.where(pairs.complete, pairs.after - expected, np.nan)
    error = np.where(pairs.complete, standard_error, np.nan)
    return ReliableChange(
        n=int(pairs.complete.sum()),
        dropped=pairs.dropped,
        notes=notes,
        method=method,
        before=frozen(pairs.before),
        after=frozen(pairs.after),
        expected=frozen(expected),
        departure=frozen(departure),
        standard_error=frozen(error),
        estimate=frozen(departure / error),
        low=frozen(departure - critical * error),
        high=frozen(departure + critical * error),
        level=level,
        critical=critical,
        higher_is_better=require_flag(higher_is_better, "higher_is_better"),
    )
