"""The first report from a cold start: one person's answers, ``stature score``, all formats."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.measuring import timed
from benchmarks.people import PACK, made_up_people
from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.packs import find_pack

RUNS = 5
SECONDS_ASKED = 2.0
SLOWEST_SHOWN = 12
# The same as the installed command, which need not be on the path.
COMMAND = (sys.executable, "-c", "from stature.cli.main import main; main()")
IMPORT_LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| (\s*)(\S+)")


def run() -> float:
    """The median seconds of a cold ``stature score``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        instrument = find_pack(PACK).instrument
        answers = folder / "answers.csv"
        _write_answers(answers, made_up_people(1, instrument)[0], instrument)
        times = sorted(_score(answers, folder / f"run-{number}") for number in range(RUNS))
    seconds = median(times)
    verdict = "ok" if seconds < SECONDS_ASKED else "NOT MET"
    shown = ", ".join(f"{each:.2f}" for each in times)
    print(
        f"first report: median {seconds:.2f} s of {shown}; asked under {SECONDS_ASKED} s: {verdict}"
    )
    return seconds


def print_slowest_imports() -> None:
    """The modules whose loading takes longest when the command starts, with what they load."""
    finished = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import stature.cli.main"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = [IMPORT_LINE.match(line) for line in finished.stderr.splitlines()]
    lines = [(int(match[2]) / 1000, match[4]) for match in found if match]
    print("milliseconds to load, with what each loads in turn:")
    for milliseconds, module in sorted(lines, reverse=True)[:SLOWEST_SHOWN]:
        print(f"  {milliseconds:7.0f}  {module}")


def _score(answers: Path, out: Path) -> float:
    command = [*COMMAND, "score", str(answers), "--profile", PACK, "--out", str(out)]
    seconds, finished = timed(lambda: subprocess.run(command, capture_output=True, text=True))
    if finished.returncode or not list(out.glob("*.pdf")):
        raise SystemExit(f"stature score made no report: {finished.stderr}")
    return seconds


def _write_answers(path: Path, response: Response, instrument: Instrument) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["item", *instrument.perspective_ids])
        for item in instrument.items:
            ratings = [response.rating(item.code, each) for each in instrument.perspective_ids]
            writer.writerow([item.code, *["" if each is None else each for each in ratings]])


if __name__ == "__main__":
    run()
    print_slowest_imports()
