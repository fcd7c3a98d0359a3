"""The command line: Stature without a server."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from stature import __version__
from stature.cli import (
    backup,
    demo,
    disclose,
    feedback,
    feedback_report,
    frameworks,
    norms,
    organisation,
    packs,
    score,
    serve,
    stats,
    wording,
)
from stature.cli.outcome import ExitCode
from stature.core.errors import StatureError

app = typer.Typer(
    help="Measures and grows service leadership: answers in, a personal report out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo")(demo.demo)
app.command("score")(score.score)
app.command("stats")(stats.stats)
app.command("serve")(serve.serve)
app.command("worker")(serve.worker)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.add_typer(organisation.app, name="organisation")
app.add_typer(packs.app, name="packs")
app.add_typer(frameworks.app, name="framework")
app.add_typer(feedback.app, name="instrument")
app.add_typer(feedback_report.app, name="feedback")
app.add_typer(disclose.app, name="disclose")
app.add_typer(norms.app, name="norms")
app.add_typer(wording.app, name="wording")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"stature {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, help="Print the version.")
    ] = False,
) -> None:
    """Measures and grows service leadership: answers in, a personal report out."""


def main() -> None:
    """Run the command; what went wrong is told in one line, never as a traceback."""
    try:
        app()
    except StatureError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(ExitCode.BAD_INPUT)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        typer.echo(f"Error: {place}{error.strerror}. Check the path and your rights.", err=True)
        sys.exit(ExitCode.BAD_INPUT)
