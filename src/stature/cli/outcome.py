"""How a command ends, and how it tells people."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import typer

from stature.core.errors import Finding

FINDINGS_SHOWN = 20


class ExitCode(IntEnum):
    """Exit codes of the command. 1 is left for what nobody foresaw, 2 is for wrong usage."""

    DONE = 0
    WRONG_USAGE = 2
    BAD_INPUT = 3
    SOME_LEFT_OUT = 4


def print_findings(findings: Sequence[Finding]) -> None:
    """Print the first findings, and how many more there are."""
    for finding in findings[:FINDINGS_SHOWN]:
        typer.echo(str(finding), err=True)
    if len(findings) > FINDINGS_SHOWN:
        typer.echo(f"... and {len(findings) - FINDINGS_SHOWN} more.", err=True)
