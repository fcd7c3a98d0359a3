"""The score that each single rater gives on each unit, with the half rule for missing answers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from stature.core.instrument.feedback.model import FeedbackInstrument
from stature.core.psychometrics.arrays import FloatArray, IntArray, read_only
from stature.core.scoring.feedback.units import Unit, UnitKind, units_of

_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class RaterScores:
    """One score for each rater and unit (R × U), 1 to 5, NaN where too little was answered.

    ``answered`` counts the items under the unit that the rater answered (R × U).
    """

    units: tuple[Unit, ...]
    scores: FloatArray
    answered: IntArray

    def of_kind(self, kind: UnitKind) -> FloatArray:
        """The scores on all units of one kind (R × units of that kind)."""
        return self.scores[:, [unit.kind is kind for unit in self.units]]


def score_raters(answers: FloatArray, instrument: FeedbackInstrument) -> RaterScores:
    """Scores of raters (answers R × J, NaN where missing) on every unit of the instrument.

    A facet's and a competency's score is the mean of the items answered, if the rater answered
    at least the instrument's least share of them (half, rounded up). A cluster's, tier's and
    emphasis' score is the mean of its competencies' scores, by the same rule.

    Reference: Fairclough & Cella (1996), Quality of Life Research 5, 321-329 (half rule).
    """
    units, share = units_of(instrument), instrument.scoring.least_share
    competencies = [
        _mean(answers[:, unit.parts], share) for unit in units if unit.kind is UnitKind.COMPETENCY
    ]
    of_competencies = np.column_stack(competencies)
    columns = [
        _mean((answers if _rests_on_items(unit) else of_competencies)[:, unit.parts], share)
        for unit in units
    ]
    given = ~np.isnan(answers)
    return RaterScores(
        units=units,
        scores=read_only(np.column_stack(columns)),
        answered=read_only(np.column_stack([given[:, unit.items].sum(axis=1) for unit in units])),
    )


def _rests_on_items(unit: Unit) -> bool:
    return unit.kind in (UnitKind.FACET, UnitKind.COMPETENCY)


def _mean(parts: FloatArray, share: float) -> FloatArray:
    """Row means of what is there, NaN below the least share."""
    given = ~np.isnan(parts)
    count = given.sum(axis=1)
    least = math.ceil(share * parts.shape[1] - _ROUNDING)
    total = np.where(given, parts, 0.0).sum(axis=1)
    means: FloatArray = np.full(len(parts), np.nan)
    np.divide(total, count, out=means, where=count >= max(least, 1))
    return means
