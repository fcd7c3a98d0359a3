"""Norms in a framework's pack: read, checked, and found for their very questionnaire."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stature.core.errors import PackError
from stature.core.instrument.feedback import FeedbackInstrument, build_questionnaire
from stature.core.scoring.feedback.made_up_norms import made_up_norms
from stature.packs import FrameworkPack, find_framework_pack, load_document
from stature.packs.cross_checks import pack_problems
from stature.packs.library import DATA

BUNDLED = DATA / "customer-service-director"
Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def instrument() -> FeedbackInstrument:
    pack = find_framework_pack("customer-service-director")
    return build_questionnaire(pack.framework, pack.feedback_texts).instrument


@pytest.fixture(scope="module")
def document(instrument: FeedbackInstrument) -> dict[str, Any]:
    norms = made_up_norms(instrument, seed=1, on=date(2026, 1, 1))
    return norms.model_dump(mode="json")


@pytest.fixture
def own_pack(tmp_path: Path) -> FrameworkPack:
    folder = Path(shutil.copytree(BUNDLED, tmp_path / "own"))
    (folder / "norms").mkdir()
    return FrameworkPack(folder)


def put(pack: FrameworkPack, document: dict[str, Any], name: str = "norms.json") -> Path:
    file = pack.folder / "norms" / name
    file.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return file


def test_pack_without_norms_has_none(instrument: FeedbackInstrument) -> None:
    pack = find_framework_pack("customer-service-director")
    assert pack.norms == ()
    assert pack.norms_of(instrument.reference) is None


def test_norms_in_a_pack_are_read_and_keep_their_label(
    own_pack: FrameworkPack, document: dict[str, Any], instrument: FeedbackInstrument
) -> None:
    put(own_pack, document)
    found = own_pack.norms_of(instrument.reference)
    assert found is not None
    assert found.label.startswith("Made-up norms, for show only.")
    assert found.model_dump(mode="json") == document
    assert pack_problems(own_pack.folder) == []


def test_newest_version_is_taken(
    own_pack: FrameworkPack, document: dict[str, Any], instrument: FeedbackInstrument
) -> None:
    for version in ("9.0.0", "10.0.0"):
        put(own_pack, document | {"version": version}, f"norms-{version}.json")
    found = own_pack.norms_of(instrument.reference)
    assert found is not None
    assert found.version == "10.0.0"


def test_norms_of_another_questionnaire_are_told_and_never_used(
    own_pack: FrameworkPack, document: dict[str, Any], instrument: FeedbackInstrument
) -> None:
    other = document | {"instrument": document["instrument"] | {"sha256": "0" * 64}}
    put(own_pack, other)
    assert own_pack.norms_of(instrument.reference) is None
    [problem] = pack_problems(own_pack.folder)
    assert "makes no questionnaire like the one of these norms" in str(problem)
    assert "norms.json" in str(problem)


def small(document: dict[str, Any]) -> None:
    document["made_up"] = False
    document["competencies"]["T1"].update(values=[3.0, 4.0], counts=[50, 49])


def easy_minimum(document: dict[str, Any]) -> None:
    document.update(made_up=False, least_n=20)


def other_instrument(document: dict[str, Any]) -> None:
    document["competencies"]["T2"]["instrument"] = "somebody-elses"


def exact_scores(document: dict[str, Any]) -> None:
    document["competencies"]["T1"].update(values=[3.0, 3.0312], counts=[100, 100])


def unlabelled(document: dict[str, Any]) -> None:
    del document["made_up"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (small, "T1: 99 leaders; norms need 100"),
        (easy_minimum, "least_n is 100 or more"),
        (other_instrument, "T2: the norms are of another questionnaire, somebody-elses"),
        (exact_scores, "T1: scores are tenths from 1 to 5"),
        (unlabelled, "made_up: this field is missing"),
    ],
)
def test_norms_that_break_a_rule_are_refused_when_they_are_read(
    own_pack: FrameworkPack, document: dict[str, Any], change: Change, told: str
) -> None:
    changed = json.loads(json.dumps(document))
    change(changed)
    file = put(own_pack, changed)
    with pytest.raises(PackError, match=told):
        load_document(file)
