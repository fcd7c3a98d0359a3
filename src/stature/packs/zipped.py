"""A pack's folder out of a zip file from anybody: nothing outside the folder, and nothing huge."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from stature.core.errors import PackError

MOST_FILES: Final = 200
MOST_UNPACKED_BYTES: Final = 4 * 1024 * 1024
MOST_FOLDERS: Final = 4
ENDINGS: Final = (".yaml", ".yml")
FRAMEWORK: Final = "framework.yaml"
LINK: Final = 0xA  # the kind of entry, in the upper bits of what Unix says of a file
ENCRYPTED: Final = 0x1
PART: Final = re.compile(r"(?!\.)[\w. -]{1,80}(?<![. ])")
# What computers add to a zip by themselves; nobody needs to hear of it.
ADDED: Final = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


def is_zipped_pack(data: bytes) -> bool:
    """Whether the data are a zip with a framework.yaml; a workbook is a zip without one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _home(archive) is not None
    except Exception:  # a broken zip can provoke nearly every kind of error
        return False


def check_unpacked_size(data: bytes) -> None:
    """Raises PackError for a zip or workbook that would unpack to too much; others pass."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [entry.file_size for entry in archive.infolist()]
    except Exception:  # no zip, or a broken one: whoever reads it says so in plain words
        return
    if len(sizes) > MOST_FILES or sum(sizes) > MOST_UNPACKED_BYTES:
        raise PackError(
            f"it unpacks to more than {MOST_FILES} files or {MOST_UNPACKED_BYTES // 2**20} MB.",
            remedy="Keep only what belongs to the framework.",
        )


def unpack(data: bytes, folder: Path) -> list[str]:
    """Write the YAML files of a zipped pack into an empty folder.

    Returns the names of what was left out. Raises PackError for a zip that is broken, is larger
    than it says, or has a file whose place is not plainly inside it; then nothing of it counts.
    """
    check_unpacked_size(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return list(_write(archive, folder))
    except PackError:
        raise
    except Exception as error:  # see above
        raise PackError(
            f"the zip file cannot be read ({type(error).__name__}).",
            remedy="Pack the folder again, without a password.",
        ) from error


def _write(archive: zipfile.ZipFile, folder: Path) -> Iterator[str]:
    """Write each file that counts; yields the names of the others."""
    home, seen = _home(archive) or PurePosixPath(), set[str]()
    for entry in archive.infolist():
        place = _checked(entry)
        if entry.is_dir() or any(part in ADDED for part in place.parts):
            continue
        if place.suffix.lower() not in ENDINGS or not place.is_relative_to(home):
            yield str(place)
            continue
        inside = place.relative_to(home)
        if str(inside).casefold() in seen:
            raise PackError(f"'{inside}' stands twice in the zip file.", remedy="Pack it again.")
        seen.add(str(inside).casefold())
        path = folder / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(archive.read(entry))


def _home(archive: zipfile.ZipFile) -> PurePosixPath | None:
    """The folder in which framework.yaml stands: the top one, or a single one inside it."""
    names = [PurePosixPath(name) for name in archive.namelist()[:MOST_FILES]]
    found = [name.parent for name in names if name.name == FRAMEWORK and len(name.parts) <= 2]
    return min(found, key=lambda each: len(each.parts), default=None)


def _checked(entry: zipfile.ZipInfo) -> PurePosixPath:
    """The place of an entry. A name with '..', a drive, a link or odd letters is refused."""
    place = PurePosixPath(entry.filename)
    kind = entry.external_attr >> 28
    added = any(part in ADDED for part in place.parts) and ".." not in place.parts
    plain = all(PART.fullmatch(part) for part in place.parts) and len(place.parts) <= MOST_FOLDERS
    if not (added or plain) or kind == LINK or entry.flag_bits & ENCRYPTED:
        shown = "".join(letter if letter.isprintable() else "?" for letter in str(place)[:60])
        raise PackError(
            f"'{shown}' in the zip file is not taken: it is a link, is locked, or has an odd name.",
            remedy="Pack the folder again, with plain names and without a password.",
        )
    return place
