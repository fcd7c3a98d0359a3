"""From a pack's files to its validated document; every problem with file, line, place, remedy."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from stature.core.document import Document
from stature.core.errors import PackError
from stature.core.instrument.model import Instrument
from stature.core.instrument.people import MadeUpPeople
from stature.core.reporting.texts import ReportTexts
from stature.packs.source import Place, line_of, read_yaml

KINDS: dict[str, type[Document]] = {
    "instrument": Instrument,
    "report-texts": ReportTexts,
    "made-up-people": MadeUpPeople,
}
INCLUDING_FIELD = "sections"


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
    data, included = _read_with_sections(path)
    model = _model_for(path, data)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise InvalidPackError(
            [_problem(path, included, details, model) for details in error.errors()]
        ) from error


def _read_with_sections(path: Path) -> tuple[Any, dict[int, Path]]:
    """The data of a pack file, with each file named under ``sections`` read into its place."""
    data = read_yaml(path)
    included: dict[int, Path] = {}
    listed = data.get(INCLUDING_FIELD) if isinstance(data, dict) else None
    entries: list[Any] = listed if isinstance(listed, list) else []
    for number, entry in enumerate(entries):
        if isinstance(entry, str):
            included[number] = _inside(path, entry, number)
            entries[number] = read_yaml(included[number])
    return data, included


def _inside(path: Path, name: str, number: int) -> Path:
    """The path of a section file, which must lie below the pack's own folder."""
    folder = path.resolve().parent
    target = (folder / name).resolve()
    if not target.is_relative_to(folder):
        raise PackError(
            f"'{name}' lies outside the pack's folder.",
            where=f"{path}, line {line_of(path, (INCLUDING_FIELD, number))}",
            remedy="Put the file beside the pack.",
        )
    return path.parent / name


def _model_for(path: Path, data: Any) -> type[Document]:
    kind = data.get("kind") if isinstance(data, dict) else None
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        raise PackError(
            f"expected 'kind' to be one of {', '.join(KINDS)}, got {kind!r}.",
            where=f"{path}, line {line_of(path, ('kind',))}",
            remedy="A pack says in its first lines what it is.",
        )
    return model


def _problem(
    path: Path, included: dict[int, Path], details: ErrorDetails, model: type[Document]
) -> PackProblem:
    place: Place = details["loc"]
    file, inner = path, place
    if len(place) > 1 and place[0] == INCLUDING_FIELD and place[1] in included:
        file, inner = included[int(place[1])], place[2:]
    what, remedy = _explain(details, model)
    return PackProblem(file, line_of(file, inner), _dotted(inner), what, remedy)


def _dotted(place: Place) -> str:
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
