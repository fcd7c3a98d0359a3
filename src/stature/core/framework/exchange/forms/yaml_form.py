"""A framework as YAML, in the form of a pack."""

from __future__ import annotations

import io
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from stature.core.framework.exchange.findings import ExchangeError
from stature.core.framework.exchange.validation import framework_of_data
from stature.core.framework.model import Framework

MAXIMUM_BYTES: Final = 16 * 1024 * 1024
MAXIMUM_DEPTH: Final = 40
WIDTH: Final = 100


def framework_of_yaml(data: bytes) -> Framework:
    """The framework in a YAML file. Raises ExchangeError, which names the line or the field."""
    return framework_of_data(_read(data), "YAML")


def yaml_of_framework(framework: Framework) -> bytes:
    """A framework as YAML, fields in the model's order, whatever is at its default left out."""
    yaml = YAML(typ="rt", pure=True)
    yaml.width = WIDTH
    file = io.BytesIO()
    yaml.dump(framework.model_dump(mode="json", exclude_defaults=True), file)
    return file.getvalue()


def _read(data: bytes) -> Any:
    if len(data) > MAXIMUM_BYTES:
        what = f"the file is larger than {MAXIMUM_BYTES // 2**20} MB."
        raise ExchangeError(what, where="line 1", remedy="Export it as CASE instead.")
    try:
        text = data.decode("utf-8-sig")
        _refuse_tricks(text)
        return YAML(typ="safe").load(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _error("the file is not written in UTF-8", line) from None
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = error.problem if isinstance(error, MarkedYAMLError) else str(error)
        what = " ".join(str(problem or "unreadable").split())[:200]
        raise _error(f"this is not YAML ({what})", mark.line + 1 if mark else 1) from None


def _refuse_tricks(text: str) -> None:
    """Refuse aliases, which can grow without end, and nesting without end."""
    depth = 0
    for event in YAML(typ="safe").parse(text):
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            raise _error("aliases (*name) are not allowed", line)
        depth += isinstance(event, CollectionStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
        if depth > MAXIMUM_DEPTH:
            raise _error(f"the file is nested deeper than {MAXIMUM_DEPTH} levels", line)


def _error(what: str, line: int) -> ExchangeError:
    return ExchangeError(f"{what}.", where=f"line {line}", remedy="Correct the file there.")
