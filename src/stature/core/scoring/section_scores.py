"""Totals of a section: sums of ratings, prorated when a few answers are missing."""

from __future__ import annotations

from collections.abc import Sequence

from stature.core.document import Part
from stature.core.instrument.model import Instrument, Section
from stature.core.instrument.response import Response

WHY_NO_STANDARD_ERROR = (
    "One person's answers cannot show their own error. "
    "It needs the answers of a comparison group, and there is none yet."
)


class Total(Part):
    """The ratings of one perspective over a section, added up.

    ``value`` is None when too few items were answered. When some are missing but enough are
    there, it is the mean of the answers given times the number of items, and ``prorated`` says so.
    """

    value: float | None
    n_answered: int
    n_items: int
    maximum: int
    prorated: bool


class SectionScore(Part):
    """The totals of one section by perspective, and the gap between the first two."""

    section: str
    totals: dict[str, Total]
    gap: float | None
    standard_error: float | None = None
    why_no_standard_error: str = WHY_NO_STANDARD_ERROR


def total_of(ratings: Sequence[int | None], *, minimum_answered: int, scale_maximum: int) -> Total:
    """Add up ratings, prorating for missing ones (the mean of those given times all items).

    ``ratings`` holds one entry an item, 0 to ``scale_maximum``, None where missing. The value is
    0 to ``scale_maximum`` times the number of items, or None below ``minimum_answered`` answers.
    """
    given = [rating for rating in ratings if rating is not None]
    n_items, n_answered = len(ratings), len(given)
    enough = n_answered >= minimum_answered
    return Total(
        value=sum(given) * n_items / n_answered if enough else None,
        n_answered=n_answered,
        n_items=n_items,
        maximum=scale_maximum * n_items,
        prorated=enough and n_answered < n_items,
    )


def score_section(response: Response, section: Section, instrument: Instrument) -> SectionScore:
    """Score one section of a response for each perspective."""
    totals = {
        perspective: total_of(
            [response.rating(item.code, perspective) for item in section.items],
            minimum_answered=instrument.scoring.minimum_answered,
            scale_maximum=instrument.response_scale.maximum,
        )
        for perspective in instrument.perspective_ids
    }
    return SectionScore(section=section.code, totals=totals, gap=_gap(list(totals.values())))


def _gap(totals: list[Total]) -> float | None:
    """The first perspective's total less the second's, when both are there."""
    if len(totals) < 2:
        return None
    first, second = totals[0].value, totals[1].value
    return None if first is None or second is None else first - second
