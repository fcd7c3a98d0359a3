"""``stature disclose audit``: the adversary on a file of ratings."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from stature.cli.main import app
from stature.core.instrument.feedback import FeedbackInstrument, build_questionnaire
from stature.packs import find_framework_pack
from tests.cli.conftest import Run

GROUPS = ["self", "manager", *["peers"] * 3, *["direct reports"] * 3, *["customers"] * 2]


@pytest.fixture(scope="module")
def questionnaire() -> FeedbackInstrument:
    pack = find_framework_pack("customer-service-director")
    return build_questionnaire(
        pack.framework, pack.feedback_texts, competencies=("T1", "M4")
    ).instrument


@pytest.fixture
def asked(questionnaire: FeedbackInstrument, tmp_path: Path) -> Path:
    file = tmp_path / "questionnaire.json"
    file.write_text(questionnaire.model_dump_json(), encoding="utf-8")
    return file


@pytest.fixture
def ratings(questionnaire: FeedbackInstrument, tmp_path: Path) -> Path:
    """Two leaders with ten raters each; of the second, one direct report answers late."""
    chance = np.random.default_rng(3)
    codes = [item.code for item in questionnaire.items]
    lines = [",".join(["participant", "rater", "group", "release", *codes])]
    for leader in ("Ada", "Ben"):
        for place, group in enumerate(GROUPS):
            rater = leader if group == "self" else f"{leader}-{place}"
            release = "2" if leader == "Ben" and place == 7 else ""
            answers = [str(answer) for answer in chance.integers(2, 6, len(codes))]
            answers[place % len(codes)] = "-" if place == 5 else answers[0]
            lines.append(",".join([leader, rater, group, release, *answers]))
    file = tmp_path / "round.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_a_round_that_is_safe_ends_well(run: Run, ratings: Path, asked: Path) -> None:
    done = run("disclose", "audit", ratings, "--questionnaire", asked)
    assert done.code == 0, done.err
    assert "Ada: safe. Raters 10, releases 1," in done.out
    assert "Ben: safe. Raters 10, releases 2," in done.out
    assert "Leaders' rounds tried: 2\n" in done.out
    assert "Disclosures found: 0\n" in done.out
    assert "Nobody can be found out." in done.out
    assert "Time: " in done.out


def test_a_pact_of_two_finds_out_the_third_and_the_command_fails(
    run: Run, ratings: Path, asked: Path
) -> None:
    pact = ["--insider", "Ada-2", "--insider", "Ada-3", "--exact"]
    done = run("disclose", "audit", ratings, "--questionnaire", asked, *pact)
    assert done.code == 1
    assert "Ada: NOT SAFE." in done.out
    assert "Ben: safe." in done.out
    assert "Do not release this round." in done.out


def test_a_leak_is_found_when_counts_are_always_shown(
    ratings: Path, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All peers say 5 and all others say less, so the counts tell what the peers said."""
    lines = [line.split(",") for line in ratings.read_text("utf-8").splitlines()]
    for line in lines[1:]:
        answer = {"peers": "5", "direct reports": "2"}.get(line[2])
        line[4:] = [answer] * len(line[4:]) if answer else line[4:]
    ratings.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    monkeypatch.setattr("stature.core.disclosure.options._mixes", lambda *_: True)
    done = CliRunner().invoke(
        app, ["disclose", "audit", str(ratings), "--questionnaire", str(asked)]
    )
    assert done.exit_code == 1
    assert "NOT SAFE" in done.stdout
    assert "one value: peers" in done.stdout


def test_ratings_as_json_with_comments(
    run: Run, questionnaire: FeedbackInstrument, asked: Path, tmp_path: Path
) -> None:
    reference = questionnaire.reference.model_dump(mode="json")
    codes = [item.code for item in questionnaire.items]
    documents = [
        {
            "participant": "Ada",
            "rater": "Ada" if group == "self" else f"r{place}",
            "group": group.replace(" ", "-"),
            "instrument": reference,
            "frequency": {code: 2 + (place + number) % 3 for number, code in enumerate(codes)},
            "comments": {questionnaire.comments[0].code: f"Text {place}"},
        }
        for place, group in enumerate(GROUPS)
    ]
    file = tmp_path / "round.json"
    file.write_text(json.dumps({"ratings": documents}), encoding="utf-8")
    done = run("disclose", "audit", file, "--questionnaire", asked)
    assert done.code == 0, done.err
    assert "Ada: safe. Raters 10, releases 1," in done.out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("participant,", "person,", "there is no column 'leader' or 'participant'"),
        ("Ada-2,peers", "Ada-2,pears", "there is no such group"),
        ("Ada-2,peers,", "Ada-2,peers,x", "this is no release"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(
    run: Run, ratings: Path, asked: Path, old: str, new: str, told: str
) -> None:
    text = ratings.read_text("utf-8")
    assert old in text
    ratings.write_text(text.replace(old, new), encoding="utf-8")
    done = run("disclose", "audit", ratings, "--questionnaire", asked)
    assert done.code == 3
    assert told in done.err
    assert "round.csv" in done.err


def test_an_answer_off_the_scale_is_refused(run: Run, ratings: Path, asked: Path) -> None:
    lines = ratings.read_text("utf-8").splitlines()
    cells = lines[4].split(",")
    lines[4] = ",".join([*cells[:4], "6", *cells[5:]])
    ratings.write_text("\n".join(lines), encoding="utf-8")
    done = run("disclose", "audit", ratings, "--questionnaire", asked)
    assert done.code == 3
    assert "this is no answer (found '6')" in done.err


def test_ratings_that_do_not_count_are_told(run: Run, ratings: Path, asked: Path) -> None:
    text = ratings.read_text("utf-8")
    ratings.write_text(text.replace("Ada,Ada-2,peers", "Ada,Ada,peers"), encoding="utf-8")
    done = run("disclose", "audit", ratings, "--questionnaire", asked)
    assert done.code == 0
    assert "the participant rates as one of the others; the rating is left out" in done.err
    assert "Ada: safe. Raters 9," in done.out


def test_late_ratings_in_json_belong_to_a_second_release(
    run: Run, questionnaire: FeedbackInstrument, asked: Path, tmp_path: Path
) -> None:
    codes = [item.code for item in questionnaire.items]
    documents = [
        {
            "participant": "Ada",
            "rater": "Ada" if group == "self" else f"r{place}",
            "group": group.replace(" ", "-"),
            "instrument": questionnaire.reference.model_dump(mode="json"),
            "frequency": {code: 2 + (place + number) % 3 for number, code in enumerate(codes)},
        }
        for place, group in enumerate(GROUPS)
    ]
    file = tmp_path / "round.json"
    file.write_text(json.dumps({"ratings": documents[:-1], "late": documents[-1:]}), "utf-8")
    done = run("disclose", "audit", file, "--questionnaire", asked)
    assert done.code == 0, done.err
    assert "Ada: safe. Raters 10, releases 2," in done.out


def test_group_reports_of_the_site_are_not_given_as_files(run: Run) -> None:
    done = run("disclose", "audit", "12", "--group", "group-basis.json")
    assert done.code == 2
    assert "the site knows the group reports of its rounds" in done.err
