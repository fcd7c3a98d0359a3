"""``stature instrument``: the feedback questionnaire of a framework, and its role profiles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stature.cli.frameworks import DEFAULT, CustomerOption, Name, customer_word
from stature.core.document import canonical_json
from stature.packs import find_framework_pack

if TYPE_CHECKING:
    from stature.core.instrument.feedback import BuiltQuestionnaire, FeedbackInstrument

app = typer.Typer(
    help="Build the feedback questionnaire of a framework.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
SHORT, FULL = 3, 8


@app.callback()
def _instrument() -> None:
    """Build the feedback questionnaire of a framework."""


@app.command("from-framework")
def from_framework(
    name: Name = DEFAULT,
    items: Annotated[
        int | None,
        typer.Option(min=1, max=40, help="Items for each competency; 3 unless told, or 8."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="The full form, 8 items each.")] = False,
    effectiveness: Annotated[
        bool, typer.Option("--effectiveness", help="Ask as well how well the behaviour works.")
    ] = False,
    competency: Annotated[
        list[str] | None,
        typer.Option(help="Ask about this competency only; may be given several times."),
    ] = None,
    customer: CustomerOption = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the questionnaire here as JSON, as it is hashed.")
    ] = None,
) -> None:
    """Show the feedback questionnaire that a framework makes, and write it to a file."""
    from stature.core.instrument.feedback import SelectionRule, build_questionnaire

    pack = find_framework_pack(name)
    wanted = items if items is not None else FULL if full else SHORT
    built = build_questionnaire(
        pack.framework,
        pack.feedback_texts,
        rule=SelectionRule(items_per_competency=wanted),
        with_effectiveness=effectiveness,
        competencies=tuple(competency or ()),
        customer_word=customer_word(customer),
    )
    if out is None:
        _show(built)
        return
    document = json.loads(canonical_json(built.instrument))
    out.write_text(
        json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )
    _show_head(built.instrument)
    typer.echo(f"Written to {out}.")


def _show_head(instrument: FeedbackInstrument) -> None:
    framework = instrument.framework
    typer.echo(f"{instrument.title} {instrument.version} ({instrument.id})")
    typer.echo(f"SHA-256 {instrument.sha256}")
    typer.echo(f"Built from {framework.id} {framework.version}, SHA-256 {framework.sha256}")
    typer.echo(
        f"{len(instrument.items)} items in {len(instrument.sections)} competencies, "
        f"about {instrument.minutes} minutes"
    )


def _show(built: BuiltQuestionnaire) -> None:
    instrument = built.instrument
    _show_head(instrument)
    scales = [instrument.frequency, *filter(None, [instrument.effectiveness])]
    for scale in scales:
        typer.echo(f"\n{scale.questions['others']}")
        for option in scale.options:
            typer.echo(f"  {option.value}  {option.label}")
        typer.echo(f"  -  {scale.not_observed}")
    for section in instrument.sections:
        typer.echo(f"\n{section.code} {section.name}")
        for item in section.items:
            typer.echo(f"  {item.code:<8} {item.stems['others']}")
            typer.echo(f"  {'':<8} {item.stems['self']}")
    typer.echo("")
    for prompt in instrument.comments:
        typer.echo(prompt.questions["others"])
    for finding in built.findings:
        typer.echo(f"Note: {finding}")
