"""``stature wording check`` in a process of its own."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stature.cli.wording import app
from stature.core.errors import StatureError

pytest.importorskip("spacy", reason="the extra stature[wording] is not installed")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "mine.txt"
    file.write_text("Asks guests.\nIs patient with guests.\n", encoding="utf-8")
    return file


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["check", *map(str, arguments)])
    if isinstance(done.exception, StatureError):
        return 3, str(done.exception)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


def test_findings_are_advice_unless_strict(text: Path) -> None:
    code, out = run(text)
    assert code == 0
    assert "line 2, column 1: trait" in out
    assert "2 sentences checked, 1 findings: trait 1." in out
    assert run(text, "--strict")[0] == 3


def test_strict_passes_when_nothing_is_found(text: Path) -> None:
    text.write_text("Asks guests what they need.\n", encoding="utf-8")
    assert run(text, "--strict") == (0, "1 sentence checked, nothing found.\n")


def test_region_of_a_pack_points_at_the_words_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "part.yaml"
    lines = [
        "facets:", "- indicators:", "    - Asks {customers}", "      and waits.", "essence: >-",
        "  Plain words. They ‘leverage’ it", "  as a stakeholder.",
    ]  # fmt: skip
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = json.loads(run(file, "--format", "json")[1])
    assert found
    for one in found:
        row = lines[one["line"] - 1]
        assert row[one["column"] - 1 : one["end_column"] - 1] == one["words"]


def test_bundled_packs_are_checked_in_all_their_files() -> None:
    import stature.packs

    folder = Path(stature.packs.__file__).parent / "data" / "service-commitment"
    log = json.loads(run(folder / "instrument.yaml", "--format", "sarif")[1])
    results = log["runs"][0]["results"]
    kinds = {result["ruleId"] for result in results}
    files = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results
    }
    assert len(results) < 30
    assert not kinds & {"wording/jargon", "wording/biased", "wording/reading-grade"}
    assert all("/sections/" in file for file in files)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no sentence to check"),
        (b" \n\n", "no sentence to check"),
        (b"\x89PNG\0\0", "not a text file"),
        (b"caf\xe9", "not written in UTF-8 (byte 3)"),
        (b"a" * (5 * 2**20 + 1), "larger than 5 MB"),
    ],
    ids=["empty", "blank", "binary", "latin", "large"],
)
def test_unreadable_text_is_refused_with_its_name(
    tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "mine.txt"
    file.write_bytes(content)
    code, message = run(file)
    assert code == 3
    assert told in message
    assert "mine.txt" in message


@pytest.mark.parametrize("content", ["a: [", "words", "- 1", "kind: poem"])
def test_yaml_that_is_no_pack_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(content, encoding="utf-8")
    code, message = run(file)
    assert code == 3
    assert "mine.yaml" in message


def test_part_files_of_an_unchecked_document_are_left_unread(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("competencies: [../secret.yaml]\nessence: Plain words.\n", encoding="utf-8")
    assert run(file) == (0, "1 sentence checked, nothing found.\n")


@pytest.mark.parametrize("letters", ["‘", "a", "word and or between ", ".  ", "“", "he/she "])
def test_one_line_of_a_million_letters_ends(tmp_path: Path, letters: str) -> None:
    file = tmp_path / "mine.txt"
    file.write_text(letters * (1_000_000 // len(letters)) + "x", encoding="utf-8")
    assert run(file)[0] == 0


def test_unknown_word_for_customer_is_told(text: Path) -> None:
    code, message = run(text, "--customer", "punter")
    assert code == 3
    assert "client" in message
