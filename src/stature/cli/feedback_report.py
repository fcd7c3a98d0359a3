"""``stature feedback``: the report of feedback from several sides, from a file of ratings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stature.cli.frameworks import DEFAULT
from stature.cli.outcome import ExitCode
from stature.cli.ratings_file import RatingsFile, read_ratings, write_ratings
from stature.core.errors import AnswersError, StatureError
from stature.packs import FrameworkPack, find_framework_pack

if TYPE_CHECKING:
    from stature.core.disclosure import CommentPool
    from stature.core.framework.role_profile import RoleProfile
    from stature.core.instrument.feedback import FeedbackInstrument, Rating
    from stature.core.reporting.feedback import FeedbackContext
    from stature.core.reporting.report import Report

app = typer.Typer(
    help="Make the report of feedback from several sides.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
SEED_OF_COMMENTS = 0
FrameworkOption = Annotated[
    str, typer.Option("--framework", help="The id of a framework, or the folder of a pack.")
]
FullOption = Annotated[bool, typer.Option("--full", help="The full form, 8 items each.")]


class Form(StrEnum):
    """What a report is written as."""

    PDF = "pdf"
    HTML = "html"


@app.command("made-up")
def made_up(
    out: Annotated[Path, typer.Argument(help="The JSON file to write.")],
    framework: FrameworkOption = DEFAULT,
    full: FullOption = False,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, other answers.")] = 7,
) -> None:
    """Write the ratings of a leader who does not exist: 12 raters in five groups."""
    write_ratings(out, made_up_ratings(_questionnaire(find_framework_pack(framework), full), seed))
    typer.echo(f"Made-up ratings written to {out}.")


@app.command("report")
def report(
    ratings: Annotated[Path, typer.Argument(help="A JSON file of ratings about one leader.")],
    framework: FrameworkOption = DEFAULT,
    full: FullOption = False,
    out: Annotated[Path, typer.Option(help="The folder for the report.")] = Path(),
    form: Annotated[
        list[Form] | None, typer.Option("--format", help="pdf or html; both unless told.")
    ] = None,
    role: Annotated[
        str | None, typer.Option(help="Lay the scores beside this role profile, by its id.")
    ] = None,
    facilitator: Annotated[
        bool, typer.Option("--facilitator", help="Make the facilitator's pack as well.")
    ] = False,
) -> None:
    """Make a leader's report from a file of ratings. Late ratings count as the rules say."""
    pack, given = find_framework_pack(framework), read_ratings(ratings)
    context, left_out = feedback_context(given, pack, full=full, role=role)
    for finding in left_out:
        typer.echo(finding, err=True)
    out.mkdir(parents=True, exist_ok=True)
    for path in write_feedback(context, out, tuple(form or Form), facilitator=facilitator):
        typer.echo(f"Written to {path}.")
    if left_out:
        raise typer.Exit(ExitCode.SOME_LEFT_OUT)


def made_up_ratings(questionnaire: FeedbackInstrument, seed: int = 7) -> RatingsFile:
    """The ratings of the made-up leader as a file holds them."""
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
    pack = find_framework_pack(DEFAULT)
    given = made_up_ratings(_questionnaire(pack, full=False))
    write_ratings(folder / "made-up-ratings.json", given)
    role = pack.role_profiles[-1].id
    context, _ = feedback_context(given, pack, full=False, role=role)
    written = list(write_feedback(context, folder, tuple(Form), facilitator=True))
    return written[0].with_suffix("")


def feedback_context(
    given: RatingsFile, pack: FrameworkPack, *, full: bool, role: str | None
) -> tuple[FeedbackContext, list[str]]:
    """All that the report needs, from disclosed feedback alone, and what was left out."""
    from stature.core.instrument.feedback import check_ratings
    from stature.core.reporting.feedback import FeedbackContext
    from stature.core.scoring.feedback import disclosed_feedback, rating_table

    questionnaire = _questionnaire(pack, full)
    first = check_ratings(_about(given, given.ratings), questionnaire)
    checked = check_ratings(_about(given, (*given.ratings, *given.late)), questionnaire)
    if not first.accepted:
        raise AnswersError(
            "no rating can be used.",
            where=given.name,
            remedy="They must be about the leader, and answer this very questionnaire.",
        )
    feedback, release = disclosed_feedback(
        rating_table(first.accepted, questionnaire), given.leader
    )
    if given.late:
        table = rating_table(checked.accepted, questionnaire)
        feedback, _ = disclosed_feedback(table, given.leader, earlier=release)
    context = FeedbackContext(
        feedback=feedback,
        instrument=questionnaire,
        framework=pack.framework,
        texts=pack.feedback_report_texts,
        name=given.name,
        day=given.day,
        comments=_comments(checked.accepted, first.accepted, questionnaire),
        role=_role(pack, role),
        made_up=given.made_up,
    )
    return context, [str(finding) for finding in checked.findings]


def _comments(
    ratings: Sequence[Rating], first: Sequence[Rating], questionnaire: FeedbackInstrument
) -> CommentPool | None:
    """The comments, pooled; those of a late rater wait until enough others are new too."""
    from stature.core.scoring.feedback import rating_table
    from stature.core.scoring.feedback.comments import pooled_comments

    def pooled(given: Sequence[Rating], already: frozenset[str]) -> CommentPool:
        table = rating_table(given, questionnaire)
        return pooled_comments(given, table, seed=SEED_OF_COMMENTS, already=already)

    if not questionnaire.comments:
        return None
    return pooled(ratings, pooled(first, frozenset()).raters)


def _about(given: RatingsFile, ratings: tuple[Rating, ...]) -> list[Rating]:
    return [rating for rating in ratings if rating.participant == given.leader]


def write_feedback(
    context: FeedbackContext, folder: Path, forms: tuple[Form, ...], *, facilitator: bool
) -> Iterator[Path]:
    """Write the report, and the facilitator's pack if wanted; yields each file's path."""
    from stature.core.reporting.feedback import compose_facilitator_pack, compose_feedback_report

    reports = {"leadership-report": compose_feedback_report(context)}
    if facilitator:
        reports["facilitator-pack"] = compose_facilitator_pack(context)
    for name, made in reports.items():
        for form in forms:
            path = folder / f"{name}.{form}"
            path.write_bytes(_rendered(made, form))
            yield path


def _rendered(made: Report, form: Form) -> bytes:
    # Each renderer is slow to load, so only the ones asked for are.
    if form is Form.PDF:
        from stature.core.reporting.render_pdf import render_pdf

        return render_pdf(made)
    from stature.core.reporting.render_html import render_html

    return render_html(made).encode()


def _questionnaire(pack: FrameworkPack, full: bool) -> FeedbackInstrument:
    from stature.cli.feedback import FULL, SHORT
    from stature.core.instrument.feedback import SelectionRule, build_questionnaire

    rule = SelectionRule(items_per_competency=FULL if full else SHORT)
    return build_questionnaire(pack.framework, pack.feedback_texts, rule=rule).instrument


def _role(pack: FrameworkPack, name: str | None) -> RoleProfile | None:
    if name is None:
        return None
    known = {profile.id: profile for profile in pack.role_profiles}
    if name not in known:
        raise StatureError(
            f"there is no role profile '{name}'.",
            remedy=f"Use one of these: {', '.join(known) or 'none'}.",
        )
    return known[name]
