"""Runs the command as people do, in a process of its own."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from stature.core.instrument.response import Response


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def stature(*arguments: str | Path) -> Outcome:
        command = [sys.executable, "-m", "stature.cli", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=120)
        assert "Traceback" not in done.stderr
        return Outcome(done.returncode, done.stdout, done.stderr)

    return stature


@pytest.fixture
def answers(tmp_path: Path, leader: Response) -> Path:
    """The made-up leader's answers in long form, as in the sample."""
    lines = ["item,individual,organisation"]
    lines += [
        f"{item},{given['individual']},{given['organisation']}"
        for item, given in leader.answers.items()
    ]
    file = tmp_path / "answers.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file
