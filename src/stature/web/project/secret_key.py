"""The key that signs this installation's cookies."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

FILE_NAME: Final = "secret-key"


def load_secret_key(folder: Path) -> str:
    """The key kept in ``folder``, made there at the first call and readable by its owner only."""
    path = folder / FILE_NAME
    folder.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = new_secret_key()
        file.write(key)
    return key


def new_secret_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(48)
