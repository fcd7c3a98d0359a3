"""``stature feedback``: a made-up leader's ratings in, the report out."""

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_made_up_ratings_make_a_report_and_a_pack(run: Run, tmp_path: Path) -> None:
    assert run("feedback", "made-up", "ratings.json").code == 0
    given = json.loads((tmp_path / "ratings.json").read_text("utf-8"))
    assert len(given["ratings"]) + len(given["late"]) == 13
    done = run(
        "feedback", "report", "ratings.json", "--out", "made", "--role", "service-director",
        "--facilitator", "--format", "html",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    names = {path.name for path in (tmp_path / "made").iterdir()}
    assert names == {"leadership-report.html", "facilitator-pack.html"}
    page = (tmp_path / "made" / "leadership-report.html").read_text("utf-8")
    assert "Personal report for Robin Achterberg" in page
    assert "Made-up data" in page


def test_same_seed_makes_the_same_ratings(run: Run, tmp_path: Path) -> None:
    for name, seed in (("a.json", 1), ("b.json", 1), ("c.json", 2)):
        run("feedback", "made-up", name, "--seed", str(seed))
    a, b, c = ((tmp_path / name).read_text("utf-8") for name in ("a.json", "b.json", "c.json"))
    assert a == b
    assert a != c


def test_ratings_that_break_a_rule_are_refused_with_their_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"name": "Kim", "leader": "kim", "ratings": []}', "utf-8")
    done = run("feedback", "report", "bad.json")
    assert done.code == 3
    assert "bad.json, ratings" in done.err


def test_ratings_of_another_questionnaire_are_told_of(run: Run, tmp_path: Path) -> None:
    run("feedback", "made-up", "ratings.json", "--full")
    done = run("feedback", "report", "ratings.json")
    assert done.code == 3
    assert "no rating can be used" in done.err


def test_unknown_role_names_the_known_ones(run: Run, tmp_path: Path) -> None:
    run("feedback", "made-up", "ratings.json")
    done = run("feedback", "report", "ratings.json", "--role", "captain")
    assert done.code == 3
    assert "service-director" in done.err
