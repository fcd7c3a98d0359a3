import csv
import io
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from pypdf import PdfReader

from stature.core.instrument.response import Response
from stature.packs import made_up_responses
from stature.packs.library import DATA
from tests.cli.conftest import Run
from tests.sample import COACHED, TOTALS


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def wide_file(folder: Path, people: list[Response]) -> Path:
    """Answers in wide form, one row a person."""
    items = list(made_up_responses()[0].answers)
    columns = [f"{item}_{rating}" for item in items for rating in ("individual", "organisation")]
    file = folder / "wide.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["respondent", "name", "completed", *columns])
        for person in people:
            cells = [
                person.answer(item, rating)
                for item in items
                for rating in ("individual", "organisation")
            ]
            writer.writerow([person.respondent, person.name, person.completed, *cells])
    return file


def check_sample_outputs(folder: Path) -> None:
    """All four outputs of the sample hold the same totals and the same coached items."""
    score = json.loads((folder / "scores.json").read_text("utf-8"))[0]
    assert {
        part["section"]: part["totals"]["individual"]["value"] for part in score["sections"]
    } == TOTALS
    assert score["totals"]["individual"] == 83
    assert score["maximum"] == 144
    assert [flagged["item"] for flagged in score["coached"]] == COACHED
    row = rows_of(folder / "scores.csv")[0]
    assert {area: float(row[f"{area}_individual"]) for area in TOTALS} == TOTALS
    assert row["coached"].replace(",", " ").split() == COACHED
    pages = PdfReader(folder / "respondent-1.pdf").pages
    pdf = " ".join(" ".join(page.extract_text() for page in pages).split())
    html = (folder / "respondent-1.html").read_text("utf-8")
    for text in ("15 of 24", "13 of 24", "12 of 24", "83 of 144"):
        assert text in pdf
        assert text in html


def test_sample_gives_its_totals_in_every_format(
    run: Run, sample_answers: Path, tmp_path: Path
) -> None:
    done = run("score", sample_answers, "--out", "out")
    assert done.code == 0
    assert "Scored 1 person." in done.out
    check_sample_outputs(tmp_path / "out")


def test_made_up_leader_gives_the_same_without_the_shared_data(
    run: Run, answers: Path, tmp_path: Path
) -> None:
    assert run("score", answers, "--out", "out").code == 0
    check_sample_outputs(tmp_path / "out")


def test_same_input_gives_the_same_bytes(run: Run, answers: Path, tmp_path: Path) -> None:
    for folder in ("first", "second"):
        run("score", answers, "--out", folder, "--completed", "2026-03-07")
    names = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert names == ["respondent-1.html", "respondent-1.pdf", "scores.csv", "scores.json"]
    for name in names:
        first, second = (tmp_path / folder / name for folder in ("first", "second"))
        assert first.read_bytes() == second.read_bytes(), name


def test_name_and_day_come_from_the_command_line(run: Run, answers: Path, tmp_path: Path) -> None:
    run(
        "score", answers, "--out", "out", "--format", "html",
        "--name", "Mara Lind", "--completed", "2026-03-07",
    )  # fmt: skip
    html = (tmp_path / "out" / "respondent-1.html").read_text("utf-8")
    assert "Personal report for Mara Lind" in html
    assert "Completed on 7 March 2026" in html


def test_name_is_refused_for_several_people(run: Run, tmp_path: Path) -> None:
    file = wide_file(tmp_path, list(made_up_responses()))
    done = run("score", file, "--out", "out", "--name", "Mara Lind")
    assert done.code == 2
    assert "the file holds 5" in done.err


def test_many_people_get_a_report_each(run: Run, tmp_path: Path) -> None:
    people = [
        person.model_copy(update={"respondent": f"{person.respondent}-{copy}"})
        for copy in range(6)
        for person in made_up_responses()
    ]
    done = run("score", wide_file(tmp_path, people), "--out", "out", "--format", "pdf,csv")
    assert done.code == 0
    pdfs = sorted((tmp_path / "out").glob("*.pdf"))
    assert len(pdfs) == 30
    assert len(rows_of(tmp_path / "out" / "scores.csv")) == 30
    assert (
        "Nadia Rahman" in PdfReader(tmp_path / "out" / "nadia-rahman-3.pdf").pages[0].extract_text()
    )


def test_only_the_formats_asked_for_are_written(run: Run, answers: Path, tmp_path: Path) -> None:
    run("score", answers, "--out", "out", "--format", "json")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["scores.json"]


def test_unknown_format_is_wrong_usage(run: Run, answers: Path) -> None:
    done = run("score", answers, "--out", "out", "--format", "docx")
    assert done.code == 2
    assert "Use any of: pdf, html, json, csv" in done.err


def test_unknown_profile_names_the_known_ones(run: Run, answers: Path) -> None:
    done = run("score", answers, "--out", "out", "--profile", "no-such")
    assert done.code == 3
    assert "service-commitment" in done.err


def test_missing_file_is_told(run: Run) -> None:
    done = run("score", "nothing.csv", "--out", "out")
    assert done.code == 3
    assert "nothing.csv: there is no such file" in done.err


@pytest.fixture
def partly_bad(tmp_path: Path) -> Path:
    file = wide_file(tmp_path, list(made_up_responses()))
    lines = file.read_text("utf-8").splitlines()
    cells = lines[2].split(",")
    cells[3] = "7"
    lines[2] = ",".join(cells)
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_bad_row_stops_everything_and_says_where(
    run: Run, partly_bad: Path, tmp_path: Path
) -> None:
    done = run("score", partly_bad, "--out", "out")
    assert done.code == 3
    assert "wide.csv, row 3, column 'SL-1_individual'" in done.err
    assert "found '7'" in done.err
    assert "Write a whole number from 0 to 3" in done.err
    assert not (tmp_path / "out").exists()


def test_keep_going_scores_the_good_rows_and_lists_the_bad(
    run: Run, partly_bad: Path, tmp_path: Path
) -> None:
    done = run("score", partly_bad, "--out", "out", "--format", "csv", "--keep-going")
    assert done.code == 4
    assert len(rows_of(tmp_path / "out" / "scores.csv")) == 4
    bad = rows_of(tmp_path / "out" / "bad-rows.csv")
    assert [(row["row"], row["column"], row["found"]) for row in bad] == [
        ("3", "SL-1_individual", "7")
    ]


def test_hostile_names_reach_neither_paths_nor_formulas(run: Run, tmp_path: Path) -> None:
    leader = made_up_responses()[0]
    names = ["../../etc/passwd", "=cmd|' /C calc'!A0", "..", "con/../x"]
    people = [leader.model_copy(update={"respondent": name, "name": name}) for name in names]
    done = run("score", wide_file(tmp_path, people), "--out", "out", "--format", "html,csv")
    assert done.code == 0
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {
        "etc-passwd.html", "cmd-c-calc-a0.html", "respondent-3.html", "con-x.html", "scores.csv",
    }  # fmt: skip
    assert rows_of(tmp_path / "out" / "scores.csv")[1]["respondent"].startswith("'=")


def parquet_file(folder: Path, people: list[Response]) -> Path:
    file = folder / "wide.parquet"
    table = pl.read_csv(wide_file(folder, people), null_values="cant-say")
    table.drop("name", "completed").write_parquet(file)
    return file


def test_parquet_table_gives_the_same_scores_as_reading_row_by_row(
    run: Run, tmp_path: Path
) -> None:
    people = list(made_up_responses())
    assert run("score", parquet_file(tmp_path, people), "--out", "t", "--format", "csv").code == 0
    assert run("score", wide_file(tmp_path, people), "--out", "r", "--format", "csv").code == 0
    by_table = pl.read_csv(tmp_path / "t" / "scores.csv")
    by_row = pl.read_csv(tmp_path / "r" / "scores.csv")
    no_text = pl.col(pl.String).fill_null("")
    assert_frame_equal(
        by_table.with_columns(no_text), by_row.with_columns(no_text), check_dtypes=False
    )


def test_table_asked_for_reports_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    done = run("score", parquet_file(tmp_path, list(made_up_responses())), "--out", "out")
    assert done.code == 2
    assert "Add --format csv" in done.err


def test_bad_rows_of_a_table_are_left_out_and_listed(run: Run, tmp_path: Path) -> None:
    leader = made_up_responses()[0]
    names = ["=1+1", "=1+1", "fine"]
    people = [leader.model_copy(update={"respondent": name}) for name in names]
    file = parquet_file(tmp_path, people)
    assert run("score", file, "--out", "out", "--format", "csv").code == 3
    done = run("score", file, "--out", "out", "--format", "csv", "--keep-going")
    assert done.code == 4
    scored = rows_of(tmp_path / "out" / "scores.csv")
    assert [row["respondent"] for row in scored] == ["'=1+1", "fine"]
    assert [row["respondent"] for row in rows_of(tmp_path / "out" / "bad-rows.csv")] == ["'=1+1"]


@pytest.mark.parametrize("name", ["A" * 121, "Mara\nLind", "Mara\x07Lind"])
def test_name_that_no_report_can_print_is_wrong_usage(
    run: Run, answers: Path, tmp_path: Path, name: str
) -> None:
    done = run("score", answers, "--out", "out", "--name", name)
    assert done.code == 2
    assert "Invalid value for --name: the name" in " ".join(done.err.split())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", [("--name", "Mara"), ("--completed", "2026-03-07")])
def test_details_of_one_person_are_wrong_usage_for_a_large_table(
    run: Run, tmp_path: Path, option: tuple[str, str]
) -> None:
    file = parquet_file(tmp_path, list(made_up_responses()))
    done = run("score", file, "--out", "out", "--format", "csv", *option)
    assert done.code == 2
    assert "a large table gives scores only" in " ".join(done.err.split())
    assert not (tmp_path / "out").exists()


def test_list_of_bad_rows_of_an_earlier_run_is_taken_away(run: Run, tmp_path: Path) -> None:
    people = list(made_up_responses())
    (tmp_path / "out").mkdir()
    for file in (wide_file(tmp_path, people), parquet_file(tmp_path, people)):
        stale = tmp_path / "out" / "bad-rows.csv"
        stale.write_text("row\n3\n", "utf-8")
        assert run("score", file, "--out", "out", "--format", "csv", "--keep-going").code == 0
        assert not stale.exists(), file.suffix


def test_both_ways_of_scoring_end_lines_alike(run: Run, tmp_path: Path) -> None:
    people = list(made_up_responses())
    for file, out in ((wide_file(tmp_path, people), "r"), (parquet_file(tmp_path, people), "t")):
        assert run("score", file, "--out", out, "--format", "csv").code == 0
        content = (tmp_path / out / "scores.csv").read_bytes()
        assert b"\r" not in content
        assert content.count(b"\n") == 6


@pytest.fixture
def own_pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA / "service-commitment", tmp_path / "own"))


def test_pack_without_report_texts_writes_nothing_but_scores_tables(
    run: Run, answers: Path, own_pack: Path, tmp_path: Path
) -> None:
    (own_pack / "report.yaml").unlink()
    done = run("score", answers, "--out", "out", "--profile", own_pack)
    assert done.code == 3
    assert "the pack has no file report.yaml" in done.err
    assert not (tmp_path / "out").exists()
    csv_only = run("score", answers, "--out", "out", "--profile", own_pack, "--format", "csv")
    assert csv_only.code == 0


def test_pack_with_a_text_missing_writes_nothing(
    run: Run, answers: Path, own_pack: Path, tmp_path: Path
) -> None:
    file = own_pack / "report.yaml"
    file.write_text(file.read_text("utf-8").replace("  you_do:", "  you_no_longer_do:"), "utf-8")
    done = run("score", answers, "--out", "out", "--profile", own_pack)
    assert done.code == 3
    assert "the text 'you_do' is missing" in done.err
    assert not (tmp_path / "out").exists()


def test_name_that_the_pdf_cannot_draw_gives_one_warning(run: Run, answers: Path) -> None:
    warned = run("score", answers, "--out", "o", "--format", "pdf", "--name", "李 Lind")
    plain = run("score", answers, "--out", "o", "--format", "pdf", "--name", "Zoë Lind")
    html = run("score", answers, "--out", "o", "--format", "html", "--name", "李 Lind")
    assert (warned.code, warned.err.count("Warning:")) == (0, 1)
    assert "in the name of 李 Lind. The HTML report shows the name as it is." in warned.err
    assert "Warning" not in plain.err + html.err
