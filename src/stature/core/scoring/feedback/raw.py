"""Raw scores of feedback, before disclosure control: for the scoring path and studies only.

Nothing in reports, pages, exports or the API may take these types. They take what
``disclosed_feedback`` returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from stature.core.instrument.feedback.model import FeedbackInstrument
from stature.core.instrument.feedback.ratings import OTHERS_GROUPS, RATER_GROUPS, RaterGroup
from stature.core.psychometrics.arrays import FloatArray, IntArray, read_only
from stature.core.scoring.feedback.figures import Figure, figure_of, no_figure
from stature.core.scoring.feedback.rater_scores import RaterScores, score_raters
from stature.core.scoring.feedback.spread import RoundSpread, round_spread
from stature.core.scoring.feedback.table import RatingTable
from stature.core.scoring.feedback.units import Unit

OthersWeight = Literal["by-rater", "by-group"]
ScaleName = Literal["frequency", "effectiveness"]
ALL_OTHERS: Final = "all-others"
View = RaterGroup | Literal["all-others"]
VIEWS: Final[tuple[View, ...]] = (*RATER_GROUPS, ALL_OTHERS)
SINGLY_SHOWN: Final = (RaterGroup.SELF, RaterGroup.MANAGER)
FEEDBACK_RULE: Final = "feedback"
FEEDBACK_RULE_VERSION: Final = "1.0.0"


@dataclass(frozen=True, eq=False)
class RawFeedback:
    """Means of a round before disclosure control: L leaders × 7 views × U units.

    ``means`` and ``errors`` are NaN where nobody rated; ``counts`` are raters with a score. The
    views are the six rater groups and all others together, weighted as ``others_weight`` says.
    """

    instrument: FeedbackInstrument
    leaders: tuple[str, ...]
    units: tuple[Unit, ...]
    scale: ScaleName
    others_weight: OthersWeight
    means: FloatArray
    counts: IntArray
    errors: FloatArray
    spread: RoundSpread
    rule: str = FEEDBACK_RULE
    rule_version: str = FEEDBACK_RULE_VERSION

    def figure(self, leader: str, view: View, unit: Unit) -> Figure:
        """One mean with its error."""
        place = self.leaders.index(leader), VIEWS.index(view), self.units.index(unit)
        if self.counts[place] == 0:
            return no_figure()
        return figure_of(
            float(self.means[place]),
            int(self.counts[place]),
            float(self.errors[place]),
            self.instrument.scoring.level,
        )

    def of_view(self, view: View) -> tuple[FloatArray, IntArray, FloatArray]:
        """Means, counts and errors of one view (each L × U)."""
        place = VIEWS.index(view)
        return self.means[:, place], self.counts[:, place], self.errors[:, place]


def score_feedback(
    table: RatingTable,
    *,
    others_weight: OthersWeight = "by-rater",
    scale: ScaleName = "frequency",
    spread: RoundSpread | None = None,
) -> RawFeedback:
    """The raw means of every leader, view and unit of a round, with their errors.

    By rater, each of the others counts the same; by group, each group's mean does. Errors come
    from ``spread``, by default that of the round: raters of a group stand for others like them,
    so their mean has error sd / √n. Self and manager speak for themselves alone, so theirs is the
    error of their answers, sd of items / √(items × n). By group, all others' error is
    √(sum of squared errors of the groups' means) / groups.
    """
    answers = table.frequency if scale == "frequency" else table.effectiveness
    if answers is None:
        answers = np.full_like(table.frequency, np.nan)
    scored = score_raters(answers, table.instrument)
    spread = spread or round_spread(table, scored if scale == "frequency" else None)
    means, counts, items = _of_groups(table, scored)
    errors = _errors_of_groups(scored.units, counts, items, spread)
    others = _all_others(scored.units, means, counts, errors, spread, others_weight)
    return RawFeedback(
        instrument=table.instrument,
        leaders=table.leaders,
        units=scored.units,
        scale=scale,
        others_weight=others_weight,
        means=read_only(np.concatenate([means, others[0][:, None]], axis=1)),
        counts=read_only(np.concatenate([counts, others[1][:, None]], axis=1)),
        errors=read_only(np.concatenate([errors, others[2][:, None]], axis=1)),
        spread=spread,
    )


def _of_groups(table: RatingTable, scored: RaterScores) -> tuple[FloatArray, IntArray, IntArray]:
    """Means, raters and answered items of each leader, group and unit (L × 6 × U)."""
    groups, n_units = len(RATER_GROUPS), len(scored.units)
    cells = table.leader_of * groups + table.group_of
    size = len(table.leaders) * groups
    means = np.full((size, n_units), np.nan)
    counts = np.zeros((size, n_units), dtype=np.intp)
    items = np.zeros((size, n_units), dtype=np.intp)
    for place in range(n_units):
        given = ~np.isnan(scored.scores[:, place])
        of = cells[given]
        counts[:, place] = np.bincount(of, minlength=size)
        sums = np.bincount(of, scored.scores[given, place], minlength=size)
        np.divide(sums, counts[:, place], out=means[:, place], where=counts[:, place] > 0)
        items[:, place] = np.bincount(of, scored.answered[given, place], minlength=size)
    shape = (len(table.leaders), groups, n_units)
    return means.reshape(shape), counts.reshape(shape), items.reshape(shape)


def _errors_of_groups(
    units: tuple[Unit, ...], counts: IntArray, items: IntArray, spread: RoundSpread
) -> FloatArray:
    sd = np.array([spread.within_group[unit.kind].sd for unit in units])
    with np.errstate(divide="ignore"):
        errors = sd / np.sqrt(counts)
        for group in SINGLY_SHOWN:
            place = RATER_GROUPS.index(group)
            errors[:, place] = spread.items.sd / np.sqrt(items[:, place])
    errors[counts == 0] = np.nan
    return errors


def _all_others(
    units: tuple[Unit, ...],
    means: FloatArray,
    counts: IntArray,
    errors: FloatArray,
    spread: RoundSpread,
    weight: OthersWeight,
) -> tuple[FloatArray, IntArray, FloatArray]:
    """All others' means, raters and errors (each L × U)."""
    places = [RATER_GROUPS.index(group) for group in OTHERS_GROUPS]
    means, counts, errors = means[:, places], counts[:, places], errors[:, places]
    n, present = counts.sum(axis=1), counts > 0
    known = np.where(present, means, 0.0)
    sd = np.array([spread.within_leader[unit.kind].sd for unit in units])
    with np.errstate(divide="ignore", invalid="ignore"):
        if weight == "by-rater":
            mean, error = (known * counts).sum(axis=1) / n, sd / np.sqrt(n)
        else:
            groups = present.sum(axis=1)
            mean = known.sum(axis=1) / groups
            error = np.sqrt((np.where(present, errors, 0.0) ** 2).sum(axis=1)) / groups
    error[n == 0] = np.nan
    return mean, n, error
