"""``stature packs``: what content there is, and whether an author's own is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from stature.cli.outcome import ExitCode
from stature.core.document import Document, Part
from stature.core.errors import PackError
from stature.core.framework.model import Competency
from stature.core.instrument.model import Instrument, Section
from stature.packs import bundled_packs, find_pack, load_document
from stature.packs.loader import INCLUDING_FIELDS, KINDS

app = typer.Typer(
    help="List, show and check packs of content.", no_args_is_help=True, rich_markup_mode=None
)
SCHEMAS: dict[str, type[Part]] = {**KINDS, "section": Section, "competency": Competency}


@app.command("list")
def list_packs() -> None:
    """List the packs that come with Stature."""
    for pack in bundled_packs():
        instrument = pack.instrument
        typer.echo(
            f"{instrument.id}  {instrument.version}  {instrument.language}  "
            f"{instrument.licence}  {instrument.title}"
        )


@app.command("show")
def show_pack(
    name: Annotated[str, typer.Argument(help="The id of a pack, or its folder.")],
) -> None:
    """Show what a pack contains."""
    instrument = find_pack(name).instrument
    typer.echo(f"{instrument.title} {instrument.version} ({instrument.id})")
    typer.echo(f"Language {instrument.language}, licence {instrument.licence}")
    typer.echo(f"By {', '.join(instrument.authors)}")
    typer.echo(f"UUID {instrument.uuid}\nSHA-256 {instrument.sha256}\n\n{instrument.purpose}")
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
    for file in _pack_files(path):
        try:
            document = load_document(file)
        except PackError as error:
            typer.echo(str(error), err=True)
            faults += 1
            continue
        advice += _print_wording(document)
        typer.echo(f"{file}: {document.title} {document.version} is valid.")
        typer.echo(f"  SHA-256 {document.sha256}")
    if faults or (strict and advice):
        raise typer.Exit(ExitCode.BAD_INPUT)


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
    text = file.read_bytes()[:20_000]
    return file.is_file() and any(line.startswith(b"kind:") for line in text.splitlines())


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
