"""Making a back-up while the site runs: all of one moment, and readable by its owner only."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.utils import timezone

from stature import __version__
from stature.web.operations.archive import (
    DATABASE,
    OWNER_ONLY,
    SECRET_KEY,
    BackupError,
    Contents,
    part_of,
    write_archive,
)
from stature.web.operations.postgresql import dump_database


def write_backup(folder: Path, target: Path) -> Contents:
    """Write the database and the secret key of ``folder`` to the new file ``target``."""
    _refuse_unusable(target)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".stature-backup-") as scratch:
        files = {DATABASE: Path(scratch) / "database"}
        _copy_database(files[DATABASE])
        if (folder / SECRET_KEY).is_file():
            files[SECRET_KEY] = folder / SECRET_KEY
        contents = Contents(
            kind=connection.vendor,
            made_at=timezone.now().isoformat(timespec="seconds"),
            version=__version__,
            parts={name: part_of(path) for name, path in files.items()},
        )
        finished = Path(scratch) / "archive"
        write_archive(finished, contents, files)
        _refuse_unusable(target)
        finished.replace(target)
    return contents


def copy_sqlite(source: Path, target: Path) -> None:
    """A copy of one moment, by SQLite's own means: savers go on meanwhile."""
    target.touch(mode=OWNER_ONLY)
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _copy_database(target: Path) -> None:
    _refuse_empty()
    if connection.vendor == "postgresql":
        dump_database(target)
    else:
        copy_sqlite(Path(connection.settings_dict["NAME"]), target)


def _refuse_empty() -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if "django_migrations" not in tables:
        raise BackupError(
            "there are no data of Stature here.",
            where=str(connection.settings_dict["NAME"]),
            remedy="Please name the folder of the site with --data.",
        )


def _refuse_unusable(target: Path) -> None:
    if target.exists():
        raise BackupError(
            "this file exists already.", where=str(target), remedy="Please choose another name."
        )
