"""Testing a difference of two proportions against any value of that difference."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from scipy.optimize import brentq
from scipy.special import ndtri

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.groups.arrays import require_counts
from stature.core.psychometrics.results import Interval

ProportionMethod = Literal["wald", "score"]
_EDGE = 1 - 1e-9


@dataclass(frozen=True)
class TwoProportions:
    """Two proportions with their group sizes."""

    first: float
    first_n: int
    second: float
    second_n: int

    @classmethod
    def from_counts(
        cls, first_successes: int, first_n: int, second_successes: int, second_n: int
    ) -> TwoProportions:
        """Proportions from counts; PsychometricsError unless 0 <= successes <= n."""
        first, n1 = require_counts(first_successes, first_n, ("first_successes", "first_n"))
        second, n2 = require_counts(second_successes, second_n, ("second_successes", "second_n"))
        return cls(first / n1, n1, second / n2, n2)

    @property
    def difference(self) -> float:
        """The first proportion less the second."""
        return self.first - self.second

    def error_of(self, first: float, second: float) -> float:
        """The standard error of the difference if these were the true proportions."""
        return math.sqrt(
            max(first * (1 - first) / self.first_n + second * (1 - second) / self.second_n, 0.0)
        )


class WaldTest:
    """Z with the standard error from the proportions as they are."""

    def __init__(self, proportions: TwoProportions) -> None:
        self.proportions = proportions
        self.error = proportions.error_of(proportions.first, proportions.second)
        if self.error == 0:
            raise UndefinedStatistic(
                "everybody or nobody shows it in both groups, so the Wald error is 0",
                where="first_successes, second_successes",
                remedy="Use method='score'.",
            )

    def statistic(self, hypothesis: float) -> float:
        """Z of the difference against a hypothetical one."""
        return (self.proportions.difference - hypothesis) / self.error

    def interval(self, *, level: float) -> Interval:
        """The difference plus and minus z standard errors."""
        reach = float(ndtri((1 + level) / 2)) * self.error
        difference = self.proportions.difference
        return Interval(difference - reach, difference + reach, level, "Wald")


class ScoreTest:
    """Z with the standard error from the most likely proportions that differ as hypothesised."""

    def __init__(self, proportions: TwoProportions) -> None:
        self.proportions = proportions
        self.error = proportions.error_of(proportions.first, proportions.second)

    def statistic(self, hypothesis: float) -> float:
        """Z of the difference against a hypothetical one; 0 if they are equal."""
        apart = self.proportions.difference - hypothesis
        if apart == 0:
            return 0.0
        first, second = most_likely_proportions(self.proportions, hypothesis)
        error = self.proportions.error_of(first, second)
        return apart / error if error else math.copysign(math.inf, apart)

    def interval(self, *, level: float) -> Interval:
        """All differences that a two-sided score test does not reject."""
        z = float(ndtri((1 + level) / 2))
        low = self._crossing(-_EDGE, lambda hypothesis: self.statistic(hypothesis) - z)
        high = self._crossing(_EDGE, lambda hypothesis: self.statistic(hypothesis) + z)
        return Interval(low, high, level, "score")

    def _crossing(self, edge: float, excess: Callable[[float], float]) -> float:
        difference = self.proportions.difference
        if abs(difference - edge) < 1e-6 or excess(edge) * excess(difference) > 0:
            return math.copysign(1.0, edge)
        return float(brentq(excess, edge, difference, xtol=1e-13))


def proportion_test(proportions: TwoProportions, method: ProportionMethod) -> WaldTest | ScoreTest:
    """The test of two proportions by its name: 'wald' or 'score'.

    Wald: z = (p1 - p2 - delta) / sqrt(p1 q1/n1 + p2 q2/n2); score: p1 and p2
    in the error are the most likely proportions that differ by delta.

    Raises UndefinedStatistic if the Wald error is 0 and PsychometricsError for another method.

    Reference: Farrington & Manning (1990), Statistics in Medicine 9, 1447-1454.

    Examples:
        >>> pair = TwoProportions.from_counts(80, 100, 82, 100)
        >>> round(proportion_test(pair, "wald").statistic(.15), 4)
        -3.0652
    """
    if method == "wald":
        return WaldTest(proportions)
    if method == "score":
        return ScoreTest(proportions)
    raise PsychometricsError(f"expected 'wald' or 'score', got {method!r}", where="method")


def most_likely_proportions(proportions: TwoProportions, difference: float) -> tuple[float, float]:
    """The most likely two proportions among those that differ by ``difference``.

    The root, in closed form, of the cubic a x^3 + b x^2 + c x + d with t = n2/n1, a = 1 + t,
    b = -(1 + t + p1 + t p2 + D (t + 2)), c = D^2 + D (2 p1 + t + 1) + p1 + t p2,
    d = -p1 D (1 + D). Both are from 0 to 1.

    Raises PsychometricsError for a difference outside -1 to 1.

    Reference: Farrington & Manning (1990), Statistics in Medicine 9, 1447-1454, appendix;
    Miettinen & Nurminen (1985), Statistics in Medicine 4, 213-226.

    Examples:
        >>> pair = TwoProportions.from_counts(5, 10, 3, 10)
        >>> [round(share, 6) for share in most_likely_proportions(pair, 0.0)]
        [0.4, 0.4]
    """
    if not -1 < difference < 1:
        raise PsychometricsError(f"expected a difference within -1 and 1, got {difference}")
    p1, p2, t = proportions.first, proportions.second, proportions.second_n / proportions.first_n
    a = 1 + t
    b = -(1 + t + p1 + t * p2 + difference * (t + 2))
    c = difference**2 + difference * (2 * p1 + t + 1) + p1 + t * p2
    d = -p1 * difference * (1 + difference)
    v = b**3 / (3 * a) ** 3 - b * c / (6 * a**2) + d / (2 * a)
    u = math.copysign(math.sqrt(max(b**2 / (3 * a) ** 2 - c / (3 * a), 0.0)), v)
    turn = math.acos(min(1.0, max(-1.0, v / u**3))) if u else 0.0
    first = 2 * u * math.cos((math.pi + turn) / 3) - b / (3 * a)
    first = min(max(first, 0.0, difference), 1.0, 1.0 + difference)
    return first, first - difference
