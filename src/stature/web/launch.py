"""Starting the site from the command line: set up a folder, then serve from it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

SETTINGS: Final = "stature.web.project.settings"
APPLICATION: Final = "stature.web.project.wsgi:application"


def prepare(folder: Path) -> None:
    """Make the database in ``folder`` ready: created when absent, brought up to date when old."""
    _use(folder)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def serve(folder: Path, *, host: str, port: int) -> None:
    """Serve the site from ``folder`` until it is stopped (Ctrl-C)."""
    _use(folder)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=2,
        log_level=LogLevels.warning,
    ).serve()


def _use(folder: Path) -> None:
    """Point the settings at ``folder``, for this process and for those it starts."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["STATURE_DATA"] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
