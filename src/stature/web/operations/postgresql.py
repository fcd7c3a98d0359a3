"""PostgreSQL's own programs for back-ups. The password goes by the environment, not the command."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from django.db import connection

from stature.web.operations.archive import OWNER_ONLY, BackupError

INSTALLED: Final = Path("/usr/lib/postgresql")
FROM_SETTINGS: Final = {
    "PGDATABASE": "NAME",
    "PGUSER": "USER",
    "PGPASSWORD": "PASSWORD",
    "PGHOST": "HOST",
    "PGPORT": "PORT",
}
FROM_OPTIONS: Final = {
    "PGSSLMODE": "sslmode",
    "PGSSLROOTCERT": "sslrootcert",
    "PGSSLCERT": "sslcert",
    "PGSSLKEY": "sslkey",
}


def dump_database(target: Path) -> None:
    """Write the database, as it is at one moment, in PostgreSQL's own form."""
    target.touch(mode=OWNER_ONLY)
    _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")


def restore_database(dump: Path) -> None:
    """Put the dump in the place of what is there: all of it or, when something fails, nothing."""
    _run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-acl",
        "--single-transaction",
        "--exit-on-error",
        f"--dbname={connection.settings_dict['NAME']}",
        str(dump),
    )


def check_dump(dump: Path) -> None:
    """Raise BackupError unless PostgreSQL can read the dump."""
    _run("pg_restore", "--list", str(dump))


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [_path_of(program), *arguments],
        env=os.environ | _connection(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise BackupError(f"{program} failed: {last}", remedy="Nothing was changed.")


def _connection() -> dict[str, str]:
    settings, options = connection.settings_dict, connection.settings_dict["OPTIONS"]
    found = {name: str(settings[key]) for name, key in FROM_SETTINGS.items() if settings[key]}
    return found | {name: str(options[key]) for name, key in FROM_OPTIONS.items() if key in options}


def _path_of(program: str) -> Path:
    """The program: the machine's newest, which reads servers of its own age and older."""
    installed = sorted(
        INSTALLED.glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    found = installed[0] if installed else shutil.which(program)
    if not found:
        raise BackupError(
            f"there is no {program} on this machine.",
            remedy="Install PostgreSQL's client programs (package postgresql-client).",
        )
    return Path(found)
