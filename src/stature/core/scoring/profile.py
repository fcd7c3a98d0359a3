"""The score of one person's profile: totals, gaps, items for coaching, strengths, priorities."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import computed_field

from stature.core.document import Part
from stature.core.instrument.model import Instrument, InstrumentReference
from stature.core.instrument.response import Response, sections_asked
from stature.core.scoring.item_rules import (
    FlaggedItem,
    gaps_to_explore,
    items_asked,
    items_for_coaching,
    prorated_sum,
    ratings_of,
)
from stature.core.scoring.section_scores import SectionScore, score_section

SUMMARY_RULE: Final = "summary"
SUMMARY_RULE_VERSION: Final = "1.0.0"
SUMMARY_LENGTH: Final = 2


class ProfileScore(Part):
    """Everything that scoring says about one response, with the versions it came from."""

    respondent: str
    name: str
    organisation_name: str
    completed: date | None
    instrument: InstrumentReference
    scoring_version: str
    summary_rule: str = SUMMARY_RULE
    summary_rule_version: str = SUMMARY_RULE_VERSION
    n_answered: dict[str, int]
    n_items: int
    sections: tuple[SectionScore, ...]
    totals: dict[str, float | None]
    maximum: int
    coached: tuple[FlaggedItem, ...]
    gaps_to_explore: tuple[FlaggedItem, ...]
    strongest_section: str | None
    widest_gap: str | None
    strengths: tuple[str, ...]
    coaching_order: tuple[str, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def priorities(self) -> tuple[str, ...]:
        """The items for coaching that come first."""
        return self.coaching_order[:SUMMARY_LENGTH]

    def section(self, code: str) -> SectionScore:
        """The score of one section."""
        return next(section for section in self.sections if section.section == code)


def score_profile(response: Response, instrument: Instrument) -> ProfileScore:
    """Score one response. Ties always go to the earlier area and the earlier item."""
    sections = tuple(
        score_section(response, part, instrument) for part in sections_asked(response, instrument)
    )
    coached = items_for_coaching(response, instrument)
    scale_maximum = instrument.response_scale.maximum
    items = items_asked(response, instrument)
    return ProfileScore(
        respondent=response.respondent,
        name=response.name,
        organisation_name=response.organisation_name,
        completed=response.completed,
        instrument=instrument.reference,
        scoring_version=instrument.scoring.version,
        n_answered={
            perspective: sum(section.totals[perspective].n_answered for section in sections)
            for perspective in instrument.perspective_ids
        },
        n_items=len(items),
        sections=sections,
        totals={
            perspective: _sum_of_totals(sections, perspective)
            for perspective in instrument.perspective_ids
        },
        maximum=scale_maximum * len(items),
        coached=coached,
        gaps_to_explore=gaps_to_explore(response, instrument),
        strongest_section=_strongest(sections, instrument),
        widest_gap=_widest_gap(sections),
        strengths=_strengths(response, instrument, coached),
        coaching_order=_by_urgency(response, instrument, coached),
    )


def _sum_of_totals(sections: tuple[SectionScore, ...], perspective: str) -> float | None:
    values = [section.totals[perspective].value for section in sections]
    return None if None in values else sum(value for value in values if value is not None)


def _strongest(sections: tuple[SectionScore, ...], instrument: Instrument) -> str | None:
    """The section with the highest share of its maximum for the first perspective."""
    first = instrument.perspective_ids[0]
    shares = [
        (total.value / total.maximum, section.section)
        for section in sections
        if (total := section.totals[first]).value is not None
    ]
    return max(shares, key=lambda share: share[0])[1] if shares else None


def _widest_gap(sections: tuple[SectionScore, ...]) -> str | None:
    gaps = [(abs(section.gap), section.section) for section in sections if section.gap]
    return max(gaps, key=lambda gap: gap[0])[1] if gaps else None


def _strengths(
    response: Response, instrument: Instrument, coached: tuple[FlaggedItem, ...]
) -> tuple[str, ...]:
    """Items in the upper half of the scale for oneself: highest own rating, then highest sum.

    An item for coaching is no strength, however high the own rating.
    """
    for_coaching = {flagged.item for flagged in coached}
    halfway = instrument.response_scale.maximum / 2
    rated = [
        (item.code, ratings_of(response, item, instrument))
        for item in items_asked(response, instrument)
        if item.code not in for_coaching
    ]
    high = [(code, ratings) for code, ratings in rated if (ratings[0] or 0) > halfway]
    high.sort(key=lambda entry: (-(entry[1][0] or 0), -prorated_sum(entry[1])))
    return tuple(code for code, _ in high[:SUMMARY_LENGTH])


def _by_urgency(
    response: Response, instrument: Instrument, coached: tuple[FlaggedItem, ...]
) -> tuple[str, ...]:
    """Items for coaching: lowest sum, then lowest own rating, then the order of the areas."""
    own = {
        item.code: response.rating(item.code, instrument.perspective_ids[0])
        for item in instrument.items
    }
    top = instrument.response_scale.maximum

    def urgency(flagged: FlaggedItem) -> tuple[float, int]:
        rating = own[flagged.item]
        return flagged.total, top if rating is None else rating

    return tuple(flagged.item for flagged in sorted(coached, key=urgency))
