"""What a response asks for: all that saving an answer needs to know, read as quickly as can be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from stature.core.instrument.model import Instrument
from stature.web.keys import hash_of_key
from stature.web.prepared import Parameter, PreparedLookUp, field_of
from stature.web.responses.models import SavedResponse
from stature.web.responses.published import Questionnaire
from stature.web.responses.selectors import published_questionnaire

COLUMNS: Final = (
    "pk",
    "instrument_sha256",
    "sections_asked",
    "perspectives_asked",
    "translations_used",
    "sealed_at",
)


@dataclass(frozen=True)
class Asked:
    """The part of a response that says which answers it takes. ``pk`` is the response's."""

    pk: int
    instrument_sha256: str
    sections: tuple[str, ...]
    perspectives_asked: tuple[str, ...]
    translations_used: tuple[str, ...]
    sealed: bool

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Asked:
        """From the columns of a row, as the database gives them."""
        return cls(
            pk=row["pk"],
            instrument_sha256=row["instrument_sha256"],
            sections=tuple(json.loads(row["sections_asked"])),
            perspectives_asked=tuple(json.loads(row["perspectives_asked"])),
            translations_used=tuple(json.loads(row["translations_used"])),
            sealed=row["sealed_at"] is not None,
        )

    @classmethod
    def of(cls, saved: SavedResponse) -> Asked:
        """From a response that was read already."""
        return cls(
            pk=saved.pk,
            instrument_sha256=saved.instrument_sha256,
            sections=tuple(saved.sections_asked),
            perspectives_asked=tuple(saved.perspectives_asked),
            translations_used=tuple(saved.translations_used),
            sealed=saved.is_sealed,
        )

    @property
    def questionnaire(self) -> Questionnaire:
        """The very questionnaire that is answered."""
        return published_questionnaire(self.instrument_sha256)

    @property
    def perspectives(self) -> tuple[str, ...]:
        """The perspectives asked about; all of them when none is named."""
        asked = self.questionnaire
        everything = asked.perspective_ids if isinstance(asked, Instrument) else ()
        return self.perspectives_asked or everything

    def has_item(self, code: str) -> bool:
        """Whether the item stands in an area that was asked."""
        return code in _items_of(self.instrument_sha256, self.sections)


def asked_by_key(key: str) -> Asked:
    """What the response asks that a key opens. Raises SavedResponse.DoesNotExist for a stranger."""
    return asked_by(_BY_KEY.row(key_sha256=hash_of_key(key)))


def asked_by(row: Mapping[str, Any] | None) -> Asked:
    """What a row asks that a look-up found. Raises SavedResponse.DoesNotExist for none."""
    if row is None:
        raise SavedResponse.DoesNotExist
    return Asked.of_row(row)


_BY_KEY: Final = PreparedLookUp(
    lambda: SavedResponse.objects.filter(
        key_sha256=Parameter("key_sha256", field_of(SavedResponse, "key_sha256"))
    ),
    *COLUMNS,
)


@lru_cache
def _items_of(instrument_sha256: str, sections: tuple[str, ...]) -> frozenset[str]:
    """The codes of all items in some areas of a questionnaire."""
    areas = published_questionnaire(instrument_sha256).sections_by_code
    asked = (areas[code].items for code in sections if code in areas)
    return frozenset(item.code for items in asked for item in items)
