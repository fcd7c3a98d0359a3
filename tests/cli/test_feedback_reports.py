"""``stature feedback reports``: a table of ratings in, the report of every leader out."""

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from stature.cli import feedback_batch
from stature.cli.feedback_batch import Batch, done_by, wish_to_stop
from stature.cli.feedback_leader import make_reports, order_of
from stature.cli.feedback_options import Form, what_was_asked
from stature.cli.feedback_reports import _leaders
from stature.cli.feedback_round import read_round
from stature.core.instrument.feedback import FeedbackInstrument
from stature.core.instrument.feedback.rating_files import RatingsFile, write_ratings
from stature.packs.made_up_feedback import made_up_feedback
from tests.cli.conftest import Run
from tests.cli.feedback_rounds import Row, made_up_rows, write_table
from tests.core.feedback_sample import framework_of

FEW, MANY = 5, 14
PACK = "customer-service-director"


@pytest.fixture(scope="module")
def rows(feedback_questionnaire: FeedbackInstrument) -> list[Row]:
    return made_up_rows(feedback_questionnaire, FEW)


def table_in(folder: Path, name: str = "reports.csv") -> list[Row]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_leader_gets_a_report_and_the_list_says_whose_is_whose(
    run: Run, rows: list[Row], tmp_path: Path
) -> None:
    named = [row | {"name": row["leader"].replace("leader", "Lee Number")} for row in rows]
    write_table(tmp_path / "round.csv", named)
    done = run("feedback", "reports", "round.csv", "--out", "made", "--format", "html")
    assert (done.code, done.err) == (0, "")
    assert "Made the reports of 5 of 5 leaders. The files are in made." in done.out
    listed = table_in(tmp_path / "made")
    assert [row["leader"] for row in listed] == [f"leader {number}" for number in range(FEW)]
    written = {path.name for path in (tmp_path / "made").iterdir()}
    assert written == {"reports.csv", *(row["files"] for row in listed)}
    for row in listed:
        page = (tmp_path / "made" / row["files"]).read_text("utf-8")
        assert f"Personal report for {row['name']}" in page


def test_a_report_of_the_round_is_the_one_that_the_leader_gets_alone(
    run: Run, rows: list[Row], tmp_path: Path
) -> None:
    write_table(tmp_path / "round.csv", rows)
    given = ["round.csv", "--day", "2026-03-07", "--role", "service-director", "--facilitator"]
    assert run("feedback", "reports", *given, "--out", "all").code == 0
    assert run("feedback", "report", *given, "--leader", "leader 2", "--out", "one").code == 0
    names = {path.name for path in (tmp_path / "one").iterdir()}
    assert names == {
        f"{name}.{form}"
        for name in ("leadership-report", "facilitator-pack")
        for form in ("pdf", "html")
    }
    for name in names:
        of_all = (tmp_path / "all" / f"leader-2.{name}").read_bytes()
        assert of_all == (tmp_path / "one" / name).read_bytes()


def test_errors_come_from_the_whole_round(
    run: Run, feedback_questionnaire: FeedbackInstrument, tmp_path: Path
) -> None:
    """With ten leaders the round shows how raters differ; one leader alone cannot."""
    rows = made_up_rows(feedback_questionnaire, 10)
    write_table(tmp_path / "round.csv", rows)
    write_table(tmp_path / "alone.csv", [row for row in rows if row["leader"] == "leader 3"])
    for file in ("round.csv", "alone.csv"):
        found = read_round(tmp_path / file, feedback_questionnaire)
        assert (found.figures.spread.items.freedom > 0) is (file == "round.csv")
    told = ["feedback", "report", "--leader", "leader 3", "--format", "html"]
    assert run(*told, "round.csv", "--out", "a").code == 0
    assert run(*told, "alone.csv", "--out", "b").code == 0
    a, b = (tmp_path / out / "leadership-report.html" for out in ("a", "b"))
    assert a.read_text("utf-8") != b.read_text("utf-8")


def test_ids_that_are_no_file_names_get_safe_ones(
    run: Run, rows: list[Row], tmp_path: Path
) -> None:
    odd = {"leader 0": "../../Ann", "leader 1": "ann", "leader 2": "Änn!", "leader 3": "山田"}
    renamed = [{key: odd.get(value, value) for key, value in row.items()} for row in rows]
    write_table(tmp_path / "round.csv", renamed)
    done = run("feedback", "reports", "round.csv", "--out", "made", "--format", "html")
    assert done.code == 0
    assert {row["leader"]: row["files"] for row in table_in(tmp_path / "made")} == {
        "../../Ann": "ann.leadership-report.html",
        "ann": "ann-2.leadership-report.html",
        "Änn!": "ann-3.leadership-report.html",
        "山田": "respondent-4.leadership-report.html",
        "leader 4": "leader-4.leadership-report.html",
    }
    assert {path.name for path in tmp_path.iterdir()} == {"round.csv", "made"}


def test_what_does_not_count_is_told_and_the_rest_is_made(
    run: Run, rows: list[Row], tmp_path: Path
) -> None:
    """One leader rates as a peer; of another leader nothing but that was sent."""
    wrong = rows[2] | {"rater": "leader 0"}
    lost = rows[2] | {"leader": "lost", "rater": "lost"}
    write_table(tmp_path / "round.csv", [*rows, wrong, lost])
    done = run("feedback", "reports", "round.csv", "--out", "made", "--format", "html")
    assert done.code == 4
    assert "rater leader 0: this person has rated" not in done.err
    assert "the participant rates as one of the others; the rating is left out" in done.err
    assert "No report of lost: none of the ratings can be used." in done.err
    assert "Made the reports of 5 of 5 leaders." in done.out
    left_out = table_in(tmp_path / "made", "left-out.csv")
    assert [(row["participant"], row["rater"]) for row in left_out] == [
        ("leader 0", "leader 0"),
        ("lost", "lost"),
    ]
    write_table(tmp_path / "round.csv", rows)
    assert run("feedback", "reports", "round.csv", "--out", "made").code == 0
    assert not (tmp_path / "made" / "left-out.csv").exists()


def test_late_ratings_of_several_leaders_count_as_the_rules_say(
    run: Run, feedback_questionnaire: FeedbackInstrument, tmp_path: Path
) -> None:
    """The made-up leader's late answer is handled in a round as it is for one leader alone."""
    given = made_up_feedback(feedback_questionnaire)
    alone = RatingsFile(
        name=given.name, leader=given.leader, ratings=given.ratings, late=given.late
    )
    other = [
        rating.model_copy(
            update={"participant": "other", "rater": rating.rater.replace(given.leader, "other")}
        )
        for rating in given.ratings
    ]
    both = RatingsFile(
        names={given.leader: given.name}, ratings=(*given.ratings, *other), late=given.late
    )
    write_ratings(tmp_path / "alone.json", alone)
    write_ratings(tmp_path / "both.json", both)
    assert run("feedback", "report", "alone.json", "--format", "html").code == 0
    told = ["both.json", "--out", "made", "--format", "html"]
    assert run("feedback", "reports", *told).code == 0
    assert (tmp_path / "made" / "made-up-leader.leadership-report.html").read_text("utf-8") == (
        tmp_path / "leadership-report.html"
    ).read_text("utf-8")
    refused = run("feedback", "report", "both.json")
    assert refused.code == 3
    assert "these ratings are about 2 leaders: made-up-leader, other" in refused.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["round.csv", "--day", "7 March"], 2, "'7 March' is not a day"),
        (["round.csv", "--role", "captain"], 3, "there is no role profile 'captain'"),
        (["short.csv"], 3, "no column is named by an item"),
        (["nowhere.csv"], 3, "there is no such file"),
        (["round.csv", "--questionnaire", "round.csv"], 3, "round.csv"),
        (["round.csv", "--framework", "nowhere"], 3, "there is no framework 'nowhere'"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_written(
    run: Run, rows: list[Row], tmp_path: Path, arguments: list[str], code: int, told: str
) -> None:
    write_table(tmp_path / "round.csv", rows)
    write_table(tmp_path / "short.csv", [{key: row[key] for key in list(row)[:3]} for row in rows])
    done = run("feedback", "reports", *arguments, "--out", "made")
    assert done.code == code
    assert told in done.err
    assert not (tmp_path / "made").exists()


def test_one_leader_who_cannot_be_reported_on_does_not_keep_others_from_theirs(
    feedback_questionnaire: FeedbackInstrument, rows: list[Row], tmp_path: Path
) -> None:
    found = read_round(write_table(tmp_path / "round.csv", rows), feedback_questionnaire)
    asked = what_was_asked(PACK, None, full=False)
    object.__setattr__(asked, "framework", framework_of([["Asks guests."]]))
    order = order_of(found, asked, tmp_path, [Form.HTML])
    done = make_reports(order, _leaders(found)[0])
    assert (done.leader, done.files) == ("leader 0", ())
    assert "the framework has no competency" in done.problem


def doubled(order: int, about: int) -> int:
    return order * about


def test_more_work_than_the_first_workers_may_do_is_done_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(feedback_batch, "TASKS_OF_A_WORKER", 1)
    leaders = list(range(5 * feedback_batch.LEADERS_IN_A_TASK * (os.cpu_count() or 1)))
    done = done_by(Batch(doubled, 2, leaders), Event())
    assert sorted(done) == [2 * each for each in leaders]


def test_a_wish_to_stop_ends_the_work_after_the_leader_at_hand() -> None:
    stop = Event()
    made = []
    for each in done_by(Batch(lambda order, about: order + about, 10, [1, 2, 3]), stop):
        made.append(each)
        stop.set()
    assert made == [11]


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C as at a keyboard: where the tests run in the background, it may be ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c")
def test_the_first_wish_is_noted_and_the_second_is_obeyed() -> None:
    with wish_to_stop() as stop:
        signal.raise_signal(signal.SIGINT)
        assert stop.wait(5)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_many_leaders_are_made_on_all_cores_and_a_stop_loses_nothing(
    feedback_questionnaire: FeedbackInstrument, run: Run, tmp_path: Path
) -> None:
    """Stopped early, the command says how many are made; again and unstopped, it makes them all."""
    write_table(tmp_path / "round.csv", made_up_rows(feedback_questionnaire, 4 * MANY))
    command = ["feedback", "reports", "round.csv", "--out", "made", "--format", "html"]
    process = subprocess.Popen(
        [sys.executable, "-m", "stature.cli", *command],
        cwd=tmp_path, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not list(tmp_path.glob("made/*.html")) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 4
    assert "Stopped. What is made stays; run the command again for all 56." in err
    assert "Traceback" not in err
    files = {row["files"] for row in table_in(tmp_path / "made")}
    assert 0 < len(files) < 4 * MANY
    assert f"Made the reports of {len(files)} of 56 leaders." in out
    assert {path.name for path in (tmp_path / "made").iterdir()} == files | {"reports.csv"}
    assert all(
        (tmp_path / "made" / file).read_text("utf-8").rstrip().endswith("</html>") for file in files
    )
    again = run(*command)
    assert (again.code, again.err) == (0, "")
    assert len(table_in(tmp_path / "made")) == 4 * MANY
