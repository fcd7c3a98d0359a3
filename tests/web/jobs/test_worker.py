"""Real worker processes, killed without warning."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.web.operations.conftest import clean_environment, ready_sqlite, sqlite_folder

START = "from stature.cli.main import main; main()"
ENQUEUE = """
import sys, django
django.setup()
from stature.web.jobs.services import enqueue
from tests.web.jobs import deeds
enqueue(getattr(deeds, sys.argv[1]), *sys.argv[2:])
"""
__all__ = ["ready_sqlite", "sqlite_folder"]
pytestmark = pytest.mark.xdist_group("processes")


@pytest.fixture
def environment(sqlite_folder) -> dict[str, str]:
    """A folder of its own, and short waits."""
    return clean_environment(
        STATURE_DATA=str(sqlite_folder),
        STATURE_JOB_SECONDS="2",
        STATURE_JOB_MARGIN="1",
        STATURE_JOB_WAITS="1,1,1",
    )


@pytest.fixture
def run(environment) -> Callable[..., None]:
    """Runs some code with the site's settings."""

    def run_code(code: str, *arguments: str) -> None:
        subprocess.run([sys.executable, "-c", code, *arguments], env=environment, check=True)

    return run_code


@pytest.fixture
def workers(environment, run) -> Iterator[subprocess.Popen[str]]:
    """``stature worker`` as a process."""
    process = subprocess.Popen(
        [sys.executable, "-c", START, "worker"], env=environment, stderr=subprocess.PIPE, text=True
    )
    yield process
    if process.poll() is None:
        process.terminate()
    process.communicate(timeout=30)


def wait_until(happened: Callable[[], object], seconds: float = 45) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split()]


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split() if path.exists() else []


def test_job_of_a_killed_worker_is_done_again_and_the_worker_replaced(workers, run, tmp_path):
    idle, path = tmp_path / "idle", tmp_path / "deeds"
    wait_until(lambda: children_of(workers.pid))
    os.kill(children_of(workers.pid)[0], signal.SIGKILL)
    run(ENQUEUE, "write", str(idle))
    wait_until(lambda: lines(idle) == ["done"])
    run(ENQUEUE, "die_once", str(path))
    wait_until(lambda: lines(path) == ["begun", "begun", "done"])
    workers.terminate()
    assert workers.wait(30) == 0
    assert children_of(workers.pid) == []


def test_worker_ends_when_the_process_that_started_it_is_killed(workers, run):
    wait_until(lambda: children_of(workers.pid))
    worker = children_of(workers.pid)[0]
    workers.kill()
    wait_until(lambda: not Path(f"/proc/{worker}").exists())
