"""A framework's pack brings words for its questionnaire and role profiles that fit it."""

import shutil
from pathlib import Path

import pytest

from stature.packs import find_framework_pack
from stature.packs.cross_checks import pack_problems
from stature.packs.library import DATA

BUNDLED = DATA / "customer-service-director"


@pytest.fixture
def own_pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLED, tmp_path / "own"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_bundled_roles_fit_their_framework() -> None:
    assert pack_problems(BUNDLED) == []


def test_role_that_names_an_unknown_competency_is_told(own_pack: Path) -> None:
    change(own_pack / "roles" / "chief-executive.yaml", "competency: T1", "competency: T9")
    told = [str(problem) for problem in pack_problems(own_pack)]
    assert len(told) == 1
    assert "the framework has no competency 'T9'" in told[0]
    assert "chief-executive.yaml" in told[0]


def test_role_of_another_framework_is_told(own_pack: Path) -> None:
    file = own_pack / "roles" / "chief-executive.yaml"
    change(file, "for_framework: customer-service-director", "for_framework: somebody-elses")
    assert "expected 'customer-service-director'" in str(pack_problems(own_pack)[0])


def test_framework_without_words_of_its_own_takes_the_bundled_ones(own_pack: Path) -> None:
    (own_pack / "feedback.yaml").unlink()
    texts = find_framework_pack(str(own_pack)).feedback_texts
    assert texts.sha256 == find_framework_pack("customer-service-director").feedback_texts.sha256


def test_framework_without_roles_has_none(own_pack: Path) -> None:
    shutil.rmtree(own_pack / "roles")
    assert find_framework_pack(str(own_pack)).role_profiles == ()
