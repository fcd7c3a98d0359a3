"""Published ratings within groups through the whole path: import, score, reports, group report.

The groups' members are read as direct reports who rate the leader of the group.
"""

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest
import yaml

from stature.cli.feedback_round import FeedbackRound, read_round
from stature.core.instrument.feedback import FeedbackInstrument
from stature.packs import load_document
from tests.cli.conftest import Run
from tests.cli.feedback_rounds import write_table
from tests.core.feedback_sample import framework_of
from tests.core.psychometrics.conftest import Reference

LEAD = [f"LEAD{number:02d}" for number in range(1, 12)]
BHR = ["AF06", "AF07", "AP12", "AP17", "AP33", "AP34", "AS14", "AS15", "AS16", "AS17", "AS28"]


def written_round(folder: Path, name: str, leader: str, items: list[str], run: Run) -> None:
    """The file as a table of ratings, with a framework and a questionnaire of its own."""
    answers, leaders = Reference.answers(name, items), Reference.column(name, leader)
    codes = [f"L1.{place}.1" for place in range(1, len(items) + 1)]
    write_table(
        folder / "ratings.csv",
        [
            {"leader": str(of), "rater": f"r{place}", "group": "direct-reports"}
            | {code: f"{answer:g}" for code, answer in zip(codes, row, strict=True)
               if not np.isnan(answer)}
            for place, (of, row) in enumerate(zip(leaders, answers, strict=True))
        ],
    )  # fmt: skip
    own = folder / "own"
    own.mkdir()
    framework = framework_of([[f"Item {item}."] for item in items]).model_dump(mode="json")
    (own / "framework.yaml").write_text(yaml.safe_dump(framework), encoding="utf-8")
    made = run("instrument", "from-framework", "own", "--items", "11", "--out", "asked.json")
    assert made.code == 0, made.err


def scored(folder: Path) -> FeedbackRound:
    """The round as the commands read and score it, with exact figures."""
    instrument = load_document(folder / "asked.json")
    assert isinstance(instrument, FeedbackInstrument)
    return read_round(folder / "ratings.csv", instrument)


def as_told(value: float) -> float:
    """Figures of a round are told in steps of 0.05, rounded down, up to 0.95."""
    return min(math.floor(value * 20 + 1e-9) / 20, 0.95)


def group_report(folder: Path, run: Run) -> tuple[dict[str, float], str]:
    """What the group report tells of the round by name, and its page."""
    asked = ["--framework", "own", "--questionnaire", "asked.json", "--out", "made"]
    done = run("feedback", "group", "ratings.csv", *asked, "--format", "html")
    assert (done.code, done.err) == (0, "")
    document = json.loads((folder / "made" / "group.json").read_text("utf-8"))
    found = {**document["reliability"]["L1"], **document["agreement"]["L1"]}
    told = {name: statistic["estimate"] for name, statistic in found.items()}
    return told, (folder / "made" / "all-leaders.group-report.html").read_text("utf-8")


def numbers_of(page: str) -> list[float]:
    """The estimates of the row that tells how far scores can be trusted."""
    row = next(row for row in page.split("<tr")[::-1] if "L1 Leading" in row)
    return [float(text) for text in re.findall(r"<td[^>]*>\s*(-?\d\.\d\d)", row)]


def test_lq2002_from_a_table_to_the_group_report(run: Run, tmp_path: Path) -> None:
    expected = Reference.values("agreement")["lq2002"]
    written_round(tmp_path, "lq2002", "COMPID", LEAD, run)
    found = scored(tmp_path).figures.reliability["L1"]
    assert found.icc is not None
    assert found.agreement is not None
    exact = (
        found.icc.estimate,
        found.icc.icc2.estimate,
        found.agreement.r_wg["uniform"].estimate,
        found.agreement.r_wg["slight skew"].estimate,
    )
    of_r = (
        expected["ICC_LEAD"]["ICC1_multilevel"],
        expected["ICC_LEAD"]["ICC2_multilevel"],
        expected["rwgj_LEAD_uniform"]["mean"],
        expected["rwgj_LEAD_slightskew"]["mean"],
    )
    assert exact == pytest.approx(of_r, abs=1e-9)
    assert of_r == pytest.approx((0.087956, 0.800754, 0.867785, 0.410278), abs=6e-7)
    told, page = group_report(tmp_path, run)
    assert list(told.values()) == pytest.approx([as_told(value) for value in of_r])
    assert numbers_of(page) == pytest.approx([as_told(value) for value in of_r[:3]])
    assert "49 leaders together" in page


def test_bhr2000_from_a_table_to_the_group_report(run: Run, tmp_path: Path) -> None:
    """Mean and least r_wg(J) by multilevel in R, printed to five decimals."""
    written_round(tmp_path, "bhr2000", "GRP", BHR, run)
    found = scored(tmp_path).figures.reliability["L1"]
    assert found.icc is not None
    assert found.agreement is not None
    uniform = found.agreement.r_wg["uniform"]
    assert uniform.estimate == pytest.approx(0.88761, abs=6e-6)
    assert np.nanmin(uniform.values) == pytest.approx(0.78588, abs=6e-6)
    told, page = group_report(tmp_path, run)
    exact = [found.icc.estimate, found.icc.icc2.estimate, 0.88761]
    assert list(told.values())[:3] == pytest.approx([as_told(value) for value in exact])
    assert numbers_of(page) == pytest.approx([as_told(value) for value in exact])
    assert "99 leaders together" in page


def test_each_leader_of_lq2002_gets_a_report(run: Run, tmp_path: Path) -> None:
    written_round(tmp_path, "lq2002", "COMPID", LEAD, run)
    asked = ["--framework", "own", "--questionnaire", "asked.json", "--out", "made"]
    done = run("feedback", "reports", "ratings.csv", *asked, "--format", "html")
    assert (done.code, done.err) == (0, "")
    assert len(list((tmp_path / "made").glob("*.leadership-report.html"))) == 49
