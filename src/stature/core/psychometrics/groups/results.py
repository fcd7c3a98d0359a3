"""What a comparison of two groups returns."""

from __future__ import annotations

from dataclasses import dataclass

from stature.core.psychometrics.results import Statistic, decimals, p_text


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupComparison(Statistic):
    """One estimate of how two groups differ.

    ``first_n`` and ``second_n`` are the persons behind it in each group; ``meaning`` says in words
    what the estimate is.
    """

    first_n: int
    second_n: int
    meaning: str = ""

    def _provenance(self) -> str:
        groups = f"{self.first_n:,} in the first group, {self.second_n:,} in the second."
        return " ".join(part for part in (self.meaning, groups, super()._provenance()) if part)


@dataclass(frozen=True, kw_only=True, eq=False)
class Equivalence(GroupComparison):
    """A difference with its test against being too low and its test against being too high.

    ``bounds`` are the smallest differences that would matter, in the unit of ``estimate``.
    ``p_lower`` tests against the lower bound or less, ``p_upper`` against the upper bound or more,
    ``p`` is the larger; ``equivalent`` says p <= ``alpha``. ``difference_p`` is the usual two-sided
    test against no difference. ``df`` are Welch's degrees of freedom, infinite for a z test. The
    interval has the level 1 - 2 alpha: it lies within the bounds if the groups are equivalent.
    """

    bounds: tuple[float, float]
    statistic_lower: float
    statistic_upper: float
    df: float
    p_lower: float
    p_upper: float
    difference_p: float
    alpha: float

    @property
    def p(self) -> float:
        """The p value of the whole test: the larger of the two one-sided ones."""
        return max(self.p_lower, self.p_upper)

    @property
    def equivalent(self) -> bool:
        """Whether both one-sided tests reject a difference that matters."""
        return self.p <= self.alpha

    def summary(self) -> str:
        """The difference, its interval, and what the tests together show."""
        low, high = (decimals(bound) for bound in self.bounds)
        return (
            f"{self._verdict()} {self.name} = {decimals(self.estimate)}{self._error()}; "
            f"differences from {low} to {high} were said not to matter; "
            f"{p_text(self.p)}. {self._provenance()}"
        )

    def _verdict(self) -> str:
        different = self.difference_p <= self.alpha
        if self.equivalent:
            extra = " A difference is shown as well, but a small one." if different else ""
            return f"The groups are near enough to count as the same.{extra}"
        if different:
            return "The groups differ, and the difference may be large enough to matter."
        return "Undetermined: neither a difference nor its absence is shown."
