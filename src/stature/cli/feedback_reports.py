"""``stature feedback reports``: the reports of all leaders of a round."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from stature.cli.feedback_options import (
    DayOption,
    FacilitatorOption,
    FormOption,
    FrameworkOption,
    FullOption,
    NormsOption,
    OutOption,
    QuestionnaireOption,
    RatingsArgument,
    RoleOption,
    day_of,
    what_was_asked,
)
from stature.cli.frameworks import DEFAULT
from stature.cli.outcome import ExitCode
from stature.cli.output_files import file_names, write_rows

if TYPE_CHECKING:
    from stature.cli.feedback_leader import LeaderDone, LeaderOrder, ReportOrder
    from stature.cli.feedback_round import FeedbackRound

PROBLEMS_SHOWN = 20


def reports(
    ratings: RatingsArgument,
    out: OutOption,
    framework: FrameworkOption = DEFAULT,
    questionnaire: QuestionnaireOption = None,
    full: FullOption = False,
    form: FormOption = None,
    role: RoleOption = None,
    facilitator: FacilitatorOption = False,
    norms: NormsOption = None,
    day: DayOption = None,
) -> None:
    """Make the report of every leader of a round, on all cores.

    Exit codes: 0 all done; 2 wrong usage; 3 the ratings cannot be used; 4 done, but some ratings or
    leaders were left out, or it was stopped before the end.
    """
    from stature.cli.feedback_leader import order_of
    from stature.cli.feedback_round import print_what_was_left_out, read_round

    printed_day = day_of(day)
    asked = what_was_asked(framework, questionnaire, full=full, role=role, norms=norms)
    found = read_round(ratings, asked.instrument)
    print_what_was_left_out(found)
    out.mkdir(parents=True, exist_ok=True)
    order = order_of(found, asked, out, form, facilitator=facilitator, day=printed_day)
    done = _make(order, _leaders(found))
    _write_lists(out, found, done)
    _tell(out, found, done)


def _leaders(found: FeedbackRound) -> list[LeaderOrder]:
    """An order for each leader; files are named by ids, which differ where names may not."""
    from stature.cli.feedback_leader import LeaderOrder

    stems = file_names(found.ratings)
    return [
        LeaderOrder(leader, found.name_of(leader), f"{stem}.", tuple(ratings))
        for stem, (leader, ratings) in zip(stems, found.ratings.items(), strict=True)
    ]


def _make(order: ReportOrder, leaders: Sequence[LeaderOrder]) -> list[LeaderDone]:
    from rich.console import Console
    from rich.progress import Progress

    from stature.cli.feedback_batch import Batch, done_by, wish_to_stop
    from stature.cli.feedback_leader import make_reports

    done, console = [], Console(stderr=True)
    bars = Progress(console=console, transient=True, disable=not console.is_terminal)
    with wish_to_stop() as stop, bars as progress:
        bar = progress.add_task("Making reports", total=len(leaders))
        for each in done_by(Batch(make_reports, order, leaders), stop):
            done.append(each)
            progress.advance(bar)
    return done


def _write_lists(out: Path, found: FeedbackRound, done: Sequence[LeaderDone]) -> None:
    """Write which files are whose, and which ratings do not count and why."""
    files = {each.leader: each for each in done}
    made = [files[leader] for leader in found.ratings if leader in files]
    write_rows(
        out / "reports.csv",
        [
            {
                "leader": each.leader,
                "name": found.name_of(each.leader),
                "files": " ".join(each.files),
                "problem": each.problem,
            }
            for each in made
        ],
    )
    left_out = out / "left-out.csv"
    left_out.unlink(missing_ok=True)  # one of an earlier run would tell of other ratings
    if found.findings:
        write_rows(left_out, [vars(finding) for finding in found.findings])


def _tell(out: Path, found: FeedbackRound, done: Sequence[LeaderDone]) -> None:
    """Say how many were made and what is missing; the exit code says whether anything is."""
    problems = [each for each in done if each.problem]
    made, of = len(done) - len(problems), len(found.ratings)
    leaders = "1 leader" if of == 1 else f"{of:,} leaders"
    if len(done) < of:
        typer.echo(f"Stopped. What is made stays; run the command again for all {of:,}.", err=True)
    typer.echo(f"Made the reports of {made:,} of {leaders}. The files are in {out}.")
    for each in problems[:PROBLEMS_SHOWN]:
        typer.echo(f"No report of {each.leader}: {each.problem}", err=True)
    for leader in found.without[:PROBLEMS_SHOWN]:
        typer.echo(f"No report of {leader}: none of the ratings can be used.", err=True)
    if found.findings:
        typer.echo(f"What does not count is listed in {out / 'left-out.csv'}.", err=True)
    if problems or found.findings or len(done) < of:
        raise typer.Exit(ExitCode.SOME_LEFT_OUT)
