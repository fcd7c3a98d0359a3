"""The base of every published document: strict, frozen, versioned and identified by its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from copy import deepcopy
from functools import cached_property
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", min_length=2, max_length=80)
]
Version = Annotated[str, StringConstraints(pattern=r"^\d{1,4}\.\d{1,4}\.\d{1,4}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$")]
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000, pattern=r"\S")
]
ShortText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\n]+$")
]
# YAML has no UUID type, so a strict model must still take one from text.
Uuid = Annotated[UUID, Field(strict=False)]


class Part(BaseModel):
    """A part of a document: nothing unknown, nothing coerced, nothing changed after reading."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A checked copy with changes; nothing that was worked out before is carried over."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        fields |= update or {}
        return type(self).model_validate(deepcopy(fields) if deep else fields)


class Document(Part):
    """What every framework, instrument and set of texts says about itself."""

    id: Slug
    uuid: Uuid
    version: Version
    language: Language
    title: ShortText
    licence: ShortText
    authors: Annotated[tuple[ShortText, ...], Field(strict=False, min_length=1)]

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the validated document, as hexadecimal: two documents are equal if this is."""
        return hashlib.sha256(canonical_json(self).encode()).hexdigest()


def canonical_json(part: Part) -> str:
    """The one JSON text of a document: sorted keys, no spare spaces, UTF-8 letters kept."""
    plain = part.model_dump(mode="json")
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
