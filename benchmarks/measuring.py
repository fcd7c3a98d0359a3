"""Timing and memory of a task in a fresh process, and the table of ratios."""

from __future__ import annotations

import importlib.util
import multiprocessing
import re
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Run:
    """One task in its own process: its seconds without start-up, its peak memory, its answer."""

    seconds: float
    peak_mb: float
    value: Any = None


@dataclass(frozen=True)
class Comparison:
    """Ours beside a peer's; ``asked`` is the least that ``ratio`` (peer / ours) should be."""

    what: str
    ours: float
    peer_name: str
    peer: float
    asked: float

    @property
    def ratio(self) -> float:
        return self.peer / self.ours

    @property
    def passes(self) -> bool:
        return self.ratio >= self.asked

    def __str__(self) -> str:
        verdict = "ok" if self.passes else "NOT MET"
        return (
            f"{self.what:<46} {self.ratio:>7.1f}x  {self.ours:>9.3f}  {self.peer:>9.3f}"
            f"  {self.peer_name:<12} {self.asked:>5.1f}x  {verdict}"
        )


HEADER = (
    f"{'what (times faster than the peer first)':<46} {'ratio':>8}  {'ours, s':>9}  {'peer, s':>9}"
    f"  {'peer':<12} {'asked':>6}"
)


def measure(task: Callable[..., Any], *arguments: Any) -> Run:
    """Run a task in a new process. The task returns (seconds, value), timing its own core."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(theirs, task, arguments))
    process.start()
    theirs.close()
    try:
        run: Run = ours.recv()
    except EOFError:
        raise SystemExit(f"{task.__name__} ended without a result.") from None
    finally:
        process.join()
    return run


def measure_several(runs: int, *tasks: tuple[Callable[..., Any], Any]) -> list[Run]:
    """Run each task several times, turn and turn about; the median seconds and memory of each."""
    rounds = [[measure(task, *arguments) for task, *arguments in tasks] for _ in range(runs)]
    return [
        Run(
            median(run.seconds for run in each),
            median(run.peak_mb for run in each),
            each[0].value,
        )
        for each in zip(*rounds, strict=True)
    ]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """The seconds that some work takes, and what it gives."""
    start = time.perf_counter()
    value = work()
    return time.perf_counter() - start, value


def memory_mb(field: str = "VmRSS") -> float:
    """The memory of this process, now (VmRSS) or at its peak (VmHWM)."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Better than getrusage on Linux, whose peak a child inherits from its parent.
        found = re.search(rf"^{field}:\s+(\d+) kB", status.read_text("ascii"), re.MULTILINE)
        if found:
            return int(found[1]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def is_here(*modules: str) -> bool:
    """Whether a peer is installed; says so when it is not."""
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        print(f"skipped: {', '.join(missing)} not installed")
    return not missing


def _report(pipe: Connection, task: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    seconds, value = task(*arguments)
    pipe.send(Run(seconds, memory_mb("VmHWM"), value))
    pipe.close()
