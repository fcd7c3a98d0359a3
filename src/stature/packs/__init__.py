"""Packs: the content of Stature as data, and the way to an author's own."""

from stature.packs.library import (
    FrameworkPack,
    Pack,
    bundled_framework_packs,
    bundled_frameworks,
    bundled_packs,
    find_framework_pack,
    find_pack,
    made_up_responses,
)
from stature.packs.loader import load_document

__all__ = [
    "FrameworkPack",
    "Pack",
    "bundled_framework_packs",
    "bundled_frameworks",
    "bundled_packs",
    "find_framework_pack",
    "find_pack",
    "load_document",
    "made_up_responses",
]
