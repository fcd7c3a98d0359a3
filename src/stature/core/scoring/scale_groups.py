"""The groups of the persons of a table, numbered once, because text is slow to sort again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from stature.core.psychometrics.agreement import AverageDeviation, WithinGroupAgreement
from stature.core.psychometrics.arrays import read_only

OfGroups = TypeVar("OfGroups", WithinGroupAgreement, AverageDeviation)


@dataclass(frozen=True, eq=False)
class NumberedGroups:
    """The names of groups, and the number of each person's group: NaN where none is known."""

    names: npt.NDArray[np.object_]
    numbers: npt.NDArray[np.float64] | npt.NDArray[np.intp]

    def named(self, result: OfGroups) -> OfGroups:
        """The result with names of groups in the place of their numbers."""
        labels = self.names[np.asarray(result.labels, dtype=np.intp)]
        return replace(result, labels=read_only(labels))


def number_groups(groups: Sequence[str | None]) -> NumberedGroups:
    """Number the groups in the order of their names; None is no group.

    Names that are all numbers are ordered as numbers.

    Examples:
        >>> number_groups(["10", None, "9"]).names.tolist()
        ['9', '10']
    """
    names = _in_order({group for group in groups if group is not None})
    number_of: dict[str | None, float] = {name: number for number, name in enumerate(names)}
    number_of[None] = np.nan
    numbers = np.fromiter(map(number_of.__getitem__, groups), np.float64, len(groups))
    if not np.isnan(numbers).any():
        return NumberedGroups(np.array(names, dtype=object), numbers.astype(np.intp))
    return NumberedGroups(np.array(names, dtype=object), numbers)


def _in_order(names: set[str]) -> list[str]:
    try:
        return sorted(names, key=lambda name: (float(name), name))
    except ValueError:
        return sorted(names)
