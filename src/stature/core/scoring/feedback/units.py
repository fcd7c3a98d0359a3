"""What is scored: facets, competencies, clusters, tiers, and vision, engagement and delivery."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from stature.core.instrument.feedback.model import FeedbackInstrument, FeedbackSection


class UnitKind(StrEnum):
    """The kinds of scored units, from the smallest up."""

    FACET = "facet"
    COMPETENCY = "competency"
    CLUSTER = "cluster"
    TIER = "tier"
    EMPHASIS = "emphasis"


@dataclass(frozen=True)
class Unit:
    """One thing that gets a score.

    ``items`` are places in the order of the questionnaire, all that lie under it. ``parts`` are
    what its score is the mean of: items for a facet or competency, competencies for the rest.
    """

    kind: UnitKind
    code: str
    name: str
    items: tuple[int, ...]
    parts: tuple[int, ...]


def units_of(instrument: FeedbackInstrument) -> tuple[Unit, ...]:
    """All units that have items, in order: facets, competencies, clusters, tiers, emphases."""
    return tuple(unit for unit in _all_units(instrument) if unit.items)


def _all_units(instrument: FeedbackInstrument) -> Iterator[Unit]:
    for section in instrument.sections:
        yield from _facets(section, instrument)
    for section in instrument.sections:
        items = tuple(instrument.place_of_item[item.code] for item in section.items)
        yield Unit(UnitKind.COMPETENCY, section.code, section.name, items, items)
    for cluster in instrument.clusters:
        members = [section.cluster == cluster.code for section in instrument.sections]
        yield _of_competencies(UnitKind.CLUSTER, cluster.code, cluster.name, members, instrument)
    for tier in ("threshold", "distinguishing"):
        members = [section.tier == tier for section in instrument.sections]
        yield _of_competencies(UnitKind.TIER, tier, tier, members, instrument)
    for emphasis in ("vision", "engagement", "delivery"):
        members = [emphasis in section.emphases for section in instrument.sections]
        yield _of_competencies(UnitKind.EMPHASIS, emphasis, emphasis, members, instrument)


def _facets(section: FeedbackSection, instrument: FeedbackInstrument) -> Iterator[Unit]:
    for facet in section.facets:
        items = tuple(
            instrument.place_of_item[item.code]
            for item in section.items
            if item.facet == facet.code
        )
        yield Unit(UnitKind.FACET, facet.code, facet.title, items, items)


def _of_competencies(
    kind: UnitKind, code: str, name: str, members: list[bool], instrument: FeedbackInstrument
) -> Unit:
    """A unit whose score is the mean of competencies; the places are those of the sections."""
    parts = tuple(place for place, member in enumerate(members) if member)
    items = tuple(
        instrument.place_of_item[item.code]
        for place in parts
        for item in instrument.sections[place].items
    )
    return Unit(kind, code, name, items, parts)
