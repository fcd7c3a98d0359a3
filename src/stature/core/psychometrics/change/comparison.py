"""Change of a group beside the change of a comparison group."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import stdtrit

from stature.core.psychometrics.arrays import Numbers
from stature.core.psychometrics.change.mean_change import (
    NO_COMPARISON,
    GroupChange,
    group_change,
)
from stature.core.psychometrics.results import Interval, Statistic, decimals


@dataclass(frozen=True, kw_only=True, eq=False)
class ChangeAgainstComparison(Statistic):
    """Mean change of a group less that of its comparison group, in raw units (``estimate``).

    ``df`` are Welch's degrees of freedom. ``standardised`` is the difference of the two changes,
    each in the group's own standard deviations before; None if one has no spread before. ``group``
    and ``comparison`` hold the two changes.
    """

    df: float
    standardised: Statistic | None
    group: GroupChange
    comparison: GroupChange

    def summary(self) -> str:
        """How much more the group changed than its comparison, and how sure that is."""
        size = ""
        if self.standardised is not None:
            size = (
                f" That is {decimals(self.standardised.estimate, 2)} standard deviations "
                f"({self.standardised.interval})."
            )
        return (
            f"The group changed by {decimals(self.group.estimate, 2)}, its comparison by "
            f"{decimals(self.comparison.estimate, 2)}: a difference of "
            f"{decimals(self.estimate, 2)} ({self.interval}).{size} {self._provenance()}"
        )


def change_against_comparison(
    before: Numbers,
    after: Numbers,
    comparison_before: Numbers,
    comparison_after: Numbers,
    *,
    level: float = 0.95,
    raters_changed: bool = False,
    chosen_by_score: bool = False,
) -> ChangeAgainstComparison:
    """How much more a group changed than a comparison group: the difference in differences.

    Mean change less mean change of the comparison; SE = sqrt(s1^2/n1 + s2^2/n2) of the changes,
    Welch's t limits. Standardised: Becker's g of the group less that of the comparison, variances
    added, normal limits. Chance aside, the difference is an effect only if both groups would have
    changed alike.

    Shapes, units and missing scores as in ``group_change``.

    Raises what ``group_change`` raises, for either group.

    Reference: Welch (1947), Biometrika 34, 28-35; Becker (1988), British Journal of Mathematical
    and Statistical Psychology 41, 257-278; Morris (2008), Organizational Research Methods 11,
    364-386 (d_ppc1).

    Examples:
        >>> result = change_against_comparison([1, 2, 3], [3, 3, 5], [1, 2, 3], [1, 3, 3])
        >>> round(result.estimate, 4), round(result.standard_error, 4), round(result.df, 2)
        (1.3333, 0.4714, 4.0)
    """
    marks = {"raters_changed": raters_changed, "chosen_by_score": chosen_by_score}
    group = group_change(before, after, level=level, **marks)
    comparison = group_change(comparison_before, comparison_after, level=level)
    shares = [one.change_sd**2 / one.n for one in (group, comparison)]
    df = sum(shares) ** 2 / (shares[0] ** 2 / (group.n - 1) + shares[1] ** 2 / (comparison.n - 1))
    difference, error = group.estimate - comparison.estimate, math.sqrt(sum(shares))
    half = float(stdtrit(df, (1 + level) / 2)) * error
    return ChangeAgainstComparison(
        n=group.n + comparison.n,
        dropped=(*group.dropped, *comparison.dropped),
        notes=tuple(note for note in group.notes if note != NO_COMPARISON),
        name="Difference of the mean changes",
        estimate=difference,
        standard_error=error,
        interval=Interval(difference - half, difference + half, level, "Welch's t"),
        df=df,
        standardised=_difference(group.g_before, comparison.g_before, level),
        group=group,
        comparison=comparison,
    )


def _difference(one: Statistic | None, other: Statistic | None, level: float) -> Statistic | None:
    if one is None or other is None:
        return None
    assert one.standard_error is not None
    assert other.standard_error is not None
    assert one.interval is not None
    difference = one.estimate - other.estimate
    error = math.hypot(one.standard_error, other.standard_error)
    z = one.interval.width / (2 * one.standard_error)  # the normal quantile of the level
    return Statistic(
        n=one.n + other.n,
        name="Difference of the standardised changes",
        estimate=difference,
        standard_error=error,
        interval=Interval(difference - z * error, difference + z * error, level, "normal"),
    )
