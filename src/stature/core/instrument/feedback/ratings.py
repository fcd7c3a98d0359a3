"""A rating: what one person said about one leader, as a document."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from stature.core.document import Part, ShortText
from stature.core.framework.model import StatementCode
from stature.core.instrument.feedback.model import HIGHEST, LOWEST, CommentCode
from stature.core.instrument.model import InstrumentReference

NOT_OBSERVED: Final = "not-observed"
Points = Annotated[int, Field(ge=LOWEST, le=HIGHEST)]
RatingAnswer = Points | Literal["not-observed"]
Comment = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]


class RaterGroup(StrEnum):
    """How a rater knows the leader; the order is that of reports."""

    SELF = "self"
    MANAGER = "manager"
    PEERS = "peers"
    DIRECT_REPORTS = "direct-reports"
    CUSTOMERS = "customers"
    OTHERS = "others"


RATER_GROUPS: Final = tuple(RaterGroup)
OTHERS_GROUPS: Final = RATER_GROUPS[1:]


class Rating(Part):
    """One rater's answers about one participant, by item code; ids are opaque.

    An item that is absent was left out; "not-observed" was said. ``instrument`` names the exact
    version that was asked.
    """

    participant: ShortText
    rater: ShortText
    group: Annotated[RaterGroup, Field(strict=False)]
    instrument: InstrumentReference
    frequency: dict[StatementCode, RatingAnswer]
    effectiveness: dict[StatementCode, RatingAnswer] = Field(default_factory=dict)
    comments: dict[CommentCode, Comment] = Field(default_factory=dict)
