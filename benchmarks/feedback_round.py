"""A whole round of feedback on the command line: a table of ratings in, every report out.

    python -m benchmarks round
    python -m benchmarks.feedback_round 200      # fewer leaders, to try

Made-up leaders with 12 raters and 48 items each: read, checked, scored, disclosed, and each
leader's report written as PDF and HTML by ``stature feedback reports``. Then the group report.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from stature.core.instrument.feedback import FeedbackInstrument, RaterGroup, build_questionnaire
from stature.packs import find_framework_pack

LEADERS = 2_000
SECONDS_ASKED = 600
GROUPS = (
    RaterGroup.SELF,
    RaterGroup.MANAGER,
    *[RaterGroup.PEERS] * 4,
    *[RaterGroup.DIRECT_REPORTS] * 3,
    *[RaterGroup.CUSTOMERS] * 2,
    RaterGroup.OTHERS,
)
PACK = "customer-service-director"
COMMENT = "Comes to the desk on busy days, and rater {rater} values that."
SEED = 20261122
NOT_SEEN, COMMENTED = 0.04, 0.4
SECONDS_BETWEEN_LOOKS = 0.25


@dataclass
class Watched:
    """Seconds, CPU seconds and peak memory (MB, parent and largest worker) of a command."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    first_report: float = 0.0
    parent: float = 0.0
    worker: float = 0.0
    at_a_quarter: tuple[float, float] = (0.0, 0.0)
    workers: set[int] = field(default_factory=set)


def main(leaders: int = LEADERS) -> None:
    """Make a round, run both commands on it, and print what they took."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        pack = find_framework_pack(PACK)
        instrument = build_questionnaire(pack.framework, pack.feedback_texts).instrument
        write_round(folder / "round.csv", instrument, leaders)
        watched = watch(folder, leaders, "reports")
        _print_reports(watched, folder / "reports", leaders)
        together = watch(folder, leaders, "group")
        print(
            f"group report of {leaders:,} leaders: {together.seconds:.0f} s, "
            f"CPU {together.cpu_seconds:.0f} s"
        )


def write_round(path: Path, instrument: FeedbackInstrument, leaders: int) -> None:
    """A table of made-up ratings, a row for each."""
    codes = [item.code for item in instrument.items]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(["leader", "rater", "group", "keep", *codes]) + "\n")
        chance = np.random.default_rng(SEED)
        for number in range(leaders):
            file.writelines(_rows(f"leader-{number:04}", len(codes), chance))


def _rows(leader: str, items: int, chance: np.random.Generator) -> Iterator[str]:
    level = chance.normal(3.6, 0.5, items)
    for place, group in enumerate(GROUPS):
        rater = leader if group is RaterGroup.SELF else f"{leader}-{place}"
        seen = level + chance.normal(0, 0.4) + chance.normal(0, 0.7, items)
        answers = np.clip(np.rint(seen), 1, 5).astype(int).astype(str)
        answers[chance.random(items) < NOT_SEEN] = "-"
        written = '"' + COMMENT.format(rater=place) + '"' if chance.random() < COMMENTED else ""
        yield ",".join([leader, rater, str(group), written, *answers]) + "\n"


def watch(folder: Path, leaders: int, command: str) -> Watched:
    """Run a command on the round and look at its memory until it ends."""
    out, log = folder / command, folder / f"{command}.log"
    arguments = ["feedback", command, str(folder / "round.csv"), "--out", str(out)]
    watched, begun, used = Watched(), time.perf_counter(), _cpu_of_children()
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "stature.cli", *arguments], stdout=file, stderr=file
        )
        while process.poll() is None:
            _look(watched, process.pid, out, leaders, time.perf_counter() - begun)
            time.sleep(SECONDS_BETWEEN_LOOKS)
    watched.seconds = time.perf_counter() - begun
    watched.cpu_seconds = _cpu_of_children() - used
    if process.returncode:
        raise SystemExit(log.read_text("utf-8"))
    return watched


def _look(watched: Watched, pid: int, out: Path, leaders: int, seconds: float) -> None:
    made = sum(1 for _ in out.glob("*.html")) if out.is_dir() else 0
    watched.parent = max(watched.parent, _peak_mb(pid))
    for child in _children(pid):
        watched.workers.add(child)
        watched.worker = max(watched.worker, _peak_mb(child))
    if made and not watched.first_report:
        watched.first_report = seconds
    if made >= leaders / 4 and not watched.at_a_quarter[0]:
        watched.at_a_quarter = (watched.parent, watched.worker)


def _cpu_of_children() -> float:
    """CPU seconds of all children that have ended, and of their children."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _children(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [int(child) for child in file.read_text("ascii").split()]
    except OSError:
        return []


def _peak_mb(pid: int) -> float:
    try:
        found = re.search(r"^VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.M)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def _print_reports(watched: Watched, out: Path, leaders: int) -> None:
    made = {form: sum(1 for _ in out.glob(f"*.{form}")) for form in ("pdf", "html")}
    if set(made.values()) != {leaders}:
        raise SystemExit(f"asked for {leaders} reports of each kind, got {made}.")
    rest = (watched.seconds - watched.first_report) / leaders
    quarter, end = watched.at_a_quarter, (watched.parent, watched.worker)
    print(
        f"{leaders:,} leaders × {len(GROUPS)} raters × 48 items, PDF and HTML: "
        f"{watched.seconds:.0f} s (asked for {LEADERS:,}: {SECONDS_ASKED})\n"
        f"  read, checked, scored, first report: {watched.first_report:.1f} s; then "
        f"{rest * 1000:.0f} ms a leader, so {watched.first_report + rest * LEADERS:.0f} s or "
        f"more for {LEADERS:,}\n"
        f"  CPU: {watched.cpu_seconds:.0f} s, {watched.cpu_seconds / leaders * 1000:.0f} ms a "
        f"leader with everything; a busy machine takes longer than this says\n"
        f"  peak memory (MB) at a quarter and at the end: parent {quarter[0]:.0f}, {end[0]:.0f}; "
        f"largest worker {quarter[1]:.0f}, {end[1]:.0f} ({len(watched.workers)} processes)"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
