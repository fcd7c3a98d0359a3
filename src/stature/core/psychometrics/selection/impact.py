"""Adverse impact: every group's selection rate beside that of the reference group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from stature.core.errors import PsychometricsError, UndefinedStatistic
from stature.core.psychometrics.arguments import require_same_length
from stature.core.psychometrics.arrays import FloatArray, Numbers, numeric_vector, read_only
from stature.core.psychometrics.group_labels import group_codes
from stature.core.psychometrics.results import Dropped, listed
from stature.core.psychometrics.selection.arrays import GroupCounts, group_counts
from stature.core.psychometrics.selection.rate_comparison import compare_selection_rates
from stature.core.psychometrics.selection.results import (
    AdverseImpact,
    RateComparison,
    SelectionCounts,
)


def adverse_impact(
    selected: Numbers,
    pool: Numbers,
    *,
    groups: Sequence[str] | None = None,
    reference: str | None = None,
    level: float = 0.95,
) -> AdverseImpact:
    """Selection rates of groups, each beside that of a reference group.

    rate = selected / pool, from 0 to 1. ``selected`` and ``pool`` hold one whole number for each
    group. The reference is the group with the highest rate (of equals, the larger) or the one that
    is named. What is computed for each other group tells ``compare_selection_rates``; use
    ``mantel_haenszel`` too if persons were selected in strata, for rates of all together can point
    the other way. A group without anybody in the pool is dropped, and so is one of which, like of
    the reference, everybody was selected.

    Raises UndefinedStatistic if fewer than two groups are left, if nobody of the reference group
    was selected or everybody of all groups was, and PsychometricsError for what are no counts or
    an unknown reference.

    Reference: Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4D; Morris &
    Lobsenz (2000), Personnel Psychology 53, 89-111; Oswald, Dunleavy & Shaw (2017), in Morris &
    Dunleavy, Adverse Impact Analysis, ch. 5.

    Examples:
        >>> impact = adverse_impact([30, 12], [60, 40], groups=["men", "women"])
        >>> impact.reference, impact.rates.tolist(), impact["women"].below_four_fifths
        ('men', [0.5, 0.3], True)
    """
    counts = group_counts(selected, pool, groups)
    present = counts.pool > 0
    if int(present.sum()) < 2:
        raise UndefinedStatistic("needs two groups with persons in the pool", where="pool")
    rates = np.divide(counts.selected, counts.pool, where=present, out=np.full(len(present), -1.0))
    against = _reference(counts, rates, reference)
    others = [int(index) for index in np.flatnonzero(present) if index != against]
    alike = [index for index in others if rates[index] == rates[against] == 1]
    if len(alike) == len(others):
        raise UndefinedStatistic(
            "everybody was selected, so there is nothing to test", where="pool"
        )
    return AdverseImpact(
        n=int(counts.pool.sum()),
        dropped=(
            *_dropped(counts.names, np.flatnonzero(~present), "nobody in the pool"),
            *_dropped(counts.names, alike, "everybody selected, as of the reference"),
        ),
        groups=tuple(np.array(counts.names, dtype=object)[present]),
        selected=read_only(counts.selected[present].copy()),
        pool=read_only(counts.pool[present].copy()),
        rates=read_only(rates[present]),
        reference=counts.names[against],
        comparisons=tuple(
            _comparison(counts, index, against, level) for index in others if index not in alike
        ),
    )


def selection_counts(
    selected: Numbers, groups: Sequence[Any] | npt.NDArray[Any]
) -> SelectionCounts:
    """Counts of the selected and of the pool in each group, from one entry for each person.

    ``selected`` is 1 or true for the selected and 0 or false for the others; ``groups`` are labels
    of any kind, and the counts come in their sorted order. Persons with either missing (NaN, None)
    are left out.

    Raises PsychometricsError for other values and for different lengths, and UndefinedStatistic if
    nobody is left.

    Reference: Uniform Guidelines (1978), 29 CFR 1607.16R (selection rate).

    Examples:
        >>> counts = selection_counts([1, 0, 1, 0], ["f", "f", "m", "f"])
        >>> counts.groups, counts.selected.tolist(), counts.pool.tolist()
        (('f', 'm'), [1, 1], [3, 1])
    """
    chosen, members = numeric_vector(selected, name="selected"), group_codes(groups)
    require_same_length(chosen, members.codes, "groups")
    known = ~np.isnan(chosen) & members.known
    if not known.any():
        raise UndefinedStatistic("nobody has both a group and an outcome", where="selected")
    if not np.isin(chosen[known], (0.0, 1.0)).all():
        raise PsychometricsError("expected 0 or 1 for each person", where="selected")
    codes, missing = members.codes[known], int((~known).sum())
    pool = np.bincount(codes, minlength=len(members.labels))
    taken = np.bincount(codes[chosen[known] == 1], minlength=len(members.labels))
    return SelectionCounts(
        n=int(known.sum()),
        dropped=(Dropped(missing, "persons", "group or outcome is missing"),) if missing else (),
        groups=tuple(str(label) for label in members.labels),
        selected=read_only(taken),
        pool=read_only(pool),
    )


def _reference(counts: GroupCounts, rates: FloatArray, named: str | None) -> int:
    if named is None:
        return int(np.lexsort((counts.pool, rates))[-1])
    if named not in counts.names:
        raise PsychometricsError(
            f"there is no group {named!r}; the groups are {listed(counts.names)}",
            where="reference",
        )
    return counts.names.index(named)


def _dropped(names: tuple[str, ...], indices: Iterable[int], reason: str) -> tuple[Dropped, ...]:
    left_out = [names[index] for index in indices]
    return (Dropped(len(left_out), "groups", f"{reason} ({listed(left_out)})"),) * bool(left_out)


def _comparison(counts: GroupCounts, index: int, against: int, level: float) -> RateComparison:
    return compare_selection_rates(
        int(counts.selected[index]),
        int(counts.pool[index]),
        int(counts.selected[against]),
        int(counts.pool[against]),
        group=counts.names[index],
        reference=counts.names[against],
        whole_pool=int(counts.pool.sum()),
        level=level,
    )
