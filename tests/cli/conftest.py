"""Runs the command: in this process, or as people do, in one of its own."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from stature.cli.main import main
from stature.core.instrument.feedback import FeedbackInstrument, build_questionnaire
from stature.core.instrument.response import Response
from stature.packs import find_framework_pack


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run_alone(tmp_path: Path) -> Run:
    """Runs the command in a process of its own."""

    def stature(*arguments: str | Path) -> Outcome:
        command = [sys.executable, "-m", "stature.cli", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=120)
        assert "Traceback" not in done.stderr
        return Outcome(done.returncode, done.stdout, done.stderr)

    return stature


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process, which is quicker where nothing asks for another."""

    def stature(*arguments: str | Path) -> Outcome:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["stature", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        done = capfd.readouterr()
        return Outcome(int(ended.value.code or 0), done.out, done.err)

    return stature


@pytest.fixture(scope="session")
def feedback_questionnaire() -> FeedbackInstrument:
    """The short questionnaire of the bundled framework."""
    pack = find_framework_pack("customer-service-director")
    return build_questionnaire(pack.framework, pack.feedback_texts).instrument


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
