"""Zip files from anybody: a pack inside is found, and no trick leaves its folder."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.errors import PackError
from stature.packs.zipped import MOST_FILES, MOST_UNPACKED_BYTES, is_zipped_pack, unpack
from tests.own_frameworks import file_of, zip_of

INSIDE = {"framework.yaml": "a: 1", "roles/one.yaml": "b: 2"}


def written(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): file.read_text()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("top", ["", "my pack/"])
def test_pack_is_unpacked_with_or_without_a_top_folder(tmp_path, top):
    data = zip_of({top + name: content for name, content in INSIDE.items()})
    assert is_zipped_pack(data)
    assert unpack(data, tmp_path) == []
    assert written(tmp_path) == INSIDE


def test_what_is_no_yaml_is_left_out_and_named(tmp_path):
    added = {"__MACOSX/._framework.yaml": "x", ".DS_Store": "x"}
    data = zip_of({**INSIDE, **added, "README.md": "x", "norms/one.json": "{}"})
    assert unpack(data, tmp_path) == ["README.md", "norms/one.json"]
    assert written(tmp_path) == INSIDE


def test_workbook_and_other_files_are_no_pack():
    assert not is_zipped_pack(file_of("xlsx"))
    assert not is_zipped_pack(zip_of({"a/b/framework.yaml": "too deep"}))
    assert not is_zipped_pack(b"PK\x03\x04 and nothing more")


@pytest.mark.parametrize(
    "name",
    [
        "../outside.yaml",
        "roles/../../outside.yaml",
        "/etc/outside.yaml",
        "C:\\outside.yaml",
        "__MACOSX/../../outside.yaml",
        ".hidden.yaml",
        "roles/a\nb.yaml",
        "a/b/c/d/e.yaml",
    ],
)
def test_name_that_is_not_plainly_inside_is_refused(tmp_path, name):
    folder = tmp_path / "pack"
    folder.mkdir()
    with pytest.raises(PackError, match="is not taken"):
        unpack(zip_of({**INSIDE, name: "x: 1"}), folder)
    assert set(written(tmp_path)) <= {f"pack/{each}" for each in INSIDE}


def test_link_is_refused(tmp_path):
    data = io.BytesIO(zip_of(INSIDE))
    link = zipfile.ZipInfo("roles/link.yaml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(PackError, match="link"):
        unpack(data.getvalue(), tmp_path)


def test_names_that_some_computers_take_for_one_are_refused(tmp_path):
    with pytest.raises(PackError, match="twice"):
        unpack(zip_of({**INSIDE, "Framework.YAML": "a: 2"}), tmp_path)


def test_much_in_a_small_file_is_refused_before_it_is_unpacked(tmp_path):
    bomb = zip_of({**INSIDE, "large.yaml": b"a" * (MOST_UNPACKED_BYTES + 1)})
    assert len(bomb) < 10_000
    many = zip_of({**INSIDE, **{f"roles/{n}.yaml": "" for n in range(MOST_FILES)}})
    for data in (bomb, many):
        with pytest.raises(PackError, match="unpacks to more"):
            unpack(data, tmp_path)
    assert written(tmp_path) == {}


def test_zip_that_says_less_than_it_holds_is_refused(tmp_path):
    whole = zip_of({"framework.yaml": b"a: 1\n" * 2_000_000})
    size = (10_000_000).to_bytes(4, "little")
    assert whole.count(size) == 2
    with pytest.raises(PackError, match="cannot be read"):
        unpack(whole.replace(size, (100).to_bytes(4, "little")), tmp_path)
    assert written(tmp_path) == {}


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_broken_zip_is_unpacked_whole_or_refused(tmp_path_factory, data):
    whole = bytearray(zip_of(INSIDE))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4)):
        whole[place] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.mktemp("pack")
    is_zipped_pack(bytes(whole))
    try:
        unpack(bytes(whole), folder)
    except PackError:
        return
    assert set(written(folder).values()) <= set(INSIDE.values())
