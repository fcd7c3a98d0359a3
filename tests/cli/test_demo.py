import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from stature import __version__
from tests.cli.conftest import Run


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_demo_without_a_browser_writes_the_reports_and_ends(run_alone: Run, tmp_path: Path) -> None:
    done = run_alone("demo", "--no-browser")
    assert done.code == 0
    assert "Made-up people only" in done.out
    reports = tmp_path / "demo" / "reports"
    assert len(list(reports.glob("*.pdf"))) == len(list(reports.glob("*.html"))) == 5
    for page in reports.glob("*.html"):
        assert "Made-up data" in page.read_text("utf-8")


def browser_that_notes(folder: Path) -> str:
    """A stand-in for the visitor's browser: notes the address it is asked to open."""
    script = folder / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" >> "{folder}/opened"\n', "utf-8")
    script.chmod(0o755)
    return f"{script} %s"


def test_demo_on_a_taken_port_writes_nothing_and_opens_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "stature.cli", "demo", "--port", str(port)],
            cwd=tmp_path,
            env={**os.environ, "BROWSER": browser_that_notes(tmp_path)},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert done.returncode == 3
    assert f"cannot use port {port}" in done.stderr
    assert done.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["browser"]


def test_demo_serves_the_finished_report(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "stature.cli", "demo", "--port", str(port)]
    environment = {**os.environ, "BROWSER": browser_that_notes(tmp_path)}
    environment.pop("STATURE_DATA", None)
    site = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        page = wait_for_page(f"http://127.0.0.1:{port}/")
        opened = wait_for_file(tmp_path / "opened")
        filled = wait_for_page(f"http://127.0.0.1:{port}/", "See this as:")
    finally:
        site.send_signal(signal.SIGINT)
        out, _ = site.communicate(timeout=30)
    assert "Personal report for Nadia Rahman" in page
    assert re.search(r"made[- ]up", page, re.IGNORECASE)
    assert "Line manager" in filled
    assert out.index("Report:") < out.index("360:") < out.index(f"http://127.0.0.1:{port}/")
    assert (tmp_path / "demo" / "feedback" / "leadership-report.pdf").is_file()
    assert opened == f"http://127.0.0.1:{port}/\n"


def test_demo_in_the_folder_of_a_real_organisation_is_refused(
    run_alone: Run, tmp_path: Path
) -> None:
    made = run_alone(
        *("organisation", "create", "Northern Rail", "--administrator", "olga@northern.example"),
        *("--data", "site"),
    )
    assert made.code == 0
    done = run_alone("demo", "--folder", "site", "--port", str(free_port()))
    assert done.code == 3
    assert "an organisation of its own" in done.err


def test_demo_that_cannot_write_its_files_starts_no_site(run_alone: Run, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "reports").write_text("in the way", "utf-8")
    done = run_alone("demo", "--port", str(free_port()))
    assert done.code not in (0, None)
    assert "Site:" not in done.out


def wait_for_file(path: Path) -> str:
    for _ in range(150):
        if path.is_file() and path.read_text("utf-8"):
            return path.read_text("utf-8")
        time.sleep(0.2)
    raise AssertionError(f"{path.name} was not written")


def wait_for_page(address: str, words: str = "") -> str:
    """The page at an address, once the site answers and the page holds these words."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                page = str(answer.read().decode())
        except OSError:
            page = None
        if page is not None and words in page:
            return page
        time.sleep(0.2)
    raise AssertionError(f"the site did not show {words or 'a page'}")


def test_version_is_told(run_alone: Run) -> None:
    assert run_alone("--version").out == f"stature {__version__}\n"


def test_unknown_command_is_wrong_usage(run_alone: Run) -> None:
    assert run_alone("dance").code == 2
