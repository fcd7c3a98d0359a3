"""From answers to the full PDF report: Stature (tagged) against WeasyPrint and ReportLab."""

from __future__ import annotations

import contextlib
import hashlib
import io
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.measuring import (
    HEADER,
    Comparison,
    Run,
    is_here,
    measure,
    measure_several,
    memory_mb,
    timed,
)
from benchmarks.people import PACK, made_up_people
from stature.core.instrument.response import Response
from stature.core.reporting.profile import compose_profile_report
from stature.core.reporting.report import Report
from stature.core.scoring.profile import score_profile
from stature.packs import find_pack

BATCH = 200
FEWER = 5  # WeasyPrint takes seconds for each report
RUNS = 3
WEASYPRINT_ASKED, REPORTLAB_ASKED = 15.0, 3.0
MEMORY_AT = (50, 100, 200, 400)


def run(batch: int = BATCH) -> list[Comparison]:
    """Time a batch with each; seconds are for one report, the first (cold) one left out."""
    peers: list[tuple[str, Callable[..., Any], int, float]] = []
    if is_here("weasyprint"):
        peers.append(("WeasyPrint", _weasyprint, FEWER, WEASYPRINT_ASKED))
    if is_here("reportlab", "pypdf"):
        peers.append(("ReportLab", _reportlab, batch, REPORTLAB_ASKED))
    tasks = [(_ours, batch), *((task, count) for _, task, count, _ in peers)]
    ours, *others = measure_several(RUNS, *tasks)
    for name, result in [("ours", ours), *zip([peer[0] for peer in peers], others, strict=True)]:
        print(_what_came_out(name, result))
    return [
        Comparison(f"PDF report, batch of {batch}", ours.seconds, name, other.seconds, asked)
        for (name, _, _, asked), other in zip(peers, others, strict=True)
    ]


def memory_as_a_batch_grows() -> dict[int, float]:
    """Resident memory in MB at each of MEMORY_AT reports, in one worker."""
    points: dict[int, float] = measure(_memory).value
    return points


def print_memory() -> None:
    """Show how memory grows with the number of reports."""
    points = memory_as_a_batch_grows()
    shown = ", ".join(f"{count}: {megabytes:.0f}" for count, megabytes in points.items())
    print(f"memory (MB) at number of reports: {shown}")


def _what_came_out(name: str, result: Run) -> str:
    cpu_seconds, pages, letters, size = result.value
    return (
        f"{name}: {result.seconds * 1000:.0f} ms a report ({cpu_seconds * 1000:.0f} ms of CPU); "
        f"the first has {pages} pages, {letters:,} letters, {size / 1024:.0f} kB; "
        f"peak memory {result.peak_mb:.0f} MB"
    )


def compose(response: Response) -> Report:
    """The report of one response."""
    pack = find_pack(PACK)
    score = score_profile(response, pack.instrument)
    return compose_profile_report(response, score, pack.instrument, pack.report_texts)


def _per_report(count: int, render: Callable[[Report], bytes]) -> tuple[float, Any]:
    """Seconds a report for ``count`` different people; CPU seconds, and the volume of the first."""
    people = made_up_people(count + 1, find_pack(PACK).instrument)
    render(compose(people[0]))
    cpu_before = time.process_time()
    seconds, made = timed(lambda: [_kept(render(compose(person))) for person in people[1:]])
    cpu_seconds = (time.process_time() - cpu_before) / count
    if len({digest for digest, _ in made}) != count:
        raise SystemExit("two people got the same PDF.")
    return seconds / count, (cpu_seconds, *_volume(render(compose(people[0]))))


def _kept(content: bytes) -> tuple[str, int]:
    return hashlib.sha256(content).hexdigest(), len(content)


def _volume(content: bytes) -> tuple[int, int, int]:
    import pypdf

    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    letters = sum(len("".join(page.extract_text().split())) for page in pages)
    return len(pages), letters, len(content)


def _ours(count: int) -> tuple[float, Any]:
    from stature.core.reporting.render_pdf import render_pdf

    return _per_report(count, render_pdf)


def _weasyprint(count: int) -> tuple[float, Any]:
    import weasyprint

    from stature.core.reporting.render_html import render_html

    # Its remarks on properties that it does not know go to standard error.
    with contextlib.redirect_stderr(io.StringIO()):
        return _per_report(
            count, lambda report: weasyprint.HTML(string=render_html(report)).write_pdf()
        )


def _reportlab(count: int) -> tuple[float, Any]:
    from benchmarks.reportlab_pages import draw, load_font

    load_font()
    return _per_report(count, draw)


def _memory() -> tuple[float, dict[int, float]]:
    return timed(_memory_points)


def _memory_points() -> dict[int, float]:
    from stature.core.reporting.render_pdf import render_pdf

    points = {}
    for number, person in enumerate(made_up_people(MEMORY_AT[-1], find_pack(PACK).instrument), 1):
        render_pdf(compose(person))
        if number in MEMORY_AT:
            points[number] = memory_mb()
    return points


if __name__ == "__main__":
    lines = run(int(sys.argv[1]) if len(sys.argv) > 1 else BATCH)
    print(HEADER, *lines, sep="\n")
    print_memory()
