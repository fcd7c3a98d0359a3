"""What each column of a table of answers means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from stature.core.instrument.model import Instrument

PERSON_COLUMNS = {
    "respondent": ("respondent", "respondentid", "id", "person"),
    "name": ("name", "fullname"),
    "organisation_name": ("organisationname", "employer"),
    "completed": ("completed", "completedon", "date", "completiondate"),
}
ONE_RATING_A_ROW = {"perspective": ("perspective",), "answer": ("answer", "rating")}
LOOKS_LIKE_AN_ITEM = re.compile(r"^[a-z]{1,4}[-_ .]?\d{1,2}([-_ .].*)?$", re.IGNORECASE)


def fold(heading: str) -> str:
    """A heading without case, spaces and punctuation, so that SL-1 and sl_1 are one."""
    return re.sub(r"[\W_]+", "", heading).casefold()


@dataclass(frozen=True)
class Columns:
    """Positions of the columns that carry a meaning, and the headings that carry none."""

    person: dict[str, int]
    answers: dict[int, tuple[str, str]] = field(default_factory=dict)
    perspectives: dict[int, str] = field(default_factory=dict)
    item: int | None = None
    perspective: int | None = None
    answer: int | None = None
    unknown_items: dict[int, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    @property
    def meanings(self) -> dict[int, object]:
        """What each column that carries a meaning means, by its position."""
        single = {"item": self.item, "perspective": self.perspective, "answer": self.answer}
        places = {place: meaning for meaning, place in single.items() if place is not None}
        person = {place: meaning for meaning, place in self.person.items()}
        return {**person, **places, **self.perspectives, **self.answers}

    @property
    def is_long(self) -> bool:
        """Whether each row holds one item rather than one person."""
        return self.item is not None


def find_columns(header: list[str], instrument: Instrument) -> Columns:
    """Sort the columns of a header by their meaning; a column for one item makes it wide."""
    by_name = {fold(heading): place for place, heading in enumerate(header) if heading}
    person = _places(by_name, PERSON_COLUMNS)
    wide = _wide_columns(header, person, instrument)
    if wide.answers or "item" not in by_name:
        return wide
    return _long_columns(header, by_name, person, instrument)


def _places(by_name: dict[str, int], wanted: dict[str, tuple[str, ...]]) -> dict[str, int]:
    places = {}
    for meaning, names in wanted.items():
        place = next((by_name[name] for name in names if name in by_name), None)
        if place is not None:
            places[meaning] = place
    return places


def perspective_names(instrument: Instrument) -> dict[str, str]:
    """The ids of the perspectives by their folded ids and labels."""
    names = {fold(perspective.label): perspective.id for perspective in instrument.perspectives}
    return names | {fold(perspective.id): perspective.id for perspective in instrument.perspectives}


def _long_columns(
    header: list[str], by_name: dict[str, int], person: dict[str, int], instrument: Instrument
) -> Columns:
    names = perspective_names(instrument)
    perspectives = {place: names[name] for name, place in by_name.items() if name in names}
    single = {} if perspectives else _places(by_name, ONE_RATING_A_ROW)
    item = by_name["item"]
    known = {item, *person.values(), *perspectives, *single.values()}
    return Columns(
        person=person,
        perspectives=perspectives,
        item=item,
        perspective=single.get("perspective"),
        answer=single.get("answer"),
        ignored=_others(header, known),
    )


def _wide_columns(header: list[str], person: dict[str, int], instrument: Instrument) -> Columns:
    names = perspective_names(instrument)
    wanted = {
        fold(item.code) + name: (item.code, perspective)
        for item in instrument.items
        for name, perspective in names.items()
    }
    answers = {
        place: wanted[fold(heading)]
        for place, heading in enumerate(header)
        if fold(heading) in wanted
    }
    unknown = {
        place: heading
        for place, heading in enumerate(header)
        if place not in answers and LOOKS_LIKE_AN_ITEM.match(heading)
    }
    known = {*answers, *unknown, *person.values()}
    return Columns(
        person=person, answers=answers, unknown_items=unknown, ignored=_others(header, known)
    )


def _others(header: list[str], known: Iterable[int]) -> tuple[str, ...]:
    seen = set(known)
    return tuple(name for place, name in enumerate(header) if name and place not in seen)
