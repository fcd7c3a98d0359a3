"""Ratings and units as disclosure control reads them: which answers belong to what."""

from __future__ import annotations

import numpy as np

from stature.core.disclosure import Layout, Ratings
from stature.core.disclosure import Unit as PublishedUnit
from stature.core.instrument.feedback.model import FeedbackInstrument
from stature.core.instrument.feedback.ratings import RATER_GROUPS
from stature.core.psychometrics.arrays import FloatArray
from stature.core.scoring.feedback.table import RatingTable
from stature.core.scoring.feedback.units import Unit, UnitKind, units_of

EFFECTIVENESS_MARK = ".effectiveness"


def ratings_of_leader(rows: RatingTable) -> Ratings:
    """The answers about one leader: frequency, then effectiveness if it was asked."""
    return Ratings(
        answers=answers_on_both_scales(rows),
        raters=tuple(str(rater) for rater in rows.raters),
        groups=tuple(str(RATER_GROUPS[number]) for number in rows.group_of),
    )


def answers_on_both_scales(rows: RatingTable) -> FloatArray:
    """Raters × items, effectiveness after frequency if the instrument asks for it."""
    if rows.instrument.effectiveness is None:
        return rows.frequency
    second = rows.effectiveness
    if second is None:
        second = np.full_like(rows.frequency, np.nan)
    return np.concatenate([rows.frequency, second], axis=1)


def layout_of(instrument: FeedbackInstrument) -> Layout:
    """Competencies as scales; facets, clusters, tiers and emphases as units of their items.

    Effectiveness is a second scale of each competency, and has no larger units.
    """
    marks = ["", EFFECTIVENESS_MARK] if instrument.effectiveness is not None else [""]
    sections = instrument.sections
    of_items = [place for place, section in enumerate(sections) for _ in section.items]
    codes = [item.code for item in instrument.items]
    return Layout(
        items=tuple(code + mark for mark in marks for code in codes),
        scales=tuple(section.code + mark for mark in marks for section in sections),
        scale_of=tuple(
            place + number * len(sections) for number in range(len(marks)) for place in of_items
        ),
        units=tuple(
            PublishedUnit(
                published_name(unit), str(unit.kind), tuple(codes[place] for place in unit.items)
            )
            for unit in units_of(instrument)
            if unit.kind is not UnitKind.COMPETENCY
        ),
    )


def published_name(unit: Unit) -> str:
    """The name of a unit among all published ones; codes have no space, so none stands twice."""
    return unit.code if unit.kind is UnitKind.COMPETENCY else f"{unit.kind} {unit.code}"
