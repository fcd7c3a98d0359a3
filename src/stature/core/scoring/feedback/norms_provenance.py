"""What norms say of themselves: which questionnaire, who, where, when, and how they were found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import uuid5

from stature.core.instrument.feedback.model import FeedbackInstrument

LONGEST_TITLE: Final = 280
CHOSEN: Final = "all leaders of these rounds who agreed to it and have four raters or more"


@dataclass(frozen=True)
class NormsProvenance:
    """Where norms come from; ``authors`` are those who made them, not the questionnaire's."""

    instrument: FeedbackInstrument
    version: str
    people: str
    place: str
    collected_from: date
    collected_to: date
    authors: tuple[str, ...]
    licence: str
    chosen: str = CHOSEN

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the norms document; all versions of it have the same id and UUID."""
        instrument = self.instrument
        name = f"{instrument.id[:60].rstrip('-')}-norms"
        return {
            "id": name,
            "uuid": uuid5(instrument.uuid, f"{name} {' '.join(self.authors)}"),
            "version": self.version,
            "language": instrument.language,
            "title": f"Norms of {instrument.title}"[:LONGEST_TITLE],
            "licence": self.licence,
            "authors": self.authors,
            "people": self.people,
            "place": self.place,
            "chosen": self.chosen,
            "collected_from": self.collected_from,
            "collected_to": self.collected_to,
        }
