"""``stature stats`` as people call it: what it prints, writes, refuses, and how it ends."""

from __future__ import annotations

import io
import json
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import polars as pl
import pyreadstat
import pytest
from pypdf import PdfReader

from stature.cli.main import main
from tests.cli.conftest import Outcome, Run

RESPONSES = Path(__file__).parents[2].parent / "shared" / "data" / "item-responses"
Stats = Callable[..., Outcome]


@pytest.fixture
def stats(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Stats:
    """Runs the command in this process, because loading takes longer than most of the work."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["stature", "stats", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), printed.out, printed.err)

    return run


def reference(name: str) -> Path:
    path = RESPONSES / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"reference data not here: {name}.csv")
    return path


def made_up() -> pl.DataFrame:
    """Four items from 1 to 5, the last of them reversed, of 60 people in 6 teams; two gaps."""
    rng = np.random.default_rng(7)
    person = rng.normal(size=60)
    answers = np.clip(np.round(3 + person[:, None] + rng.normal(0, 0.8, (60, 4))), 1, 5)
    answers[:, 3] = 6 - answers[:, 3]
    table = pl.DataFrame(answers.astype(int), schema=["q1", "q2", "q3", "q4"], orient="row")
    table = table.with_columns(team=pl.Series([str(place // 10) for place in range(60)]))
    return table.with_columns(q1=pl.when(pl.arange(60) > 1).then("q1"))


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.csv"
    made_up().write_csv(file)
    return file


SCALE = ("--scale", "Care=q1:q3,-q4", "--range", "1-5")


def figures(outcome: Outcome) -> dict[str, Any]:
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)["scales"][0]["figures"]


def test_leadership_of_lq2002_in_json_has_the_published_values(stats: Stats) -> None:
    found = figures(
        stats(
            reference("lq2002"), "--scale", "LEAD=LEAD01:LEAD11",
            "--group", "COMPID", "--range", "1-5", "--format", "json",
        )
    )  # fmt: skip
    # The reference values are written with five to six digits.
    assert found["alpha"]["estimate"] == pytest.approx(0.90224, abs=5e-6)
    assert found["icc"]["estimate"] == pytest.approx(0.087956, abs=5e-7)
    assert found["icc"]["icc2"]["estimate"] == pytest.approx(0.800754, abs=5e-7)
    r_wg = found["agreement"]["r_wg"]
    assert r_wg["uniform"]["estimate"] == pytest.approx(0.867785, abs=5e-7)
    assert r_wg["slight skew"]["estimate"] == pytest.approx(0.410, abs=5e-4)
    assert len(found["agreement"]["labels"]) == 49
    assert found["agreement"]["labels"][:3] == ["2", "3", "4"]


def test_leadership_of_lq2002_as_a_table_has_the_published_values(stats: Stats) -> None:
    shown = stats(
        reference("lq2002"), "--scale", "LEAD=LEAD01:LEAD11",
        "--group", "COMPID", "--range", "1-5", "--digits", "6",
    )  # fmt: skip
    cells = [re.split(r"\s{2,}", line.strip()) for line in shown.out.splitlines()]
    rows = {first: others for first, *others in cells if others}
    assert rows["Cronbach's alpha"][0] == "0.902237"
    assert rows["ICC(1)"][0] == "0.087956"
    assert rows["ICC(2)"][0] == "0.800754"
    assert rows["Uniform"][0] == "0.867785"
    assert rows["Slight skew"][0].startswith("0.410")


@pytest.mark.parametrize(("digits", "alpha"), [("1", "0.9"), ("3", "0.902"), ("5", "0.90224")])
def test_digits_count_the_decimals_in_tables(stats: Stats, digits: str, alpha: str) -> None:
    shown = stats(reference("lq2002"), "--scale", "LEAD=LEAD01:LEAD11", "--digits", digits)
    row = next(line for line in shown.out.splitlines() if line.startswith(" Cronbach's alpha"))
    assert row.split()[2] == alpha


def write_semicolons(table: pl.DataFrame, folder: Path) -> Path:
    file = folder / "answers.csv"
    file.write_text(table.write_csv(separator=";"), "utf-8")
    return file


def write_utf_16(table: pl.DataFrame, folder: Path) -> Path:
    file = folder / "answers.txt"
    file.write_text(table.write_csv(separator="\t"), "utf-16")
    return file


def write_decimal_commas(table: pl.DataFrame, folder: Path) -> Path:
    file = folder / "answers.csv"
    floats = table.with_columns(pl.col("q1", "q2", "q3", "q4").cast(pl.Float64))
    file.write_text(floats.write_csv(separator=";").replace(".0", ",0"), "utf-8")
    return file


def write_workbook(table: pl.DataFrame, folder: Path) -> Path:
    workbook = openpyxl.Workbook()
    for row in [table.columns, *table.rows()]:
        workbook.active.append(row)
    workbook.save(folder / "answers.xlsx")
    return folder / "answers.xlsx"


def write_spss(table: pl.DataFrame, folder: Path) -> Path:
    file = folder / "answers.sav"
    pyreadstat.write_sav(table, str(file))
    return file


def write_json(table: pl.DataFrame, folder: Path) -> Path:
    file = folder / "answers.json"
    file.write_text(json.dumps(table.to_dicts()), "utf-8")
    return file


def write_parquet(table: pl.DataFrame, folder: Path) -> Path:
    table.write_parquet(folder / "answers.parquet")
    return folder / "answers.parquet"


@pytest.mark.parametrize(
    "write",
    [
        write_semicolons, write_utf_16, write_decimal_commas,
        write_workbook, write_spss, write_json, write_parquet,
    ],
)  # fmt: skip
def test_every_form_of_a_file_gives_the_same_figures(
    stats: Stats, answers: Path, tmp_path: Path, write: Callable[[pl.DataFrame, Path], Path]
) -> None:
    wanted = figures(stats(answers, *SCALE, "--group", "team", "--format", "json"))
    (tmp_path / "other").mkdir()
    other = write(made_up(), tmp_path / "other")
    assert figures(stats(other, *SCALE, "--group", "team", "--format", "json")) == wanted


def test_reversed_item_goes_with_the_others_and_is_marked(stats: Stats, answers: Path) -> None:
    turned = stats(answers, *SCALE)
    assert "q4 (reversed)" in turned.out
    as_it_is = stats(answers, "--scale", "Care=q1:q4", "--range", "1-5")
    assert "Runs against the other items: q4." in as_it_is.out
    assert "Runs against" not in turned.out


def test_several_scales_have_a_section_each(stats: Stats, answers: Path) -> None:
    shown = stats(answers, "--scale", "First=q1,q2", "--scale", "Second=q2:q3")
    assert "First\n=====" in shown.out
    assert "Second\n======" in shown.out


def test_one_item_is_analysed_as_far_as_it_goes(stats: Stats, answers: Path) -> None:
    shown = stats(answers, "--scale", "q2", "--group", "team", "--range", "1-5")
    assert shown.code == 0
    assert "r_wg, under each null" in shown.out
    assert "What has no value here" in shown.out


def test_bad_cells_stop_the_work_and_are_named(stats: Stats, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n2,two\n3,3\n4,9\n5,5\n")
    stopped = stats("bad.csv", "--scale", "a,b", "--range", "1-5")
    assert stopped.code == 3
    assert stopped.out == ""
    assert "bad.csv, row 3, column 'b': the cell is not a number (found 'two')." in stopped.err
    assert "bad.csv, row 5, column 'b': the number lies outside 1 to 5 (found '9')." in stopped.err
    assert "--keep-going" in stopped.err


def test_keep_going_counts_bad_cells_as_missing(stats: Stats, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n2,two\n3,3\n4,9\n5,5\n1,1\n")
    (tmp_path / "gaps.csv").write_text("a,b\n1,2\n2,\n3,3\n4,\n5,5\n1,1\n")
    options = ("--scale", "a,b", "--range", "1-5", "--format", "json")
    kept = stats("bad.csv", *options, "--keep-going")
    assert kept.code == 4
    gaps = stats("gaps.csv", *options)
    assert json.loads(kept.out)["scales"] == json.loads(gaps.out)["scales"]


def test_infinite_number_in_parquet_is_no_answer(stats: Stats, tmp_path: Path) -> None:
    pl.DataFrame({"a": [1.0, float("inf"), 3.0], "b": [1, 2, 4]}).write_parquet("odd.parquet")
    stopped = stats("odd.parquet", "--scale", "a,b")
    assert stopped.code == 3
    assert "odd.parquet, row 2, column 'a': the cell is not a number (found 'inf')." in stopped.err


def test_rows_without_a_group_are_reported_and_left_out(stats: Stats, tmp_path: Path) -> None:
    table = made_up().with_columns(
        team=pl.when(pl.arange(60) < 55).then(pl.col("team").cast(pl.Float64)),
    )
    table.write_parquet("gaps.parquet")
    table.write_csv("gaps.csv")
    options = (*SCALE, "--group", "team", "--format", "json")
    from_parquet = figures(stats("gaps.parquet", *options))
    assert from_parquet["agreement"]["labels"] == ["0", "1", "2", "3", "4", "5"]
    assert from_parquet["icc"]["dropped"][0] == {
        "count": 5, "what": "persons", "reason": "no group is known",
    }  # fmt: skip
    from_csv = figures(stats("gaps.csv", *options))
    assert from_csv["icc"] == from_parquet["icc"]


USAGE = {
    "range turned round": (("--range", "5-1"), "such as 1-5"),
    "range of words": (("--range", "low-high"), "such as 1-5"),
    "level beyond 1": (("--level", "95"), "between 0 and 1"),
    "too many digits": (("--digits", "11"), "less than or equal to 10"),
    "unknown format": (("--format", "docx"), "table, json, html, pdf"),
    "pdf on the screen": (("--format", "pdf"), "--out"),
    "unknown missing rule": (("--missing", "mean"), "listwise, pairwise"),
    "out is a folder": (("--out", "."), "is a folder"),
    "out in no folder": (("--out", "no/such/page.html"), "there is no folder"),
    "out is the data": (("--out", "answers.csv"), "holds the answers"),
}


@pytest.mark.parametrize("name", USAGE)
def test_wrong_usage_is_told_before_work_begins(stats: Stats, answers: Path, name: str) -> None:
    options, told = USAGE[name]
    before = answers.read_bytes()
    done = stats(answers, *SCALE[:2], *options)
    assert done.code == 2
    assert told in done.err
    assert answers.read_bytes() == before


REFUSED = {
    "no file": ("no.csv", ("--scale", "q1"), "no.csv: there is no such file."),
    "no Parquet file": ("no.parquet", ("--scale", "q1"), "no.parquet: there is no such file."),
    "unknown item": ("", ("--scale", "C=q1,q9"), "scale 'C=q1,q9': no column fits 'q9'."),
    "unknown end": ("", ("--scale", "C=q1:q9"), "there is no column 'q9'."),
    "turned round": ("", ("--scale", "C=q3:q1"), "'q3' stands after 'q1' in the table."),
    "no item": ("", ("--scale", "C="), "an item is missing."),
    "item twice": ("", ("--scale", "C=q1,q1"), "'q1' is named twice."),
    "unknown group": ("", ("--scale", "q1", "--group", "x"), "--group: there is no column 'x'."),
    "group is an item": ("", ("--scale", "q*", "--group", "q1"), "item of the scale as well."),
    "reversed without range": ("", ("--scale", "C=q1,-q4"), "range of answers is not given."),
    "full disk": ("", ("--scale", "q1,q2", "--out", "/dev/full"), "No space left"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusal_says_where_what_and_how_to_mend_it(stats: Stats, answers: Path, name: str) -> None:
    file, options, told = REFUSED[name]
    done = stats(file or answers, *options)
    assert done.code == 3
    assert told in done.err
    assert len(done.err.split(". ")) >= 2  # the remedy follows


def test_file_whose_answers_are_all_missing_is_refused(stats: Stats, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("a,b\n,NA\n.,n/a\n")
    done = stats("empty.csv", "--scale", "a,b")
    assert done.code == 3
    assert "scale 'a,b': nobody answered an item." in done.err


def test_scale_that_does_not_vary_says_what_has_no_value(stats: Stats, tmp_path: Path) -> None:
    (tmp_path / "same.csv").write_text("a,b,c\n" + "3,3,3\n" * 40)
    done = stats("same.csv", "--scale", "a:c")
    assert done.code == 0
    assert "How reliable the scale is, these answers cannot tell." in done.out
    assert "everyone gave the same answers" in done.out


@pytest.mark.parametrize("ending", ["html", "json", "pdf", "txt"])
def test_ending_of_the_file_chooses_its_form(
    stats: Stats, answers: Path, tmp_path: Path, ending: str
) -> None:
    done = stats(answers, *SCALE, "--out", f"page.{ending}")
    assert (done.code, done.out) == (0, f"Wrote page.{ending}.\n")
    content = (tmp_path / f"page.{ending}").read_bytes()
    if ending == "pdf":
        assert "What to look at" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    else:
        starts = {"html": b"<!doctype html>", "json": b"{", "txt": b"Care\n===="}
        assert content.startswith(starts[ending])


def test_hostile_names_are_shown_and_never_obeyed(stats: Stats, tmp_path: Path) -> None:
    rows = "".join(f"{row % 5},{row % 4},{row % 3},g\x1b{row % 6}\n" for row in range(60))
    (tmp_path / "hostile.csv").write_text(f"\x1b[31mred,<b>b</b>,=1+1,team\n{rows}")
    options = ("--scale", "S=*red*,*b*", "--group", "team", "--range", "0-4")
    shown = stats("hostile.csv", *options)
    assert shown.code == 0
    assert "\x1b" not in shown.out
    page = stats("hostile.csv", *options, "--format", "html")
    assert "<b>b</b>" not in page.out
    assert "&lt;b&gt;b&lt;/b&gt;" in page.out
    refused = stats("hostile.csv", "--scale", "S=zz")
    assert "\x1b" not in refused.err


def mutations(content: bytes) -> list[bytes]:
    rng = random.Random(3)
    found = []
    for _ in range(20):
        changed = bytearray(content[: rng.randrange(1, len(content))] if rng.random() < 0.3
                            else content)  # fmt: skip
        for _ in range(rng.randrange(1, 20)):
            changed[rng.randrange(len(changed))] ^= rng.randrange(1, 256)
        found.append(bytes(changed))
    return found


@pytest.mark.parametrize("write", [write_semicolons, write_workbook, write_spss, write_parquet])
def test_damaged_files_end_with_a_word_and_never_a_traceback(
    stats: Stats, tmp_path: Path, write: Callable[[pl.DataFrame, Path], Path]
) -> None:
    (tmp_path / "good").mkdir()
    good = write(made_up(), tmp_path / "good")
    for content in mutations(good.read_bytes()):
        file = tmp_path / f"damaged{good.suffix}"
        file.write_bytes(content)
        done = stats(file, *SCALE, "--group", "team")
        assert done.code in (0, 3)
        assert done.out or done.err


def test_screen_without_the_letters_still_gets_the_table(
    run_alone: Run, answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    shown = run_alone("stats", answers, *SCALE)
    assert shown.code == 0
    assert "Cronbach's alpha" in shown.out
