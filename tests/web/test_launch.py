"""The site as the command starts it: its own process, its own folder."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from stature.core.errors import StatureError
from stature.web import launch

LAUNCH = """
import sys
from pathlib import Path
from stature.core.reporting.profile.compose import compose_profile_report
from stature.core.reporting.render_pdf import render_pdf
from stature.core.scoring.profile import score_profile
from stature.packs import find_pack, made_up_responses
from stature.web import launch


def make_one_pdf():
    pack, person = find_pack("service-commitment"), made_up_responses()[0]
    score = score_profile(person, pack.instrument)
    render_pdf(compose_profile_report(person, score, pack.instrument, pack.report_texts))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    make_one_pdf()  # as the demo does before it starts the site
    launch.prepare(folder)
    launch.serve(folder, host="127.0.0.1", port=int(sys.argv[2]))
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def site(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    script = tmp_path / "start_site.py"
    script.write_text(LAUNCH, "utf-8")
    environment = {name: value for name, value in os.environ.items() if "STATURE" not in name}
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "data"), str(port)],
        env=environment,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def get(port: int, path: str) -> bytes:
    """Ask until the site is up."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as reply:
                return reply.read()
        except urllib.error.URLError as error:
            if isinstance(error, urllib.error.HTTPError) or time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_site_serves_report_styles_and_pdf_after_one_was_made_and_stops_cleanly(
    site, port, tmp_path
):
    assert b"Your report at a glance" in get(port, "/")
    assert b".report" in get(port, "/static/report.css")
    assert get(port, "/people/nadia-rahman/report.pdf").startswith(b"%PDF-")
    site.send_signal(signal.SIGINT)
    _, errors = site.communicate(timeout=15)
    assert site.returncode == 0
    assert errors == ""


def test_port_that_is_taken_is_refused_with_a_remedy(site, port, tmp_path):
    get(port, "/answer/")
    with pytest.raises(StatureError, match=f"cannot use port {port}.*choose another port"):
        launch.serve(tmp_path / "other", host="127.0.0.1", port=port)
    assert not (tmp_path / "other").exists()


def test_folder_is_made_ready_and_can_be_made_ready_again(tmp_path):
    code = (
        "import sys; from pathlib import Path; from stature.web.launch import prepare\n"
        "prepare(Path(sys.argv[1]))"
    )
    folder = tmp_path / "new" / "data"
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code, str(folder)], check=True)
    with sqlite3.connect(folder / "stature.sqlite3") as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    assert "responses_savedresponse" in tables
