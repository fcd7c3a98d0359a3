"""A file of ratings about one leader, as ``stature feedback`` reads and writes it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from stature.core.document import Part, ShortText
from stature.core.errors import AnswersError
from stature.core.instrument.feedback import Rating

MOST_BYTES = 20_000_000


class RatingsFile(Part):
    """A leader's name, the ratings, and those that came in after the report was first released."""

    name: ShortText
    leader: ShortText
    day: Annotated[date | None, Field(strict=False)] = None
    made_up: bool = False
    ratings: Annotated[tuple[Rating, ...], Field(strict=False, min_length=1)]
    late: Annotated[tuple[Rating, ...], Field(strict=False)] = ()


def read_ratings(path: Path) -> RatingsFile:
    """The ratings in a JSON file; AnswersError with the place when they break a rule."""
    if path.stat().st_size > MOST_BYTES:
        raise AnswersError(
            "the file is too large.", where=path.name, remedy="Give one leader's ratings."
        )
    try:
        return RatingsFile.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise AnswersError(
            f"{first['msg']}",
            where=f"{path.name}, {place}",
            remedy="'stature feedback made-up' writes a file that can be read.",
        ) from error


def write_ratings(path: Path, ratings: RatingsFile) -> None:
    """Write the ratings as JSON for people and machines."""
    document = ratings.model_dump(mode="json")
    text = json.dumps(document, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
