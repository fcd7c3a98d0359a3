"""Starting the site from the command line: set up a folder, then serve from it."""

from __future__ import annotations

import multiprocessing
import os
import socket
from pathlib import Path
from typing import Final

from stature.core.errors import StatureError

SETTINGS: Final = "stature.web.project.settings"
APPLICATION: Final = "stature.web.project.wsgi:application"
DATABASE: Final = "stature.sqlite3"


def prepare(folder: Path) -> None:
    """Make the database in ``folder`` ready: created when absent, brought up to date when old."""
    _use(folder)
    import django
    from django.core.management import call_command

    _keep_private(folder)
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def serve(folder: Path, *, host: str, port: int) -> None:
    """Serve the site from ``folder`` until it is stopped (Ctrl-C).

    Raises StatureError when another program already answers on this port.
    """
    refuse_taken_port(host, port)
    _use(folder)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # A fork of a process that has made a PDF would hang at its own first one.
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=2,
        log_level=LogLevels.warning,
    ).serve()


def refuse_taken_port(host: str, port: int) -> None:
    """Refuse a port on which another program answers.

    The web server would share a taken port, and visitors would see either site by turns.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StatureError(
                f"the site cannot use port {port}: {error.strerror}.",
                where=host,
                remedy="Stop the program that uses it, or choose another port.",
            ) from error


def _keep_private(folder: Path) -> None:
    """Let nobody else on this computer read the answers; SQLite's other files follow this one."""
    database = folder / DATABASE
    database.touch(mode=0o600, exist_ok=True)
    database.chmod(0o600)


def _use(folder: Path) -> None:
    """Point the settings at ``folder``, for this process and for those it starts."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["STATURE_DATA"] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
