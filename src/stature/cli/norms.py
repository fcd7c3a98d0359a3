"""``stature norms``: norm groups from rounds with consent, and drift between their versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from stature.cli.feedback_options import (
    FrameworkOption,
    FullOption,
    QuestionnaireOption,
    day_of,
    read_norms,
    what_was_asked,
)
from stature.cli.frameworks import DEFAULT
from stature.core.errors import AnswersError

if TYPE_CHECKING:
    from stature.core.instrument.feedback import FeedbackInstrument
    from stature.core.scoring.feedback import DisclosedFeedback, FeedbackNorms

app = typer.Typer(
    help="Build norms from rounds with consent, and watch them for drift.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
FIRST: Final = "1.0.0"
NO_LICENCE: Final = "Not to be passed on"


@dataclass(frozen=True)
class _Told:
    """What the command was told of the norms' origin."""

    people: str
    place: str
    days: tuple[str, str]
    author: tuple[str, ...]
    licence: str


@app.callback()
def _norms() -> None:
    """Build norms from rounds with consent, and watch them for drift."""


@app.command("build")
def build(
    ratings: Annotated[list[Path], typer.Argument(help="A file of ratings for each round.")],
    consent: Annotated[
        Path, typer.Option(help="The leaders who agreed: a text file, one id on a line.")
    ],
    people: Annotated[str, typer.Option(help="Who the leaders are.")],
    place: Annotated[str, typer.Option(help="Where they work.")],
    first_day: Annotated[str, typer.Option("--from", help="First day, such as 2026-03-07.")],
    last_day: Annotated[str, typer.Option("--to", help="Last day.")],
    author: Annotated[list[str], typer.Option(help="Who makes the norms.")],
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("norms.json"),
    earlier: Annotated[
        Path | None,
        typer.Option(help="Norms to add to. None of their leaders may stand in the consent file."),
    ] = None,
    licence: Annotated[str, typer.Option(help="Who may use them.")] = NO_LICENCE,
    made_up: Annotated[
        bool, typer.Option("--made-up", help="The ratings are made up; every page will say so.")
    ] = False,
    framework: FrameworkOption = DEFAULT,
    questionnaire: QuestionnaireOption = None,
    full: FullOption = False,
) -> None:
    """Make norms from what the leaders' own reports may show. Needs 100 leaders who agreed.

    With --earlier a further version is made, of its leaders and 30 new ones or more.
    """
    asked = what_was_asked(framework, questionnaire, full=full)
    before = read_norms(earlier, asked.instrument) if earlier else None
    told = _Told(people, place, (first_day, last_day), tuple(author), licence)
    feedbacks = _feedbacks(ratings, asked.instrument, _consenting(consent))
    norms = _norms_of(feedbacks, asked.instrument, told, before, made_up=made_up)
    out.write_text(norms.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")
    typer.echo(norms.label)
    typer.echo(f"SHA-256 {norms.sha256}\nWritten to {out}.")


@app.command("drift")
def drift(
    old: Annotated[Path, typer.Argument(help="The earlier version.")],
    new: Annotated[Path, typer.Argument(help="The later version.")],
) -> None:
    """Say for each competency whether the norms have moved from one version to another."""
    from stature.core.scoring.feedback import norms_drift

    earlier, later = read_norms(old), read_norms(new)
    for norms in (earlier, later):
        typer.echo(norms.label)
    for code, found in norms_drift(earlier, later).items():
        typer.echo(f"{code}: {found.summary()}")


def _consenting(path: Path) -> frozenset[str]:
    """The ids in a file, one on a line; empty lines and those that begin with # are passed over."""
    try:
        lines = [line.strip() for line in path.read_text("utf-8-sig").splitlines()]
    except UnicodeDecodeError:
        raise AnswersError(
            "this is no text in UTF-8.", where=path.name, remedy="Write one id on a line."
        ) from None
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _feedbacks(
    files: Sequence[Path], instrument: FeedbackInstrument, consenting: frozenset[str]
) -> Iterator[DisclosedFeedback]:
    """What the own reports of the leaders who agreed may show, round by round."""
    from stature.cli.feedback_round import disclosed_leader, print_what_was_left_out, read_round

    unknown = set(consenting)
    for path in files:
        found = read_round(path, instrument)
        print_what_was_left_out(found)
        unknown -= found.ratings.keys()
        for leader, ratings in found.ratings.items():
            if leader in consenting:
                yield disclosed_leader(ratings, instrument, found.figures)[0]
    if unknown:
        typer.echo(f"Agreed and in none of the files: {len(unknown)}.", err=True)


def _norms_of(
    feedbacks: Iterator[DisclosedFeedback],
    instrument: FeedbackInstrument,
    told: _Told,
    earlier: FeedbackNorms | None,
    *,
    made_up: bool,
) -> FeedbackNorms:
    from stature.core.scoring.feedback.norms_of_leaders import all_scores, norms_of_leaders
    from stature.core.scoring.feedback.norms_provenance import NormsProvenance

    first, last = (day_of(text) for text in told.days)
    assert first is not None
    assert last is not None
    provenance = NormsProvenance(
        instrument=instrument,
        version=earlier.next_version if earlier else FIRST,
        people=told.people,
        place=told.place,
        collected_from=min(first, earlier.collected_from) if earlier else first,
        collected_to=last,
        authors=told.author,
        licence=told.licence,
    )
    return norms_of_leaders(
        all_scores(feedbacks),
        instrument.reference,
        provenance=provenance.fields,
        earlier=earlier,
        made_up=made_up,
    )
