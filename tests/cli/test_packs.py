import json
import shutil
from pathlib import Path

import pytest

from stature.packs.library import DATA
from tests.cli.conftest import Run


@pytest.fixture
def own_pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA / "service-commitment", tmp_path / "own"))


def test_list_names_every_pack(run: Run) -> None:
    done = run("packs", "list")
    assert done.code == 0
    assert "instrument  service-commitment  1.0.0  en-GB  Apache-2.0" in done.out
    assert "framework   customer-service-director  1." in done.out


def test_show_of_a_framework_sums_it_up_and_points_on(run: Run) -> None:
    done = run("packs", "show", "customer-service-director")
    assert done.code == 0
    assert "SHA-256" in done.out
    assert "A1 " in done.out
    assert "stature framework show customer-service-director" in done.out


def test_show_tells_what_is_in_a_pack(run: Run) -> None:
    done = run("packs", "show", "service-commitment")
    assert done.code == 0
    assert "SHA-256" in done.out
    assert done.out.count("RRS-") == 8


def test_show_of_an_unknown_pack_is_told(run: Run) -> None:
    done = run("packs", "show", "none")
    assert done.code == 3
    assert "there is no pack 'none'" in done.err


def test_check_passes_a_good_pack(run: Run, own_pack: Path) -> None:
    done = run("packs", "check", own_pack, "--strict")
    assert done.code == 0
    assert "Service Commitment Profile 1.0.0 is valid" in done.out


def test_check_lists_faults_with_their_lines(run: Run, own_pack: Path) -> None:
    file = own_pack / "instrument.yaml"
    file.write_text(file.read_text("utf-8").replace("minutes: 12", "minutes: ten"), "utf-8")
    done = run("packs", "check", own_pack)
    assert done.code == 3
    assert "instrument.yaml, line" in done.err
    assert "got 'ten'" in done.err


def test_check_gives_advice_on_wording_and_strict_counts_it(run: Run, own_pack: Path) -> None:
    file = own_pack / "sections" / "sl.yaml"
    text = file.read_text("utf-8")
    stem = next(line for line in text.splitlines() if line.startswith("      individual: I "))
    file.write_text(text.replace(stem, "      individual: I always ask and tell."), "utf-8")
    advised, strict = run("packs", "check", own_pack), run("packs", "check", own_pack, "--strict")
    assert "'always' is for the answer scale to say" in advised.out
    assert (advised.code, strict.code) == (0, 3)


def test_check_of_a_folder_without_packs_is_told(run: Run, tmp_path: Path) -> None:
    done = run("packs", "check", tmp_path)
    assert done.code == 3
    assert "there is no pack in this folder" in done.err


@pytest.mark.parametrize("kind", ["instrument", "section", "report-texts", "made-up-people"])
def test_schema_is_json_schema(run: Run, kind: str) -> None:
    done = run("packs", "schema", kind)
    schema = json.loads(done.out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["additionalProperties"] is False


def test_schema_of_an_unknown_kind_is_told(run: Run) -> None:
    done = run("packs", "schema", "recipe")
    assert done.code == 3
    assert "there is no kind 'recipe'" in done.err


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("report.yaml", "for_document: service-commitment", "for_document: another",
         "report.yaml, line 11, for_document: expected 'service-commitment'"),
        ("people.yaml", "for_instrument: service-commitment", "for_instrument: another",
         "for_instrument: expected 'service-commitment'"),
        ("report.yaml", "  you_do:", "  you_no_longer_do:", "the text 'you_do' is missing"),
        ("report.yaml", "{often}", "{seldom}", "the text 'you_do' has no value for {seldom}"),
        ("people.yaml", "      SL-1: {", "      SL-9: {",
         "people[0].answers.SL-9: the instrument has no such item"),
        ("people.yaml", "SL-1: {individual", "SL-1: {boss",
         "the instrument has no perspective 'boss'"),
        ("people.yaml", "SL-1: {individual: 3", "SL-1: {individual: 4",
         "expected a rating from 0 to 3, got 4"),
    ],
)  # fmt: skip
def test_check_of_a_folder_tells_files_that_do_not_fit_each_other(
    run: Run, own_pack: Path, file: str, old: str, new: str, told: str
) -> None:
    path = own_pack / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    done = run("packs", "check", own_pack)
    assert done.code == 3
    assert told in done.err


def test_check_of_a_folder_misses_the_texts_of_the_report(run: Run, own_pack: Path) -> None:
    (own_pack / "report.yaml").unlink()
    done = run("packs", "check", own_pack)
    assert done.code == 3
    assert "the pack has no file report.yaml" in done.err


def test_check_of_a_framework_pack_looks_at_its_handbook(run: Run, tmp_path: Path) -> None:
    own = Path(shutil.copytree(DATA / "customer-service-director", tmp_path / "framework"))
    assert run("packs", "check", own).code == 0
    file = own / "handbook.yaml"
    file.write_text(
        file.read_text("utf-8").replace("  heading.grid:", "  heading.raster:"), "utf-8"
    )
    done = run("packs", "check", own)
    assert done.code == 3
    assert "the text 'heading.grid' is missing" in done.err


def test_check_passes_over_a_folder_named_like_a_pack_file(run: Run, own_pack: Path) -> None:
    (own_pack / "old.yaml").mkdir()
    assert run("packs", "check", own_pack).code == 0
