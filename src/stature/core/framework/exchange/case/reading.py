"""Reading anybody's CASE 1.0 or 1.1 package: repaired with findings, or refused as a whole.

Each list is first read at once and strictly; only where that fails is it read entry by entry,
so a sound package of hundreds of thousands of associations takes seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from stature.core.framework.exchange.case.coercion import coerce_part
from stature.core.framework.exchange.case.json_source import (
    check_depth,
    entries,
    is_null,
    is_object,
    load,
    members,
    plain,
    refuse,
)
from stature.core.framework.exchange.case.model import (
    CaseAssociation,
    CaseConcept,
    CaseDefinitions,
    CaseDocument,
    CaseGrouping,
    CaseItem,
    CaseItemType,
    CaseLicence,
    CasePackage,
    CasePart,
    CaseRubric,
    CaseSubject,
)
from stature.core.framework.exchange.case.structure import check_structure
from stature.core.framework.exchange.findings import ExchangeFinding, Findings, step

Part = TypeVar("Part", bound=CasePart)
DEFINITIONS: Final[Mapping[str, tuple[str, type[CasePart]]]] = {
    "CFConcepts": ("concepts", CaseConcept),
    "CFSubjects": ("subjects", CaseSubject),
    "CFLicenses": ("licences", CaseLicence),
    "CFItemTypes": ("item_types", CaseItemType),
    "CFAssociationGroupings": ("groupings", CaseGrouping),
}
KNOWN: Final = frozenset(
    {"CFDocument", "CFItems", "CFAssociations", "CFDefinitions", "CFRubrics", "extensions"}
)


@dataclass(frozen=True)
class CaseImport:
    """A package as it was taken in, and what was found and done on the way.

    ``findings`` lists the first ten thousand; ``n_findings`` counts them all.
    """

    package: CasePackage
    findings: tuple[ExchangeFinding, ...]
    n_findings: int

    @property
    def counts(self) -> dict[str, int]:
        """How many documents, items, associations and findings there are."""
        return {
            "documents": len(self.package.documents),
            "items": len(self.package.items),
            "associations": len(self.package.associations),
            "findings": self.n_findings,
        }


def read_case(source: Path | bytes) -> CaseImport:
    """Read a CASE package, or a list of CASE documents, leniently.

    Raises ExchangeError, which names the place, when nothing of it can be taken in.
    """
    fields = members(load(source), "$")
    findings = Findings()
    if "CFDocument" in fields:
        package = check_structure(_read_package(fields, findings), findings)
    elif "CFDocuments" in fields:
        package = _read_listing(fields, findings)
    else:
        refuse("$.CFDocument", "the document is missing", "Export the whole CFPackage.")
    return CaseImport(package, tuple(findings.listed), findings.total)


def _read_package(fields: dict[str, msgspec.Raw], findings: Findings) -> CasePackage:
    return CasePackage(
        documents=(_read_document(fields["CFDocument"], findings),),
        items=_read_parts(CaseItem, fields, "CFItems", "$", findings),
        associations=_read_parts(CaseAssociation, fields, "CFAssociations", "$", findings),
        definitions=_read_definitions(fields, findings),
        rubrics=_read_parts(CaseRubric, fields, "CFRubrics", "$", findings),
        extensions=_read_plain(fields, "extensions", "$"),
        unknown=_read_unknown(fields, KNOWN, "$", findings),
    )


def _read_document(raw: msgspec.Raw, findings: Findings) -> CaseDocument:
    place = "$.CFDocument"
    if not is_object(raw):
        refuse(place, "one document is expected here", "Write one object: {...}.")
    document = _read_part(msgspec.json.Decoder(CaseDocument), raw, place, findings)
    if document is None or not (document.identifier or document.title):
        refuse(place, "the document has no identifier and no title", "Give it both.")
    return document


def _read_listing(fields: dict[str, msgspec.Raw], findings: Findings) -> CasePackage:
    documents = tuple(
        document
        for document in _read_parts(CaseDocument, fields, "CFDocuments", "$", findings)
        if document.identifier or document.title
    )
    if not documents:
        refuse(
            "$.CFDocuments",
            "the list holds no document with an identifier or a title",
            "Export it again.",
        )
    what = "this is a list of documents without their items"
    findings.add("$.CFDocuments", "listing", what, "the documents were read")
    unknown = _read_unknown(fields, frozenset({"CFDocuments"}), "$", findings)
    return CasePackage(documents=documents, unknown=unknown)


def _read_definitions(fields: dict[str, msgspec.Raw], findings: Findings) -> CaseDefinitions:
    if _is_absent(fields, "CFDefinitions"):
        return CaseDefinitions()
    place = "$.CFDefinitions"
    inner = members(fields["CFDefinitions"], place)
    lists: dict[str, Any] = {
        ours: _read_parts(model, inner, name, place, findings)
        for name, (ours, model) in DEFINITIONS.items()
    }
    known = frozenset({*DEFINITIONS, "extensions"})
    return CaseDefinitions(
        **lists,
        extensions=_read_plain(inner, "extensions", place),
        unknown=_read_unknown(inner, known, place, findings),
    )


def _read_parts(
    model: type[Part], fields: dict[str, msgspec.Raw], name: str, place: str, findings: Findings
) -> tuple[Part, ...]:
    """The parts in a list of the package; what is no part is left out, with a finding."""
    if _is_absent(fields, name):
        return ()
    place = step(place, name)
    try:
        parts = msgspec.json.decode(fields[name], type=tuple[model, ...])  # type: ignore[valid-type]
    except (msgspec.DecodeError, RecursionError):
        parts = _read_each(model, entries(fields[name], place), place, findings)
    for number, part in enumerate(parts):
        _check_extensions(part, place, number)
    return parts


def _read_each(
    model: type[Part], raw_parts: list[msgspec.Raw], place: str, findings: Findings
) -> tuple[Part, ...]:
    decoder = msgspec.json.Decoder(model)
    parts = (
        _read_part(decoder, raw, f"{place}[{number}]", findings)
        for number, raw in enumerate(raw_parts)
    )
    return tuple(part for part in parts if part is not None)


def _read_part(
    decoder: msgspec.json.Decoder[Part], raw: msgspec.Raw, place: str, findings: Findings
) -> Part | None:
    try:
        return decoder.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return coerce_part(decoder.type, plain(raw, place), place, findings)


def _check_extensions(part: CasePart, place: str, number: int) -> None:
    if part.extensions is not None:
        check_depth(part.extensions, f"{place}[{number}].extensions")


def _read_plain(fields: dict[str, msgspec.Raw], name: str, place: str) -> Any:
    return plain(fields[name], step(place, name)) if name in fields else None


def _read_unknown(
    fields: dict[str, msgspec.Raw], known: frozenset[str], place: str, findings: Findings
) -> dict[str, Any] | None:
    unknown = {name: _read_plain(fields, name, place) for name in fields if name not in known}
    for name in unknown:
        findings.add(
            step(place, name),
            "unknown-field",
            "CASE has no such field here",
            "kept as it stands",
        )
    return unknown or None


def _is_absent(fields: dict[str, msgspec.Raw], name: str) -> bool:
    return name not in fields or is_null(fields[name])
