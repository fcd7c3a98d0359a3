"""``stature disclose``: whether anyone can be found out from what is shown of a round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from stature.cli.frameworks import DEFAULT
from stature.cli.site import DEFAULT_FOLDER, DataFolder, the_site
from stature.core.errors import AnswersError

if TYPE_CHECKING:
    from stature.core.instrument.feedback import FeedbackInstrument
    from stature.core.instrument.feedback.rating_rows import RatingRead
    from stature.core.scoring.feedback.leaders_audit import GroupVerdict
    from stature.core.scoring.feedback.round_audit import LeaderVerdict

app = typer.Typer(
    help="Check that nobody who answered can be found out.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
FOUND_OUT: Final = 1
SHOWN: Final = 20


@app.callback()
def _disclose() -> None:
    """Check that nobody who answered can be found out."""


@app.command("audit")
def audit(
    round: Annotated[
        Path,
        typer.Argument(
            help="A round's ratings: a table with a row a rating, or JSON; or the number of a "
            "round that the site has released."
        ),
    ],
    questionnaire: Annotated[
        Path | None,
        typer.Option(help="The questionnaire as written by 'stature instrument from-framework'."),
    ] = None,
    framework: Annotated[
        str, typer.Option(help="Else the framework whose short questionnaire was asked.")
    ] = DEFAULT,
    weight: Annotated[
        str, typer.Option(help="How all others were weighted: by-rater or by-group.")
    ] = "by-rater",
    exact: Annotated[
        bool, typer.Option("--exact", help="Give the adversary every mean without rounding.")
    ] = False,
    insider: Annotated[
        list[str] | None,
        typer.Option(help="A rater who tells their own answers; may be given several times."),
    ] = None,
    group: Annotated[
        list[Path] | None,
        typer.Option(
            help="The group-basis.json of group reports on the round, the oldest first; may be "
            "given several times. Of a round of the site they are known."
        ),
    ] = None,
    data: DataFolder = DEFAULT_FOLDER,
) -> None:
    """Attack all that is published of a round, and print what came out.

    A round of the site is attacked with all versions of its reports as they were released. Group
    reports are attacked too: do they tell of one leader, or of a few?

    Exit codes: 0 nobody is found out; 1 somebody is, or may be; 2 wrong usage; 3 the file cannot
    be used.
    """
    from stature.cli.verdicts import print_group_reports, print_leader, print_whole
    from stature.core.scoring.feedback.round_audit import audit_round

    begun, verdicts = perf_counter(), []
    changed: list[str] = []
    of_site = round.name.isdecimal() and not round.exists()
    _refuse_group_of_site(group, of_site=of_site)
    grouped: GroupVerdict | None
    if of_site:
        found_one_by_one = _released(data, int(round.name), changed, exact=exact)
        grouped = the_site().audit_group_releases(data, int(round.name), exact=exact)
    else:
        asked = _instrument(questionnaire, framework)
        grouped = _grouped(group or (), exact=exact)
        found_one_by_one = audit_round(
            _accepted(round, asked),
            asked,
            others_weight=_weight(weight),
            exact=exact,
            insiders=insider or (),
        )
    for found in found_one_by_one:
        verdicts.append(found)
        print_leader(found)
    if grouped is not None:
        print_group_reports(grouped)
    whole = [found.verdict for found in verdicts] + ([grouped.verdict] if grouped else [])
    print_whole(len(verdicts), whole, perf_counter() - begun, changed=len(changed))
    if changed or not all(verdict.safe for verdict in whole):
        raise typer.Exit(FOUND_OUT)


def _refuse_group_of_site(group: list[Path] | None, *, of_site: bool) -> None:
    if group and of_site:
        raise typer.BadParameter(
            "the site knows the group reports of its rounds.", param_hint="--group"
        )


def _grouped(paths: Sequence[Path], *, exact: bool) -> GroupVerdict | None:
    """The verdict on group reports, from what was kept beside them."""
    from stature.cli.group_basis import read_basis
    from stature.core.scoring.feedback.leaders_audit import audit_group_reports

    if not paths:
        return None
    return audit_group_reports([read_basis(path) for path in paths], exact=exact)


def _released(
    folder: Path, number: int, changed: list[str], *, exact: bool
) -> Iterator[LeaderVerdict]:
    """The verdicts on what the site released. ``changed`` gets whose release cannot be rebuilt."""
    for one in the_site().audit_released(folder, number, exact=exact):
        if not one.is_as_kept:
            changed.append(one.found.leader)
        yield one.found
        if not one.is_as_kept:
            typer.echo(
                "  left open: answers were withdrawn since, so what was released cannot be tried."
            )


def _weight(text: str) -> Literal["by-rater", "by-group"]:
    if text == "by-rater":
        return "by-rater"
    if text == "by-group":
        return "by-group"
    raise typer.BadParameter("use by-rater or by-group.", param_hint="--weight")


def _instrument(questionnaire: Path | None, framework: str) -> FeedbackInstrument:
    from stature.core.instrument.feedback import FeedbackInstrument, build_questionnaire
    from stature.packs import find_framework_pack, load_document

    if questionnaire is None:
        pack = find_framework_pack(framework)
        return build_questionnaire(pack.framework, pack.feedback_texts).instrument
    document = load_document(questionnaire)
    if not isinstance(document, FeedbackInstrument):
        raise AnswersError(
            "this is no feedback questionnaire.",
            where=questionnaire.name,
            remedy="Write one with 'stature instrument from-framework --out FILE'.",
        )
    return document


def _accepted(path: Path, instrument: FeedbackInstrument) -> list[RatingRead]:
    """The ratings that count, each with its release; what does not count is told."""
    from stature.core.instrument.feedback.rating_files import count_ratings, read_ratings

    counted = count_ratings(read_ratings(path, instrument), instrument)
    for finding in counted.findings[:SHOWN]:
        typer.echo(str(finding), err=True)
    if len(counted.findings) > SHOWN:
        typer.echo(f"... and {len(counted.findings) - SHOWN} more.", err=True)
    if not counted.accepted:
        raise AnswersError("no rating counts.", where=path.name, remedy="See what is said above.")
    return list(counted.accepted)
