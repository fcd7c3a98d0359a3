"""Jobs that the tests have done."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def write(path: str, line: str = "done") -> None:
    """Add a line to a file."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def refuse(secret: str) -> None:
    """Fail with words that hold something private."""
    raise ConnectionRefusedError(secret)


def sleep(seconds: int) -> None:
    """Take long."""
    time.sleep(seconds)


def die_once(path: str) -> None:
    """Kill the worker at the first try, and do the work at the second."""
    is_first = not Path(path).exists()
    write(path, "begun")
    if is_first:
        os.kill(os.getpid(), signal.SIGKILL)
    write(path, "done")
