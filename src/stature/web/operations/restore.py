"""Restoring a back-up: looked at first, then put in place in one step."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from stature.web.operations.archive import (
    DATABASE,
    SECRET_KEY,
    BackupError,
    Contents,
    read_contents,
    unpack,
)
from stature.web.operations.postgresql import check_dump, restore_database

BEFORE: Final = "before-restore.sqlite3"
NAMES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def restore_backup(folder: Path, archive: Path, *, force: bool) -> Contents:
    """Put the archive's database and key in the place of those of ``folder``."""
    contents = read_contents(archive)
    _refuse_other_kind(archive, contents)
    _refuse_overwriting(force)
    _refuse_full_disk(folder, contents)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as scratch:
        database, key = Path(scratch) / DATABASE, Path(scratch) / SECRET_KEY
        unpack(archive, contents, DATABASE, database)
        if SECRET_KEY in contents.parts:
            unpack(archive, contents, SECRET_KEY, key)
        _put_in_place(archive, database)
        if key.exists():
            key.replace(folder / SECRET_KEY)
    return contents


def _put_in_place(archive: Path, database: Path) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        check_dump(database)
        restore_database(database)
    else:
        _check_sqlite(archive, database)
        _replace_sqlite(Path(connection.settings_dict["NAME"]), database)


def _refuse_other_kind(archive: Path, contents: Contents) -> None:
    if contents.kind != connection.vendor:
        raise BackupError(
            f"this is a back-up of {NAMES.get(contents.kind, 'another database')}, and the site "
            f"uses {NAMES[connection.vendor]}.",
            where=str(archive),
            remedy="Please set or unset DATABASE_URL as it was when the back-up was made.",
        )


def _refuse_overwriting(force: bool) -> None:
    if _has_data() and not force:
        raise BackupError(
            "there are data here already.",
            where=str(connection.settings_dict["NAME"]),
            remedy="Stop the site, make a back-up of them, then restore with --force.",
        )


def _has_data() -> bool:
    """Whether there is something to lose; what cannot be read may be something."""
    try:
        with connection.cursor() as cursor:
            return bool(connection.introspection.table_names(cursor))
    except DatabaseError:
        return True


def _refuse_full_disk(folder: Path, contents: Contents) -> None:
    wanted = sum(part.size for part in contents.parts.values())
    if wanted > shutil.disk_usage(folder).free:
        raise BackupError(
            f"the back-up needs {wanted / 1e6:,.0f} MB, and the disk has less.", where=str(folder)
        )


def _check_sqlite(archive: Path, database: Path) -> None:
    """Raise BackupError unless this is a sound database that this version can bring up to date."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as copy:
            sound = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            applied = set(copy.execute("SELECT app, name FROM django_migrations"))
    except sqlite3.DatabaseError:
        sound, applied = False, set()
    if not sound:
        raise BackupError("its database is damaged.", where=str(archive))
    if applied - set(MigrationLoader(None).disk_migrations):
        raise BackupError(
            "it was made by a newer version of Stature.",
            where=str(archive),
            remedy="Please install that version and restore with it.",
        )


def _replace_sqlite(current: Path, database: Path) -> None:
    """Put the database in place; the one that was there is kept beside it."""
    if current.exists() and current.stat().st_size:
        _bring_together(current)
        current.replace(current.with_name(BEFORE))
        for rest in ("-wal", "-shm"):  # of a database too damaged to be closed well
            current.with_name(current.name + rest).unlink(missing_ok=True)
    database.replace(current)


def _bring_together(current: Path) -> None:
    """Write the log of changes into the database. Raises BackupError while the site is running."""
    try:
        with closing(sqlite3.connect(current, timeout=1)) as old:
            old.execute("PRAGMA locking_mode=EXCLUSIVE")
            old.execute("BEGIN EXCLUSIVE")
            old.execute("COMMIT")
            old.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BackupError(
            "the site is running.", where=str(current), remedy="Please stop it first."
        ) from error
    except sqlite3.DatabaseError:
        return  # damaged: a reason to restore
