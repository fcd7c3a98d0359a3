"""``stature feedback group``: the report on several leaders of a round together, without names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stature.cli.feedback_options import (
    DayOption,
    Form,
    FormOption,
    FrameworkOption,
    FullOption,
    OutOption,
    QuestionnaireOption,
    RatingsArgument,
    day_of,
    what_was_asked,
)
from stature.cli.frameworks import DEFAULT
from stature.cli.outcome import ExitCode
from stature.cli.output_files import file_names
from stature.core.errors import AnswersError, StatureError

if TYPE_CHECKING:
    from stature.cli.feedback_round import FeedbackRound
    from stature.core.disclosure import LeadersTold
    from stature.core.instrument.feedback import FeedbackInstrument
    from stature.core.reporting.report import Report
    from stature.core.scoring.feedback import DisclosedFeedback, LeadersTogether

EVERYONE, ALL = "All leaders", "*"
LONGEST_NAME = 100
SelectionOption = Annotated[
    list[str] | None,
    typer.Option(
        help="Some leaders: NAME=leader1,leader2 or NAME=* for all. May be given several times, "
        "the most important first."
    ),
]
EarlierOption = Annotated[
    Path | None,
    typer.Option(
        help="The group-basis.json of the group reports made last, beside which these are seen."
    ),
]


def group(
    ratings: RatingsArgument,
    out: OutOption,
    selection: SelectionOption = None,
    earlier: EarlierOption = None,
    framework: FrameworkOption = DEFAULT,
    questionnaire: QuestionnaireOption = None,
    full: FullOption = False,
    form: FormOption = None,
    day: DayOption = None,
) -> None:
    """Make the report on five leaders or more together, without names.

    Beside the reports stands group-basis.json, which names leaders: keep it where the ratings are.

    Exit codes: 0 all done; 2 wrong usage; 3 the ratings cannot be used, or nothing may be shown; 4
    done, but some ratings or selections were left out.
    """
    from stature.cli.feedback_round import print_what_was_left_out, read_round
    from stature.cli.group_basis import read_basis, write_basis
    from stature.core.reporting.feedback import compose_leaders_report

    printed_day, wanted = day_of(day), _wanted(selection or [f"{EVERYONE}={ALL}"])
    asked, before = what_was_asked(framework, questionnaire, full=full), None
    if earlier is not None:
        before = read_basis(earlier)
    found = read_round(ratings, asked.instrument)
    print_what_was_left_out(found)
    together = _together(found, asked.instrument, _selections(wanted, found), before)
    made = {
        name: compose_leaders_report(
            together,
            name,
            asked.instrument,
            asked.texts,
            day=printed_day or found.read.day,
            made_up=found.read.made_up,
        )
        for name in together.told.shown
    }
    out.mkdir(parents=True, exist_ok=True)
    _write(out, made, tuple(dict.fromkeys(form or Form)))
    _write_document(out / "group.json", together, asked.instrument, len(found.ratings))
    write_basis(out, together.told)
    typer.echo(f"Made {_counted(len(made))}. The files are in {out}.")
    if together.told.hidden or found.findings:
        raise typer.Exit(ExitCode.SOME_LEFT_OUT)


def _counted(reports: int) -> str:
    return "1 group report" if reports == 1 else f"{reports} group reports"


def _wanted(texts: Sequence[str]) -> dict[str, list[str]]:
    """The leaders of each selection by its name, as given."""
    wanted: dict[str, list[str]] = {}
    for text in texts:
        name, equals, leaders = (part.strip() for part in text.partition("="))
        if not equals or not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            raise typer.BadParameter(
                f"'{text}' is no selection. Write NAME=leader1,leader2.", param_hint="--selection"
            )
        if name in wanted:
            raise typer.BadParameter(f"'{name}' is there twice.", param_hint="--selection")
        wanted[name] = [leader for part in leaders.split(",") if (leader := part.strip())]
    return wanted


def _selections(wanted: Mapping[str, list[str]], found: FeedbackRound) -> dict[str, list[str]]:
    everyone = list(found.ratings)
    for name, leaders in wanted.items():
        unknown = [leader for leader in leaders if leader not in found.ratings and leader != ALL]
        if unknown:
            raise AnswersError(
                f"there is no rating that counts about '{unknown[0]}'.",
                where=f"selection '{name}'",
                remedy="Write the leaders as they stand in the file.",
            )
    return {name: everyone if ALL in leaders else leaders for name, leaders in wanted.items()}


def _together(
    found: FeedbackRound,
    instrument: FeedbackInstrument,
    selections: Mapping[str, Sequence[str]],
    earlier: LeadersTold | None,
) -> LeadersTogether:
    """What may be shown of the selections; what may not is told. StatureError if nothing may."""
    from stature.core.scoring.feedback import figures_by_measure, leaders_together

    together = leaders_together(
        figures_by_measure(_all_feedback(found, instrument), earlier),
        selections,
        level=instrument.scoring.level,
        of_round=found.figures.reliability,
        earlier=earlier,
    )
    for name, reason in together.told.hidden.items():
        typer.echo(f"No report on {name}: {reason}", err=True)
    if not together.told.shown:
        raise StatureError(
            "nothing may be shown of these leaders together.",
            remedy="Choose five leaders or more.",
        )
    if earlier and not together.told.says_more_than(earlier):
        raise StatureError(
            "these reports would show what the earlier ones show.",
            remedy="Make them when five leaders or more have new figures.",
        )
    return together


def _all_feedback(found: FeedbackRound, instrument: FeedbackInstrument) -> list[DisclosedFeedback]:
    """What may be known of each leader, in the order of the file."""
    from stature.cli.feedback_batch import Batch, done_by, wish_to_stop
    from stature.cli.feedback_means import MeansOrder, leader_means

    order = MeansOrder(instrument, found.figures.of_one_leader())
    leaders = [tuple(ratings) for ratings in found.ratings.values()]
    with wish_to_stop() as stop:
        given = {each.leader: each for each in done_by(Batch(leader_means, order, leaders), stop)}
    if len(given) < len(leaders):
        typer.echo("Stopped. Nothing was written.", err=True)
        raise typer.Exit(ExitCode.SOME_LEFT_OUT)
    return [given[leader] for leader in found.ratings]


def _write(out: Path, made: Mapping[str, Report], forms: Sequence[Form]) -> None:
    from stature.cli.feedback_leader import rendered, write_whole

    for stem, report in zip(file_names(made), made.values(), strict=True):
        for form in forms:
            write_whole(out / f"{stem}.group-report.{form}", rendered(report, form))


def _write_document(
    path: Path, together: LeadersTogether, instrument: FeedbackInstrument, leaders: int
) -> None:
    from stature.cli.feedback_means import group_document

    document = group_document(together, instrument, leaders)
    text = json.dumps(document, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
