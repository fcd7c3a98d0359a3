"""Norms of leaders who do not exist, so that a demonstration can show what norms look like."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import uuid5

import numpy as np

from stature.core.instrument.feedback.model import HIGHEST, LOWEST, FeedbackInstrument
from stature.core.instrument.feedback.ratings import RATER_GROUPS, RaterGroup
from stature.core.scoring.feedback.norms import FeedbackNorms, norms_from_round
from stature.core.scoring.feedback.raw import score_feedback
from stature.core.scoring.feedback.table import RatingTable

LEADERS: Final = 400
RATERS: Final = 8
LEVEL, LEADER_SD, RATER_SD, ANSWER_SD = 3.6, 0.4, 0.4, 0.7


def made_up_norms(instrument: FeedbackInstrument, *, seed: int, on: date) -> FeedbackNorms:
    """Norms drawn at random for a questionnaire, labelled as made up; ``on`` dates them."""
    raw = score_feedback(_made_up_round(instrument, np.random.default_rng(seed)))
    name = f"{instrument.id[:60].rstrip('-')}-made-up-norms"
    return norms_from_round(
        raw,
        raw.leaders,
        made_up=True,
        provenance={
            "id": name,
            "uuid": uuid5(instrument.uuid, name),
            "version": "1.0.0",
            "language": instrument.language,
            "title": f"Made-up norms of {instrument.title}"[:280],
            "licence": instrument.licence,
            "authors": instrument.authors,
            "people": "leaders who do not exist",
            "place": "nowhere",
            "chosen": "drawn at random by a computer",
            "collected_from": on,
            "collected_to": on,
        },
    )


def _made_up_round(instrument: FeedbackInstrument, rng: np.random.Generator) -> RatingTable:
    """Direct reports whose answers lean on their leader's level in each competency."""
    sizes = [len(section.items) for section in instrument.sections]
    leaders = rng.normal(LEVEL, LEADER_SD, (LEADERS, 1, len(sizes)))
    raters = leaders + rng.normal(0, RATER_SD, (LEADERS, RATERS, len(sizes)))
    levels = np.repeat(raters.reshape(LEADERS * RATERS, len(sizes)), sizes, axis=1)
    answers = np.rint(levels + rng.normal(0, ANSWER_SD, levels.shape))
    return RatingTable(
        instrument=instrument,
        leaders=tuple(str(number) for number in range(LEADERS)),
        raters=np.arange(LEADERS * RATERS),
        leader_of=np.repeat(np.arange(LEADERS), RATERS),
        group_of=np.full(LEADERS * RATERS, RATER_GROUPS.index(RaterGroup.DIRECT_REPORTS)),
        frequency=np.clip(answers, LOWEST, HIGHEST),
    )
