"""``stature serve``: the site and its worker from one command, together to the end."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time

import pytest
from benchmarks.never_lost import SERVE, Outcome, Site, missing, run

from tests.databases import wants_postgresql

pytestmark = pytest.mark.xdist_group("processes")


def test_site_says_how_to_begin_and_replaces_dead_processes_and_stops_with_all(tmp_path):
    site = Site(tmp_path, None)
    site.start()
    try:
        worker, web = site.find("worker"), site.find("web")
        assert (len(worker), len(web)) == (1, 2)
        site.kill("worker")
        site.kill("web")
        wait_until(lambda: site.find("worker") not in ([], worker))
        wait_until(lambda: site.answers() and len(set(site.find("web")) - set(web)) == 2)
        last = site.find("worker")
        site.process.send_signal(signal.SIGINT)
        assert site.process.wait(40) == 0
        assert not [pid for pid in last if is_running(pid)]
    finally:
        site.stop()
    assert "stature organisation create" in (tmp_path / "log").read_text("utf-8")


def test_site_can_run_without_a_worker(tmp_path):
    site = Site(tmp_path, None, "--no-worker")
    site.start()
    try:
        assert site.find("worker") == []
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=15)
        connection.request("GET", "/")
        assert connection.getresponse().status == 302  # no demo: whoever comes must sign in
    finally:
        site.stop()


def test_no_acknowledged_answer_is_lost_while_processes_are_killed():
    database = "postgresql" if wants_postgresql() else "sqlite"
    outcome = run(database, answers=300, clients=10, kills=4 if wants_postgresql() else 3)
    assert outcome.acknowledged == 300
    assert outcome.missing == []
    assert "everything" in outcome.kills


def test_comparison_finds_an_answer_that_is_missing_or_another():
    acknowledged = {("key", ("SL-1", "individual")): 2, ("key", ("SL-2", "individual")): 3}
    kept = {"SL-1": {"individual": 2}, "SL-2": {"individual": 1}}
    assert missing(acknowledged, lambda key: kept) == ["key SL-2 individual"]
    assert missing(acknowledged, lambda key: {}) == ["key SL-1 individual", "key SL-2 individual"]


def test_outcome_is_told_in_one_line():
    assert "0 answers acknowledged, 0 of them missing" in str(Outcome("sqlite"))


def test_refused_port_is_told_before_anything_is_written(tmp_path):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-c", SERVE, "serve", "--port", port, "--data", str(tmp_path / "new")],
            capture_output=True,
            text=True,
        )
    assert (done.returncode, "choose another port" in done.stderr) == (3, True)
    assert not (tmp_path / "new").exists()


def wait_until(happened, seconds: float = 45) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
