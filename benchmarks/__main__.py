"""Run every benchmark, or those named: ``python -m benchmarks [scoring] [reports] ...``."""

from __future__ import annotations

import sys

from benchmarks import case_import, first_report, reports, scoring, wording_checks
from benchmarks.measuring import HEADER

ALL = ("scoring", "reports", "case", "wording", "first")


def main(wanted: list[str]) -> None:
    unknown = set(wanted) - set(ALL)
    if unknown:
        raise SystemExit(f"no such benchmark: {', '.join(unknown)}. Use any of {', '.join(ALL)}.")
    chosen = wanted or list(ALL)
    lines = []
    if "scoring" in chosen:
        lines += scoring.run()
    if "reports" in chosen:
        lines += reports.run()
        reports.print_memory()
    if "case" in chosen:
        lines += case_import.run()
    if "wording" in chosen:
        lines += wording_checks.run()
    if "first" in chosen:
        first_report.run()
        first_report.print_slowest_imports()
    if lines:
        print(HEADER, *lines, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
