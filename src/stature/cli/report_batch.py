"""Making many reports on all cores, with memory that stays flat."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from stature.core.instrument.response import Response
from stature.core.reporting.profile import compose_profile_report
from stature.core.scoring.profile import score_profile
from stature.packs import find_pack

# Starting a worker costs more than making a few reports.
REPORTS_WORTH_A_POOL = 24
REPORTS_IN_A_TASK = 10
# Typst keeps what it has set in memory, so workers are replaced from time to time.
TASKS_OF_A_WORKER = 20


@dataclass(frozen=True)
class ReportJob:
    """Reports to write: who, under which names, in which formats, and where."""

    pack: str
    folder: Path
    formats: tuple[str, ...]
    named_responses: tuple[tuple[str, Response], ...]
    made_up: bool = False


def write_reports(job: ReportJob) -> Iterator[int]:
    """Write all reports of a job; yields how many more are done after each step."""
    if not job.formats:
        return
    if len(job.named_responses) < REPORTS_WORTH_A_POOL:
        for named in job.named_responses:
            yield write_some(_part(job, (named,)))
        return
    yield from _write_on_all_cores(job)


def _write_on_all_cores(job: ReportJob) -> Iterator[int]:
    """Pool after pool: one that replaces its own workers may wait for ever (CPython 115634)."""
    parts, of_a_pool = list(_parts(job)), (os.cpu_count() or 1) * TASKS_OF_A_WORKER
    for start in range(0, len(parts), of_a_pool):
        yield from _write_by_new_workers(parts[start : start + of_a_pool])


def _write_by_new_workers(parts: Sequence[ReportJob]) -> Iterator[int]:
    # Spawned, never forked: a fork after Typst was used deadlocks.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        tasks = [pool.submit(write_some, part) for part in parts]
        for task in as_completed(tasks):
            yield task.result()


def _parts(job: ReportJob) -> Iterator[ReportJob]:
    people = job.named_responses
    for start in range(0, len(people), REPORTS_IN_A_TASK):
        yield _part(job, people[start : start + REPORTS_IN_A_TASK])


def _part(job: ReportJob, people: Sequence[tuple[str, Response]]) -> ReportJob:
    return ReportJob(job.pack, job.folder, job.formats, tuple(people), job.made_up)


def write_some(job: ReportJob) -> int:
    """Write the reports of a job in this process; how many people they were for."""
    for name, response in job.named_responses:
        for file_name, content in _render(job, name, response):
            (job.folder / file_name).write_bytes(content)
    return len(job.named_responses)


def _render(job: ReportJob, name: str, response: Response) -> Iterator[tuple[str, bytes]]:
    # Each renderer is slow to load, so only the ones asked for are.
    pack = find_pack(job.pack)
    score = score_profile(response, pack.instrument)
    report = compose_profile_report(
        response, score, pack.instrument, pack.report_texts, made_up=job.made_up
    )
    if "pdf" in job.formats:
        from stature.core.reporting.render_pdf import render_pdf

        yield f"{name}.pdf", render_pdf(report)
    if "html" in job.formats:
        from stature.core.reporting.render_html import render_html

        yield f"{name}.html", render_html(report).encode()
