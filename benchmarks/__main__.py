"""Run every benchmark but the long ones, or those named: ``python -m benchmarks [scoring] ...``."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import (
    case_import,
    disclosure,
    feedback_round,
    first_report,
    hostile,
    never_lost,
    psychometrics,
    reports,
    scoring,
    web,
    wording_checks,
)
from benchmarks.measuring import HEADER, Comparison


def _reports() -> list[Comparison]:
    lines = reports.run()
    reports.print_memory()
    return lines


def _first() -> list[Comparison]:
    first_report.run()
    first_report.print_slowest_imports()
    return []


def _lost() -> list[Comparison]:
    never_lost.main()
    return []


def _hostile() -> list[Comparison]:
    hostile.main()
    return []


def _disclosure() -> list[Comparison]:
    disclosure.main()
    return []


def _round() -> list[Comparison]:
    feedback_round.main()
    return []


def _web() -> list[Comparison]:
    web.main()
    return []


ALL: dict[str, Callable[[], list[Comparison]]] = {
    "scoring": scoring.run,
    "reports": _reports,
    "case": case_import.run,
    "wording": wording_checks.run,
    "psychometrics": psychometrics.run,
    "disclosure": _disclosure,
    "round": _round,
    "first": _first,
    "lost": _lost,
    "hostile": _hostile,
    "web": _web,
}


LONG = {"lost", "hostile", "round"}  # minutes to most of an hour: only when named


def main(wanted: list[str]) -> None:
    unknown = set(wanted) - set(ALL)
    if unknown:
        raise SystemExit(f"no such benchmark: {', '.join(unknown)}. Use any of {', '.join(ALL)}.")
    chosen = wanted or [name for name in ALL if name not in LONG]
    lines = [line for name in chosen for line in ALL[name]()]
    if lines:
        print(HEADER, *lines, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
