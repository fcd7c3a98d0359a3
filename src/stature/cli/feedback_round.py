"""A round of feedback from a file: read, checked and scored once for all of its leaders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from stature.cli.outcome import FINDINGS_SHOWN
from stature.core.disclosure import CommentPool, Release
from stature.core.errors import AnswersError
from stature.core.instrument.feedback import FeedbackInstrument, RatingFinding
from stature.core.instrument.feedback.rating_files import RatingsRead, count_ratings, read_ratings
from stature.core.instrument.feedback.rating_rows import RatingRead
from stature.core.scoring.feedback import (
    DisclosedFeedback,
    RoundSpread,
    UnitReliability,
    disclosed_feedback,
    rating_table,
    round_reliability,
    round_spread,
)
from stature.core.scoring.feedback.comments import pooled_comments

SEED_OF_COMMENTS = 0


@dataclass(frozen=True, eq=False)
class RoundFigures:
    """What a leader's report takes from the whole round: spreads, and reliability by competency."""

    spread: RoundSpread
    reliability: Mapping[str, UnitReliability]

    def of_one_leader(self) -> RoundFigures:
        """The same without what is there for each leader, which grows with the round."""
        slim = {
            code: replace(found, shared=None, agreement=None)
            for code, found in self.reliability.items()
        }
        return RoundFigures(self.spread, slim)


@dataclass(frozen=True, eq=False)
class FeedbackRound:
    """The ratings that count by leader, in the order of the file; the round's figures; findings.

    ``without`` are leaders of whose ratings none counts.
    """

    read: RatingsRead
    ratings: Mapping[str, Sequence[RatingRead]]
    figures: RoundFigures
    findings: tuple[RatingFinding, ...]
    without: tuple[str, ...]

    def name_of(self, leader: str) -> str:
        """The name to print, the id if the file has none."""
        return self.read.names.get(leader, leader)


def read_round(path: Path, instrument: FeedbackInstrument) -> FeedbackRound:
    """Read, check and score a round. Raises AnswersError when no rating of the file can be used."""
    read = read_ratings(path, instrument)
    counted = count_ratings(read, instrument)
    if not counted.accepted:
        print_rating_findings(counted.findings)
        raise AnswersError(
            "no rating can be used.",
            where=path.name,
            remedy="They must answer this very questionnaire.",
        )
    by_leader: dict[str, list[RatingRead]] = {}
    for each in counted.accepted:
        by_leader.setdefault(each.rating.participant, []).append(each)
    asked_about = dict.fromkeys(each.rating.participant for each in read.ratings)
    table = rating_table([each.rating for each in counted.accepted], instrument)
    return FeedbackRound(
        read=read,
        ratings=by_leader,
        figures=RoundFigures(round_spread(table), round_reliability(table)),
        findings=counted.findings,
        without=tuple(leader for leader in asked_about if leader not in by_leader),
    )


def disclosed_leader(
    ratings: Sequence[RatingRead], instrument: FeedbackInstrument, figures: RoundFigures
) -> tuple[DisclosedFeedback, CommentPool | None]:
    """What may be known of one leader from these ratings, release by release; and the comments.

    What came late counts as the rules of a second release say, after all that was shown before.
    """
    feedback: DisclosedFeedback | None = None
    release: Release | None = None
    pool: CommentPool | None = None
    for number in sorted({each.release for each in ratings}):
        so_far = [each.rating for each in ratings if each.release <= number]
        table = rating_table(so_far, instrument)
        feedback, release = disclosed_feedback(
            table,
            so_far[0].participant,
            spread=figures.spread,
            reliability=figures.reliability,
            earlier=release,
        )
        if instrument.comments:
            already = pool.raters if pool else frozenset()
            pool = pooled_comments(so_far, table, seed=SEED_OF_COMMENTS, already=already)
    assert feedback is not None  # a leader of the round has a rating that counts
    return feedback, pool


def print_rating_findings(findings: Sequence[RatingFinding]) -> None:
    """Print the first findings, and how many more there are."""
    for finding in findings[:FINDINGS_SHOWN]:
        typer.echo(str(finding), err=True)
    if len(findings) > FINDINGS_SHOWN:
        typer.echo(f"... and {len(findings) - FINDINGS_SHOWN} more.", err=True)


def print_what_was_left_out(found: FeedbackRound) -> None:
    """Tell of columns that were not used and ratings that do not count."""
    if found.read.ignored:
        typer.echo(f"Columns not used: {', '.join(found.read.ignored)}.", err=True)
    print_rating_findings(found.findings)
