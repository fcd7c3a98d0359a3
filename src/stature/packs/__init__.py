"""Packs: the content of Stature as data, and the way to an author's own."""

from stature.packs.library import Pack, bundled_packs, find_pack, made_up_responses
from stature.packs.loader import load_document

__all__ = ["Pack", "bundled_packs", "find_pack", "load_document", "made_up_responses"]
