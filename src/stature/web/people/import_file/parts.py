"""What a table of people is made of, once it is read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ImportFinding:
    """One thing that is wrong in a table of people, and what can be done.

    ``leaves_out`` is "row" when nothing of the row is brought in, and "cell" when the rest is.
    """

    row: int
    column: str
    found: str
    problem: str
    remedy: str
    leaves_out: str = "row"


@dataclass(frozen=True)
class Findings:
    """What is found wrong in a table, one after the other, under the headings of the table."""

    headings: dict[str, str]
    noted: list[ImportFinding] = field(default_factory=list)

    def note(
        self,
        row: int,
        meaning: str,
        found: str,
        problem: str,
        remedy: str,
        leaves_out: str = "row",
    ) -> None:
        """Keep one more finding, about the column of this meaning or, if it is empty, the row."""
        column = self.headings.get(meaning, "")
        self.noted.append(ImportFinding(row, column, found, problem, remedy, leaves_out))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a table: the row, and the values that are given, the manager by address."""

    row: int
    values: dict[str, str]

    @property
    def email(self) -> str:
        """The address, in small letters."""
        return self.values["email"]


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One row that says who is asked about whom, both by address."""

    row: int
    rater: str
    subject: str
    relationship: str


@dataclass(frozen=True)
class TableOfPeople:
    """A whole table: people, ratings, findings, and how its columns were understood."""

    headings: dict[str, str]
    ignored: list[str] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    ratings: list[RatingRow] = field(default_factory=list)
    findings: list[ImportFinding] = field(default_factory=list)
