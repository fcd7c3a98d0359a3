"""How much raters of one leader, and items of one competency, differ: the source of every error.

One number for each kind of unit serves the whole round. So no leader's own answers can be worked
out from the errors in a report, and small groups do not get errors that swing by chance.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from stature.core.instrument.feedback.model import FeedbackRules
from stature.core.psychometrics.arrays import FloatArray, IntArray
from stature.core.scoring.feedback.rater_scores import RaterScores, score_raters
from stature.core.scoring.feedback.table import RatingTable
from stature.core.scoring.feedback.units import UnitKind

LEAST_LEADERS: Final = 10
LEAST_FREEDOM: Final = 30
STEP: Final = 0.05
LEAST_SD: Final = 0.3
PLANNED: Final = "the instrument's planned value, as the round is too small to show its own"
OF_THE_ROUND: Final = "the differences within all leaders of the round, in steps of 0.05 from 0.3"


@dataclass(frozen=True)
class Spread:
    """A standard deviation in scale points, its degrees of freedom (0 if planned), its source."""

    sd: float
    freedom: int
    source: str


@dataclass(frozen=True)
class RoundSpread:
    """The spreads of a round by kind of unit.

    ``within_group``: raters of one leader in one group. ``within_leader``: all raters of one
    leader but the self-rating. ``items``: one rater's answers to items of one competency.
    """

    within_group: Mapping[UnitKind, Spread]
    within_leader: Mapping[UnitKind, Spread]
    items: Spread


def round_spread(table: RatingTable, scored: RaterScores | None = None) -> RoundSpread:
    """The spreads of a round, pooled over leaders and over units of one kind.

    Each is the square root of summed squares around the means of cells over their degrees of
    freedom, rounded up to a step of 0.05 and never below 0.3: that raters hardly differ at all
    would tell, beside a group's mean, what each of them said. With fewer than 10 leaders or 30
    degrees of freedom, the instrument's planned values stand in, and the source says so.
    """
    rows = ~table.is_self
    scored = scored or score_raters(table.frequency, table.instrument)
    rules, leaders = table.instrument.scoring, len(np.unique(table.leader_of))
    cells = table.leader_of * 6 + table.group_of

    def of_raters(codes: IntArray) -> dict[UnitKind, Spread]:
        return {
            kind: _spread(
                *_squares_within(scored.of_kind(kind)[rows], codes[rows]),
                leaders,
                rules.planned_rater_sd,
            )
            for kind in UnitKind
        }

    return RoundSpread(
        within_group=of_raters(cells),
        within_leader=of_raters(table.leader_of),
        items=_spread(*_squares_of_items(table), leaders, rules.planned_item_sd),
    )


def planned_spread(rules: FeedbackRules) -> RoundSpread:
    """The spreads that an instrument plans with, for a leader without a round."""
    of_raters = dict.fromkeys(UnitKind, Spread(rules.planned_rater_sd, 0, PLANNED))
    return RoundSpread(of_raters, of_raters, Spread(rules.planned_item_sd, 0, PLANNED))


def _squares_within(values: FloatArray, codes: IntArray) -> tuple[float, int]:
    """Summed squares of each column around its means within cells, and their freedom."""
    squares, freedom = 0.0, 0
    for column in values.T:
        known = ~np.isnan(column)
        of, x = codes[known], column[known]
        sizes = np.bincount(of)
        sums = np.bincount(of, x)
        with np.errstate(invalid="ignore", divide="ignore"):
            squares += float(((x - (sums / sizes)[of]) ** 2).sum()) if len(x) else 0.0
        freedom += int((sizes[sizes > 0] - 1).sum())
    return squares, freedom


def _squares_of_items(table: RatingTable) -> tuple[float, int]:
    """Summed squares of one rater's answers around the rater's mean of the competency."""
    squares, freedom, first = 0.0, 0, 0
    for section in table.instrument.sections:
        answers = table.frequency[:, first : first + len(section.items)]
        first += len(section.items)
        given = ~np.isnan(answers)
        count = given.sum(axis=1)
        rated = count > 0
        centre = np.where(given, answers, 0.0).sum(axis=1)[rated] / count[rated]
        apart = np.where(given[rated], answers[rated] - centre[:, None], 0.0)
        squares += float((apart**2).sum())
        freedom += int((count[rated] - 1).sum())
    return squares, freedom


def _spread(squares: float, freedom: int, leaders: int, planned: float) -> Spread:
    if leaders < LEAST_LEADERS or freedom < LEAST_FREEDOM:
        return Spread(planned, 0, PLANNED)
    steps = math.ceil(math.sqrt(squares / freedom) / STEP - 1e-9)
    return Spread(max(round(steps * STEP, 2), LEAST_SD), freedom, OF_THE_ROUND)
