"""How the questionnaire on delivered behaviour is laid out: at most eight items to a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils.translation import get_language, get_language_info

from stature.core.instrument.feedback import FeedbackInstrument, FeedbackItem, FeedbackSection
from stature.web.responses.fitting import COMMENT, scales_of
from stature.web.responses.models import SavedResponse

MOST_ON_A_PAGE: Final = 8
COMMENTS: Final = "comments"
"""The address of the last page, where people write."""


@dataclass(frozen=True)
class QuestionPage:
    """One page: its number from 1, the competencies that it asks about, and their items."""

    number: int
    names: tuple[str, ...]
    items: tuple[FeedbackItem, ...]

    @property
    def code(self) -> str:
        """What its address ends with."""
        return str(self.number)

    @property
    def title(self) -> str:
        """The names of the competencies in a row."""
        return ", ".join(self.names)


@dataclass(frozen=True)
class OpenQuestion:
    """One item on one scale that is listed for another look, and the page where it stands."""

    page: QuestionPage
    item: FeedbackItem
    scale: str


@dataclass(frozen=True)
class Layout:
    """A questionnaire as it is shown to one person: ``answered_by`` is ``self`` or ``others``."""

    instrument: FeedbackInstrument
    answered_by: str

    @cached_property
    def pages(self) -> tuple[QuestionPage, ...]:
        """The pages of items, in order."""
        return tuple(
            QuestionPage(number, names, items)
            for number, (names, items) in enumerate(_pages_of(self.instrument), 1)
        )

    @property
    def scales(self) -> tuple[str, ...]:
        """The scales asked, by name."""
        return scales_of(self.instrument)

    @property
    def is_in_own_language(self) -> bool:
        """Whether the page around the questions speaks their language."""
        spoken = get_language() or self.instrument.language
        return spoken.split("-")[0] == self.instrument.language.split("-")[0]

    @property
    def direction(self) -> str:
        """Which way the words are read: ``ltr`` or ``rtl``."""
        return "rtl" if get_language_info(self.instrument.language[:2])["bidi"] else "ltr"

    @property
    def is_draft(self) -> bool:
        """Whether these are the words of a translation; there is none yet."""
        return False

    def questions(self) -> Iterator[OpenQuestion]:
        """Every item on every scale, in order."""
        for page in self.pages:
            for item in page.items:
                for scale in self.scales:
                    yield OpenQuestion(page, item, scale)

    def unanswered(self, saved: SavedResponse) -> list[OpenQuestion]:
        """What has no answer yet."""
        return [each for each in self.questions() if answer_to(saved, each) is None]

    def answered_as(self, saved: SavedResponse, answer: str) -> list[OpenQuestion]:
        """What was answered in these words."""
        return [each for each in self.questions() if answer_to(saved, each) == answer]


def answer_to(saved: SavedResponse, question: OpenQuestion) -> object:
    """The answer as it was given, or None."""
    return saved.answers.get(question.item.code, {}).get(question.scale)


def comment_of(saved: SavedResponse, code: str) -> str:
    """What was written to a prompt."""
    return str(saved.answers.get(code, {}).get(COMMENT, ""))


def _pages_of(
    instrument: FeedbackInstrument,
) -> Iterator[tuple[tuple[str, ...], tuple[FeedbackItem, ...]]]:
    """Competencies of one cluster share a page as long as their items fit; a long one is split."""
    gathered: list[FeedbackSection] = []
    for section in instrument.sections:
        if gathered and not _fit([*gathered, section]):
            yield from _split(gathered)
            gathered = []
        gathered.append(section)
    yield from _split(gathered)


def _fit(sections: list[FeedbackSection]) -> bool:
    same_cluster = len({section.cluster for section in sections}) == 1
    return same_cluster and sum(len(section.items) for section in sections) <= MOST_ON_A_PAGE


def _split(
    sections: Iterable[FeedbackSection],
) -> Iterator[tuple[tuple[str, ...], tuple[FeedbackItem, ...]]]:
    found = list(sections)
    items = tuple(item for section in found for item in section.items)
    for start in range(0, len(items), MOST_ON_A_PAGE):
        yield tuple(section.name for section in found), items[start : start + MOST_ON_A_PAGE]
