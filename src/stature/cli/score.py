"""``stature score``: a file of answers in, scores and personal reports out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from stature.cli.outcome import ExitCode, print_findings
from stature.cli.output_files import (
    file_names,
    write_findings,
    write_rows,
    write_scores_json,
)
from stature.cli.report_batch import ReportJob, write_reports
from stature.cli.score_large import is_large_table, score_large_table
from stature.core.errors import AnswersError
from stature.core.instrument.answer_files import AnswersRead, read_answers
from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.core.scoring.profile import ProfileScore, score_profile
from stature.packs import find_pack

FORMATS = ("pdf", "html", "json", "csv")
REPORT_FORMATS = ("pdf", "html")


@dataclass(frozen=True)
class Details:
    """What the command line says about a single respondent."""

    name: str | None
    completed: str | None


def score(
    answers: Annotated[
        Path, typer.Argument(help="Answers in CSV, Excel, SPSS or JSON, in long or wide form.")
    ],
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    profile: Annotated[
        str, typer.Option(help="The id of a pack, or its folder.")
    ] = "service-commitment",
    formats: Annotated[
        str, typer.Option("--format", help="Any of pdf,html,json,csv.")
    ] = "pdf,html,json,csv",
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Score the good rows and list the bad ones.")
    ] = False,
    name: Annotated[
        str | None, typer.Option(help="The name to print, when the file holds one respondent.")
    ] = None,
    completed: Annotated[
        str | None, typer.Option(help="The day of completion, such as 2026-03-07.")
    ] = None,
) -> None:
    """Score answers and write personal reports.

    Exit codes: 0 all done; 2 wrong usage; 3 the answers cannot be used; 4 done, but some rows
    were left out (with --keep-going).
    """
    wanted = _formats(formats)
    pack = find_pack(profile)
    if is_large_table(answers, wanted):
        score_large_table(answers, out, wanted, pack.instrument, keep_going=keep_going)
        return
    read = _complete(read_answers(answers, pack.instrument), Details(name, completed))
    _stop_if_unusable(read, keep_going)
    out.mkdir(parents=True, exist_ok=True)
    scores = [score_profile(response, pack.instrument) for response in read.responses]
    _write_tables(out, wanted, scores, pack.instrument)
    _write_reports(out, profile, wanted, read.responses)
    _report_what_was_done(out, read, len(scores))


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        raise typer.BadParameter(
            f"there is no format '{', '.join(unknown)}'. Use any of: {', '.join(FORMATS)}.",
            param_hint="--format",
        )
    return wanted


def _complete(read: AnswersRead, details: Details) -> AnswersRead:
    """The answers with the name and the day given on the command line."""
    if details.name is None and details.completed is None:
        return read
    if len(read.responses) != 1:
        raise typer.BadParameter(
            f"--name and --completed are for one respondent, the file holds {len(read.responses)}."
        )
    response = read.responses[0]
    changed = {
        "name": details.name or response.name,
        "completed": _day(details.completed) or response.completed,
    }
    checked = Response.model_validate({**response.model_dump(), **changed})
    return AnswersRead([checked], read.findings, read.ignored_columns)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(
            f"'{text}' is not a day. Write it like 2026-03-07.", param_hint="--completed"
        ) from None


def _stop_if_unusable(read: AnswersRead, keep_going: bool) -> None:
    if read.findings and not keep_going:
        print_findings(read.findings)
        typer.echo(
            "Nothing was scored. Correct the rows, or add --keep-going to score the others.",
            err=True,
        )
        raise typer.Exit(ExitCode.BAD_INPUT)
    if not read.responses:
        print_findings(read.findings)
        raise AnswersError("no row can be scored.", remedy="Correct the rows listed above.")


def _write_tables(
    out: Path, wanted: Sequence[str], scores: Sequence[ProfileScore], instrument: Instrument
) -> None:
    if "json" in wanted:
        write_scores_json(out / "scores.json", scores)
    if "csv" in wanted:
        from stature.analytics.profile_scores import score_row

        write_rows(out / "scores.csv", [score_row(score, instrument) for score in scores])


def _write_reports(
    out: Path, profile: str, wanted: Sequence[str], responses: Sequence[Response]
) -> None:
    names = file_names(response.respondent for response in responses)
    job = ReportJob(
        pack=profile,
        folder=out,
        formats=tuple(part for part in wanted if part in REPORT_FORMATS),
        named_responses=tuple(zip(names, responses, strict=True)),
    )
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Making reports", total=len(responses))
        for done in write_reports(job):
            progress.advance(bar, done)


def _report_what_was_done(out: Path, read: AnswersRead, n_scored: int) -> None:
    if read.ignored_columns:
        typer.echo(f"Columns not used: {', '.join(read.ignored_columns)}.", err=True)
    people = "1 person" if n_scored == 1 else f"{n_scored} people"
    typer.echo(f"Scored {people}. The files are in {out}.")
    if read.findings:
        print_findings(read.findings)
        write_findings(out / "bad-rows.csv", read.findings)
        typer.echo(f"Some rows were left out. They are listed in {out / 'bad-rows.csv'}.", err=True)
        raise typer.Exit(ExitCode.SOME_LEFT_OUT)
