"""Refusals of the CASE service, with the codes that the standard has for them."""

from __future__ import annotations

from typing import ClassVar, Literal

from stature.core.errors import StatureError

CodeMinor = Literal[
    "forbidden",
    "internal_server_error",
    "invalid_selection_field",
    "invalid_sort_field",
    "invalid_uuid",
    "unknownobject",
]


class CaseError(StatureError):
    """A request that the CASE service does not fulfil."""

    status: ClassVar[int] = 400
    code_minor: ClassVar[CodeMinor] = "invalid_selection_field"


class UnknownObjectError(CaseError):
    """Nothing published here has this identifier, or is what was asked for."""

    status = 404
    code_minor = "unknownobject"


class InvalidIdentifierError(CaseError):
    """What stands in the place of an identifier is no UUID: to CASE, an object unknown."""

    status = 404
    code_minor = "invalid_uuid"


class InvalidSelectionError(CaseError):
    """A limit, offset, filter or list of fields cannot be understood."""


class InvalidSortError(CaseError):
    """Documents cannot be sorted in this way."""

    code_minor = "invalid_sort_field"
