"""A response: what one person answered, as a document."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from stature.core.document import Part, ShortText
from stature.core.instrument.model import Instrument, ItemCode, PerspectiveId, Section, SectionCode

CANT_SAY: Final = "cant-say"

Rating = Annotated[int, Field(ge=0)]
Answer = Rating | Literal["cant-say"]
PersonName = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")
]


class Response(Part):
    """One person's answers: item code, then perspective, then a rating or "can't say".

    An item or a perspective that is absent was not answered. ``sections_asked`` is empty when the
    whole instrument was asked.
    """

    respondent: ShortText
    name: PersonName = ""
    organisation_name: PersonName = ""
    completed: date | None = None
    sections_asked: Annotated[tuple[SectionCode, ...], Field(strict=False)] = ()
    answers: dict[ItemCode, dict[PerspectiveId, Answer]]

    def answer(self, item: str, perspective: str) -> Answer | None:
        """The answer as given: a rating, "can't say", or None when there is none."""
        return self.answers.get(item, {}).get(perspective)

    def rating(self, item: str, perspective: str) -> int | None:
        """The rating, or None when it is missing for whatever reason."""
        answer = self.answer(item, perspective)
        return answer if isinstance(answer, int) else None


def sections_asked(response: Response, instrument: Instrument) -> tuple[Section, ...]:
    """The sections that this person was asked, in the order of the instrument."""
    if not response.sections_asked:
        return instrument.sections
    return tuple(
        section for section in instrument.sections if section.code in response.sections_asked
    )
