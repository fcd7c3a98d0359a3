"""A back-up as a file: one ZIP archive with the database, the secret key and a list of both.

An archive to be restored may come from anywhere. Nothing is unpacked by the names in it: two known
parts are read, each no longer than the list says, and each must have the hash that the list says.
"""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

from stature.core.errors import StatureError

FORMAT: Final = 1
LIST: Final = "contents.json"
DATABASE: Final = "database"
SECRET_KEY: Final = "secret-key"
LONGEST_LIST: Final = 64 * 1024
LONGEST_KEY: Final = 4 * 1024
BLOCK: Final = 1024 * 1024
OWNER_ONLY: Final = 0o600
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    AttributeError,
)


class BackupError(StatureError):
    """A back-up cannot be made or restored."""


@dataclass(frozen=True)
class Part:
    """A file in the archive."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Contents:
    """What a back-up holds: which database, when it was made, by which version."""

    kind: str
    made_at: str
    version: str
    parts: Mapping[str, Part]


def write_archive(target: Path, contents: Contents, files: Mapping[str, Path]) -> None:
    """Write the archive to a new file that its owner alone may read."""
    document = {"format": FORMAT, **asdict(contents)}
    with (
        new_private_file(target) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
    ):
        archive.writestr(LIST, json.dumps(document, indent=2))
        for name, path in files.items():
            archive.write(path, name)


def read_contents(path: Path) -> Contents:
    """What the archive says it holds. Raises BackupError unless it is a back-up of this form."""
    try:
        with zipfile.ZipFile(path) as archive:
            document = json.loads(_read_list(archive))
        return _contents(document)
    except (*DAMAGED, ValueError, TypeError) as error:
        raise _unsound(path, "it is not a back-up of Stature, or it is damaged") from error


def unpack(path: Path, contents: Contents, name: str, target: Path) -> None:
    """Write one part to a new file. Raises BackupError unless it is what the list names."""
    part, hashed, size = contents.parts[name], sha256(), 0
    try:
        with (
            zipfile.ZipFile(path) as archive,
            archive.open(name) as packed,
            new_private_file(target) as file,
        ):
            while block := packed.read(BLOCK):
                size += len(block)
                if size > part.size:
                    break
                hashed.update(block)
                file.write(block)
    except DAMAGED as error:
        raise _unsound(path, f"its {name} cannot be read") from error
    if size != part.size or hashed.hexdigest() != part.sha256:
        raise _unsound(path, f"its {name} is not what the list of contents says")


def part_of(path: Path) -> Part:
    """A file's size and hash."""
    hashed = sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            hashed.update(block)
    return Part(path.stat().st_size, hashed.hexdigest())


def new_private_file(path: Path) -> IO[bytes]:
    """A new file that its owner alone may read. Raises BackupError where there is one."""
    try:
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w+b")
    except FileExistsError as error:
        raise BackupError(
            "this file exists already.", where=str(path), remedy="Please choose another name."
        ) from error


def _read_list(archive: zipfile.ZipFile) -> bytes:
    with archive.open(LIST) as packed:
        text = packed.read(LONGEST_LIST + 1)
    if len(text) > LONGEST_LIST:
        raise ValueError(LIST)
    return text


def _contents(document: Any) -> Contents:
    if document.pop("format") != FORMAT:
        raise ValueError("format")
    parts = {name: Part(**part) for name, part in document.pop("parts").items()}
    contents = Contents(parts=parts, **document)
    known = {DATABASE} <= set(parts) <= {DATABASE, SECRET_KEY}
    sizes = [part.size for part in parts.values()]
    if not known or any(type(size) is not int or size < 0 for size in sizes):
        raise ValueError("parts")
    if SECRET_KEY in parts and parts[SECRET_KEY].size > LONGEST_KEY:
        raise ValueError(SECRET_KEY)
    return contents


def _unsound(path: Path, what: str) -> BackupError:
    return BackupError(
        f"{what}.", where=str(path), remedy="Nothing was changed. Please use another back-up."
    )
