"""From an object of any shape to a part of a package, with a finding for each repair."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from stature.core.framework.exchange.case.model import (
    UNKNOWN,
    CaseCriterion,
    CaseCriterionLevel,
    Link,
)
from stature.core.framework.exchange.findings import Findings, quoted, step

Part = TypeVar("Part", bound=msgspec.Struct)
UUID_IN_TEXT = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
WHOLE_NUMBER = re.compile(r"-?\d{1,15}(\.0*)?")
DECIMAL_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")


class UnfitError(ValueError):
    """A value cannot be taken for what must stand in its place."""


def coerce_part(model: type[Part], value: Any, place: str, findings: Findings) -> Part | None:
    """A part out of what stands at ``place``; None, with a finding, when it is no object."""
    if not isinstance(value, dict):
        findings.add(place, "left-out", f"an object is expected, got {_kind(value)}", "left out")
        return None
    known: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    for name, inner in value.items():
        field = _fields(model).get(name)
        if field is None:
            unknown[name] = inner
            what = "CASE has no such field here"
            findings.add(step(place, name), "unknown-field", what, "kept as it stands")
        elif inner is not None:
            _coerce_field(field, inner, place, findings, known, unknown)
    _fill_required(model, known, place, findings)
    if not _required_parts(model) <= known.keys():
        return None
    return model(**known, unknown=unknown or None)


def _coerce_field(
    field: msgspec.structs.FieldInfo,
    value: Any,
    place: str,
    findings: Findings,
    known: dict[str, Any],
    unknown: dict[str, Any],
) -> None:
    """Put a value under what is known when it fits or can be made to, else under the unknown."""
    try:
        known[field.name] = msgspec.convert(value, field.type)
    except msgspec.ValidationError:
        here = step(place, field.encode_name)
        try:
            known[field.name] = _COERCIONS[field.type](value, here, findings)
        except UnfitError as error:
            unknown[field.encode_name] = value
            findings.add(here, "wrong-type", str(error), "kept among the unknown fields")


def _fill_required(
    model: type[Part], known: dict[str, Any], place: str, findings: Findings
) -> None:
    for name, field in _fields(model).items():
        if field.required and field.name not in known:
            if field.type is not str:
                findings.add(step(place, name), "left-out", "this field is missing", "left out")
                continue
            known[field.name] = _stand_in(field.name, known)
            done = f"{quoted(known[field.name])} put in" if known[field.name] else "left empty"
            findings.add(step(place, name), "missing", "this field is missing", done)


def _stand_in(name: str, known: dict[str, Any]) -> str:
    """What may stand for a missing field: the identifier in the URI, a shorter statement."""
    if name == "identifier":
        found = UUID_IN_TEXT.search(known.get("uri", ""))
        return found[0] if found else cast(str, known.get("uri", ""))
    if name == "full_statement":
        others = ("abbreviated_statement", "alternative_label", "code")
        return next((known[other] for other in others if known.get(other)), "")
    return ""


@cache
def _fields(model: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    fields = msgspec.structs.fields(model)
    return {field.encode_name: field for field in fields if field.encode_name != UNKNOWN}


@cache
def _required_parts(model: type[msgspec.Struct]) -> frozenset[str]:
    """Fields that nothing can stand in for: the ends of an association."""
    return frozenset(
        field.name for field in _fields(model).values() if field.required and field.type is not str
    )


def _text(value: Any, place: str, findings: Findings) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        text = str(value).lower() if isinstance(value, bool) else str(value)
        findings.add(place, "coerced", f"a text is expected, got {_kind(value)}", "read as text")
        return text
    if isinstance(value, list) and value and all(isinstance(inner, str) for inner in value):
        findings.add(place, "coerced", "a text is expected, got a list", "joined with '; '")
        return "; ".join(value)
    raise UnfitError(f"a text is expected, got {_kind(value)}")


def _texts(value: Any, place: str, findings: Findings) -> tuple[str, ...]:
    if isinstance(value, list):
        inner = [entry for entry in enumerate(value) if entry[1] is not None]
        return tuple(_text(entry, f"{place}[{number}]", findings) for number, entry in inner)
    text = _text(value, place, findings)
    findings.add(place, "coerced", "a list is expected, got a single text", "read as a list of one")
    return (text,)


def _whole_number(value: Any, place: str, findings: Findings) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str | float) and WHOLE_NUMBER.fullmatch(str(value).strip()):
        findings.add(place, "coerced", f"a number is expected, got {_kind(value)}", "read as one")
        return int(float(value))
    raise UnfitError(f"a whole number is expected, got {_kind(value)}")


def _number(value: Any, place: str, findings: Findings) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and DECIMAL_NUMBER.fullmatch(value.strip()):
        findings.add(place, "coerced", "a number is expected, got a text", "read as one")
        return float(value)
    raise UnfitError(f"a number is expected, got {_kind(value)}")


def _link(value: Any, place: str, findings: Findings) -> Link:
    if isinstance(value, dict) and ("uri" in value or "identifier" in value):
        link = coerce_part(Link, value, place, findings)
        if link is not None:
            return link
    if isinstance(value, str):
        found = UUID_IN_TEXT.search(value)
        findings.add(place, "coerced", "a link is expected, got a text", "read as the link's URI")
        return Link("", found[0] if found else value, value)
    if isinstance(value, list) and len(value) == 1:
        findings.add(place, "coerced", "one link is expected, got a list", "its only entry read")
        return _link(value[0], place, findings)
    raise UnfitError(f"a link is expected, got {_kind(value)}")


def _links(value: Any, place: str, findings: Findings) -> tuple[Link, ...]:
    if not isinstance(value, list):
        link = _link(value, place, findings)
        findings.add(place, "coerced", "a list is expected, got one link", "read as a list of one")
        return (link,)
    return tuple(_link(inner, f"{place}[{number}]", findings) for number, inner in enumerate(value))


def _parts(model: type[Part]) -> Callable[[Any, str, Findings], tuple[Part, ...]]:
    def coerce(value: Any, place: str, findings: Findings) -> tuple[Part, ...]:
        inner = [value] if isinstance(value, dict) else value
        if not isinstance(inner, list):
            raise UnfitError(f"a list is expected, got {_kind(value)}")
        read = (
            coerce_part(model, entry, f"{place}[{number}]", findings)
            for number, entry in enumerate(inner)
        )
        return tuple(part for part in read if part is not None)

    return coerce


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return kinds.get(type(value), "nothing" if value is None else f"the number {quoted(value)}")


_COERCIONS: dict[object, Callable[[Any, str, Findings], Any]] = {
    str: _text,
    str | None: _text,
    tuple[str, ...]: _texts,
    int | None: _whole_number,
    float | None: _number,
    Link: _link,
    Link | None: _link,
    tuple[Link, ...]: _links,
    tuple[CaseCriterion, ...]: _parts(CaseCriterion),
    tuple[CaseCriterionLevel, ...]: _parts(CaseCriterionLevel),
}
