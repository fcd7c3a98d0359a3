"""The columns of a table of scores: one definition for one person's row and for millions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from stature.core.instrument.model import Instrument

RESPONDENT: Final = "respondent"
COACHED: Final = "coached"
GAPS_TO_EXPLORE: Final = "gaps_to_explore"
CODE_SEPARATOR: Final = ","
WHY_NO_STANDARD_ERROR: Final = "no comparison group yet"


def score_columns(instrument: Instrument) -> tuple[str, ...]:
    """The headings of a table of scores, in their order."""
    return (
        RESPONDENT,
        *_number_columns(instrument),
        COACHED,
        GAPS_TO_EXPLORE,
        *source_cells(instrument),
    )


def total_column(section: str, perspective: str) -> str:
    """The heading of a section's total."""
    return f"{section}_{perspective}"


def count_column(section: str, perspective: str) -> str:
    """The heading of the number of items answered in a section."""
    return f"{section}_{perspective}_n"


def gap_column(section: str) -> str:
    """The heading of a section's gap."""
    return f"{section}_gap"


def sum_column(perspective: str) -> str:
    """The heading of the sum of the sections' totals."""
    return f"total_{perspective}"


def source_cells(instrument: Instrument) -> dict[str, str]:
    """What each row says about where its scores come from, and why they have no error."""
    coaching, gaps = instrument.scoring.coaching, instrument.scoring.gaps_to_explore
    return {
        "instrument": instrument.id,
        "version": instrument.version,
        "sha256": instrument.sha256,
        "scoring_version": instrument.scoring.version,
        "coaching_rule": f"{coaching.rule} {coaching.version}",
        "gaps_rule": f"{gaps.rule} {gaps.version}",
        "standard_error_reason": WHY_NO_STANDARD_ERROR,
    }


def _number_columns(instrument: Instrument) -> Iterator[str]:
    for section in instrument.sections:
        for perspective in instrument.perspective_ids:
            yield total_column(section.code, perspective)
            yield count_column(section.code, perspective)
        yield gap_column(section.code)
    for perspective in instrument.perspective_ids:
        yield sum_column(perspective)
