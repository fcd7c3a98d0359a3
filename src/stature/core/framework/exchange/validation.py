"""From plain data to a framework, with an error that names the place of what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from stature.core.framework.exchange.findings import ExchangeError, quoted
from stature.core.framework.model import Framework

SHOWN = 5
Place = tuple[int | str, ...]


def framework_of_data(
    data: Any, source: str, places: Mapping[Place, str] | None = None
) -> Framework:
    """The framework that the data describe. Raises ExchangeError with the first few places.

    ``places`` says where parts of the data stand in the file they come from.
    """
    try:
        return Framework.model_validate(data)
    except ValidationError as error:
        problems = [
            f"{_in_file(details['loc'], places or {})}: {details['msg']}, "
            f"got {quoted(details['input'])}"
            for details in error.errors()
        ]
        more = f" and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        raise ExchangeError(
            f"{'; '.join(problems[:SHOWN])}{more}.",
            where=source,
            remedy="Correct these and import the file again.",
        ) from None


def _in_file(place: Place, places: Mapping[Place, str]) -> str:
    """Where something stands, as nearly as the file's own places tell."""
    for end in range(len(place), 0, -1):
        if place[:end] in places:
            return places[place[:end]]
    return _dotted(place)


def _dotted(place: Place) -> str:
    """A place as people write it: clusters[0].competencies[2].code."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return text.removeprefix(".") or "framework"
