"""What the sections of a profile report have in common: the answers, the scores and the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stature.core.errors import ReportError
from stature.core.instrument.model import Instrument, Item, Section
from stature.core.instrument.response import CANT_SAY, Response, sections_asked
from stature.core.reporting.blocks import Paragraph, QuestionGroup, Sentence
from stature.core.reporting.texts import ReportTexts, show_number, show_signed
from stature.core.scoring.profile import ProfileScore
from stature.core.scoring.section_scores import SectionScore, Total


@dataclass(frozen=True)
class ProfileContext:
    """One person's answers and scores beside the instrument and the texts of the report."""

    response: Response
    score: ProfileScore
    instrument: Instrument
    texts: ReportTexts
    made_up: bool = False

    def __post_init__(self) -> None:
        if len(self.instrument.perspectives) != 2:
            raise ReportError(
                "this report needs ratings for oneself and for the organisation.",
                where=f"{self.instrument.id} {self.instrument.version}",
                remedy="Use an instrument with two perspectives.",
            )

    @property
    def own(self) -> str:
        """The perspective of the reader."""
        return self.instrument.perspective_ids[0]

    @property
    def organisation(self) -> str:
        """The perspective of the reader's organisation."""
        return self.instrument.perspective_ids[1]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The areas that the reader was asked."""
        return sections_asked(self.response, self.instrument)

    @property
    def organisation_rated(self) -> bool:
        """Whether any item was rated for the organisation."""
        return self.score.n_answered[self.organisation] > 0

    def item(self, code: str) -> Item:
        """The item with this code."""
        return self.instrument.items_by_code[code]

    def section(self, code: str) -> Section:
        """The area with this code."""
        return self.instrument.sections_by_code[code]

    def rating(self, item: Item, perspective: str) -> int | None:
        """The rating of an item, None when missing."""
        return self.response.rating(item.code, perspective)

    def answer_in_words(self, item: Item, perspective: str) -> str:
        """The words of an answer, also when there is none."""
        answer = self.response.answer(item.code, perspective)
        if answer is None:
            return self.texts.fill("answer.none")
        if answer == CANT_SAY:
            return self.instrument.response_scale.cant_say
        return self.instrument.response_scale.label_of(int(answer))

    def you_do(self, item: Item) -> str:
        """What the reader does and how often, as a clause: you usually ask customers ..."""
        often = self.answer_in_words(item, self.own)
        return self.texts.fill("you_do", often=often[:1].lower() + often[1:], does=item.behaviour)

    def show_total(self, total: Total) -> str:
        """A total as text, marked when it is prorated, or the words for none."""
        if total.value is None:
            return self.texts.fill("total.none")
        key = "total.prorated" if total.prorated else "total.full"
        return self.texts.fill(key, number=show_number(total.value))

    def show_gap(self, score: SectionScore) -> str:
        """The gap of an area with its sign, or the words for none."""
        return self.texts.fill("total.none") if score.gap is None else show_signed(score.gap)

    def points(self, number: float) -> str:
        """A number of points with its noun."""
        return self.texts.count("points", round(number, 1))

    def question_groups(self, item: Item, perspectives: Sequence[str]) -> tuple[QuestionGroup, ...]:
        """The questions of an item for the perspectives named, under their headings."""
        headings = {self.own: "card.ask_yourself", self.organisation: "card.ask_together"}
        return tuple(
            QuestionGroup(
                heading=self.texts.fill(headings[perspective]),
                questions=item.questions[perspective],
            )
            for perspective in perspectives
        )

    def paragraph(self, *keys: str, style: str = "body") -> Paragraph:
        """A paragraph of fixed sentences."""
        return say_all([self.texts.say(key) for key in keys], style=style)


def say_all(sentences: Sequence[Sentence], style: str = "body") -> Paragraph:
    """A paragraph of sentences."""
    return Paragraph.model_validate({"sentences": tuple(sentences), "style": style})


def item_anchor(code: str) -> str:
    """The anchor of an item's coaching card."""
    return f"item-{code.lower()}"


def section_anchor(code: str) -> str:
    """The anchor of an area's page."""
    return f"area-{code.lower()}"
