"""Words for what an adversary found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import typer

from stature.core.disclosure.adversary import Verdict
from stature.core.scoring.feedback.leaders_audit import GroupVerdict
from stature.core.scoring.feedback.round_audit import LeaderVerdict

SHOWN: Final = 20


def print_leader(found: LeaderVerdict) -> None:
    """Print what was found about one leader's report."""
    verdict = found.verdict
    typer.echo(
        f"{found.leader}: {_words(verdict)}. Raters {found.raters}, releases {found.releases}, "
        f"questions asked {verdict.asked:,}, disclosures {len(verdict.disclosures)}."
    )
    _print_found(verdict)


def print_group_reports(found: GroupVerdict) -> None:
    """Print what was found in all group reports together."""
    verdict = found.verdict
    typer.echo(
        f"Group reports: {_words(verdict)}. Reports {found.reports}, leaders {found.leaders}, "
        f"questions asked {verdict.asked:,}, disclosures {len(verdict.disclosures)}."
    )
    _print_found(verdict)


def _words(verdict: Verdict) -> str:
    return "safe" if verdict.safe else "NOT SAFE"


def _print_found(verdict: Verdict) -> None:
    for disclosure in verdict.disclosures[:SHOWN]:
        typer.echo(f"  {disclosure.kind}: {disclosure.whose}")
    for question in verdict.undecided[:SHOWN]:
        typer.echo(f"  left open, so it counts as not safe: {question}")


def print_whole(
    leaders: int, verdicts: Sequence[Verdict], seconds: float, *, changed: int = 0
) -> None:
    """Print the sums, and whether anyone can be found out.

    ``changed`` counts leaders whose answers are not those that were released, because some were
    withdrawn since: what was released of them was not tried.
    """
    found = sum(len(verdict.disclosures) for verdict in verdicts)
    left = sum(len(verdict.undecided) for verdict in verdicts)
    typer.echo(
        f"\nLeaders' rounds tried: {leaders:,}\n"
        f"Questions asked: {sum(verdict.asked for verdict in verdicts):,}\n"
        f"Disclosures found: {found:,}\n"
        f"Left open: {left:,}\n"
        f"Time: {seconds:.1f} s"
    )
    if not all(verdict.safe for verdict in verdicts):
        typer.echo("Do not release this round.")
    elif changed:
        typer.echo(f"Nobody can be found out, but {changed:,} of {leaders:,} leaders stay open.")
    else:
        typer.echo("Nobody can be found out.")
