"""Starting the site from the command line: set up a folder, then serve or work from it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final

from stature.core.errors import StatureError

if TYPE_CHECKING:
    from stature.core.scoring.feedback.leaders_audit import GroupVerdict
    from stature.web.operations.archive import Contents
    from stature.web.operations.supervisor import Supervisor
    from stature.web.programmes.models import Round
    from stature.web.reports.feedback.auditing import ReleasedVerdict

SETTINGS: Final = "stature.web.project.settings"
APPLICATION: Final = "stature.web.project.wsgi:application"
DATABASE: Final = "stature.sqlite3"
# Savers take turns on SQLite; on PostgreSQL they wait for its disk, and wait together.
THREADS: Final = {"sqlite": 1, "postgresql": 4}
LETTERS_IN_FILES: Final = "django.core.mail.backends.filebased.EmailBackend"
MIGRATING: Final = 7_357_001  # any number that nobody else locks


def prepare(folder: Path) -> None:
    """Make the database of ``folder`` ready: created when absent, brought up to date when old."""
    _set_up(folder)
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # several machines may start at the same moment
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def prepare_demo(folder: Path) -> None:
    """Make the database of ``folder`` ready for a demo, which a worker then fills.

    Raises StatureError where the database holds an organisation that is not made up.
    """
    os.environ["STATURE_DEMO"] = "1"
    prepare(folder)
    from stature.web.demo.asking import ask_for_filling

    ask_for_filling()


def serve(
    folder: Path,
    *,
    host: str,
    port: int,
    web_processes: int = 1,
    workers: int = 0,
    demo: bool = True,
) -> None:
    """Serve the site from ``folder`` until it is stopped (Ctrl-C), with workers beside it.

    Raises StatureError when another program already answers on this port.
    """
    refuse_taken_port(host, port)
    _use(folder)
    os.environ.setdefault("STATURE_ADDRESS", f"http://{host}:{port}")
    os.environ["STATURE_DEMO"] = "1" if demo else "0"
    if demo:  # nobody is to get an e-mail from made-up people
        os.environ["STATURE_EMAIL_BACKEND"] = LETTERS_IN_FILES
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_fresh(folder / "metrics"))
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # A fork of a process that has made a PDF would hang at its own first one.
    multiprocessing.set_start_method("spawn", force=True)
    site = Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=web_processes,
        blocking_threads=THREADS["postgresql" if os.environ.get("DATABASE_URL") else "sqlite"],
        respawn_failed_workers=True,
        respawn_interval=1,
        log_level=LogLevels.warning,
    )
    with _workers(workers) if workers else nullcontext():
        site.serve()


def keep_workers(folder: Path, *, workers: int) -> None:
    """Keep workers running, on a machine without the site, until SIGTERM or Ctrl-C."""
    _use(folder)
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with _workers(workers):
        while not stopped.wait(1):
            pass


def work(parent: int) -> None:
    """Be one worker, as long as the process ``parent`` lives."""
    import django

    django.setup()
    from stature.web.jobs.worker import Worker

    Worker(parent=parent).run()


def create_organisation(folder: Path, *, name: str, administrator: str) -> str:
    """Make an organisation; the address at which its first administrator joins, told only here."""
    prepare(folder)
    from stature.web.accounts.invitation_mail import join_address
    from stature.web.accounts.services import create_organisation

    _organisation, key = create_organisation(name=name, administrator_email=administrator)
    return str(join_address(key))


def has_organisations() -> bool:
    """Whether somebody works here already."""
    from stature.web.accounts.models import Organisation

    return bool(Organisation.objects.exists())


def back_up(folder: Path, target: Path) -> Contents:
    """Write a back-up of the site to a new file; what it holds.

    Raises BackupError when there is nothing to keep, or the file exists.
    """
    _set_up(folder)
    from stature.web.operations.backup import write_backup

    return write_backup(folder, target)


def restore(folder: Path, archive: Path, *, force: bool) -> Contents:
    """Put a back-up in the place of the site's data; what it held.

    Raises BackupError when the file is not a sound back-up, or would replace data unasked.
    """
    _set_up(folder)
    from stature.web.operations.restore import restore_backup

    return restore_backup(folder, archive, force=force)


def audit_released(folder: Path, round_number: int, *, exact: bool) -> Iterator[ReleasedVerdict]:
    """The adversary on what the site released of a round, leader by leader.

    Raises StatureError where there is no such round of feedback.
    """
    round_ = _round_of_feedback(folder, round_number)
    from stature.web.reports.feedback.auditing import audit_released

    return audit_released(round_, exact=exact)


def audit_group_releases(folder: Path, round_number: int, *, exact: bool) -> GroupVerdict | None:
    """The adversary on a round's group reports; None where there is none.

    Raises StatureError where there is no such round of feedback.
    """
    round_ = _round_of_feedback(folder, round_number)
    from stature.web.reports.feedback.auditing import audit_group_releases

    return audit_group_releases(round_, exact=exact)


def _round_of_feedback(folder: Path, round_number: int) -> Round:
    _set_up(folder)
    from stature.web.programmes.models import Round

    found = Round.objects.filter(pk=round_number, is_feedback=True).first()
    if found is None:
        raise StatureError(
            f"there is no round {round_number} of feedback from several sides.",
            where=str(folder),
            remedy="The number stands in the address of the round's page.",
        )
    return found


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


def _workers(count: int) -> Supervisor:
    from stature.web.operations.supervisor import Supervisor

    code = f"from stature.web.launch import work; work({os.getpid()})"
    return Supervisor([sys.executable, "-P", "-c", code], count=count)


def _set_up(folder: Path) -> None:
    """Make Django ready, in this process."""
    _use(folder)
    import django

    if not os.environ.get("DATABASE_URL"):
        _keep_private(folder)
    django.setup()


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


def _fresh(folder: Path) -> Path:
    """An empty folder: figures of processes that are gone count no more."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder.resolve()
