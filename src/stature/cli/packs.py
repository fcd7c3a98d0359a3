"""``stature packs``: what content there is, and whether an author's own is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from stature.cli.outcome import ExitCode
from stature.core.document import Document, Part
from stature.core.errors import PackError
from stature.core.framework.model import Competency, Framework
from stature.core.instrument.model import Instrument, Section
from stature.packs import (
    bundled_frameworks,
    bundled_packs,
    find_framework_pack,
    find_pack,
    load_document,
)
from stature.packs.cross_checks import pack_problems
from stature.packs.loader import INCLUDING_FIELDS, KINDS

app = typer.Typer(
    help="List, show and check packs of content.", no_args_is_help=True, rich_markup_mode=None
)
SCHEMAS: dict[str, type[Part]] = {**KINDS, "section": Section, "competency": Competency}


@app.command("list")
def list_packs() -> None:
    """List the packs that come with Stature."""
    instruments = [("instrument", pack.instrument) for pack in bundled_packs()]
    frameworks = [("framework", framework) for framework in bundled_frameworks()]
    for kind, document in (*instruments, *frameworks):
        typer.echo(
            f"{kind:<10}  {document.id}  {document.version}  {document.language}  "
            f"{document.licence}  {document.title}"
        )


@app.command("show")
def show_pack(
    name: Annotated[str, typer.Argument(help="The id of a pack, or its folder.")],
) -> None:
    """Show what a pack contains."""
    document = _find(name)
    _show_head(document)
    if isinstance(document, Framework):
        _show_framework(name, document)
    else:
        _show_instrument(document)


def _find(name: str) -> Framework | Instrument:
    try:
        pack = find_framework_pack(name)
    except PackError:
        return find_pack(name).instrument
    return pack.framework


def _show_head(document: Document) -> None:
    typer.echo(f"{document.title} {document.version} ({document.id})")
    typer.echo(f"Language {document.language}, licence {document.licence}")
    typer.echo(f"By {', '.join(document.authors)}")
    typer.echo(f"UUID {document.uuid}\nSHA-256 {document.sha256}\n")


def _show_framework(name: str, framework: Framework) -> None:
    for competency in framework.competencies:
        typer.echo(f"{competency.code:<6} {competency.name}")
    typer.echo(f"\nFor more: stature framework show {name}")


def _show_instrument(instrument: Instrument) -> None:
    typer.echo(instrument.purpose)
    for section in instrument.sections:
        typer.echo(f"\n{section.code}  {section.name}")
        for item in section.items:
            typer.echo(f"  {item.code:<6} {item.label}")


@app.command("check")
def check_packs(
    path: Annotated[Path, typer.Argument(help="A pack file, or a folder with packs.")],
    strict: Annotated[
        bool, typer.Option("--strict", help="Count advice on wording as a fault.")
    ] = False,
) -> None:
    """Check an author's own packs: every fault with file, line, place and remedy."""
    faults = advice = 0
    files = _pack_files(path)
    unsound: set[Path] = set()
    for file in files:
        try:
            document = load_document(file)
        except PackError as error:
            typer.echo(str(error), err=True)
            faults += 1
            unsound.add(file.parent)
            continue
        advice += _print_wording(document)
        typer.echo(f"{file}: {document.title} {document.version} is valid.")
        typer.echo(f"  SHA-256 {document.sha256}")
    if path.is_dir():
        folders = sorted({file.parent for file in files} - unsound)
        faults += sum(_print_misfits(folder) for folder in folders)
    if faults or (strict and advice):
        raise typer.Exit(ExitCode.BAD_INPUT)


def _print_misfits(folder: Path) -> int:
    """Print what keeps the files of a folder from working together; how much that is."""
    try:
        problems = pack_problems(folder)
    except PackError as error:
        typer.echo(str(error), err=True)
        return 1
    for problem in problems:
        typer.echo(str(problem), err=True)
    return len(problems)


def _pack_files(path: Path) -> list[Path]:
    """The pack files at a path; a section file belongs to the instrument that names it."""
    if not path.is_dir():
        return [path]
    files = [file for file in sorted(path.rglob("*.y*ml")) if _says_its_kind(file)]
    if not files:
        raise PackError(
            "there is no pack in this folder.",
            where=str(path),
            remedy="A pack is a .yaml file with a line such as 'kind: instrument'.",
        )
    return files


def _says_its_kind(file: Path) -> bool:
    if not file.is_file():
        return False
    text = file.read_bytes()[:20_000]
    return any(line.startswith(b"kind:") for line in text.splitlines())


def _print_wording(document: Document) -> int:
    """Print advice on the wording of an instrument; the number of pieces of advice."""
    if not isinstance(document, Instrument):
        return 0
    from stature.core.instrument.wording import check_instrument_wording

    findings = check_instrument_wording(document)
    for finding in findings:
        typer.echo(f"  wording, {finding}")
    return len(findings)


@app.command("schema")
def print_schema(
    kind: Annotated[str, typer.Argument(help=f"One of: {', '.join(SCHEMAS)}.")] = "instrument",
) -> None:
    """Print the JSON Schema of a kind of pack, for an author's editor."""
    model = SCHEMAS.get(kind)
    if model is None:
        raise PackError(f"there is no kind '{kind}'.", remedy=f"Use one of: {', '.join(SCHEMAS)}.")
    schema = model.model_json_schema()
    _allow_part_files(schema)
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    typer.echo(json.dumps(dialect | schema, indent=2, ensure_ascii=False))


def _allow_part_files(schema: dict[str, Any]) -> None:
    """A section or competency may stand in a file of its own, named by its path."""
    for part in (schema, *schema.get("$defs", {}).values()):
        for field in INCLUDING_FIELDS:
            entries = part.get("properties", {}).get(field)
            if entries:
                file_name = {"type": "string", "pattern": r"\.ya?ml$"}
                entries["items"] = {"anyOf": [entries["items"], file_name]}
