"""Archives that come from anywhere: what is not a sound back-up changes nothing."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest

from stature.web.operations.archive import (
    BackupError,
    Contents,
    part_of,
    read_contents,
    unpack,
    write_archive,
)


@pytest.fixture
def archive(tmp_path) -> Path:
    """A back-up of a few bytes."""
    database = tmp_path / "source"
    database.write_bytes(b"rows " * 1000)
    contents = Contents(
        "sqlite", "2026-11-22T10:00:00+00:00", "0.1", {"database": part_of(database)}
    )
    write_archive(tmp_path / "archive", contents, {"database": database})
    return tmp_path / "archive"


def rewrite(archive: Path, *, files: dict[str, bytes] | None = None, **changes: object) -> Path:
    """The same archive with another list or other files."""
    with zipfile.ZipFile(archive) as old:
        document = json.loads(old.read("contents.json"))
        database = old.read("database")
    target = archive.with_name("changed")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("contents.json", json.dumps(document | changes))
        for name, data in ({"database": database} | (files or {})).items():
            new.writestr(name, data)
    return target


def test_archive_gives_back_what_was_put_in(archive, tmp_path):
    unpack(archive, read_contents(archive), "database", tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == b"rows " * 1000


def test_archive_and_what_comes_out_are_for_their_owner_only(archive, tmp_path):
    unpack(archive, read_contents(archive), "database", tmp_path / "back")
    for path in (archive, tmp_path / "back"):
        assert path.stat().st_mode & 0o777 == 0o600


def test_existing_file_is_never_overwritten(archive):
    with pytest.raises(BackupError, match="exists already"):
        write_archive(archive, read_contents(archive), {})


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04" + bytes(100)])
def test_file_that_is_no_archive_is_refused(tmp_path, data):
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(BackupError, match=r"not a back-up.*Nothing was changed"):
        read_contents(tmp_path / "file")


PART = {"size": 5000, "sha256": "0" * 64}


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"parts": {}},
        {"parts": {"database": {"size": -1, "sha256": ""}}},
        {"parts": {"database": {"size": "5000", "sha256": ""}}},
        {"parts": {"database": PART, "../../etc/passwd": PART}},
        {"parts": {"database": PART, "secret-key": {"size": 10**9, "sha256": ""}}},
        {"parts": []},
        {"more": 1},
        {"made_at": "x" * 100_000},
    ],
)
def test_archive_with_a_wrong_list_is_refused(archive, changes):
    with pytest.raises(BackupError, match="not a back-up"):
        read_contents(rewrite(archive, **changes))


def test_part_that_is_longer_than_the_list_says_is_not_unpacked_to_its_end(archive, tmp_path):
    bomb = rewrite(archive, files={"database": bytes(50_000_000)})
    with pytest.raises(BackupError, match="not what the list of contents says"):
        unpack(bomb, read_contents(bomb), "database", tmp_path / "back")
    assert (tmp_path / "back").stat().st_size <= 5000


def test_part_with_other_bytes_is_refused(archive, tmp_path):
    other = rewrite(archive, files={"database": b"rowz " * 1000})
    with pytest.raises(BackupError, match="not what the list of contents says"):
        unpack(other, read_contents(other), "database", tmp_path / "back")


def test_part_that_is_damaged_is_refused(archive, tmp_path):
    contents, size = read_contents(archive), archive.stat().st_size
    with archive.open("r+b") as file:
        with zipfile.ZipFile(archive) as whole:
            file.seek(whole.getinfo("database").header_offset + 40)
        file.write(os.urandom(16))
    assert archive.stat().st_size == size
    with pytest.raises(BackupError):
        unpack(archive, contents, "database", tmp_path / "back")


def test_names_that_lead_out_of_the_folder_are_never_written(archive, tmp_path):
    hostile = rewrite(archive, files={"../outside": b"x", "/tmp/outside-stature": b"x"})
    unpack(hostile, read_contents(hostile), "database", tmp_path / "back")
    assert not (tmp_path.parent / "outside").exists()
    assert not Path("/tmp/outside-stature").exists()
