"""Change of a group: the mean change with its error, in raw units and in standard deviations."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import stdtrit

from stature.core.errors import UndefinedStatistic
from stature.core.psychometrics.arguments import require_flag, require_share
from stature.core.psychometrics.arrays import Numbers
from stature.core.psychometrics.change.standardised_change import (
    change_in_average_sd,
    change_in_sd_before,
    change_in_sd_of_change,
    retest_correlation,
)
from stature.core.psychometrics.change.two_occasions import PairedMoments, paired_moments
from stature.core.psychometrics.results import Interval, Statistic, decimals

RATERS_CHANGED = "The raters are not the same on both occasions: part of the change may be theirs."
CHOSEN_BY_SCORE = (
    "The people were chosen for their scores: part of the change is regression to the mean."
)
NO_COMPARISON = "Without a comparison group the change cannot be put down to any one cause."


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupChange(Statistic):
    """Mean change, after less before, in raw units (``estimate``), and what stands around it.

    ``d_av``, ``d_z`` and ``g_before`` are the change in standard deviations: of the mean of both
    occasions' variances, of the changes, and of the first occasion. ``retest_r`` correlates the two
    occasions. Each is None where it has no value, and ``notes`` say why.
    """

    before_mean: float
    after_mean: float
    before_sd: float
    after_sd: float
    change_sd: float
    d_av: Statistic | None
    d_z: Statistic
    g_before: Statistic | None
    retest_r: Statistic | None

    def summary(self) -> str:
        """How far the group moved, how sure that is, and how large it is beside its spread."""
        size = self.d_av or self.d_z
        return (
            f"The mean went from {decimals(self.before_mean, 2)} to "
            f"{decimals(self.after_mean, 2)}: a change of {decimals(self.estimate, 2)} "
            f"({self.interval}). That is {decimals(size.estimate, 2)} standard deviations "
            f"({size.interval}). {self._provenance()}"
        )


def group_change(
    before: Numbers,
    after: Numbers,
    *,
    level: float = 0.95,
    raters_changed: bool = False,
    chosen_by_score: bool = False,
) -> GroupChange:
    """How far the mean of a group has moved between two occasions.

    Mean of after - before, SE = SD of the changes / sqrt(n), t limits with n - 1 df. Standardised:
    see ``change_in_average_sd``, ``change_in_sd_of_change`` and ``change_in_sd_before``.
    ``raters_changed`` and ``chosen_by_score`` put a warning beside the result.

    ``before`` and ``after`` hold one score for each person, in the same raw units. People with
    only one score are left out and counted.

    Raises UndefinedStatistic for fewer than two people with both scores, and if everyone changed
    by the same amount, since then no error can be told; PsychometricsError for different lengths
    or a level outside 0 to 1.

    Reference: Student (1908), Biometrika 6, 1-25; Cumming (2012), Understanding the New
    Statistics, ch. 11; Morris & DeShon (2002), Psychological Methods 7, 105-125.

    Examples:
        >>> change = group_change([1, 2, 3, 4], [2, 2, 5, 5])
        >>> change.estimate, round(change.standard_error, 4), round(change.d_av.estimate, 4)
        (1.0, 0.4082, 0.6547)
    """
    pair = paired_moments(before, after)
    changed = require_flag(raters_changed, "raters_changed")
    chosen = require_flag(chosen_by_score, "chosen_by_score")
    warnings = [RATERS_CHANGED] * changed + [CHOSEN_BY_SCORE] * chosen
    still = pair.before_sd == 0, pair.after_sd == 0
    if any(still):
        warnings.append("One occasion has no spread, so some standardised values do not exist.")
    error, interval = mean_change_error(pair, level)
    return GroupChange(
        n=pair.n,
        dropped=pair.dropped,
        notes=(*warnings, NO_COMPARISON),
        name="Mean change",
        estimate=pair.change,
        standard_error=error,
        interval=interval,
        before_mean=pair.before_mean,
        after_mean=pair.after_mean,
        before_sd=pair.before_sd,
        after_sd=pair.after_sd,
        change_sd=pair.change_sd,
        d_av=change_in_average_sd(pair, level=level),
        d_z=change_in_sd_of_change(pair, level=level),
        g_before=None if still[0] or pair.n < 3 else change_in_sd_before(pair, level=level),
        retest_r=None if any(still) else retest_correlation(pair, level=level),
    )


def mean_change_error(pair: PairedMoments, level: float = 0.95) -> tuple[float, Interval]:
    """Standard error of a mean change, SD / sqrt(n), and its t interval with n - 1 df.

    In raw units. Takes moments, so nothing is missing. Raises UndefinedStatistic if everyone
    changed by the same amount, PsychometricsError for a level outside 0 to 1.

    Reference: Student (1908), Biometrika 6, 1-25.

    Examples:
        >>> round(mean_change_error(paired_moments([1, 2, 3, 4], [2, 2, 5, 5]))[0], 4)
        0.4082
    """
    tail = (1 + require_share(level, "level")) / 2
    if pair.change_sd == 0:
        raise UndefinedStatistic(
            "everyone changed by the same amount, so the change has no known error",
            where="before and after",
        )
    error = pair.change_sd / math.sqrt(pair.n)
    half = float(stdtrit(pair.n - 1, tail)) * error
    return error, Interval(pair.change - half, pair.change + half, level, "paired t")
