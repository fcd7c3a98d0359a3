"""Every text of the report is there, is used, and asks for nothing that is not given."""

import re
from pathlib import Path

import pytest

from stature.core import reporting
from stature.core.errors import ReportError
from stature.core.reporting.texts import ReportTexts, show_number, show_signed

SOURCES = Path(reporting.__file__).parent


def keys_in_the_code() -> set[str]:
    """Every string in the code of the report that looks like the key of a text."""
    code = "\n".join(path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    return set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)*)"', code))


def test_every_text_is_used(texts: ReportTexts) -> None:
    used = keys_in_the_code()
    counted = {"one", "other"}
    for key in texts.texts:
        stem, _, last = key.rpartition(".")
        computed = re.match(r"(area|glance)\.gap\.", key)
        assert key in used or (last in counted and stem in used) or computed, key


def test_missing_text_is_told(texts: ReportTexts) -> None:
    with pytest.raises(ReportError, match=r"the text 'no\.such\.text' is missing"):
        texts.fill("no.such.text")


def test_slot_without_a_value_is_told(texts: ReportTexts) -> None:
    with pytest.raises(ReportError, match=r"no value for \{name\}"):
        texts.fill("masthead.personalised_for")


def test_slots_reach_no_attributes(texts: ReportTexts) -> None:
    hostile = texts.model_copy(update={"texts": {"a.b": "{x.__class__} {x}"}})
    assert hostile.fill("a.b", x="plain") == "{x.__class__} plain"


@pytest.mark.parametrize(
    ("value", "shown"), [(15.0, "15"), (17.333, "17.3"), (0.0, "0"), (9.96, "10")]
)
def test_numbers_are_whole_or_have_one_decimal(value: float, shown: str) -> None:
    assert show_number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(6.0, "+6"), (-3.0, "−3"), (0.0, "0"), (0.04, "0"), (-2.35, "−2.4")]
)
def test_differences_carry_their_sign(value: float, shown: str) -> None:
    assert show_signed(value) == shown


def test_counts_agree_with_their_noun(texts: ReportTexts) -> None:
    assert texts.count("points", 1) == "1 point"
    assert texts.count("points", 2.5) == "2.5 points"
