"""The words in which an instrument is shown: its own, or those of a translation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language, get_language_info

from stature.core.instrument.model import Instrument
from stature.core.instrument.translation import Translation, TranslationStatus, translate
from stature.packs import bundled_packs


@dataclass(frozen=True)
class Wording:
    """An instrument as it is shown in a language, and how far that translation has come."""

    instrument: Instrument
    translation: Translation | None
    is_in_own_language: bool

    @property
    def is_draft(self) -> bool:
        """Whether these are the words of a translation that nobody has reviewed."""
        return self.translation is not None and self.translation.status is TranslationStatus.DRAFT

    @property
    def direction(self) -> str:
        """Which way the words are read: ``ltr`` or ``rtl``."""
        return "rtl" if get_language_info(self.instrument.language[:2])["bidi"] else "ltr"


def wording_of(instrument: Instrument, language: str | None = None) -> Wording:
    """An instrument in a language, that of the page unless one is named."""
    return _wording(instrument, language or get_language() or instrument.language)


@cache
def _translations(instrument_id: str) -> tuple[Translation, ...]:
    return tuple(
        translation
        for pack in bundled_packs()
        if pack.instrument.id == instrument_id
        for translation in pack.translations
    )


def translation_of(instrument: Instrument, language: str) -> Translation | None:
    """The translation of this very version into a language, when there is one."""
    for translation in _translations(instrument.id):
        if _same(translation.language, language) and translation.fits(instrument):
            return translation
    return None


_shown: dict[tuple[str, str], Wording] = {}


def _wording(instrument: Instrument, language: str) -> Wording:
    place = (instrument.sha256, language)
    if place not in _shown:
        translation = translation_of(instrument, language)
        shown = translate(instrument, translation) if translation else instrument
        _shown[place] = Wording(shown, translation, _same(shown.language, language))
    return _shown[place]


def _same(one: str, other: str) -> bool:
    """Whether two names of languages name the same one, wherever it is spoken."""
    return one.split("-")[0].lower() == other.split("-")[0].lower()
