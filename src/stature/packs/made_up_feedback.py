"""A made-up leader with made-up raters: shows how feedback is handled, and belongs to nobody.

Twelve raters in five groups: one group is too small to be shown, and one answer comes in late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from stature.core.instrument.feedback import (
    NOT_OBSERVED,
    FeedbackInstrument,
    RaterGroup,
    Rating,
)
from stature.core.instrument.feedback.model import HIGHEST, LOWEST, CommentCode

LEADER: Final = "made-up-leader"
NAME: Final = "Robin Achterberg"
DAY: Final = date(2026, 3, 7)
SEED: Final = 7
GROUPS: Final = (
    RaterGroup.MANAGER,
    *[RaterGroup.PEERS] * 3,
    *[RaterGroup.DIRECT_REPORTS] * 4,
    *[RaterGroup.CUSTOMERS] * 3,
    RaterGroup.OTHERS,
)
LATE_RATER: Final = GROUPS.index(RaterGroup.DIRECT_REPORTS) + 3
# How the leader is seen by others and by themselves; another competency is seen as middling.
SEEN_BY_OTHERS: Final = {
    "T1": 4.2, "T2": 3.7, "T3": 3.4, "T4": 3.2, "I1": 4.3, "I2": 4.1, "I3": 3.8, "I4": 3.5,
    "A1": 3.9, "A2": 3.6, "A3": 2.4, "A4": 3.2, "M1": 4.0, "M2": 3.8, "M3": 3.7, "M4": 2.9,
}  # fmt: skip
SEEN_BY_ONESELF: Final = {
    "T1": 4.0, "T2": 4.3, "T3": 3.6, "T4": 3.7, "I1": 2.7, "I2": 4.0, "I3": 3.7, "I4": 3.3,
    "A1": 4.3, "A2": 3.7, "A3": 4.3, "A4": 3.0, "M1": 4.0, "M2": 4.7, "M3": 3.6, "M4": 3.0,
}  # fmt: skip
# Customers are a little kinder about what they meet, and staff a little less so.
LEANING: Final = {RaterGroup.CUSTOMERS: 0.2, RaterGroup.DIRECT_REPORTS: -0.2}
RATER_SD, ANSWER_SD, MIDDLING, NOT_SEEN = 0.2, 0.5, 3.6, 0.04
COMMENTS: Final[dict[CommentCode, tuple[str, ...]]] = {
    "keep": (
        "Keep coming to the front desk on busy mornings. It shows that the work counts.",
        "You hear people out, also when they are cross. Please keep that.",
        "Calls back on the day that was promised. I value that.",
        "Keep opening the weekly meeting with a customer’s story.",
        "Clear about what matters when everything is urgent.",
    ),
    "more": (
        "Let others lead a project from start to end, and stay out of the details.",
        "Tell us earlier when plans change.",
        "Talk with each of us about where we want to go next.",
        "Try a small thing first, before the large plan is written.",
    ),
}


@dataclass(frozen=True)
class MadeUpFeedback:
    """The ratings of a made-up leader; ``late`` came in after the report was first released."""

    name: str
    leader: str
    day: date
    ratings: tuple[Rating, ...]
    late: tuple[Rating, ...]


def made_up_feedback(instrument: FeedbackInstrument, *, seed: int = SEED) -> MadeUpFeedback:
    """A leader who does not exist, rated by oneself and by 12 others; the seed draws the answers.

    Deterministic: the same questionnaire and seed give the same ratings.
    """
    rng = np.random.default_rng(seed)
    own = _rating(instrument, RaterGroup.SELF, LEADER, _own_levels(instrument), rng, {})
    comments = [dict(each) for each in _comments()]
    others = [
        _rating(
            instrument, group, f"rater-{number:02}", _levels(instrument, group, rng), rng, given
        )
        for number, (group, given) in enumerate(zip(GROUPS, comments, strict=True), 1)
    ]
    late = others.pop(LATE_RATER)
    return MadeUpFeedback(NAME, LEADER, DAY, (own, *others), (late,))


def _comments() -> Iterator[dict[CommentCode, str]]:
    """One after the other, the raters' comments; some raters leave a question open."""
    for number in range(len(GROUPS)):
        yield {
            code: texts[number // 2]
            for place, (code, texts) in enumerate(COMMENTS.items())
            if number % 2 == place and number // 2 < len(texts)
        }


def _own_levels(instrument: FeedbackInstrument) -> list[float]:
    return [SEEN_BY_ONESELF.get(section.code, MIDDLING) for section in instrument.sections]


def _levels(
    instrument: FeedbackInstrument, group: RaterGroup, rng: np.random.Generator
) -> list[float]:
    """How one rater sees each competency, around what all others see."""
    leaning = LEANING.get(group, 0.0) + rng.normal(0, RATER_SD)
    return [SEEN_BY_OTHERS.get(section.code, MIDDLING) + leaning for section in instrument.sections]


def _rating(
    instrument: FeedbackInstrument,
    group: RaterGroup,
    rater: str,
    levels: list[float],
    rng: np.random.Generator,
    comments: dict[CommentCode, str],
) -> Rating:
    answers: dict[str, int | str] = {}
    for section, level in zip(instrument.sections, levels, strict=True):
        for item in section.items:
            drawn = int(np.clip(np.rint(level + rng.normal(0, ANSWER_SD)), LOWEST, HIGHEST))
            seen = group is RaterGroup.SELF or rng.random() >= NOT_SEEN
            answers[item.code] = drawn if seen else NOT_OBSERVED
    return Rating.model_validate(
        {
            "participant": LEADER,
            "rater": LEADER if group is RaterGroup.SELF else rater,
            "group": group,
            "instrument": instrument.reference,
            "frequency": answers,
            "comments": comments,
        }
    )
