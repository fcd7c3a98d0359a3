"""``stature norms``: from ratings and consent to norms, drift, and norms that do not fit."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from stature.cli.norms import read_norms
from stature.core.errors import PackError
from stature.core.instrument.feedback import FeedbackInstrument, build_questionnaire
from stature.packs import find_framework_pack
from tests.cli.conftest import Run

ORIGIN = (
    "--people", "service leaders", "--place", "Europe", "--from", "2026-01-01",
    "--to", "2026-06-30", "--author", "Us",
)  # fmt: skip


@pytest.fixture(scope="module")
def instrument() -> FeedbackInstrument:
    pack = find_framework_pack("customer-service-director")
    return build_questionnaire(pack.framework, pack.feedback_texts).instrument


def write_round(path: Path, instrument: FeedbackInstrument, names: list[str], seed: int) -> None:
    """Leaders with five peers each, whose answers lean on a level of the leader's own."""
    rng = np.random.default_rng(seed)
    codes = [item.code for item in instrument.items]
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["participant", "rater", "group", *codes])
        for name in names:
            level = rng.normal(3.5, 0.5)
            for rater in range(5):
                answers = np.clip(np.rint(rng.normal(level, 0.9, len(codes))), 1, 5).astype(int)
                rows.writerow([name, f"{name} {rater}", "peers", *answers])


def write_consent(path: Path, names: list[str]) -> None:
    path.write_text("# who agreed\n\n" + "\n".join(names) + "\n", encoding="utf-8")


def test_norms_come_from_leaders_who_agreed_and_grow_by_many(
    run: Run, tmp_path: Path, instrument: FeedbackInstrument
) -> None:
    old, new = [f"a{n}" for n in range(104)], [f"b{n}" for n in range(31)]
    write_round(tmp_path / "one.csv", instrument, old, seed=1)
    write_round(tmp_path / "two.csv", instrument, new, seed=2)
    write_consent(tmp_path / "agreed.txt", [*old[:101], "stranger"])
    made = run("norms", "build", "one.csv", "--consent", "agreed.txt", "--out", "1.json", *ORIGIN)
    assert made.code == 0
    assert "Compared with 101 leaders or more: service leaders, Europe" in made.out
    assert "Agreed and in none of the files: 1." in made.err
    assert '"a1"' not in (tmp_path / "1.json").read_text("utf-8")

    further = ("--earlier", "1.json", "--out", "2.json", *ORIGIN)
    write_consent(tmp_path / "few.txt", new[:29])
    few = run("norms", "build", "two.csv", "--consent", "few.txt", *further)
    assert few.code == 3
    assert "a further version needs 30" in few.err
    write_consent(tmp_path / "more.txt", new)
    assert run("norms", "build", "two.csv", "--consent", "more.txt", *further).code == 0
    second = json.loads((tmp_path / "2.json").read_text("utf-8"))
    assert (second["version"], sum(second["competencies"]["T1"]["counts"])) == ("2.0.0", 132)

    drift = run("norms", "drift", "1.json", "2.json")
    assert drift.code == 0
    assert sum(line.startswith(("T", "M", "A", "I")) for line in drift.out.splitlines()) == 16


def test_too_few_who_agreed_make_no_norms(
    run: Run, tmp_path: Path, instrument: FeedbackInstrument
) -> None:
    write_round(tmp_path / "one.csv", instrument, ["a", "b"], seed=1)
    write_consent(tmp_path / "agreed.txt", ["a", "b"])
    done = run("norms", "build", "one.csv", "--consent", "agreed.txt", *ORIGIN)
    assert done.code == 3
    assert "2 leaders agreed" in done.err
    assert not (tmp_path / "norms.json").exists()


def test_file_that_holds_no_norms_is_refused(tmp_path: Path, instrument: FeedbackInstrument):
    (tmp_path / "other.json").write_text(instrument.model_dump_json(), encoding="utf-8")
    with pytest.raises(PackError, match="these are no norms"):
        read_norms(tmp_path / "other.json")
