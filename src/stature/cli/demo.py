"""``stature demo``: finished reports of made-up people, and a site to try it oneself."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from stature.cli.feedback_report import write_made_up_report
from stature.cli.report_batch import ReportJob, write_reports
from stature.core.errors import StatureError
from stature.packs import made_up_responses

HOST = "127.0.0.1"
SECONDS_TO_START = 60
SECONDS_BETWEEN_LOOKS = 0.2


def demo(
    browser: Annotated[
        bool,
        typer.Option("--browser/--no-browser", help="Start the site, or only write the files."),
    ] = True,
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port of the site.")] = 8000,
    folder: Annotated[Path, typer.Option(help="The folder for reports and answers.")] = Path(
        "demo"
    ),
) -> None:
    """Write reports of made-up people, and open the site on a finished one.

    With --no-browser it ends after writing the files.
    """
    if not browser:
        _write_files(folder)
        return
    _refuse_port_without_site(port)
    with _files_written_beside(folder):
        _prepare(folder)
    typer.echo(f"Site:    http://{HOST}:{port}/")
    typer.echo("Stop:    press Ctrl-C")
    _serve(folder, port)


def _write_files(folder: Path) -> None:
    """Write all reports, and say where they are."""
    first = _write_made_up_reports(folder / "reports")
    leadership = write_made_up_report(_feedback_folder(folder))
    typer.echo("Made-up people only: Harbour Lane Housing and its leaders do not exist.")
    typer.echo(f"Report:  {first}.html and {first}.pdf")
    typer.echo(f"360:     {leadership}.html and {leadership}.pdf")


@contextmanager
def _files_written_beside(folder: Path) -> Iterator[None]:
    """Have a process of its own write the files while the block runs, and wait for both.

    Raises typer.Exit with the code of that process if it fails; it has said why.
    """
    command = ("-m", "stature.cli", "demo", "--no-browser", "--folder", str(folder))
    writer = subprocess.Popen([sys.executable, "-P", *command])
    try:
        yield
        code = writer.wait()
    finally:  # where the block failed, nobody waits for the files
        writer.terminate()
        writer.wait()
    if code:
        raise typer.Exit(code)


def _write_made_up_reports(folder: Path) -> Path:
    """Write the reports; the path of the first one without its ending."""
    folder.mkdir(parents=True, exist_ok=True)
    people = tuple((response.respondent, response) for response in made_up_responses())
    job = ReportJob("service-commitment", folder, ("html", "pdf"), people, made_up=True)
    for _ in write_reports(job):
        pass
    return folder / people[0][0]


def _feedback_folder(folder: Path) -> Path:
    """A folder beside the personal reports, for a leader rated from several sides."""
    beside = folder / "feedback"
    beside.mkdir(parents=True, exist_ok=True)
    return beside


def _refuse_port_without_site(port: int) -> None:
    """Find out before anything is written that the site cannot start."""
    try:
        from stature.web.launch import refuse_taken_port
    except ModuleNotFoundError as error:
        raise _no_site(error) from error
    refuse_taken_port(HOST, port)


def _prepare(folder: Path) -> None:
    try:
        from stature.web.launch import prepare_demo

        prepare_demo(folder)
    except ModuleNotFoundError as error:
        raise _no_site(error) from error


def _serve(folder: Path, port: int) -> None:
    from stature.web.launch import refuse_taken_port, serve

    # Looked at again just before: the browser must never open on another program's pages.
    refuse_taken_port(HOST, port)
    threading.Thread(target=_open_when_it_answers, args=[port], daemon=True).start()
    serve(folder, host=HOST, port=port, workers=1)


def _no_site(error: ModuleNotFoundError) -> StatureError:
    return StatureError(
        f"the site needs '{error.name}', which is not installed.",
        remedy="Install it with: pip install 'stature[web]'.",
    )


def _open_when_it_answers(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if _answers(port):
            webbrowser.open(f"http://{HOST}:{port}/")
            return
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _answers(port: int) -> bool:
    with socket.socket() as visitor:
        visitor.settimeout(1)
        return visitor.connect_ex((HOST, port)) == 0
