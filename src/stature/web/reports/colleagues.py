"""What colleagues' answers give to a report: totals that nobody can lead back to a colleague."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from stature.core.scoring.colleagues import LEAST_COLLEAGUES
from stature.core.scoring.section_scores import score_section
from stature.web.programmes.models import Assessment, Relationship, RoundState
from stature.web.responses.models import SavedResponse
from stature.web.responses.selectors import as_response, instrument_of, sections_of

ORGANISATION: Final = "organisation"
# Before a round is closed a report never shows colleagues' answers: the next one to answer could
# be told from the difference.
COUNTED_IN: Final = (RoundState.CLOSED, RoundState.RELEASED, RoundState.ARCHIVED)
# The line manager is told that ratings may be shown singly, so they stay out of the average.
NOT_AVERAGED: Final = (Relationship.SELF, Relationship.MANAGER)


def colleagues_totals(assessment: Assessment) -> dict[str, list[float]]:
    """The colleagues' totals of the organisation by area, in order of size.

    Empty while the round is open, and an area is left out below three totals. Because each
    area is put in order of its own, no row of totals belongs to one colleague.
    """
    if assessment.round.state not in COUNTED_IN:
        return {}
    totals: dict[str, list[float]] = {}
    for saved in _sealed(assessment):
        for section, total in _totals(saved):
            totals.setdefault(section, []).append(total)
    return {
        section: sorted(given)
        for section, given in sorted(totals.items())
        if len(given) >= LEAST_COLLEAGUES
    }


def _sealed(assessment: Assessment) -> Iterator[SavedResponse]:
    answered = assessment.assignments.filter(
        done_at__isnull=False, response__sealed_at__isnull=False
    )
    for assignment in answered.exclude(relationship__in=NOT_AVERAGED).select_related("response"):
        if assignment.response:
            yield assignment.response


def _totals(saved: SavedResponse) -> Iterator[tuple[str, float]]:
    instrument, response = instrument_of(saved), as_response(saved)
    for section in sections_of(saved):
        total = score_section(response, section, instrument).totals.get(ORGANISATION)
        if total is not None and total.value is not None:
            yield section.code, total.value
