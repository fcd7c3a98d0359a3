"""``stature disclose``: whether anyone can be found out from what is shown of a round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    data: DataFolder = DEFAULT_FOLDER,
) -> None:
    """Attack all that is published of a round, and print what came out.

    A round of the site is attacked with all versions of its reports as they were released.

    Exit codes: 0 nobody is found out; 1 somebody is, or may be; 2 wrong usage; 3 the file cannot
    be used.
    """
    from stature.core.scoring.feedback.round_audit import audit_round

    begun, verdicts = perf_counter(), []
    of_site = round.name.isdecimal() and not round.exists()
    if of_site:
        found_one_by_one = _released(data, int(round.name), exact=exact)
    else:
        asked = _instrument(questionnaire, framework)
        found_one_by_one = audit_round(
            _accepted(round, asked),
            asked,
            others_weight=_weight(weight),
            exact=exact,
            insiders=insider or (),
        )
    for found in found_one_by_one:
        verdicts.append(found)
        _print_one(found)
    _print_all(verdicts, perf_counter() - begun)
    if not all(found.verdict.safe for found in verdicts):
        raise typer.Exit(FOUND_OUT)


def _released(folder: Path, number: int, *, exact: bool) -> Iterator[LeaderVerdict]:
    """The verdicts on what the site released, and a word where that cannot be rebuilt."""
    for one in the_site().audit_released(folder, number, exact=exact):
        yield one.found
        if not one.is_as_kept:
            typer.echo(
                "  The answers of today do not give what was released: some were withdrawn since."
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


def _print_one(found: LeaderVerdict) -> None:
    verdict = found.verdict
    words = "safe" if verdict.safe else "NOT SAFE"
    typer.echo(
        f"{found.leader}: {words}. Raters {found.raters}, releases {found.releases}, "
        f"questions asked {verdict.asked:,}, disclosures {len(verdict.disclosures)}."
    )
    for disclosure in verdict.disclosures[:SHOWN]:
        typer.echo(f"  {disclosure.kind}: {disclosure.whose}")
    for question in verdict.undecided[:SHOWN]:
        typer.echo(f"  left open, so it counts as not safe: {question}")


def _print_all(verdicts: Iterable[LeaderVerdict], seconds: float) -> None:
    each = [found.verdict for found in verdicts]
    found = sum(len(verdict.disclosures) for verdict in each)
    left = sum(len(verdict.undecided) for verdict in each)
    typer.echo(
        f"\nLeaders' rounds tried: {len(each):,}\n"
        f"Questions asked: {sum(verdict.asked for verdict in each):,}\n"
        f"Disclosures found: {found:,}\n"
        f"Left open: {left:,}\n"
        f"Time: {seconds:.1f} s"
    )
    safe = all(verdict.safe for verdict in each)
    typer.echo("Nobody can be found out." if safe else "Do not release this round.")
