"""Run every benchmark, or those named: ``python -m benchmarks [scoring] [reports] ...``."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import (
    case_import,
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


def _web() -> list[Comparison]:
    web.main()
    return []


ALL: dict[str, Callable[[], list[Comparison]]] = {
    "scoring": scoring.run,
    "reports": _reports,
    "case": case_import.run,
    "wording": wording_checks.run,
    "psychometrics": psychometrics.run,
    "first": _first,
    "lost": _lost,
    "hostile": _hostile,
    "web": _web,
}


def main(wanted: list[str]) -> None:
    unknown = set(wanted) - set(ALL)
    if unknown:
        raise SystemExit(f"no such benchmark: {', '.join(unknown)}. Use any of {', '.join(ALL)}.")
    lines = [line for name in ALL if not wanted or name in wanted for line in ALL[name]()]
    if lines:
        print(HEADER, *lines, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
