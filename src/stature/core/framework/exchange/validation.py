"""From plain data to a framework, with an error that names the place of what is wrong."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from stature.core.framework.exchange.findings import ExchangeError, quoted
from stature.core.framework.model import Framework

SHOWN = 5


def framework_of_data(data: Any, source: str) -> Framework:
    """The framework that the data describe. Raises ExchangeError with the first few places."""
    try:
        return Framework.model_validate(data)
    except ValidationError as error:
        problems = [
            f"{_dotted(details['loc'])}: {details['msg']}, got {quoted(details['input'])}"
            for details in error.errors()
        ]
        more = f" and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        raise ExchangeError(
            f"{'; '.join(problems[:SHOWN])}{more}.",
            where=source,
            remedy="Correct these and import the file again.",
        ) from None


def _dotted(place: tuple[int | str, ...]) -> str:
    """A place as people write it: clusters[0].competencies[2].code."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return text.removeprefix(".") or "framework"
