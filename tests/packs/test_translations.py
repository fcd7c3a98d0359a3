"""Translations of an instrument: the same codes and numbers in other words."""

import shutil
from pathlib import Path

import pytest

from stature.core.instrument.model import Instrument
from stature.core.instrument.translation import Translation, differences, translate
from stature.core.scoring.profile import score_profile
from stature.packs import Pack, find_pack, made_up_responses
from stature.packs.cross_checks import pack_problems
from stature.packs.library import DATA


@pytest.fixture
def german() -> Translation:
    translation = find_pack("service-commitment").translation("de")
    assert translation is not None
    return translation


def test_german_covers_the_whole_instrument(instrument: Instrument, german: Translation) -> None:
    assert differences(instrument, german) == []
    stems = [
        stem
        for words in german.sections.values()
        for item in words.items.values()
        for stem in item.stems.values()
    ]
    assert len(set(stems)) == 96


def test_translation_says_how_far_it_has_come(german: Translation) -> None:
    assert german.status == "draft"


def test_translated_instrument_keeps_codes_numbers_and_rules(
    instrument: Instrument, german: Translation
) -> None:
    shown = translate(instrument, german)
    assert shown.language == "de"
    assert shown.items[0].stems != instrument.items[0].stems
    assert [item.uuid for item in shown.items] == [item.uuid for item in instrument.items]
    assert shown.scoring == instrument.scoring
    assert shown.sha256 != instrument.sha256


def test_same_answers_score_the_same_in_both(instrument: Instrument, german: Translation) -> None:
    response = made_up_responses()[0]
    one, other = (
        score_profile(response, each) for each in (instrument, translate(instrument, german))
    )
    totals = [(score.totals, [part.totals for part in score.sections]) for score in (one, other)]
    assert totals[0] == totals[1]


def test_language_that_is_not_there_shows_the_instrument_itself(instrument: Instrument) -> None:
    assert find_pack("service-commitment").instrument_in("fi") is instrument


def test_translation_of_another_version_does_not_fit(
    instrument: Instrument, german: Translation
) -> None:
    newer = instrument.model_copy(update={"version": "1.1.0"})
    with pytest.raises(ValueError, match=r"expected service-commitment 1\.1\.0"):
        translate(newer, german)


def test_check_of_a_pack_names_what_a_translation_lacks(tmp_path: Path) -> None:
    own = Path(shutil.copytree(DATA / "service-commitment", tmp_path / "own"))
    file = own / "translations" / "de.yaml"
    text = file.read_text("utf-8").replace("  - Fast immer\n", "").replace("SL-8:", "SL-9:")
    file.write_text(text, encoding="utf-8")
    problems = [str(problem) for problem in pack_problems(own)]
    assert any("expected 4 entries, got 3" in problem for problem in problems)
    assert any("'SL-8' is missing" in problem for problem in problems)
    assert any("has no 'SL-9'" in problem for problem in problems)
    assert Pack(own).translation("de") is not None
