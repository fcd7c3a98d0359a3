"""``stature instrument``: the feedback questionnaire of a framework on the command line."""

import json
from pathlib import Path

import pytest

from stature.core.instrument.feedback import FeedbackInstrument
from stature.packs import load_document
from tests.cli.conftest import Run


def test_questionnaire_is_shown_with_both_wordings(run: Run) -> None:
    done = run("instrument", "from-framework")
    assert done.code == 0
    assert "48 items in 16 competencies" in done.out
    assert "Invites customers to set out what they expect of the service." in done.out
    assert "I invite customers to set out what they expect of the service." in done.out
    assert "About half the time" in done.out
    assert "Note:" not in done.out


def test_questionnaire_is_written_as_the_document_that_is_hashed(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "questionnaire.json"
    done = run("instrument", "from-framework", "--full", "--customer", "patient", "--out", out)
    assert done.code == 0
    read = load_document(out)
    assert isinstance(read, FeedbackInstrument)
    assert read.sha256 in done.out
    assert len(read.items) == 128
    assert "customer" not in " ".join(item.stems["others"] for item in read.items)


def test_second_scale_and_a_choice_of_competencies(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "questionnaire.json"
    done = run(
        "instrument", "from-framework", "--effectiveness", "--items", "4",
        "--competency", "T1", "--competency", "M4", "--out", out,
    )  # fmt: skip
    assert done.code == 0
    document = json.loads(out.read_text("utf-8"))
    assert [section["code"] for section in document["sections"]] == ["T1", "M4"]
    assert [len(section["items"]) for section in document["sections"]] == [4, 4]
    assert document["effectiveness"]["options"][0]["label"] == "It does not help yet"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--competency", "Z9"), "there is no competency 'Z9'"),
        (("no-such-framework",), "there is no framework 'no-such-framework'"),
    ],
)
def test_wrong_names_are_told_in_one_line(run: Run, options: tuple[str, ...], told: str) -> None:
    done = run("instrument", "from-framework", *options)
    assert done.code == 3
    assert told in done.err
