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
from stature.core.instrument.answer_files.cells import CellError, read_name
from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.core.reporting.profile import compose_profile_report
from stature.core.scoring.profile import ProfileScore, score_profile
from stature.packs import Pack, find_pack

FORMATS = ("pdf", "html", "json", "csv")
REPORT_FORMATS = ("pdf", "html")
NAMES_SHOWN = 5


@dataclass(frozen=True)
class Details:
    """What the command line says about a single respondent."""

    name: str | None
    completed: date | None

    @property
    def are_given(self) -> bool:
        """Whether the command line says anything about the respondent."""
        return self.name is not None or self.completed is not None


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
    wanted, details = _formats(formats), Details(_name(name), _day(completed))
    pack = find_pack(profile)
    if is_large_table(answers, wanted):
        _refuse_details_of_a_table(details)
        score_large_table(answers, out, wanted, pack.instrument, keep_going=keep_going)
        return
    read = _complete(read_answers(answers, pack.instrument), details)
    _stop_if_unusable(read, keep_going)
    scores = [score_profile(response, pack.instrument) for response in read.responses]
    if set(wanted) & set(REPORT_FORMATS):
        _refuse_unworkable_texts(pack, read.responses, scores)
    out.mkdir(parents=True, exist_ok=True)
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
    if not details.are_given:
        return read
    if len(read.responses) != 1:
        raise typer.BadParameter(
            f"--name and --completed are for one respondent, the file holds {len(read.responses)}."
        )
    response = read.responses[0]
    changed = {
        "name": details.name or response.name,
        "completed": details.completed or response.completed,
    }
    checked = Response.model_validate({**response.model_dump(), **changed})
    return AnswersRead([checked], read.findings, read.ignored_columns)


def _refuse_details_of_a_table(details: Details) -> None:
    if details.are_given:
        raise typer.BadParameter(
            "these are for a file with one respondent, and a large table gives scores only.",
            param_hint="--name, --completed",
        )


def _refuse_unworkable_texts(
    pack: Pack, responses: Sequence[Response], scores: Sequence[ProfileScore]
) -> None:
    """Stop before anything is written when an author's own pack cannot make these reports."""
    texts = pack.report_texts
    if pack.is_bundled:
        return
    for response, score in zip(responses, scores, strict=True):
        compose_profile_report(response, score, pack.instrument, texts)


def _name(text: str | None) -> str | None:
    if text is None:
        return None
    if len(text.splitlines()) > 1:
        raise typer.BadParameter(
            "the name has a line break. Write it on one line.", param_hint="--name"
        )
    try:
        return read_name(text)
    except CellError as error:
        raise typer.BadParameter(f"{error.problem}. {error.remedy}", param_hint="--name") from None


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
    if "pdf" in wanted:
        _warn_of_undrawable_names(responses)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Making reports", total=len(responses))
        for done in write_reports(job):
            progress.advance(bar, done)


def _warn_of_undrawable_names(responses: Sequence[Response]) -> None:
    names = [response.name for response in responses if not _is_drawable(response.name)]
    if names:
        shown = ", ".join(names[:NAMES_SHOWN])
        more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
        typer.echo(
            f"Warning: the PDF shows boxes for letters that no font has, in the name of "
            f"{shown}{more}. The HTML report shows the name as it is.",
            err=True,
        )


def _is_drawable(name: str) -> bool:
    if name.isascii():
        return True
    from stature.core.reporting.fonts import drawable  # here, because few names need it

    return drawable(name) == name


def _report_what_was_done(out: Path, read: AnswersRead, n_scored: int) -> None:
    if read.ignored_columns:
        typer.echo(f"Columns not used: {', '.join(read.ignored_columns)}.", err=True)
    people = "1 person" if n_scored == 1 else f"{n_scored} people"
    typer.echo(f"Scored {people}. The files are in {out}.")
    bad_rows = out / "bad-rows.csv"
    if not read.findings:
        bad_rows.unlink(missing_ok=True)  # one of an earlier run would tell of other answers
        return
    print_findings(read.findings)
    write_findings(bad_rows, read.findings)
    typer.echo(f"Some rows were left out. They are listed in {bad_rows}.", err=True)
    raise typer.Exit(ExitCode.SOME_LEFT_OUT)
