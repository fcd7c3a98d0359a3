"""What the sections of a profile report have in common: the answers, the scores and the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from stature.core.errors import ReportError
from stature.core.instrument.model import Instrument, Item, Section
from stature.core.instrument.response import CANT_SAY, Response, sections_asked
from stature.core.reporting.blocks import Paragraph, QuestionGroup, Sentence
from stature.core.reporting.texts import ReportTexts, show_number, show_signed
from stature.core.scoring.item_rules import FlaggedItem
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
        if len({len(section.items) for section in self.sections}) > 1:
            raise ReportError(
                "the areas of this report differ in length, so their totals share no scale.",
                where=f"{self.instrument.id} {self.instrument.version}",
                remedy="Give every area the same number of items.",
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
    def maximum(self) -> int:
        """The highest total that an area can have."""
        return self.score.sections[0].totals[self.own].maximum

    @property
    def own_rated(self) -> bool:
        """Whether the reader rated any item for themselves."""
        return self.score.n_answered[self.own] > 0

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

    def coached_in(self, section: Section) -> list[FlaggedItem]:
        """The items of an area that are for coaching, in item order."""
        return self._of_section(self.score.coached, section)

    def gaps_in(self, section: Section) -> list[FlaggedItem]:
        """The gaps to explore of an area, in item order."""
        return self._of_section(self.score.gaps_to_explore, section)

    def _of_section(self, flagged: Sequence[FlaggedItem], section: Section) -> list[FlaggedItem]:
        return [
            each for each in flagged if self.instrument.section_of(each.item).code == section.code
        ]

    @property
    def first_gap_to_explore(self) -> Item | None:
        """The gap to explore that comes first: one where the reader's own rating is the low one."""
        gaps = sorted(
            self.score.gaps_to_explore, key=lambda flagged: self.own not in flagged.perspectives
        )
        return self.item(gaps[0].item) if gaps else None

    def ratings_in(self, section: Section, perspective: str) -> list[int]:
        """The ratings given in an area."""
        ratings = [self.rating(item, perspective) for item in section.items]
        return [rating for rating in ratings if rating is not None]

    def rating(self, item: Item, perspective: str) -> int | None:
        """The rating of an item, None when missing."""
        return self.response.rating(item.code, perspective)

    def answer_in_words(self, item: Item, perspective: str) -> str:
        """The words of an answer, also when there is none."""
        answer = self.response.answer(item.code, perspective)
        if answer is None:
            return self.fill("answer.none")
        if answer == CANT_SAY:
            return self.instrument.response_scale.cant_say
        return self.instrument.response_scale.label_of(int(answer))

    def you_do(self, item: Item) -> str:
        """What the reader does and how often, as a clause: you usually ask customers ..."""
        often = self.answer_in_words(item, self.own)
        return self.fill("you_do", often=often[:1].lower() + often[1:], does=item.behaviour)

    def show_total(self, total: Total) -> str:
        """A total as text, marked when it is prorated, or the words for none."""
        if total.value is None:
            return self.fill("total.none")
        key = "total.prorated" if total.prorated else "total.full"
        return self.fill(key, number=show_number(total.value))

    def show_gap(self, score: SectionScore) -> str:
        """The gap of an area with its sign, or the words for none."""
        return self.fill("total.none") if score.gap is None else show_signed(score.gap)

    def fill(self, key: str, **slots: object) -> str:
        """A text, its slots filled in; the scale and the number of areas are always known."""
        return self.texts.fill(key, **(self._standing_slots | slots))

    def say(self, key: str, **slots: object) -> Sentence:
        """A text as a sentence that remembers its rule."""
        return self.texts.say(key, **(self._standing_slots | slots))

    def say_of_areas(self, key: str, **slots: object) -> Sentence:
        """The text for a report on one area, or the one for a report on several."""
        form = "one" if len(self.sections) == 1 else "other"
        return self.say(f"{key}.{form}", **slots)

    def fill_of_areas(self, key: str, **slots: object) -> str:
        """The words of ``say_of_areas``."""
        return self.say_of_areas(key, **slots).text

    def count(self, key: str, number: float) -> str:
        """A number with its noun."""
        return self.texts.count(key, number, **self._standing_slots)

    @cached_property
    def _standing_slots(self) -> dict[str, object]:
        scale = self.instrument.response_scale
        return {
            "top": scale.maximum,
            "top_label": scale.label_of(scale.maximum),
            "bottom_label": scale.label_of(0),
            "areas": self.texts.in_words(len(self.sections)),
        }

    def ratings_in_words(self, item: Item) -> dict[str, str]:
        """Both answers to an item, as the slots ``own`` and ``organisation``."""
        return {
            "own": self.answer_in_words(item, self.own),
            "organisation": self.answer_in_words(item, self.organisation),
        }

    def points(self, number: float) -> str:
        """A number of points with its noun."""
        return self.count("points", round(number, 1))

    def question_groups(self, item: Item, perspectives: Sequence[str]) -> tuple[QuestionGroup, ...]:
        """The questions of an item for the perspectives named, under their headings."""
        headings = {self.own: "card.ask_yourself", self.organisation: "card.ask_together"}
        return tuple(
            QuestionGroup(
                heading=self.fill(headings[perspective]),
                questions=item.questions[perspective],
            )
            for perspective in perspectives
        )

    def paragraph(self, *keys: str, style: str = "body") -> Paragraph:
        """A paragraph of fixed sentences."""
        return say_all([self.say(key) for key in keys], style=style)


def say_all(sentences: Sequence[Sentence], style: str = "body") -> Paragraph:
    """A paragraph of sentences."""
    return Paragraph.model_validate({"sentences": tuple(sentences), "style": style})


def item_anchor(code: str) -> str:
    """The anchor of an item's coaching card."""
    return f"item-{code.lower()}"


def gap_anchor(code: str) -> str:
    """The anchor of the card of a gap to explore."""
    return f"gap-{code.lower()}"


def section_anchor(code: str) -> str:
    """The anchor of an area's page."""
    return f"area-{code.lower()}"
