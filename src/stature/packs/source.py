"""YAML as authors write it: read safely, with the line of every value at hand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from stature.core.errors import PackError

MAXIMUM_BYTES = 5 * 1024 * 1024
MAXIMUM_DEPTH = 40
FILES_AT_HAND = 64
Place = tuple[str | int, ...]


def read_yaml(path: Path) -> Any:
    """The plain data of a YAML 1.2 file. Raises PackError with the line when it cannot be read."""
    text = _read_text(path)
    _refuse_tricks(path, text)
    try:
        return YAML(typ="safe").load(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise _as_pack_error(path, error) from error


def line_of(path: Path, place: Place) -> int:
    """The line on which the value at ``place`` stands, or the nearest line above it."""
    node = _compose(path)
    line = 1
    for step in place:
        entry = _step_into(node, step)
        if entry is None:
            break
        node, line = entry
    return line


def _step_into(node: Node | None, step: str | int) -> tuple[Node, int] | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line + 1
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        value = node.value[step]
        return value, value.start_mark.line + 1
    return None


@lru_cache(maxsize=FILES_AT_HAND)
def _compose(path: Path) -> Node | None:
    node: Node | None = YAML(typ="safe").compose(path.read_text("utf-8"))
    return node


def _read_text(path: Path) -> str:
    if not path.is_file():
        raise PackError("there is no such file.", where=str(path), remedy="Check the path.")
    if path.stat().st_size > MAXIMUM_BYTES:
        raise PackError(
            f"the file is larger than {MAXIMUM_BYTES // 2**20} MB.",
            where=str(path),
            remedy="Split it into one file for each section.",
        )
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise PackError(
            f"the file is not written in UTF-8 (byte {error.start}).",
            where=str(path),
            remedy="Save it as UTF-8.",
        ) from error


def _refuse_tricks(path: Path, text: str) -> None:
    """Refuse aliases, which can grow without end, and nesting without end."""
    depth = 0
    try:
        for event in YAML(typ="safe").parse(text):
            if isinstance(event, AliasEvent):
                line = event.start_mark.line + 1
                raise PackError(
                    "aliases (*name) are not allowed.",
                    where=f"{path}, line {line}",
                    remedy="Write the text out in full.",
                )
            depth += isinstance(event, CollectionStartEvent)
            depth -= isinstance(event, CollectionEndEvent)
            if depth > MAXIMUM_DEPTH:
                raise PackError(
                    f"the file is nested deeper than {MAXIMUM_DEPTH} levels.",
                    where=f"{path}, line {event.start_mark.line + 1}",
                    remedy="Check the indentation and the brackets.",
                )
    except (YAMLError, ValueError) as error:
        raise _as_pack_error(path, error) from error


def _as_pack_error(path: Path, error: Exception) -> PackError:
    mark = getattr(error, "problem_mark", None)
    problem = error.problem if isinstance(error, MarkedYAMLError) else str(error)
    where = str(path) if mark is None else f"{path}, line {mark.line + 1}"
    what = " ".join(str(problem or "unreadable").split())
    return PackError(
        f"this is not YAML: {what}.", where=where, remedy="Check indentation, colons and quotes."
    )
