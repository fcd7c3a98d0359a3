"""The fonts of the PDF, and which letters they can draw."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import fontpkg_noto_sans_arabic
import fontpkg_source_sans_3

FONT_FOLDERS: Final = tuple(
    Path(package.__file__).parent / "files"
    for package in (fontpkg_source_sans_3, fontpkg_noto_sans_arabic)
)
STAND_IN: Final = "□"


def drawable(text: str) -> str:
    """The text with a box for every letter that no font can draw, such as an emoji."""
    known = _drawable_letters()
    return "".join(letter if ord(letter) in known else STAND_IN for letter in text)


@cache
def _drawable_letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # here, because few names need it

    files = [file for folder in FONT_FOLDERS for file in sorted(folder.glob("*.ttf"))]
    upright = [file for file in files if "Italic" not in file.name]
    letters = [TTFont(file, lazy=True).getBestCmap() for file in upright]
    return frozenset(letter for each in letters for letter in each) | {ord("\n")}
