"""``stature feedback``: reports of feedback from several sides, from a file of ratings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stature.cli.feedback_group import group
from stature.cli.feedback_options import (
    DayOption,
    FacilitatorOption,
    FormOption,
    FrameworkOption,
    FullOption,
    NormsOption,
    QuestionnaireOption,
    RatingsArgument,
    RoleOption,
    day_of,
    questionnaire_of,
    what_was_asked,
)
from stature.cli.feedback_reports import reports
from stature.cli.frameworks import DEFAULT
from stature.cli.outcome import ExitCode
from stature.core.errors import AnswersError
from stature.packs import find_framework_pack

if TYPE_CHECKING:
    from stature.cli.feedback_leader import LeaderOrder
    from stature.cli.feedback_round import FeedbackRound
    from stature.core.instrument.feedback import FeedbackInstrument
    from stature.core.instrument.feedback.rating_files import RatingsFile

app = typer.Typer(
    help="Make reports of feedback from several sides.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("reports")(reports)
app.command("group")(group)
LEADERS_SHOWN = 5


@app.command("made-up")
def made_up(
    out: Annotated[Path, typer.Argument(help="The JSON file to write.")],
    framework: FrameworkOption = DEFAULT,
    full: FullOption = False,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, other answers.")] = 7,
) -> None:
    """Write the ratings of a leader who does not exist: 12 raters in five groups."""
    from stature.core.instrument.feedback.rating_files import write_ratings

    questionnaire = questionnaire_of(find_framework_pack(framework), full=full)
    write_ratings(out, made_up_ratings(questionnaire, seed))
    typer.echo(f"Made-up ratings written to {out}.")


@app.command("report")
def report(
    ratings: RatingsArgument,
    framework: FrameworkOption = DEFAULT,
    questionnaire: QuestionnaireOption = None,
    full: FullOption = False,
    out: Annotated[Path, typer.Option(help="The folder for the report.")] = Path(),
    form: FormOption = None,
    role: RoleOption = None,
    facilitator: FacilitatorOption = False,
    norms: NormsOption = None,
    leader: Annotated[
        str | None, typer.Option(help="The leader's id, when the file is about several.")
    ] = None,
    day: DayOption = None,
) -> None:
    """Make one leader's report from a file of ratings. Late ratings count as the rules say."""
    from stature.cli.feedback_leader import order_of, write_reports
    from stature.cli.feedback_round import print_what_was_left_out, read_round

    printed_day = day_of(day)
    asked = what_was_asked(framework, questionnaire, full=full, role=role, norms=norms)
    found = read_round(ratings, asked.instrument)
    print_what_was_left_out(found)
    order = order_of(found, asked, out, form, facilitator=facilitator, day=printed_day)
    about = _about(found, leader or found.read.leader)
    out.mkdir(parents=True, exist_ok=True)
    for file in write_reports(order, about):
        typer.echo(f"Written to {out / file}.")
    if found.findings:
        raise typer.Exit(ExitCode.SOME_LEFT_OUT)


def _about(found: FeedbackRound, leader: str | None) -> LeaderOrder:
    """Whose report is wanted: the one named, or the only one of the file."""
    from stature.cli.feedback_leader import LeaderOrder

    if leader is None:
        leader = _only_one(found)
    if leader not in found.ratings:
        raise AnswersError(
            f"no rating about '{leader}' can be used.",
            where=found.read.file,
            remedy="Write the leader's id as it stands in the file.",
        )
    return LeaderOrder(leader, found.name_of(leader), "", tuple(found.ratings[leader]))


def _only_one(found: FeedbackRound) -> str:
    if len(found.ratings) > 1:
        shown = ", ".join([*found.ratings][:LEADERS_SHOWN])
        raise AnswersError(
            f"these ratings are about {len(found.ratings):,} leaders: {shown} ...",
            where=found.read.file,
            remedy="Say which with --leader, or use 'stature feedback reports' for all of them.",
        )
    return next(iter(found.ratings))


def made_up_ratings(questionnaire: FeedbackInstrument, seed: int = 7) -> RatingsFile:
    """The ratings of the made-up leader as a file holds them."""
    from stature.core.instrument.feedback.rating_files import RatingsFile
    from stature.packs.made_up_feedback import made_up_feedback

    found = made_up_feedback(questionnaire, seed=seed)
    return RatingsFile(
        name=found.name,
        leader=found.leader,
        day=found.day,
        made_up=True,
        ratings=found.ratings,
        late=found.late,
    )


def write_made_up_report(folder: Path) -> Path:
    """Write the made-up leader's report and ratings; the path of the report without its ending."""
    from stature.cli.feedback_leader import order_of, write_reports
    from stature.cli.feedback_round import read_round
    from stature.core.instrument.feedback.rating_files import write_ratings
    from stature.core.scoring.feedback import made_up_norms
    from stature.packs.made_up_feedback import DAY, SEED

    role = find_framework_pack(DEFAULT).role_profiles[-1].id
    asked = what_was_asked(DEFAULT, None, full=False, role=role)
    ratings = folder / "made-up-ratings.json"
    write_ratings(ratings, made_up_ratings(asked.instrument))
    found = read_round(ratings, asked.instrument)
    shown = replace(asked, norms=made_up_norms(asked.instrument, seed=SEED, on=DAY))
    order = order_of(found, shown, folder, facilitator=True)
    written = list(write_reports(order, _about(found, found.read.leader)))
    return (folder / written[0]).with_suffix("")
