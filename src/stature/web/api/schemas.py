"""What programs send and get."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict

from stature.web.people.import_file.cells import LONGEST


def _text(name: str, description: str) -> Any:
    return Field("", max_length=LONGEST[name], description=description)


class PersonFields(Schema):
    """What can be sent of a person besides the address. An empty text means: not known."""

    model_config = ConfigDict(extra="forbid")

    first_name: str = _text("first_name", "First name.")
    last_name: str = _text("last_name", "Last name.")
    identifier: str = _text("identifier", "Your own identifier, such as a staff number.")
    language: str = Field("", max_length=10, description="Language code, such as en-gb.")
    unit: str = _text("unit", "Team or unit.")
    manager: str = Field("", max_length=254, description="E-mail address of the line manager.")


class NewPerson(PersonFields):
    """A person to add."""

    email: str = Field(min_length=3, max_length=254, description="E-mail address.")


class ChangedPerson(PersonFields):
    """What is to change of a person; what is left out stays."""

    email: str = Field("", max_length=254, description="E-mail address.")


class PersonShown(Schema):
    """A person as kept."""

    id: int
    email: str
    first_name: str
    last_name: str
    identifier: str
    language: str
    unit: str
    manager_id: int | None = Field(description="The line manager's id.")


class RoundShown(Schema):
    """A round of a programme."""

    id: int
    programme_id: int
    number: int
    state: str = Field(description="draft, open, closed, released or archived.")
    opens_on: date | None
    closes_on: date | None
    languages: list[str]
    colleagues_asked: bool
    manager_sees_report: bool
    administrators_see_reports: bool = Field(
        description="Whether the organisation may get the results of this round."
    )
    opened_at: datetime | None
    closed_at: datetime | None
    released_at: datetime | None


class ProgrammeShown(Schema):
    """A programme with its rounds."""

    id: int
    title: str
    template: str
    purpose: str = Field(description="development or decisions; empty while it is not chosen.")
    rounds: list[RoundShown]

    @staticmethod
    def resolve_rounds(programme: Any) -> list[Any]:
        """Its rounds, first to last."""
        return list(programme.rounds.all())


class GroupShown(Schema):
    """How many people of one group are asked, and how far they are."""

    relationship: str
    asked: int
    invited: int
    started: int
    done: int
    declined: int


class RoundStatusShown(Schema):
    """How far a round is: counts of people, never answers."""

    groups: list[GroupShown]
    everyone: GroupShown


class ResultShown(Schema):
    """The scores of one participant's newest released report, with their errors."""

    participant_id: int
    version: int = Field(description="The version of the report.")
    released_at: datetime
    scores: dict[str, Any] = Field(description="By area and side; as in the report.")

    @staticmethod
    def resolve_participant_id(report: Any) -> int:
        """The person's id."""
        return int(report.assessment.participant_id)
