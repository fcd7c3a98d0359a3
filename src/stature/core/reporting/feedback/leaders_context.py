"""What the sections of a group report have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from stature.core.errors import ReportError
from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.reporting.blocks import Paragraph
from stature.core.reporting.feedback.context import NOT_SHOWN
from stature.core.reporting.texts import ReportTexts
from stature.core.scoring.feedback import LeadersTogether
from stature.core.scoring.feedback.leader_measures import SeenBy
from stature.core.scoring.feedback.leaders_together import LeadersFigure


@dataclass(frozen=True)
class LeadersContext:
    """What may be shown of one selection of leaders, and the words for it."""

    together: LeadersTogether
    selection: str
    instrument: FeedbackInstrument
    texts: ReportTexts

    def __post_init__(self) -> None:
        if not any(figure.selection == self.selection for figure in self.together.figures):
            raise ReportError(
                f"nothing may be shown of '{self.selection}'.",
                where="group report",
                remedy="Choose a selection of five leaders or more that is shown.",
            )

    @cached_property
    def figures(self) -> Mapping[tuple[str, SeenBy], LeadersFigure]:
        """The selection's figures by competency and by who sees it."""
        return {
            (figure.competency, figure.seen_by): figure
            for figure in self.together.figures
            if figure.selection == self.selection
        }

    @property
    def n(self) -> int:
        """The most leaders that one of the figures rests on."""
        return max(figure.published.n for figure in self.figures.values())

    def words(self, code: str, seen_by: SeenBy) -> str:
        """A figure as printed, or a dash."""
        figure = self.figures.get((code, seen_by))
        return (
            NOT_SHOWN
            if figure is None or figure.published.value is None
            else figure.published.words
        )

    def value(self, code: str, seen_by: SeenBy) -> float | None:
        """A figure's printed number; None where none is shown or only a band."""
        figure = self.figures.get((code, seen_by))
        if figure is None or figure.published.status != "shown":
            return None
        return figure.published.value

    def paragraph(self, *keys: str) -> Paragraph:
        """Sentences that belong together."""
        return Paragraph(sentences=tuple(self.texts.say(key) for key in keys))

    def name_of(self, code: str) -> str:
        """The name of a competency."""
        return self.instrument.sections_by_code[code].name
