"""``stature wording``: whether content is worded plainly, and what to write instead."""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from stature import __version__
from stature.cli.outcome import ExitCode
from stature.core.errors import StatureError
from stature.core.framework.customer import CUSTOMER_WORDS, CustomerWord
from stature.core.framework.model import Framework
from stature.core.framework.wording import SentenceKind
from stature.core.framework.wording.links import check_links
from stature.core.framework.wording.output import (
    LocatedFinding,
    Region,
    as_json,
    as_people_read,
    as_sarif,
)
from stature.core.framework.wording.placed import (
    Place,
    PlacedFinding,
    PlacedSentence,
    check_placed,
    sentences_of_document,
    sentences_of_text,
)
from stature.packs.loader import INCLUDING_FIELDS, load_document
from stature.packs.source import MAXIMUM_BYTES, line_of, read_yaml

app = typer.Typer(help="Check the wording of content.", no_args_is_help=True, rich_markup_mode=None)
YAML_ENDINGS = frozenset({".yaml", ".yml"})
# The field under which a part remembers its file; no author's field can have this name.
PART_FILE = "\x1ffile"


class WordingFileError(StatureError):
    """A file cannot be read as text."""


class OutputFormat(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


@app.callback()
def _wording() -> None:
    """Check the wording of content."""


@app.command("check")
def check(
    file: Annotated[
        Path,
        typer.Argument(help="A pack file or a part of one (.yaml), or plain text.", metavar="FILE"),
    ],
    output_format: Annotated[
        OutputFormat, typer.Option("--format", help="For people, for programs, for editors.")
    ] = OutputFormat.TEXT,
    kind: Annotated[
        SentenceKind | None,
        typer.Option(
            "--kind", help="What the lines of a plain text are; else each line is guessed."
        ),
    ] = None,
    customer: Annotated[
        str, typer.Option("--customer", help="The word for customer put into slots.")
    ] = "customer",
    strict: Annotated[bool, typer.Option("--strict", help="Count findings as a fault.")] = False,
) -> None:
    """Check every sentence of a framework, an instrument or a plain text; explain each finding."""
    word = _customer_word(customer)
    if file.suffix.lower() in YAML_ENDINGS:
        count, located = _check_document(file, word)
    else:
        count, located = _check_text(file, kind, word)
    _print(located, count, output_format)
    if strict and located:
        raise typer.Exit(ExitCode.BAD_INPUT)


def _customer_word(name: str) -> CustomerWord:
    if name not in CUSTOMER_WORDS:
        known = ", ".join(CUSTOMER_WORDS)
        raise WordingFileError(f"there is no word '{name}'.", remedy=f"Use one of: {known}.")
    return CUSTOMER_WORDS[name]


def _check_document(file: Path, word: CustomerWord) -> tuple[int, list[LocatedFinding]]:
    """The number of sentences and the findings of a pack, or of a part of one."""
    data = read_yaml(file)
    if not isinstance(data, dict | list):
        raise WordingFileError(
            "this YAML file holds no fields.",
            where=str(file),
            remedy="Name a pack or a part of one.",
        )
    if isinstance(data, dict) and "kind" in data:
        document = load_document(file)
        word = document.customer_word if isinstance(document, Framework) else word
        _put_in_parts(data, file)
    sentences = list(sentences_of_document(data))
    _require_some(sentences, file)
    return len(sentences), [
        _locate_in_document(file, data, placed)
        for placed in [*check_links(sentences, word), *check_placed(sentences, word)]
    ]


def _put_in_parts(data: Any, file: Path) -> None:
    """Read each part file that a valid pack names into its place, with its name."""
    for place, name in list(_part_files(data)):
        holder = data
        for step in place[:-1]:
            holder = holder[step]
        holder[place[-1]] = read_yaml(file.parent / name) | {PART_FILE: name}


def _part_files(data: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name in INCLUDING_FIELDS and isinstance(value, list):
                for number, entry in enumerate(value):
                    if isinstance(entry, str):
                        yield (*place, name, number), entry
            yield from _part_files(value, (*place, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _part_files(value, (*place, number))


def _locate_in_document(file: Path, data: Any, placed: PlacedFinding) -> LocatedFinding:
    path, inner = _origin(file, data, placed.sentence.place)
    region = _region(path, line_of(path, inner), placed)
    return LocatedFinding(
        str(path), region, _dotted(inner), str(placed.sentence.kind), placed.finding
    )


def _origin(file: Path, data: Any, place: Place) -> tuple[Path, Place]:
    """The file that holds a place of the whole document, and the place inside that file."""
    for number, step in enumerate(place):
        data = data[step]
        if isinstance(data, dict) and PART_FILE in data:
            return file.parent / data[PART_FILE], place[number + 1 :]
    return file, place


def _dotted(place: Place) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.removeprefix(".")


def _region(path: Path, line: int, placed: PlacedFinding) -> Region:
    """The words in the file: from the line of their text on, however its lines are broken."""
    text = _text_of(path)
    starts = _line_starts(path)
    written = placed.sentence.source
    pattern = r"\s+".join(re.escape(word) for word in written.split())
    found = re.compile(pattern).search(text, starts[line - 1])
    if not found:
        return Region(line, 1, line, 2)
    indent = len(written) - len(written.lstrip())
    first = _align(written[indent:], text, found.start(), placed.start - indent)
    last = _align(written[indent:], text, found.start(), placed.end - indent - 1) + 1
    return Region(*_line_and_column(starts, first), *_line_and_column(starts, last))


def _align(written: str, text: str, start: int, place: int) -> int:
    """Where letter ``place`` of a text stands in a file that breaks the text's lines elsewhere."""
    at, index = start, 0
    while index < place and at < len(text) - 1:
        if written[index].isspace():
            while index < place and written[index].isspace():
                index += 1
            while at < len(text) - 1 and text[at].isspace():
                at += 1
        else:
            index, at = index + 1, at + 1
    return at


def _line_and_column(starts: Sequence[int], place: int) -> tuple[int, int]:
    line = bisect_right(starts, place)
    return line, place - starts[line - 1] + 1


@cache
def _text_of(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def _line_starts(path: Path) -> tuple[int, ...]:
    return (0, *(found.end() for found in re.finditer("\n", _text_of(path))))


def _check_text(
    file: Path, kind: SentenceKind | None, word: CustomerWord
) -> tuple[int, list[LocatedFinding]]:
    """The number of sentences and the findings of a plain text."""
    sentences = list(sentences_of_text(_read_text(file), kind))
    _require_some(sentences, file)
    return len(sentences), [_locate_in_text(file, one) for one in check_placed(sentences, word)]


def _locate_in_text(file: Path, placed: PlacedFinding) -> LocatedFinding:
    line = int(placed.sentence.place[0])
    region = Region(line, placed.start + 1, line, placed.end + 1)
    return LocatedFinding(str(file), region, "", str(placed.sentence.kind), placed.finding)


def _read_text(file: Path) -> str:
    if not file.is_file():
        raise WordingFileError("there is no such file.", where=str(file), remedy="Check the path.")
    if file.stat().st_size > MAXIMUM_BYTES:
        raise WordingFileError(
            f"the file is larger than {MAXIMUM_BYTES // 2**20} MB.",
            where=str(file),
            remedy="Split it, and check the parts.",
        )
    content = file.read_bytes()
    if b"\0" in content:
        raise WordingFileError(
            "this is not a text file.", where=str(file), remedy="Save the sentences as plain text."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WordingFileError(
            f"the file is not written in UTF-8 (byte {error.start}).",
            where=str(file),
            remedy="Save it as UTF-8.",
        ) from error


def _require_some(sentences: Sequence[PlacedSentence], file: Path) -> None:
    if not sentences:
        raise WordingFileError(
            "there is no sentence to check.",
            where=str(file),
            remedy="Name a framework, an instrument, or a text with a sentence a line.",
        )


def _print(located: Sequence[LocatedFinding], count: int, output_format: OutputFormat) -> None:
    match output_format:
        case OutputFormat.JSON:
            typer.echo(json.dumps(as_json(located), indent=2, ensure_ascii=False))
        case OutputFormat.SARIF:
            log = as_sarif(located, version=__version__)
            typer.echo(json.dumps(log, indent=2, ensure_ascii=False))
        case OutputFormat.TEXT:
            underline = sys.stdout.isatty()
            for one in located:
                typer.echo(f"{as_people_read(one, underline=underline)}\n", color=underline)
            typer.echo(_summary(located, count))


def _summary(located: Sequence[LocatedFinding], count: int) -> str:
    sentences = f"{count} sentence{'' if count == 1 else 's'}"
    if not located:
        return f"{sentences} checked, nothing found."
    counts = Counter(str(one.finding.rule) for one in located)
    shown = ", ".join(f"{rule} {number}" for rule, number in counts.most_common())
    return f"{sentences} checked, {len(located)} findings: {shown}."
