"""Made-up people: responses that show what a report looks like, and belong to nobody."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from stature.core.document import Document, Slug
from stature.core.instrument.response import Response


class MadeUpPeople(Document):
    """Made-up responses to one instrument."""

    kind: Literal["made-up-people"]
    for_instrument: Slug
    people: Annotated[tuple[Response, ...], Field(strict=False, min_length=1)]
