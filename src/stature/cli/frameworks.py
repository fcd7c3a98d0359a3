"""``stature framework``: show, compare, export and import competency frameworks."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from stature.cli.outcome import ExitCode
from stature.core.errors import StatureError
from stature.core.framework.customer import CUSTOMER_WORDS, CustomerWord
from stature.core.framework.model import Framework
from stature.core.framework.versions import ChangeKind, diff_frameworks
from stature.packs import (
    FrameworkPack,
    bundled_framework_packs,
    find_framework_pack,
    load_document,
)

app = typer.Typer(
    help="Show, compare and exchange competency frameworks.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
if TYPE_CHECKING:
    from stature.core.framework.exchange import Form as ExchangeForm

DEFAULT = "customer-service-director"
FINDINGS_SHOWN = 20
Name = Annotated[str, typer.Argument(help="The id of a framework, or the folder of a pack.")]
CustomerOption = Annotated[
    str | None,
    typer.Option(
        "--customer",
        help="Another word for customer: client, patient, citizen, guest, internal customer, or "
        "your own as 'singular/plural' or 'singular/plural/article'.",
    ),
]


class Form(StrEnum):
    """What a framework can be exported as."""

    PDF = "pdf"
    HTML = "html"
    CASE = "case"
    OPENSALT = "opensalt"
    MOODLE = "moodle"
    CSV = "csv"
    XLSX = "xlsx"
    YAML = "yaml"


@app.command("list")
def list_frameworks() -> None:
    """List the frameworks that come with Stature."""
    for pack in bundled_framework_packs():
        framework = pack.framework
        typer.echo(
            f"{framework.id}  {framework.version}  {framework.language}  "
            f"{framework.licence}  {framework.title}"
        )


@app.command("show")
def show_framework(name: Name = DEFAULT, customer: CustomerOption = None) -> None:
    """Show a framework: its counts, then the grid of competencies."""
    framework = find_framework_pack(name).framework
    word = customer_word(customer) or framework.customer_word
    typer.echo(f"{framework.title} {framework.version} ({framework.id})")
    typer.echo(f"SHA-256 {framework.sha256}\n")
    for what, count in _counts(framework).items():
        typer.echo(f"{count:>5} {what}")
    for cluster in framework.clusters:
        typer.echo(f"\n{cluster.name}")
        for competency in cluster.competencies:
            tagline = word.put_into(competency.tagline)
            typer.echo(
                f"  {competency.code:<4} {competency.name:<36} {competency.tier:<15} {tagline}"
            )


def _counts(framework: Framework) -> dict[str, int]:
    competencies = framework.competencies
    facets = [facet for competency in competencies for facet in competency.facets]
    return {
        "clusters": len(framework.clusters),
        "competencies": len(competencies),
        "threshold": sum(each.tier == "threshold" for each in competencies),
        "distinguishing": sum(each.tier == "distinguishing" for each in competencies),
        framework.parts: len(facets),
        "indicators": sum(len(facet.indicators) for facet in facets),
        "development hints": sum(len(facet.hints) for facet in facets),
        "coaching questions": sum(len(facet.questions) for facet in facets),
        "counter-indicators": sum(len(each.counter_indicators) for each in competencies),
        "anchors": sum(len(each.anchors) for each in competencies),
    }


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(help="The older version: an id, folder or file.")],
    new: Annotated[str, typer.Argument(help="The newer version: an id, folder or file.")],
) -> None:
    """Say what changed between two versions, and what that does to instruments built on them."""
    before, after = _read(old), _read(new)
    changes = diff_frameworks(before, after)
    typer.echo(f"{after.title}: from {before.version} to {after.version}")
    if not changes:
        typer.echo("Nothing changed.")
    for kind in ChangeKind:
        found = [change for change in changes if change.kind == kind]
        if found:
            typer.echo(f"\n{len(found)} {kind}. {found[0].effect}")
            for change in found:
                typer.echo(f"  {change}")


def _read(name: str) -> Framework:
    """A framework by id or folder, or out of any file that can be imported."""
    path = Path(name)
    if path.is_file() and path.suffix in {".yaml", ".yml"}:
        document = load_document(path)
        if isinstance(document, Framework):
            return document
    if path.is_file():
        from stature.core.framework.exchange import import_framework

        framework = import_framework(path).framework
        if framework is None:
            raise StatureError(
                "the file holds no framework of Stature.",
                where=name,
                remedy="Compare two files that 'stature framework export' wrote.",
            )
        return framework
    return find_framework_pack(name).framework


@app.command("export")
def export(
    out: Annotated[Path, typer.Option(help="The file to write; for html, a folder.")],
    name: Name = DEFAULT,
    form: Annotated[Form, typer.Option("--form", help="What to write.")] = Form.PDF,
    customer: CustomerOption = None,
) -> None:
    """Write a framework as a handbook (pdf, html) or for another system."""
    pack = find_framework_pack(name)
    word = customer_word(customer)
    if form is Form.PDF:
        _write_handbook_pdf(pack, word, out)
    elif form is Form.HTML:
        _write_handbook_site(pack, word, out)
    else:
        _write_exchange(pack.framework, form, word, out)
    typer.echo(f"Written to {out}.")


def customer_word(text: str | None) -> CustomerWord | None:
    """A known word for customer, or one's own as singular/plural/article."""
    if text is None or text in CUSTOMER_WORDS:
        return None if text is None else CUSTOMER_WORDS[text]
    forms = [part.strip() for part in text.split("/")]
    if len(forms) not in (2, 3) or not all(forms):
        raise typer.BadParameter(
            f"'{text}' is not a known word. Use one of: {', '.join(CUSTOMER_WORDS)}, "
            "or write it as singular/plural, such as member/members.",
            param_hint="--customer",
        )
    return CustomerWord(
        singular=forms[0], plural=forms[1], article=forms[2] if len(forms) == 3 else "a"
    )


def _write_handbook_pdf(pack: FrameworkPack, word: CustomerWord | None, out: Path) -> None:
    from stature.core.reporting.handbook import compose_handbook
    from stature.core.reporting.render_pdf import render_pdf

    out.write_bytes(
        render_pdf(compose_handbook(pack.framework, pack.handbook_texts, customer_word=word))
    )


def _write_handbook_site(pack: FrameworkPack, word: CustomerWord | None, out: Path) -> None:
    from stature.core.reporting.handbook import compose_handbook
    from stature.core.reporting.render_html import render_html_site

    handbook = compose_handbook(pack.framework, pack.handbook_texts, customer_word=word)
    out.mkdir(parents=True, exist_ok=True)
    for file_name, page in render_html_site(handbook).items():
        (out / file_name).write_text(page, encoding="utf-8")


def _write_exchange(framework: Framework, form: Form, word: CustomerWord | None, out: Path) -> None:
    from stature.core.framework.exchange import export_framework

    if word is not None:
        framework = framework.model_copy(update={"customer_word": word})
    export_framework(framework, out, cast("ExchangeForm", form.value))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CASE, OpenSALT, Moodle, CSV, Excel or YAML.")],
    out: Annotated[
        Path | None, typer.Option(help="Write the framework here as YAML, when there is one.")
    ] = None,
) -> None:
    """Read somebody's framework: its counts, and a finding for everything that is wrong."""
    from stature.core.framework.exchange import export_framework, import_framework

    read = import_framework(file)
    counts = ", ".join(f"{count} {what}" for what, count in read.counts.items())
    typer.echo(f"{file.name}: {read.form}, {counts}")
    for finding in read.findings[:FINDINGS_SHOWN]:
        typer.echo(f"  {finding}")
    if read.n_findings > FINDINGS_SHOWN:
        typer.echo(f"  ... and {read.n_findings - FINDINGS_SHOWN} more.")
    if out is None:
        return
    if read.framework is None:
        typer.echo("It holds no framework of Stature, so there is nothing to write.", err=True)
        raise typer.Exit(ExitCode.BAD_INPUT)
    export_framework(read.framework, out, "yaml")
    typer.echo(f"Written to {out}.")
