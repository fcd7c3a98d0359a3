"""Which columns of a table of ratings hold what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from stature.core.instrument.answer_files.limits import refuse
from stature.core.instrument.answer_files.quoting import plain
from stature.core.instrument.answer_files.tables import Table
from stature.core.instrument.feedback.model import FeedbackInstrument

LEADER: Final = ("participant", "leader")
NEEDED: Final = ("rater", "group")
RELEASE: Final = "release"
NAME: Final = "name"
SECOND_SCALE: Final = "effectiveness"


@dataclass(frozen=True)
class RatingColumns:
    """In which columns of a table everything stands: places by heading, item code or prompt."""

    named: Mapping[str, int]
    frequency: Mapping[str, int]
    effectiveness: Mapping[str, int]
    comments: Mapping[str, int]

    @classmethod
    def of(cls, table: Table, instrument: FeedbackInstrument) -> RatingColumns:
        """The columns of a table. Raises AnswersError when one is missing or stands twice."""
        headings = _headings(table)
        named: dict[str, int] = {
            key: headings[key] for key in (*NEEDED, RELEASE, NAME) if key in headings
        }
        named["participant"] = _leader_column(table.file, headings)
        for name in NEEDED:
            if name not in named:
                refuse(table.file, f"there is no column '{name}'", f"Add a column '{name}'.", row=1)
        codes = [item.code for item in instrument.items]
        found = cls(
            named=named,
            frequency=_columns_of(codes, headings),
            effectiveness=_columns_of(codes, headings, f" {SECOND_SCALE}"),
            comments=_columns_of([prompt.code for prompt in instrument.comments], headings),
        )
        if not found.frequency:
            refuse(
                table.file,
                "no column is named by an item of the questionnaire",
                f"Name the columns of answers by item codes, such as {codes[0]}.",
                row=1,
            )
        return found

    def ignored(self, header: Sequence[str]) -> tuple[str, ...]:
        """The headings that mean nothing here, fit to be printed."""
        kinds = (self.named, self.frequency, self.effectiveness, self.comments)
        used = {place for kind in kinds for place in kind.values()}
        return tuple(
            plain(heading) for place, heading in enumerate(header) if heading and place not in used
        )


def _headings(table: Table) -> dict[str, int]:
    """The place of each heading; two of one name would hide each other's answers."""
    folded = [heading.strip().lower() for heading in table.header]
    for heading, count in Counter(filter(None, folded)).items():
        if count > 1:
            refuse(table.file, "two columns have this name", "Keep one.", row=1, column=heading)
    return {heading: place for place, heading in enumerate(folded)}


def _leader_column(file: str, headings: Mapping[str, int]) -> int:
    found = [headings[name] for name in LEADER if name in headings]
    if len(found) > 1:
        refuse(file, "two columns say who is rated", "Keep 'leader' or 'participant'.", row=1)
    if not found:
        refuse(file, "there is no column 'leader' or 'participant'", "Add one of them.", row=1)
    return found[0]


def _columns_of(
    codes: Sequence[str], headings: Mapping[str, int], mark: str = ""
) -> dict[str, int]:
    names = {code: f"{code}{mark}".lower() for code in codes}
    return {code: headings[name] for code, name in names.items() if name in headings}
