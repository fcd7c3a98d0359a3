"""Moodle's CSV of a competency framework as a package: fourteen columns, a row for each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from stature.core.framework.exchange.case.addresses import derived
from stature.core.framework.exchange.case.model import (
    IS_CHILD_OF,
    CaseAssociation,
    CaseDocument,
    CaseItem,
    CasePackage,
    Link,
)
from stature.core.framework.exchange.case.structure import Places, check_structure
from stature.core.framework.exchange.findings import ExchangeError, Findings
from stature.core.framework.exchange.forms.html_text import text_of_html
from stature.core.framework.exchange.tables.sheet import Row, Sheet

COLUMNS: Final = (
    "Parent id number",
    "Id number",
    "Shortname",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross referenced competency id numbers",
    "Exported id (optional)",
    "Is framework",
    "Taxonomy",
)
PARENT, ID, SHORTNAME, DESCRIPTION, FORMAT, SCALE, CONFIGURATION = COLUMNS[:7]
RELATED, IS_FRAMEWORK, TAXONOMY = COLUMNS[10], COLUMNS[12], COLUMNS[13]
# Kept as they stand, because CASE has no place for them.
KEPT: Final = tuple(column for column in COLUMNS if column not in (PARENT, ID, RELATED))
EXTENSION: Final = "moodle"
IS_RELATED_TO: Final = "isRelatedTo"


def is_moodle_table(sheet: Sheet) -> bool:
    """Whether a sheet is Moodle's, in English."""
    header = {column.casefold() for column in sheet.header}
    return header >= {column.casefold() for column in (PARENT, ID, SHORTNAME, IS_FRAMEWORK)}


def package_of_moodle(sheet: Sheet, findings: Findings) -> CasePackage:
    """The package in Moodle's table. Raises ExchangeError when no row is the framework's."""
    rows = [_in_our_spelling(row) for row in sheet.rows]
    framework = _framework_row(rows, findings)
    others = [row for row in rows if not _is_framework(row)]
    document = _document(framework)
    items = tuple(_item(row, document) for row in others)
    numbered = list(_associations(others, items, document))
    return check_structure(
        CasePackage(
            documents=(document,),
            items=items,
            associations=tuple(association for _, association in numbered),
        ),
        findings,
        Places(
            document=framework.place(),
            item=lambda number: others[number].place(),
            association=lambda number: numbered[number][0].place(),
        ),
    )


def _in_our_spelling(row: Row) -> Row:
    cells = {column.casefold(): cell for column, cell in row.cells.items()}
    return Row(row.number, {column: cells.get(column.casefold(), "") for column in COLUMNS})


def _is_framework(row: Row) -> bool:
    return row[IS_FRAMEWORK].strip() not in ("", "0")


def _framework_row(rows: list[Row], findings: Findings) -> Row:
    found = [row for row in rows if _is_framework(row)]
    if not found:
        raise ExchangeError(
            "no row is the framework's.",
            where=f"column '{IS_FRAMEWORK}'",
            remedy="Write 1 in this column of the first row.",
        )
    for row in found[1:]:
        findings.add(row.place(IS_FRAMEWORK), "left-out", "a second framework", "left out")
    return found[0]


def _document(row: Row) -> CaseDocument:
    identifier = uuid5(NAMESPACE_URL, f"moodle:{row[ID]}")
    return CaseDocument(
        identifier=str(identifier),
        uri=f"urn:uuid:{identifier}",
        last_change="",
        title=row[SHORTNAME],
        creator="",
        description=text_of_html(row[DESCRIPTION]) or None,
        extensions={EXTENSION: {ID: row[ID]} | _kept(row)},
    )


def _item(row: Row, document: CaseDocument) -> CaseItem:
    identifier = _identifier(document, row[ID] or f"row {row.number}")
    return CaseItem(
        identifier=str(identifier),
        uri=f"urn:uuid:{identifier}",
        last_change="",
        full_statement=text_of_html(row[DESCRIPTION]) or row[SHORTNAME],
        abbreviated_statement=row[SHORTNAME] or None,
        code=row[ID] or None,
        extensions={EXTENSION: _kept(row)},
    )


def _identifier(document: CaseDocument, id_number: str) -> UUID:
    return derived(UUID(document.identifier), "competency", id_number)


def _kept(row: Row) -> dict[str, str]:
    return {column: row[column] for column in KEPT if row[column]}


def _associations(
    rows: Iterable[Row], items: Iterable[CaseItem], document: CaseDocument
) -> Iterator[tuple[Row, CaseAssociation]]:
    top = Link(document.title, document.identifier, document.uri)
    n_children: dict[str, int] = {}
    for row, item in zip(rows, items, strict=True):
        parent = _link(document, row[PARENT]) if row[PARENT] else top
        n_children[parent.identifier] = place = n_children.get(parent.identifier, 0) + 1
        yield row, _association(item, parent, IS_CHILD_OF, sequence=place)
        for id_number in filter(None, row[RELATED].split(",")):
            yield row, _association(item, _link(document, id_number), IS_RELATED_TO)


def _link(document: CaseDocument, id_number: str) -> Link:
    identifier = _identifier(document, id_number)
    return Link(id_number, str(identifier), f"urn:uuid:{identifier}")


def _association(item: CaseItem, destination: Link, kind: str, **more: Any) -> CaseAssociation:
    identifier = derived(UUID(item.identifier), kind, destination.identifier)
    return CaseAssociation(
        identifier=str(identifier),
        uri=f"urn:uuid:{identifier}",
        last_change="",
        association_type=kind,
        origin=Link(item.code or "", item.identifier, item.uri),
        destination=destination,
        **more,
    )
