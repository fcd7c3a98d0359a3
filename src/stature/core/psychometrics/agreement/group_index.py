"""One index of agreement over many groups: a value for each group, and their mean with error."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_seed, require_share, require_whole
from stature.core.psychometrics.arrays import FloatArray, read_only
from stature.core.psychometrics.bootstrap import bootstrap_means
from stature.core.psychometrics.results import Dropped, Interval, Statistic, counted, decimals


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupIndex(Statistic):
    """An agreement index: ``estimate`` is the mean over groups, ``values`` has one per group.

    ``values`` is NaN where a group has no value, which ``dropped`` counts. ``share_agreeing`` is
    the share of groups on the good side of ``cut``, a convention and no verdict. ``reset`` counts
    the groups whose negative value was set to 0.
    """

    values: FloatArray
    median: float
    cut: float
    share_agreeing: float
    reset: int = 0

    def summary(self) -> str:
        """Mean, median and error over groups in plain sentences."""
        words = f"Median {decimals(self.median)}; {self.share_agreeing:.0%} of groups reach the "
        words += f"customary {decimals(self.cut, 2)}."
        if self.reset:
            words += f" In {counted(self.reset, 'groups')} a negative value counts as 0."
        return f"{self.name} = {decimals(self.estimate)}{self._error()}. {words} " + (
            self._provenance()
        )


@dataclass(frozen=True)
class OverGroups:
    """How the error over groups is found: by Student's t, or by bootstrap when replicates > 0."""

    level: float = 0.95
    replicates: int = 0
    seed: int = 1

    def __post_init__(self) -> None:
        require_share(self.level, "level")
        require_whole(self.replicates, "replicates", at_least=0)
        require_seed(self.seed)

    def index(
        self,
        name: str,
        values: FloatArray,
        *,
        cut: float,
        low_is_good: bool = False,
        reset: int = 0,
    ) -> GroupIndex:
        """The index from its value in each group; UndefinedStatistic if no group has one."""
        defined = values[~np.isnan(values)]
        if not len(defined):
            raise UndefinedStatistic("no group has two raters for the same item", where=name)
        without = len(values) - len(defined)
        error, interval = self._error(defined)
        return GroupIndex(
            name=name,
            estimate=float(defined.mean()),
            standard_error=error,
            interval=interval,
            why_no_error="" if interval else "there is only one group",
            n=len(defined),
            unit="groups",
            dropped=(Dropped(without, "groups", "the index has no value there"),) * bool(without),
            values=read_only(values),
            median=float(np.median(defined)),
            cut=cut,
            share_agreeing=float(np.mean(defined <= cut if low_is_good else defined >= cut)),
            reset=reset,
        )

    def _error(self, values: FloatArray) -> tuple[float | None, Interval | None]:
        """Groups are the sample: the error says how the mean would vary over other groups."""
        groups = len(values)
        if groups < 2:
            return None, None
        if self.replicates:
            means = bootstrap_means(
                lambda mean: mean[:, 0],
                values[:, None],
                replicates=self.replicates,
                seed=self.seed,
            )
            return float(means.standard_error[0]), means.interval(level=self.level)
        error = float(values.std(ddof=1)) / math.sqrt(groups)
        margin = float(stdtrit(groups - 1, (1 + self.level) / 2)) * error
        mean = float(values.mean())
        return error, Interval(mean - margin, mean + margin, self.level, "Student's t over groups")
