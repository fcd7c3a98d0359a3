"""How far the ratings of a round can be trusted: ICC and r_wg(J) of each competency.

They rest on raw answers, also of groups too small to be shown. So people are told them in steps
of 0.05 from 0 to 0.95 (``as_told``): exact ones could be solved for answers, and perfect agreement
beside a group's mean would tell what each rater said.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from stature.core.errors import PsychometricsError
from stature.core.instrument.feedback.model import HIGHEST, LOWEST
from stature.core.instrument.feedback.ratings import OTHERS_GROUPS, RaterGroup
from stature.core.psychometrics.agreement import (
    GroupIcc,
    WithinGroupAgreement,
    icc_groups,
    within_group_agreement,
)
from stature.core.psychometrics.arrays import FloatArray
from stature.core.psychometrics.generalizability import RaggedReliability, icc_qk
from stature.core.psychometrics.reliability import spearman_brown
from stature.core.psychometrics.results import Interval, Result, Statistic
from stature.core.scoring.feedback.rater_scores import RaterScores, score_raters
from stature.core.scoring.feedback.table import RatingTable
from stature.core.scoring.feedback.units import Unit, UnitKind

# ICC(q,k) takes time with the cube of the smaller of leaders and raters.
MOST_FOR_SHARED_RATERS: Final = 300
LEAST_LEADERS_TOLD: Final = 5
STEP_TOLD: Final = 0.05
HIGHEST_TOLD: Final = 0.95
NO_INTERVAL: Final = "there is no interval for it"
_ROUNDING = 1e-9
Value = TypeVar("Value", bound=Result)


@dataclass(frozen=True, eq=False)
class UnitReliability:
    """ICC(1) with ICC(k), ICC(q,k) where raters are shared, and r_wg(J), or why there is none.

    ``icc`` compares leaders: ``icc.estimate`` is ICC(1), ``icc.icc2`` the reliability of the mean
    at the average number of raters. ``agreement`` is that of raters of one leader, under the
    uniform and the slightly skewed null. ``undefined`` says by name why one has no value.
    """

    unit: str
    icc: GroupIcc | None
    shared: RaggedReliability | None
    agreement: WithinGroupAgreement | None
    undefined: Mapping[str, str]

    @property
    def leaders(self) -> int:
        """How many leaders the ICC compares; 0 when there is none."""
        return 0 if self.icc is None else self.icc.groups

    def coefficients(self) -> tuple[Statistic, ...]:
        """ICC(1), ICC(k) and, where raters are shared, ICC(q,k), as told; none without an ICC."""
        if self.icc is None:
            return ()
        return tuple(map(as_told, filter(None, (self.icc, self.icc.icc2, self.shared))))

    def mean_agreement(self) -> tuple[Statistic, ...]:
        """The mean r_wg(J) over leaders under the uniform and slightly skewed null, as told."""
        if self.agreement is None:
            return ()
        return tuple(as_told(self.agreement.r_wg[null]) for null in ("uniform", "slight skew"))

    def of_mean(self, raters: int) -> Statistic | None:
        """Reliability of the mean of so many raters, by Spearman and Brown; None without ICC(1).

        An ICC(1) below 0 counts as 0: then the mean of any number of raters tells nothing.
        """
        if self.icc is None or self.icc.interval is None:
            return None
        low, estimate, high = (
            spearman_brown(min(max(value, 0.0), 1.0), raters)
            for value in (self.icc.interval.low, self.icc.estimate, self.icc.interval.high)
        )
        return Statistic(
            name=f"Reliability of the mean of {raters} raters",
            n=self.icc.n,
            unit="ratings",
            estimate=estimate,
            interval=Interval(low, high, self.icc.interval.level, self.icc.interval.method),
        )


def as_told(found: Statistic) -> Statistic:
    """A statistic of a whole round as people may have it: coarse, and nothing of each leader."""
    interval = found.interval
    return Statistic(
        name=found.name,
        n=found.n,
        unit=found.unit,
        estimate=_down(found.estimate),
        interval=interval
        and Interval(_down(interval.low), _up(interval.high), interval.level, interval.method),
        why_no_error="" if interval else found.why_no_error or NO_INTERVAL,
    )


def _down(value: float) -> float:
    """The step below, from 0 to 0.95, so as not to say more than the round can.

    Below 0 leaders differ less than chance; how much less would tell that they are all the same.
    """
    step = round(math.floor(value / STEP_TOLD + _ROUNDING) * STEP_TOLD, 2)
    return min(max(step, 0.0), HIGHEST_TOLD)


def _up(value: float) -> float:
    """The step above, so that the interval is never told too narrow."""
    return (
        1.0
        if value > HIGHEST_TOLD
        else max(round(math.ceil(value / STEP_TOLD - _ROUNDING) * STEP_TOLD, 2), STEP_TOLD)
    )


def round_reliability(
    table: RatingTable, groups: Sequence[RaterGroup] = OTHERS_GROUPS
) -> dict[str, UnitReliability]:
    """Reliability and agreement of each competency over the raters of some groups, by its code."""
    rows = table.kept(table.of_groups(groups))
    scored = score_raters(rows.frequency, rows.instrument)
    return {
        unit.code: _of_unit(rows, scored, place, unit)
        for place, unit in enumerate(scored.units)
        if unit.kind is UnitKind.COMPETENCY
    }


def _of_unit(rows: RatingTable, scored: RaterScores, place: int, unit: Unit) -> UnitReliability:
    undefined: dict[str, str] = {}

    def tried(name: str, work: Callable[[], Value]) -> Value | None:
        try:
            return work()
        except PsychometricsError as error:
            undefined[name] = str(error)
            return None

    scores, level = scored.scores[:, place], rows.instrument.scoring.level
    return UnitReliability(
        unit=unit.code,
        icc=tried("icc", lambda: icc_groups(scores, rows.leader_of, level=level)),
        shared=tried("shared", lambda: _shared(rows, scores, level)),
        agreement=tried(
            "agreement",
            lambda: within_group_agreement(
                rows.frequency[:, unit.items],
                rows.leader_of,
                scale=(LOWEST, HIGHEST),
                missing="available",
                level=level,
            ),
        ),
        undefined=undefined,
    )


def _shared(rows: RatingTable, scores: FloatArray, level: float) -> RaggedReliability:
    """ICC(q,k), if some raters rate several leaders and the round is not too large for it."""
    _, numbers = np.unique(rows.raters.astype(str), return_inverse=True)
    raters, leaders = int(numbers.max(initial=-1)) + 1, len(np.unique(rows.leader_of))
    if raters == len(rows.raters):
        raise PsychometricsError("every rater rates one leader, so ICC(k) says all there is")
    if min(raters, leaders) > MOST_FOR_SHARED_RATERS:
        raise PsychometricsError(
            f"there are more than {MOST_FOR_SHARED_RATERS} leaders and raters; ICC(k) is given"
        )
    return icc_qk(scores, rows.leader_of, numbers, level=level)
