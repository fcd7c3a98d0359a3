"""Colleagues' view of the organisation: averages that nobody can lead back to one colleague.

An area is shown from three totals on. Within one point of an end of the scale the average is shown
as a band, "23 or more", so that it never tells that all colleagues chose the same end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Final, Literal

from stature.core.document import Part
from stature.core.instrument.model import Instrument

LEAST_COLLEAGUES: Final = 3
BAND_WIDTH: Final = 1.0
COLLEAGUES_RULE: Final = "colleagues"
COLLEAGUES_RULE_VERSION: Final = "1.0.0"


class ColleaguesArea(Part):
    """The colleagues' average in one area, from 0 to ``maximum``.

    In a band, ``value`` is the end of the band that is shown and says nothing more exact.
    """

    section: str
    n: int
    value: float
    band: Literal["none", "or_more", "or_less"]
    maximum: int


class ColleaguesView(Part):
    """The areas in which enough colleagues have a total."""

    areas: tuple[ColleaguesArea, ...]
    rule: str = COLLEAGUES_RULE
    rule_version: str = COLLEAGUES_RULE_VERSION


def colleagues_view(
    totals: Mapping[str, Sequence[float]], instrument: Instrument
) -> ColleaguesView | None:
    """The view from the totals of each area, 0 to the area's maximum; None where nothing is shown.

    ``totals`` holds one number a colleague and area, in any order.
    """
    areas = tuple(
        _area(section.code, given, instrument.response_scale.maximum * len(section.items))
        for section in instrument.sections
        if len(given := totals.get(section.code, ())) >= LEAST_COLLEAGUES
    )
    return ColleaguesView(areas=areas) if areas else None


def _area(section: str, given: Sequence[float], maximum: int) -> ColleaguesArea:
    mean, highest = fmean(given), maximum - BAND_WIDTH
    value, band = mean, "none"
    if mean >= highest:
        value, band = highest, "or_more"
    elif mean <= BAND_WIDTH:
        value, band = BAND_WIDTH, "or_less"
    return ColleaguesArea.model_validate(
        {"section": section, "n": len(given), "value": value, "band": band, "maximum": maximum}
    )
