import shutil
from pathlib import Path

import pytest

from stature.core.errors import PackError
from stature.packs import load_document
from stature.packs.library import DATA
from stature.packs.loader import InvalidPackError


@pytest.fixture
def own_pack(tmp_path: Path) -> Path:
    """An author's own copy of the bundled pack."""
    return Path(shutil.copytree(DATA / "service-commitment", tmp_path / "own"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(path: Path) -> str:
    with pytest.raises(InvalidPackError) as caught:
        load_document(path)
    return str(caught.value)


def line_number(file: Path, text: str) -> int:
    lines = file.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_problem_names_file_line_place_and_remedy(own_pack: Path) -> None:
    file = own_pack / "instrument.yaml"
    change(file, "minutes: 12", "minutes: twelve")
    line = line_number(file, "minutes: twelve")
    assert problems_of(file) == (
        f"{file}, line {line}, minutes: expected valid integer, got 'twelve'. Correct the value."
    )


def test_problem_in_a_section_file_names_that_file(own_pack: Path) -> None:
    section = own_pack / "sections" / "ss.yaml"
    change(section, "code: SS-3", "code: ss3")
    line = line_number(section, "code: ss3")
    assert f"{section}, line {line}, items[2].code:" in problems_of(own_pack / "instrument.yaml")


def test_misspelt_field_gets_the_nearest_name(own_pack: Path) -> None:
    file = own_pack / "instrument.yaml"
    change(file, "purpose:", "purpos:")
    message = problems_of(file)
    assert "purpos: there is no such field. Did you mean 'purpose'?" in message
    assert "purpose: this field is missing. Add it." in message


def test_every_problem_is_listed(own_pack: Path) -> None:
    file = own_pack / "instrument.yaml"
    change(file, "minutes: 12", "minutes: 0")
    change(file, "version: 1.0.0", "version: one")
    assert len(problems_of(file).splitlines()) == 2


def test_no_in_yaml_stays_text(own_pack: Path) -> None:
    change(own_pack / "instrument.yaml", "label: Rarely or never", "label: NO")
    document = load_document(own_pack / "instrument.yaml")
    assert document.response_scale.options[0].label == "NO"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("code: SL-2", "code: SL-3", "must have the code SL-2"),
        ("code: SL\n", "code: FVC\n", "must have the code FVC-1"),
        ("      individual: I ", "      individul: I ", "expected one entry each for"),
    ],
)
def test_broken_rules_of_an_instrument_are_refused(
    own_pack: Path, old: str, new: str, told: str
) -> None:
    change(own_pack / "sections" / "sl.yaml", old, new)
    assert told in problems_of(own_pack / "instrument.yaml")


def test_uuid_used_twice_is_refused(own_pack: Path) -> None:
    lines = (own_pack / "sections" / "sl.yaml").read_text("utf-8").splitlines()
    first, second = [line.strip() for line in lines if "uuid:" in line][1:3]
    change(own_pack / "sections" / "sl.yaml", second, first)
    assert "each UUID may stand once" in problems_of(own_pack / "instrument.yaml")


def test_minimum_above_the_shortest_area_is_refused(own_pack: Path) -> None:
    change(own_pack / "instrument.yaml", "minimum_answered: 6", "minimum_answered: 9")
    assert "the shortest area has 8 items" in problems_of(own_pack / "instrument.yaml")


def test_section_outside_the_folder_is_refused(own_pack: Path) -> None:
    change(own_pack / "instrument.yaml", "sections/sl.yaml", "../../secret.yaml")
    with pytest.raises(PackError, match=r"line \d+: '../../secret.yaml' lies outside"):
        load_document(own_pack / "instrument.yaml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &x [1]\nb: *x\n", "line 2: aliases"),
        ("kind: [" + "[" * 60 + "]" * 60 + "]", "nested deeper"),
        ("kind: 'instrument\n", "this is not YAML"),
        ("kind: instrument\nkind: instrument\n", "this is not YAML"),
        ("kind: !!python/object:os.system x\n", "this is not YAML"),
        ("kind: recipe\n", "line 1: expected 'kind' to be one of"),
        ("- a\n- b\n", "expected 'kind'"),
        ("", "expected 'kind'"),
        ("\x00", "this is not YAML"),
    ],
)
def test_hostile_or_foreign_yaml_is_refused_with_its_place(
    tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "instrument.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_document(file)
    assert told in str(caught.value)
    assert str(file) in str(caught.value)


def test_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "instrument.yaml"
    file.write_bytes("kind: instrument # café".encode("cp1252"))
    with pytest.raises(PackError, match="not written in UTF-8"):
        load_document(file)


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no such file"):
        load_document(tmp_path / "nothing.yaml")
