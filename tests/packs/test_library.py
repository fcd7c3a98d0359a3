import json
from pathlib import Path

import pytest

from stature.core.document import canonical_json
from stature.core.errors import PackError
from stature.core.instrument.model import Instrument
from stature.packs import Pack, bundled_packs, find_pack


def test_bundled_profile_has_six_areas_of_eight_items_in_order(instrument: Instrument) -> None:
    assert [section.code for section in instrument.sections] == [
        "SL", "FVC", "SS", "ES", "CSP", "RRS",
    ]  # fmt: skip
    assert [len(section.items) for section in instrument.sections] == [8] * 6


def test_bundled_profile_has_the_whole_bank(instrument: Instrument) -> None:
    stems = [stem for item in instrument.items for stem in item.stems.values()]
    questions = [
        question for item in instrument.items for group in item.questions.values()
        for question in group
    ]  # fmt: skip
    assert len(stems) == 96
    assert len(questions) == 288
    assert len(set(stems)) == 96
    assert len(set(questions)) == 288


def test_pack_carries_who_made_it_and_under_which_licence(instrument: Instrument) -> None:
    assert instrument.licence == "Apache-2.0"
    assert instrument.authors
    assert instrument.language == "en-GB"


def test_hash_is_of_the_document_and_not_of_its_files(instrument: Instrument) -> None:
    again = Instrument.model_validate_json(canonical_json(instrument))
    assert again.sha256 == instrument.sha256
    changed = instrument.model_copy(update={"minutes": 13})
    assert changed.sha256 != instrument.sha256


def test_canonical_json_is_stable(instrument: Instrument) -> None:
    text = canonical_json(instrument)
    assert text == json.dumps(
        json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def test_every_bundled_pack_is_found_by_its_id() -> None:
    for pack in bundled_packs():
        assert find_pack(pack.id) == pack
        assert pack.instrument.id == pack.id


def test_made_up_people_answer_the_instrument_they_are_for(
    pack: Pack, instrument: Instrument
) -> None:
    for response in pack.made_up_people:
        for item, ratings in response.answers.items():
            assert item in instrument.items_by_code
            assert set(ratings) <= set(instrument.perspective_ids)


def test_unknown_pack_names_the_known_ones() -> None:
    with pytest.raises(PackError, match="service-commitment"):
        find_pack("no-such-pack")


def test_own_folder_is_a_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="there is no pack"):
        find_pack(str(tmp_path))
    source = bundled_packs()[0].folder
    assert find_pack(str(source)).instrument.id == "service-commitment"
