"""How much of the difference between answers goes with the group: ICC(1) and ICC(2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.psychometrics.agreement.grouped import Labels
from stature.core.psychometrics.agreement.one_way_squares import OneWay
from stature.core.psychometrics.arguments import require_same_length, require_share
from stature.core.psychometrics.arrays import Numbers, numeric_vector
from stature.core.psychometrics.group_labels import Groups, group_codes
from stature.core.psychometrics.results import Dropped, Statistic, counted, decimals

GroupSize = Literal["mean", "adjusted"]


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupIcc(Statistic):
    """ICC(1), with ``icc2`` = ICC(2) and the analysis of variance behind both.

    ``estimate`` is ICC(1), from -1 / (k - 1) to 1. ``mean_group_size`` is persons / groups and
    ``adjusted_group_size`` corrects it for unequal groups; ``group_size`` is the one used.
    """

    icc2: Statistic
    mean_square_between: float
    mean_square_within: float
    f: float
    df_between: int
    df_within: int
    p: float
    eta_squared: float
    groups: int
    mean_group_size: float
    adjusted_group_size: float
    group_size: float

    def summary(self) -> str:
        """Both coefficients with their errors and what they say, in plain sentences."""
        return (
            f"ICC(1) = {decimals(self.estimate)}{self._error()}: the share of the differences "
            f"between answers that goes with the group. "
            f"ICC(2) = {decimals(self.icc2.estimate)}{self.icc2._error()}: how reliable the mean "
            f"of a group of {decimals(self.group_size, 1)} is. "
            f"{counted(self.groups, 'groups')}. {self._provenance()}"
        )


def icc_groups(
    scores: Numbers, groups: Labels, *, group_size: GroupSize = "mean", level: float = 0.95
) -> GroupIcc:
    """ICC(1) and ICC(2) of scores of persons in groups, by one-way analysis of variance.

    ICC(1) = (MSB - MSW) / (MSB + (k - 1) MSW); ICC(2) = (MSB - MSW) / MSB. ``group_size`` sets k:
    ``"mean"`` is N / G (Bliese, R's multilevel), ``"adjusted"`` is
    (N - sum(n²) / N) / (G - 1) (Bartko). Intervals come from the F distribution: exact for equal
    groups and normal scores, approximate for unequal ones, which a note says. The standard error
    of ICC(1) is sqrt(2 (N - 1) / ((N - G) (G - 1))) (1 - ICC) (1 + (k - 1) ICC) / k; that of
    ICC(2) follows by the delta method.

    ``scores`` has one number for each person, ``groups`` one label. Persons without a score or a
    group are dropped; groups of one person are kept, as they say something on MSB.

    Raises UndefinedStatistic for fewer than two groups, no group with two persons, scores that
    are all alike, or group means that are all alike (ICC(2) has no value then).

    Reference: Bliese (2000), in Klein & Kozlowski (eds), 349-381; Bartko (1976), Psychological
    Bulletin 83, 762-765; Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428 (intervals);
    Swiger, Harvey, Everson & Gregory (1964), Biometrics 20, 818-826 (standard error).

    Examples:
        >>> icc = icc_groups([1, 2, 3, 4, 5, 6], list("aabbcc"))
        >>> round(icc.estimate, 4), icc.icc2.estimate, icc.f
        (0.8824, 0.9375, 16.0)
    """
    require_share(level, "level")
    if not isinstance(group_size, str) or group_size not in ("mean", "adjusted"):
        raise PsychometricsError(
            f"expected 'mean' or 'adjusted', got {group_size!r}", where="group_size"
        )
    squares, sample = _analysis(scores, groups)
    k = squares.mean_size if group_size == "mean" else squares.adjusted_size
    ratio = squares.ratio
    error = squares.standard_error(ratio.single(k), k)
    icc2 = Statistic(
        name="ICC(2)",
        estimate=ratio.average,
        standard_error=error * k / (1 + (k - 1) * ratio.single(k)) ** 2,
        interval=ratio.average_interval(level),
        **sample,
    )
    return GroupIcc(
        name="ICC(1)",
        estimate=ratio.single(k),
        standard_error=error,
        interval=ratio.single_interval(k, level),
        icc2=icc2,
        mean_square_between=squares.mean_between,
        mean_square_within=squares.mean_within,
        f=ratio.f,
        df_between=ratio.df1,
        df_within=ratio.df2,
        p=ratio.p,
        eta_squared=squares.between / (squares.between + squares.within),
        groups=squares.groups,
        mean_group_size=squares.mean_size,
        adjusted_group_size=squares.adjusted_size,
        group_size=k,
        **sample,
    )


def _analysis(scores: Numbers, groups: Labels) -> tuple[OneWay, dict[str, Any]]:
    """Sums of squares, and what both coefficients share: n, what was dropped, notes."""
    values = numeric_vector(scores, name="scores")
    member = group_codes(groups)
    require_same_length(values, member.codes, "groups")
    scored = ~np.isnan(values)
    dropped = (
        Dropped(int((~member.known).sum()), "persons", "no group is known"),
        Dropped(int((member.known & ~scored).sum()), "persons", "the score is missing"),
    )
    kept = scored & member.known
    if not kept.all():
        values, member = values[kept], Groups(member.codes[kept], member.labels)
    squares = OneWay.of(values, member)
    notes = () if squares.equal else ("Groups differ in size, so the intervals are approximate.",)
    sample = {"n": len(values), "dropped": tuple(d for d in dropped if d.count), "notes": notes}
    return squares, sample
