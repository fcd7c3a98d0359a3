"""A package as OpenSALT's workbook, in which rubrics and extensions have no place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stature.core.framework.exchange.case.model import (
    CaseAssociation,
    CaseDocument,
    CaseItem,
    CasePackage,
)
from stature.core.framework.exchange.case.tree import from_the_top
from stature.core.framework.exchange.forms.opensalt_columns import (
    ASSOCIATION,
    ASSOCIATION_SHEET,
    DOCUMENT,
    DOCUMENT_SHEET,
    EXTENSION,
    ITEM,
    ITEM_SHEET,
    LIST_SEPARATOR,
    SUBJECT_SEPARATOR,
)
from stature.core.framework.exchange.tables.workbooks import SheetRows


def opensalt_sheets(package: CasePackage) -> list[SheetRows]:
    """The three sheets: their names, headers and rows."""
    more = _further_columns(package)
    return [
        (DOCUMENT_SHEET, tuple(DOCUMENT), [_document_row(package)]),
        (ITEM_SHEET, (*ITEM, *more), list(_item_rows(package, more))),
        (ASSOCIATION_SHEET, ASSOCIATION, list(_association_rows(package))),
    ]


def _document_row(package: CasePackage) -> list[str]:
    document = package.document
    cells = _fields(document, DOCUMENT) | {
        "subject": SUBJECT_SEPARATOR.join(document.subject),
        **_licence(document, package),
    }
    return [cells[column] for column in DOCUMENT]


def _licence(document: CaseDocument, package: CasePackage) -> dict[str, str]:
    if document.licence is None:
        return {"licenseTitle": "", "licenseText": ""}
    texts = {licence.identifier: licence.text for licence in package.definitions.licences}
    text = texts.get(document.licence.identifier, document.licence.title)
    return {"licenseTitle": document.licence.title, "licenseText": text}


def _item_rows(package: CasePackage, more: tuple[str, ...]) -> Iterator[list[str]]:
    for node in from_the_top(package):
        item = node.item
        cells = (
            dict.fromkeys(more, "")
            | _kept(item)
            | _fields(item, ITEM)
            | {
                "smartLevel": ".".join(str(number) for number in node.numbers),
                "conceptKeywords": LIST_SEPARATOR.join(item.concept_keywords),
                "educationLevel": LIST_SEPARATOR.join(item.education_level),
                "license": item.licence.title if item.licence else "",
            }
        )
        yield [cells[column] for column in (*ITEM, *more)]


def _association_rows(package: CasePackage) -> Iterator[list[str]]:
    codes = {item.identifier: item.code or "" for item in package.items}
    for association in package.associations:
        cells = _association_cells(association, codes)
        yield [cells[column] for column in ASSOCIATION]


def _association_cells(association: CaseAssociation, codes: dict[str, str]) -> dict[str, str]:
    origin, destination = association.origin, association.destination
    grouping = association.grouping
    return {
        "identifier": association.identifier,
        "originNodeURI": origin.uri,
        "originNodeIdentifier": origin.identifier,
        "originNodeHumanCodingScheme": codes.get(origin.identifier, ""),
        "associationType": association.association_type,
        "destinationNodeURI": destination.uri,
        "destinationNodeIdentifier": destination.identifier,
        "destinationNodeHumanCodingScheme": codes.get(destination.identifier, ""),
        "associationGroupIdentifier": grouping.identifier if grouping else "",
        "associationGroupName": grouping.title if grouping else "",
    }


def _fields(part: Any, columns: dict[str, str]) -> dict[str, str]:
    return {column: getattr(part, name) or "" for column, name in columns.items() if name}


def _kept(item: CaseItem) -> dict[str, str]:
    """Cells of further columns of an item that came from OpenSALT."""
    kept = item.extensions.get(EXTENSION) if isinstance(item.extensions, dict) else None
    return {k: v for k, v in kept.items() if isinstance(v, str)} if isinstance(kept, dict) else {}


def _further_columns(package: CasePackage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for item in package.items for column in _kept(item)))
