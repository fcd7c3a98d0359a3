"""``stature feedback group``: several leaders together, without names."""

import json
from pathlib import Path

import pytest

from stature.core.instrument.feedback import FeedbackInstrument
from tests.cli.conftest import Run
from tests.cli.feedback_rounds import Row, made_up_rows, write_table

N = 11
NORTH = ",".join(f"leader {number}" for number in range(6))


@pytest.fixture(scope="module")
def rows(feedback_questionnaire: FeedbackInstrument) -> list[Row]:
    return made_up_rows(feedback_questionnaire, N)


@pytest.fixture
def table(rows: list[Row], tmp_path: Path) -> Path:
    return write_table(tmp_path / "round.csv", rows)


def group_in(folder: Path) -> dict:  # type: ignore[type-arg]
    document: dict = json.loads((folder / "group.json").read_text("utf-8"))  # type: ignore[type-arg]
    return document


@pytest.mark.usefixtures("table")
def test_all_leaders_together_without_names(run: Run, tmp_path: Path) -> None:
    done = run("feedback", "group", "round.csv", "--out", "made", "--day", "2026-03-07")
    assert (done.code, done.err) == (0, "")
    assert "Made 1 group report." in done.out
    names = {path.name for path in (tmp_path / "made").iterdir()}
    assert names == {
        "all-leaders.group-report.pdf", "all-leaders.group-report.html", "group.json",
        "group-basis.json",
    }  # fmt: skip
    for name in names - {"all-leaders.group-report.pdf", "group-basis.json"}:
        assert "leader 1" not in (tmp_path / "made" / name).read_text("utf-8")
    page = (tmp_path / "made" / "all-leaders.group-report.html").read_text("utf-8")
    assert "11 leaders together" in page
    assert (tmp_path / "made" / "all-leaders.group-report.pdf").read_bytes().startswith(b"%PDF")
    document = group_in(tmp_path / "made")
    figures = document["selections"]["All leaders"]["figures"]
    assert len(figures) == 2 * 16
    assert {5 <= figure["leaders"] <= N for figure in figures} == {True}
    assert set(document["reliability"]) == set(document["agreement"])
    with_error = [figure for figure in figures if not figure["why_no_error"]]
    assert len(with_error) >= 16
    for figure in with_error:
        assert figure["low"] <= float(figure["mean"]) <= figure["high"]


@pytest.mark.usefixtures("table")
def test_selections_each_get_a_report_and_small_ones_are_told(run: Run, tmp_path: Path) -> None:
    done = run(
        "feedback", "group", "round.csv", "--out", "made", "--format", "html",
        "--selection", "Everyone=*", "--selection", f"North={NORTH}",
        "--selection", "South=leader 7, leader 8",
    )  # fmt: skip
    assert done.code == 4
    assert "No report on South: Fewer than 5 people." in done.err
    assert "Made 2 group reports." in done.out
    names = {path.name for path in (tmp_path / "made").iterdir()}
    assert names == {
        "everyone.group-report.html",
        "north.group-report.html",
        "group.json",
        "group-basis.json",
    }
    document = group_in(tmp_path / "made")
    assert list(document["selections"]) == ["Everyone", "North"]
    assert document["hidden"] == {"South": "Fewer than 5 people."}


@pytest.mark.usefixtures("table")
def test_the_same_round_makes_the_same_bytes(run: Run, tmp_path: Path) -> None:
    """Eleven leaders are worked on here, and the order in which they are done plays no part."""
    for out in ("a", "b"):
        assert run("feedback", "group", "round.csv", "--out", out).code == 0
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("selection", "code", "told"),
    [
        ("North", 2, "is no selection"),
        ("=leader 1", 2, "is no selection"),
        ("North=leader 1,nobody", 3, "there is no rating that counts about 'nobody'"),
        ("North=leader 1,leader 2", 3, "nothing may be shown of these leaders together"),
        ("North=", 3, "nothing may be shown of these leaders together"),
    ],
)
@pytest.mark.usefixtures("table")
def test_a_selection_that_cannot_be_shown_is_refused(
    run: Run, tmp_path: Path, selection: str, code: int, told: str
) -> None:
    done = run("feedback", "group", "round.csv", "--out", "made", "--selection", selection)
    assert done.code == code
    assert told in done.err
    assert not (tmp_path / "made").exists()


@pytest.mark.usefixtures("table")
def test_a_name_of_a_selection_stands_once(run: Run) -> None:
    twice = ["--selection", "North=*", "--selection", "North=leader 1"]
    done = run("feedback", "group", "round.csv", "--out", "made", *twice)
    assert done.code == 2
    assert "'North' is there twice" in done.err


def second_round(
    rows: list[Row], questionnaire: FeedbackInstrument, folder: Path, *, leaders: int
) -> Path:
    """The same round, in which so many leaders were rated otherwise."""
    new = made_up_rows(questionnaire, N, seed=2)
    changed = {f"leader {number}" for number in range(leaders)}
    both = [row for row in new if row["leader"] in changed]
    both += [row for row in rows if row["leader"] not in changed]
    return write_table(folder / "second.csv", both)


@pytest.mark.usefixtures("table")
def test_a_later_report_is_made_beside_the_earlier_one(
    run: Run, rows: list[Row], feedback_questionnaire: FeedbackInstrument, tmp_path: Path
) -> None:
    assert run("feedback", "group", "round.csv", "--out", "first").code == 0
    earlier = ["--earlier", "first/group-basis.json"]
    second_round(rows, feedback_questionnaire, tmp_path, leaders=1)
    held = run("feedback", "group", "second.csv", "--out", "second", *earlier)
    assert held.code == 3
    assert "would show what the earlier ones show" in held.err
    second_round(rows, feedback_questionnaire, tmp_path, leaders=6)
    done = run("feedback", "group", "second.csv", "--out", "second", *earlier)
    assert done.code == 0, done.err
    second = group_in(tmp_path / "second")
    assert second["reliability"] == {}
    assert second["selections"] != group_in(tmp_path / "first")["selections"]
    files = [f"{folder}/group-basis.json" for folder in ("first", "second")]
    audited = run(
        "disclose", "audit", "second.csv", "--exact", "--group", files[0], "--group", files[1]
    )
    assert "Group reports: safe. Reports 2, leaders 11," in audited.out


@pytest.mark.usefixtures("table")
def test_reports_made_without_the_earlier_ones_give_a_leader_away(
    run: Run, rows: list[Row], tmp_path: Path
) -> None:
    write_table(tmp_path / "fewer.csv", [row for row in rows if row["leader"] != "leader 3"])
    for table, out in (("round.csv", "first"), ("fewer.csv", "second")):
        assert run("feedback", "group", table, "--out", out).code == 0
    files = [f"{folder}/group-basis.json" for folder in ("first", "second")]
    done = run("disclose", "audit", "fewer.csv", "--group", files[0], "--group", files[1])
    assert done.code == 1
    assert "Group reports: NOT SAFE." in done.out
    assert "subtraction: 1 leader alone" in done.out


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": "leaders told, 1"}'])
@pytest.mark.usefixtures("table")
def test_another_file_in_the_place_of_the_earlier_one_is_refused(
    run: Run, tmp_path: Path, text: str
) -> None:
    (tmp_path / "other.json").write_text(text, "utf-8")
    done = run("feedback", "group", "round.csv", "--out", "made", "--earlier", "other.json")
    assert done.code == 3
    assert "other.json: this does not say what group reports told." in done.err
