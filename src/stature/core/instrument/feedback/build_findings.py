"""What the owner of a questionnaire ought to know about how it came out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stature.core.instrument.feedback.model import FeedbackInstrument, FeedbackSection


@dataclass(frozen=True)
class BuildFinding:
    """Something about the framework that the questionnaire's owner ought to know."""

    code: str
    what: str

    def __str__(self) -> str:
        return f"{self.code}: {self.what}"


def build_findings(instrument: FeedbackInstrument, language: str) -> Iterator[BuildFinding]:
    """Two languages, too few items, facets without any, and words for oneself left as they were.

    ``language`` is the framework's.
    """
    if language.partition("-")[0] != instrument.language.partition("-")[0]:
        what = (
            f"the framework is in {language}, the words around the items in {instrument.language}."
        )
        yield BuildFinding(instrument.framework.id, what)
    wanted = instrument.selection.items_per_competency
    for section in instrument.sections:
        yield from _of_section(section, wanted)
    kept = [item.code for item in instrument.items if item.stems["self"] == item.stems["others"]]
    for code in kept:
        yield BuildFinding(code, "the words for oneself are the framework's own, as they stand.")


def _of_section(section: FeedbackSection, wanted: int) -> Iterator[BuildFinding]:
    count = len(section.items)
    if count < wanted:
        yield BuildFinding(section.code, f"{count} items instead of {wanted}: there are no more.")
    if count == 1:
        yield BuildFinding(
            section.code,
            "one item alone shows no agreement of items; no group's mean of it is shown.",
        )
    asked = {item.facet for item in section.items}
    for facet in section.facets:
        if facet.code not in asked:
            yield BuildFinding(facet.code, "no item asks about this facet; it gets no score.")
