"""Sums of squares of persons in groups, unequal groups included: one-way analysis of variance."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.agreement.f_ratio import FRatio
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.group_labels import Groups

# Below this share of all squares, a sum of squares is rounding, not difference.
_ROUNDING = 1e-14


@dataclass(frozen=True)
class OneWay:
    """Sums of squares between and within groups; ``adjusted_size`` is Bartko's group size.

    Reference: Bartko (1976), Psychological Bulletin 83, 762-765 (group size for unequal groups).
    """

    between: float
    within: float
    persons: int
    groups: int
    adjusted_size: float
    equal: bool

    @classmethod
    def of(cls, values: FloatArray, member: Groups) -> OneWay:
        """The squares of persons who all have a score and a group."""
        sizes = member.sizes
        present = sizes[sizes > 0]
        persons, groups = len(values), len(present)
        _require_groups(persons, groups)
        centred = values - values.mean()
        sums = np.bincount(member.codes, centred, len(sizes))
        means = sums / np.maximum(sizes, 1)
        between, within = float(sums @ means), float(((centred - means[member.codes]) ** 2).sum())
        _require_differences(values, between, within)
        return cls(
            between=between,
            within=within if within > _ROUNDING * between else 0.0,
            persons=persons,
            groups=groups,
            adjusted_size=float((persons - present @ present / persons) / (groups - 1)),
            equal=bool(present.min() == present.max()),
        )

    @property
    def mean_between(self) -> float:
        """Mean square between groups."""
        return self.between / (self.groups - 1)

    @property
    def mean_within(self) -> float:
        """Mean square within groups."""
        return self.within / (self.persons - self.groups)

    @property
    def mean_size(self) -> float:
        """Persons for each group."""
        return self.persons / self.groups

    @property
    def ratio(self) -> FRatio:
        """Between against within."""
        inverse = self.mean_within / self.mean_between
        return FRatio(inverse, self.groups - 1, self.persons - self.groups)

    def standard_error(self, icc1: float, k: float) -> float:
        """The standard error of ICC(1) by Swiger and others (1964)."""
        df = (self.persons - self.groups) * (self.groups - 1)
        return math.sqrt(2 * (self.persons - 1) / df) * (1 - icc1) * (1 + (k - 1) * icc1) / k


def _require_groups(persons: int, groups: int) -> None:
    if groups < 2:
        raise UndefinedStatistic(
            f"ICC(1) and ICC(2) compare groups, and there are {groups} with scores", where="groups"
        )
    if persons == groups:
        raise UndefinedStatistic(
            "every group has one person, so nothing can vary within a group", where="groups"
        )


def _require_differences(values: FloatArray, between: float, within: float) -> None:
    if values.min() == values.max():
        raise UndefinedStatistic("all scores are alike, so nothing varies", where="scores")
    if between <= _ROUNDING * within:
        raise UndefinedStatistic(
            "all groups have the same mean, so ICC(2) has no value",
            where="scores",
            remedy="The groups do not differ: a group's mean says nothing of its own.",
        )
