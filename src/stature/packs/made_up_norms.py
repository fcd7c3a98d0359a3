"""Made-up norms, to show how norms look beside a report: of leaders who do not exist."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np

from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.instrument.feedback.model import HIGHEST, LOWEST
from stature.core.scoring.feedback import (
    FeedbackNorms,
    LeaderScores,
    NormsProvenance,
    norms_of_leaders,
)
from stature.packs.made_up_feedback import DAY, MIDDLING

LEADERS: Final = 240
FROM: Final = date(2025, 9, 1)
# How leaders differ: as a whole, and in one competency more than in another.
LEADER_SD, COMPETENCY_SD = 0.3, 0.35


def made_up_norms(instrument: FeedbackInstrument, *, seed: int = 7) -> FeedbackNorms:
    """Norms of 240 made-up leaders, marked as made up; the seed draws their scores (1 to 5).

    Deterministic: the same questionnaire and seed give the same norms.
    """
    rng = np.random.default_rng(seed)
    codes = [section.code for section in instrument.sections]
    level = MIDDLING + rng.normal(0, LEADER_SD, (LEADERS, 1))
    scores = level + rng.normal(0, COMPETENCY_SD, (LEADERS, len(codes)))
    tenths = np.round(np.clip(scores, LOWEST, HIGHEST), 1).tolist()
    leaders = [LeaderScores(dict(zip(codes, row, strict=True))) for row in tenths]
    provenance = NormsProvenance(
        instrument=instrument,
        version="1.0.0",
        people="service leaders who do not exist",
        place="no real place",
        collected_from=FROM,
        collected_to=DAY,
        authors=("Stature",),
        licence=instrument.licence,
        chosen="drawn by chance",
    )
    return norms_of_leaders(
        leaders, instrument.reference, provenance=provenance.fields, made_up=True
    )
