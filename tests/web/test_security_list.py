"""The list in docs/security.md names code and tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIST = (ROOT / "docs" / "security.md").read_text("utf-8")
PLACES = (ROOT, ROOT / "src" / "stature", ROOT / "src" / "stature" / "web", ROOT / "tests" / "web")
NAMED = sorted(
    {name for name in re.findall(r"`(\w[\w/.]+)`", LIST) if "/" in name or name.endswith(".py")}
)


def is_there(name: str) -> bool:
    return any((place / each).exists() for place in PLACES for each in (name, f"{name}.py"))


@pytest.mark.parametrize("name", NAMED)
def test_what_the_list_names_is_there(name):
    assert is_there(name)


def test_what_is_not_there_would_be_found():
    assert not is_there("accounts/no_such_file.py")


def test_list_has_every_chapter():
    chapters = [int(number) for number in re.findall(r"^## V(\d+) ", LIST, re.MULTILINE)]
    assert chapters == list(range(1, 18))
