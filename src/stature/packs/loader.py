"""From a pack's files to its validated document; every problem with file, line, place, remedy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from stature.core.document import Document
from stature.core.errors import PackError
from stature.core.framework.model import Framework
from stature.core.framework.role_profile import RoleProfile
from stature.core.instrument.feedback.model import FeedbackInstrument
from stature.core.instrument.feedback.texts import FeedbackTexts
from stature.core.instrument.model import Instrument
from stature.core.instrument.people import MadeUpPeople
from stature.core.instrument.translation import Translation
from stature.core.reporting.texts import ReportTexts
from stature.packs.source import Place, line_of, read_yaml

KINDS: dict[str, type[Document]] = {
    "framework": Framework,
    "role-profile": RoleProfile,
    "instrument": Instrument,
    "feedback-instrument": FeedbackInstrument,
    "feedback-texts": FeedbackTexts,
    "report-texts": ReportTexts,
    "made-up-people": MadeUpPeople,
    "translation": Translation,
}
# Written by a command as JSON, where a date is a text; its model calculates and is slow to load.
NORMS = "feedback-norms"
# Lists whose entries may stand in files of their own.
INCLUDING_FIELDS = ("sections", "competencies")


@dataclass(frozen=True)
class PackProblem:
    """One thing that is wrong in a pack."""

    file: Path
    line: int
    place: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.place}: {self.what} {self.remedy}".rstrip()


class InvalidPackError(PackError):
    """A pack breaks rules of its model; ``problems`` lists them all."""

    def __init__(self, problems: list[PackProblem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def load_document(path: Path) -> Document:
    """Read and validate one pack file, with the section files it names.

    Raises PackError when a file cannot be read, InvalidPackError when a rule is broken.
    """
    data, included = _read_with_included(path)
    model = _model_for(path, data)
    try:
        if data["kind"] == NORMS:
            return model.model_validate_json(json.dumps(data, default=str))
        return model.model_validate(data)
    except ValidationError as error:
        raise InvalidPackError(
            [_problem(path, included, details, model) for details in _causes(error.errors())]
        ) from error


def _causes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """The errors without lists that count as too short only because of what is wrong inside."""
    inside = {details["loc"][:end] for details in errors for end in range(1, len(details["loc"]))}
    return [
        details
        for details in errors
        if details["type"] != "too_short" or details["loc"] not in inside
    ]


def _read_with_included(path: Path) -> tuple[Any, dict[Place, Path]]:
    """The data of a pack file, with each file named in its lists read into its place."""
    data = read_yaml(path)
    included: dict[Place, Path] = {}
    _include(path, data, (), included)
    return data, included


def _include(path: Path, value: Any, place: Place, included: dict[Place, Path]) -> None:
    if isinstance(value, dict):
        for name, entry in value.items():
            if name in INCLUDING_FIELDS and isinstance(entry, list):
                _include_entries(path, entry, (*place, name), included)
            _include(path, entry, (*place, name), included)
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            if (*place, number) not in included:
                _include(path, entry, (*place, number), included)


def _include_entries(
    path: Path, entries: list[Any], place: Place, included: dict[Place, Path]
) -> None:
    named = {file.resolve() for file in included.values()}
    for number, entry in enumerate(entries):
        if isinstance(entry, str):
            file = _inside(path, entry, (*place, number))
            _refuse_again(path, entry, (*place, number), is_again=file.resolve() in named)
            named.add(file.resolve())
            included[(*place, number)] = file
            entries[number] = read_yaml(file)


def _inside(path: Path, name: str, place: Place) -> Path:
    """The path of a part's file, which must lie below the pack's own folder."""
    folder = path.resolve().parent
    if not (folder / name).resolve().is_relative_to(folder):
        raise PackError(
            f"'{name}' lies outside the pack's folder.",
            where=f"{path}, line {line_of(path, place)}",
            remedy="Put the file beside the pack.",
        )
    return path.parent / name


def _refuse_again(path: Path, name: str, place: Place, *, is_again: bool) -> None:
    """Refuse a part that is named a second time: it could make a small pack grow without end."""
    if is_again:
        raise PackError(
            f"'{name}' is named twice.",
            where=f"{path}, line {line_of(path, place)}",
            remedy="Name each file once.",
        )


def _model_for(path: Path, data: Any) -> type[Document]:
    kind = data.get("kind") if isinstance(data, dict) else None
    if kind == NORMS:
        from stature.core.scoring.feedback.norms import FeedbackNorms

        return FeedbackNorms
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        raise PackError(
            f"expected 'kind' to be one of {', '.join((*KINDS, NORMS))}, got {kind!r}.",
            where=f"{path}, line {line_of(path, ('kind',))}",
            remedy="A pack says in its first lines what it is.",
        )
    return model


def _problem(
    path: Path, included: dict[Place, Path], details: ErrorDetails, model: type[Document]
) -> PackProblem:
    file, inner = _origin(path, included, details["loc"])
    what, remedy = _explain(details, model)
    return PackProblem(file, line_of(file, inner), dotted(inner), what, remedy)


def _origin(path: Path, included: dict[Place, Path], place: Place) -> tuple[Path, Place]:
    """The file that holds a place of the whole document, and the place inside that file."""
    for end in range(len(place), 0, -1):
        if place[:end] in included:
            return included[place[:end]], place[end:]
    return path, place


def dotted(place: Place) -> str:
    """A place as authors write it: items[2].stems.individual."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.removeprefix(".") or "document"


def _explain(details: ErrorDetails, model: type[Document]) -> tuple[str, str]:
    got = repr(details["input"])
    got = f"{got[:60]}..." if len(got) > 63 else got
    context = details.get("ctx", {})
    match details["type"]:
        case "missing":
            return "this field is missing.", "Add it."
        case "extra_forbidden":
            return "there is no such field.", _nearest(str(details["loc"][-1]), model)
        case "string_pattern_mismatch":
            return f"expected text like {context['pattern']}, got {got}.", "Correct the spelling."
        case "string_too_long" | "too_long":
            return f"this is too long, got {got}.", f"At most {context['max_length']}."
        case "string_too_short" | "too_short":
            return f"this is too short, got {got}.", f"At least {context['min_length']}."
        case "value_error":
            return f"{context['error']}.", "Correct it here or where it is first named."
        case _:
            wanted = details["msg"].removeprefix("Input should be ").removeprefix("a ")
            return f"expected {wanted}, got {got}.", "Correct the value."


def _nearest(name: str, model: type[Document]) -> str:
    near = get_close_matches(name, _field_names(model), n=1)
    return f"Did you mean '{near[0]}'?" if near else "Take it out, or check the spelling."


def _field_names(model: type[Document]) -> list[str]:
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return sorted({name for part in parts for name in part.get("properties", {})})
