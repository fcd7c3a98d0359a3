"""Which competencies a feedback report puts first: two strengths, two priorities, one surprise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.scoring.feedback import Agreement, DisclosedFeedback, Figure

HOW_MANY: Final = 2
BEYOND_ERROR: Final = frozenset(
    {
        Agreement.HIDDEN_STRENGTH,
        Agreement.POSSIBLE_BLIND_SPOT,
        Agreement.SELF_HIGHER_RATED_WELL,
        Agreement.SELF_LOWER_RATED_LOW,
    }
)


class Basis(StrEnum):
    """Whose view the choice rests on."""

    OTHERS = "others"
    SELF = "self"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Choice:
    """Codes of competencies: at most two strengths and priorities, the widest gap beyond its error.

    ``highest`` and ``lowest`` are the two at either end, whatever the level; none when all are
    rated the same.
    """

    basis: Basis
    strengths: tuple[str, ...]
    priorities: tuple[str, ...]
    surprise: str | None
    highest: tuple[str, ...]
    lowest: tuple[str, ...]


def choose(feedback: DisclosedFeedback, instrument: FeedbackInstrument) -> Choice:
    """The choice by one rule: others' view if it is shown for any competency, else one's own.

    A strength is rated 3.5 or more (``rated_well_from``), a priority less; ties keep the order of
    the questionnaire.
    """
    basis, means = _basis(feedback, instrument.scoring.least_others)
    down = sorted(means, key=lambda code: -round(means[code], 6))
    up = sorted(means, key=lambda code: round(means[code], 6))
    well = instrument.scoring.rated_well_from - 1e-9
    all_same = len({round(mean, 6) for mean in means.values()}) < 2
    return Choice(
        basis=basis,
        strengths=tuple(code for code in down if means[code] >= well)[:HOW_MANY],
        priorities=tuple(code for code in up if means[code] < well)[:HOW_MANY],
        surprise=_surprise(feedback),
        highest=() if all_same else tuple(down[:HOW_MANY]),
        lowest=() if all_same else tuple(up[:HOW_MANY]),
    )


def _basis(feedback: DisclosedFeedback, least_others: int) -> tuple[Basis, Mapping[str, float]]:
    others = _means(feedback.all_others, least_others)
    if others:
        return Basis.OTHERS, others
    own = _means(feedback.own, 1)
    return (Basis.SELF, own) if own else (Basis.NOBODY, {})


def _means(figures: Mapping[str, Figure], least: int) -> dict[str, float]:
    return {
        code: figure.mean
        for code, figure in figures.items()
        if figure.mean is not None and figure.n >= least
    }


def _surprise(feedback: DisclosedFeedback) -> str | None:
    """The competency with the widest gap of those that exceed their error."""
    wide = {
        code: abs(gap.difference)
        for code, gap in feedback.gaps.items()
        if gap.agreement in BEYOND_ERROR and gap.difference is not None
    }
    return max(wide, key=lambda code: round(wide[code], 6), default=None)
