"""A site made ready once, and copied for each test that runs commands on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from tests.databases import SERVER, wants_postgresql

PROJECT = Path(__file__).parents[3]
PREPARE = """
import sys
from pathlib import Path
from stature.web.launch import prepare
prepare(Path(sys.argv[1]))
"""

Run = Callable[[str], list[tuple[object, ...]]]


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without anything of this test run, for processes of their own."""
    kept = {name: value for name, value in os.environ.items() if "STATURE" not in name}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "stature.web.project.settings",
        "PYTHONPATH": os.pathsep.join((str(PROJECT / "src"), str(PROJECT))),
        **more,
    }


def prepare(folder: Path, url: str = "") -> None:
    """Make the tables, in a process of its own."""
    environment = clean_environment(**({"DATABASE_URL": url} if url else {}))
    subprocess.run([sys.executable, "-c", PREPARE, str(folder)], env=environment, check=True)


@pytest.fixture(scope="session")
def ready_sqlite(tmp_path_factory) -> Path:
    """A folder with an SQLite database that has all tables."""
    folder = tmp_path_factory.mktemp("ready")
    prepare(folder)
    return folder


@pytest.fixture
def sqlite_folder(ready_sqlite, tmp_path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(ready_sqlite, tmp_path / "data"))


@pytest.fixture(scope="session")
def ready_postgresql(tmp_path_factory) -> Iterator[str]:
    """The address of a PostgreSQL database that has all tables."""
    yield from _new_database("ready", "template1", tmp_path_factory.mktemp("ready"))


@pytest.fixture
def site(request, tmp_path) -> Iterator[dict[str, str]]:
    """The environment of a site on the database of this test run."""
    if not wants_postgresql():
        request.getfixturevalue("sqlite_folder")
        yield clean_environment(STATURE_DATA=str(tmp_path / "data"))
        return
    ready = request.getfixturevalue("ready_postgresql").rpartition("/")[2]
    for url in _new_database("site", ready, None):
        yield clean_environment(STATURE_DATA=str(tmp_path / "data"), DATABASE_URL=url)


@pytest.fixture
def query(site) -> Run:
    """Runs SQL on the database of that site."""

    def run(statement: str) -> list[tuple[object, ...]]:
        import sqlite3

        url, folder = site.get("DATABASE_URL"), Path(site["STATURE_DATA"])
        opened = psycopg.connect(url) if url else sqlite3.connect(folder / "stature.sqlite3")
        with closing(opened) as connection:
            cursor = connection.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
            connection.commit()
        return rows

    return run


def _new_database(name: str, template: str, folder: Path | None) -> Iterator[str]:
    """A new database, which is dropped in the end; its tables are made unless it is a copy."""
    name, server = f"{name}_{uuid4().hex}", os.environ[SERVER]
    url = server.rpartition("/")[0] + "/" + name
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with closing(psycopg.connect(server, autocommit=True)) as connection:
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        if folder:
            prepare(folder, url)
        yield url
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
