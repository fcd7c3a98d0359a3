"""A package as the JSON data that it stands for, with the fields that CASE does not know."""

from __future__ import annotations

from typing import Any

import msgspec

from stature.core.framework.exchange.case.model import UNKNOWN, CasePackage


def case_data(package: CasePackage) -> dict[str, Any]:
    """The package as JSON data: a CFPackage, or a CFDocumentSet when it has several documents."""
    data: dict[str, Any] = {}
    if len(package.documents) == 1:
        data["CFDocument"] = _plain(package.document)
    else:
        data["CFDocuments"] = _plain(package.documents)
    data |= {
        "CFItems": _plain(package.items),
        "CFAssociations": _plain(package.associations),
        "CFDefinitions": _plain(package.definitions),
        "CFRubrics": _plain(package.rubrics),
        "extensions": package.extensions,
    }
    return {name: value for name, value in data.items() if value} | (package.unknown or {})


def _plain(part: Any) -> Any:
    return _with_unknown(msgspec.json.decode(msgspec.json.encode(part)))


def _with_unknown(value: Any) -> Any:
    """The value with what was kept in ``unknown`` back in its place."""
    if isinstance(value, list):
        return [_with_unknown(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    unknown = value.pop(UNKNOWN, None) or {}
    return {name: _with_unknown(inner) for name, inner in value.items()} | unknown
