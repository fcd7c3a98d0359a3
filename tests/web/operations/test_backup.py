"""``stature backup`` and ``stature restore`` as commands, on the database of the test run."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stature.cli.main import app
from stature.web.operations.archive import Contents, part_of, write_archive
from tests.databases import wants_postgresql

START = "from stature.cli.main import main; main()"
NAMES = "SELECT name FROM accounts_organisation"

pytestmark = pytest.mark.xdist_group("processes")
Stature = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def stature(site, tmp_path) -> Stature:
    """Runs the command."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", START, *arguments],
            env=site,
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )

    return run


def test_back_up_is_restored_and_nothing_is_overwritten_unasked(stature, query, tmp_path):
    made = stature(
        "organisation", "create", "Harbour Hotels", "--administrator", "ada@harbour.example"
    )
    assert "/join/" in made.stdout, made.stderr
    assert stature("backup", "kept.zip").returncode == 0
    assert (tmp_path / "kept.zip").stat().st_mode & 0o777 == 0o600

    secret = tmp_path / "data" / "secret-key"
    key = secret.read_text()
    secret.write_text("another")
    query("UPDATE accounts_organisation SET name = 'Northern Rail'")

    refused = stature("restore", "kept.zip")
    assert (refused.returncode, "--force" in refused.stderr) == (3, True)
    assert query(NAMES) == [("Northern Rail",)]

    done = stature("restore", "kept.zip", "--force")
    assert done.returncode == 0, done.stderr
    assert query(NAMES) == [("Harbour Hotels",)]
    assert secret.read_text() == key


@pytest.mark.skipif(wants_postgresql(), reason="about SQLite's file")
@pytest.mark.parametrize("kind", ["not a database", "no table of ours", "newer"])
def test_database_that_cannot_be_used_changes_nothing(stature, query, tmp_path, kind):
    query("CREATE TABLE mark (x)")
    inner = tmp_path / "inner"
    if kind == "not a database":
        inner.write_bytes(b"not a database")
    else:
        with closing(sqlite3.connect(inner)) as database:
            database.execute("CREATE TABLE other (x)")
            if kind == "newer":
                database.execute("CREATE TABLE django_migrations (app, name)")
                database.execute("INSERT INTO django_migrations VALUES ('people', '9999_later')")
            database.commit()
    write_archive(
        tmp_path / "hostile.zip",
        Contents("sqlite", "", "", {"database": part_of(inner)}),
        {"database": inner},
    )
    refused = stature("restore", "hostile.zip", "--force")
    said = "newer version" if kind == "newer" else "damaged"
    assert (refused.returncode, said in refused.stderr) == (3, True)
    assert query("SELECT * FROM mark") == []


@pytest.mark.skipif(not wants_postgresql(), reason="about PostgreSQL's own form")
def test_dump_that_postgresql_cannot_read_changes_nothing(stature, query, tmp_path):
    query("CREATE TABLE mark (x int)")
    inner = tmp_path / "inner"
    inner.write_bytes(b"PGDMP not a dump")
    write_archive(
        tmp_path / "hostile.zip",
        Contents("postgresql", "", "", {"database": part_of(inner)}),
        {"database": inner},
    )
    refused = stature("restore", "hostile.zip", "--force")
    assert (refused.returncode, "pg_restore failed" in refused.stderr) == (3, True)
    assert query("SELECT * FROM mark") == []


def test_back_up_of_the_other_database_is_refused(stature, tmp_path):
    (tmp_path / "inner").write_bytes(b"")
    other = "sqlite" if wants_postgresql() else "postgresql"
    contents = Contents(other, "", "", {"database": part_of(Path(tmp_path / "inner"))})
    write_archive(tmp_path / "other.zip", contents, {"database": tmp_path / "inner"})
    refused = stature("restore", "other.zip", "--force")
    assert (refused.returncode, "DATABASE_URL" in refused.stderr) == (3, True)


@pytest.mark.parametrize(
    ("name", "administrator", "said"),
    [
        ("", "a@b.example", "1 to 120 letters"),
        ("x" * 121, "a@b.example", "1 to 120 letters"),
        ("Two\nlines", "a@b.example", "1 to 120 letters"),
        ("Harbour", "nobody", "not an e-mail address"),
        ("Harbour", "a b@c.example", "not an e-mail address"),
    ],
)
def test_organisation_needs_a_name_and_an_address(name, administrator, said):
    words = ["organisation", "create", name, "--administrator", administrator]
    assert said in str(CliRunner().invoke(app, words).exception)
