"""OpenSALT's workbook as a package. Columns are found by their headings, in any order.

Items hang together by their smart level (1, 1.1, 1.1.2 ...); what the third sheet says of
isChildOf counts only for items without one, as in OpenSALT itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from stature.core.framework.exchange.case.addresses import derived
from stature.core.framework.exchange.case.model import (
    IS_CHILD_OF,
    CaseAssociation,
    CaseDefinitions,
    CaseDocument,
    CaseItem,
    CaseLicence,
    CasePackage,
    Link,
)
from stature.core.framework.exchange.case.structure import Places, check_structure
from stature.core.framework.exchange.findings import ExchangeError, Findings, quoted
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
from stature.core.framework.exchange.tables.sheet import Row, Sheet

SEQUENCE: Final = re.compile(r"[0-9]{1,9}")


def is_opensalt_workbook(sheets: Mapping[str, Sheet]) -> bool:
    """Whether a workbook has OpenSALT's sheets."""
    return DOCUMENT_SHEET in sheets and ITEM_SHEET in sheets


def package_of_opensalt(sheets: Mapping[str, Sheet], findings: Findings) -> CasePackage:
    """The package in OpenSALT's sheets. Raises ExchangeError when there is no document."""
    return _Import(sheets, findings).package()


@dataclass(frozen=True)
class _Import:
    sheets: Mapping[str, Sheet]
    findings: Findings
    smart_levels: dict[str, str] = field(default_factory=dict)

    def package(self) -> CasePackage:
        items = tuple(self._item(row) for row in self.sheets[ITEM_SHEET].rows)
        numbered = [*self._below(items), *self._further(items)]
        return check_structure(
            CasePackage(
                documents=(self._document,),
                items=items,
                associations=tuple(association for _, association in numbered),
                definitions=CaseDefinitions(licences=tuple(self._licences())),
            ),
            self.findings,
            Places(
                document=self._document_row.place(),
                item=lambda number: self._item_rows[number].place(),
                association=lambda number: numbered[number][0].place(),
            ),
        )

    @cached_property
    def _document_row(self) -> Row:
        rows = self.sheets[DOCUMENT_SHEET].rows
        if not rows:
            raise ExchangeError(
                "the document is missing.",
                where=f"sheet '{DOCUMENT_SHEET}', row 2",
                remedy="Write what the framework is called in the first row.",
            )
        for row in rows[1:]:
            self.findings.add(row.place(), "left-out", "a second document", "left out")
        return _folded(rows[0])

    @cached_property
    def _item_rows(self) -> list[Row]:
        return [_folded(row) for row in self.sheets[ITEM_SHEET].rows]

    @cached_property
    def _association_rows(self) -> list[Row]:
        sheet = self.sheets.get(ASSOCIATION_SHEET)
        if sheet is None:
            place, what = f"sheet '{ASSOCIATION_SHEET}'", "there is no such sheet"
            self.findings.add(place, "missing", what, "the items read without it")
            return []
        return [_folded(row) for row in sheet.rows]

    @cached_property
    def _uris(self) -> dict[str, str]:
        """The URIs of items and documents, which stand in the third sheet only."""
        uris: dict[str, str] = {}
        for row in self._association_rows:
            for end in ("originnode", "destinationnode"):
                if row[f"{end}uri"]:
                    uris.setdefault(row[f"{end}identifier"], row[f"{end}uri"])
        return uris

    def _named(self, identifier: str, last_change: str = "") -> dict[str, Any]:
        uri = self._uris.get(identifier, f"urn:uuid:{identifier}")
        return {"identifier": identifier, "uri": uri, "last_change": last_change}

    @cached_property
    def _document(self) -> CaseDocument:
        row = self._document_row
        title = row["title"]
        identifier = row["identifier"] or str(uuid5(NAMESPACE_URL, f"opensalt:{title}"))
        fields = _fields(row, DOCUMENT)
        licence = row["licensetitle"]
        return CaseDocument(
            **fields
            | self._named(identifier, row["lastchangedate"])
            | {"title": title, "creator": row["creator"]},
            subject=_split(row["subject"], SUBJECT_SEPARATOR),
            licence=self._licence_link(identifier, licence) if licence else None,
        )

    def _licence_link(self, document: str, title: str) -> Link:
        identifier = uuid5(NAMESPACE_URL, f"{document} licence {title}")
        return Link(title, str(identifier), f"urn:uuid:{identifier}")

    def _licences(self) -> Iterator[CaseLicence]:
        link = self._document.licence
        if link is not None:
            text = self._document_row["licensetext"]
            yield CaseLicence(**self._named(link.identifier), title=link.title, text=text)

    def _item(self, original: Row) -> CaseItem:
        row = _folded(original)
        if not row["fullstatement"]:
            what = "there is no statement"
            self.findings.add(row.place("fullStatement"), "missing", what, "left empty")
        identifier = row["identifier"] or self._identifier_for(row)
        if row["smartlevel"]:
            self._take_smart_level(row, identifier)
        known = {column.casefold() for column in ITEM}
        further = {k: v for k, v in original.cells.items() if v and k.casefold() not in known}
        licence = row["license"]
        return CaseItem(
            **_fields(row, ITEM)
            | self._named(identifier)
            | {"full_statement": row["fullstatement"]},
            concept_keywords=_split(row["conceptkeywords"], LIST_SEPARATOR),
            education_level=_split(row["educationlevel"], LIST_SEPARATOR),
            licence=self._licence_link(self._document.identifier, licence) if licence else None,
            extensions={EXTENSION: further} if further else None,
        )

    def _identifier_for(self, row: Row) -> str:
        name = f"{self._document.identifier} {row.number} {row['fullstatement']}"
        what, done = "there is no identifier", "one made from the statement"
        self.findings.add(row.place("identifier"), "missing", what, done)
        return str(uuid5(NAMESPACE_URL, name))

    def _take_smart_level(self, row: Row, identifier: str) -> None:
        level = row["smartlevel"]
        if self.smart_levels.setdefault(level, identifier) != identifier:
            what = f"the smart level {quoted(level)} stands twice"
            self.findings.add(
                row.place("smartLevel"), "duplicate", what, "children go to the first"
            )

    def _below(self, items: tuple[CaseItem, ...]) -> Iterator[tuple[Row, CaseAssociation]]:
        """What hangs each item below its parent, by its smart level."""
        names = {
            (row["originnodeidentifier"], row["destinationnodeidentifier"]): row["identifier"]
            for row in self._association_rows
            if row["associationtype"] == IS_CHILD_OF
        }
        titles = {item.identifier: item.code or item.full_statement for item in items}
        for row, item in zip(self._item_rows, items, strict=True):
            level = row["smartlevel"]
            if not level:
                continue
            above, _, last = level.rpartition(".")
            parent = self.smart_levels.get(above) if above else self._document.identifier
            if parent is None:
                what = f"no item has the smart level {quoted(above)}"
                self.findings.add(row.place("smartLevel"), "dangling", what, "put at the top")
                parent = self._document.identifier
            yield (
                row,
                CaseAssociation(
                    **self._named_association(item.identifier, parent, names),
                    association_type=IS_CHILD_OF,
                    sequence=int(last)
                    if last.isascii() and last.isdigit() and len(last) < 10
                    else None,
                    origin=self._link(item.identifier, titles),
                    destination=self._link(parent, titles),
                ),
            )

    def _named_association(
        self, child: str, parent: str, names: dict[tuple[str, str], str]
    ) -> dict[str, Any]:
        made = str(uuid5(NAMESPACE_URL, f"{child} {IS_CHILD_OF} {parent}"))
        return self._named(names.get((child, parent)) or made)

    def _link(self, identifier: str, titles: dict[str, str]) -> Link:
        title = titles.get(identifier, self._document.title)
        return Link(title, identifier, self._named(identifier)["uri"])

    def _further(self, items: tuple[CaseItem, ...]) -> Iterator[tuple[Row, CaseAssociation]]:
        """The associations of the third sheet that the smart levels do not say already."""
        placed = {
            item.identifier
            for row, item in zip(self._item_rows, items, strict=True)
            if row["smartlevel"]
        }
        titles = {item.identifier: item.code or item.full_statement for item in items}
        for row in self._association_rows:
            kind, child = row["associationtype"], row["originnodeidentifier"]
            if kind == IS_CHILD_OF and child in placed:
                continue
            if not (kind and child and row["destinationnodeidentifier"]):
                what = "an association needs its type and both identifiers"
                self.findings.add(row.place(), "left-out", what, "left out")
                continue
            yield row, self._association(row, titles)

    def _association(self, row: Row, titles: dict[str, str]) -> CaseAssociation:
        origin, destination = row["originnodeidentifier"], row["destinationnodeidentifier"]
        name = "/".join(row[column.casefold()] for column in ASSOCIATION)
        identifier = row["identifier"] or str(derived(_as_uuid(self._document.identifier), name))
        group = row["associationgroupidentifier"]
        return CaseAssociation(
            **self._named(identifier),
            association_type=row["associationtype"],
            origin=self._link(origin, titles),
            destination=self._link(destination, titles),
            grouping=Link(row["associationgroupname"], group, f"urn:uuid:{group}")
            if group
            else None,
        )


def _as_uuid(identifier: str) -> UUID:
    return uuid5(NAMESPACE_URL, identifier)


def _folded(row: Row) -> Row:
    """The row with its columns in small letters."""
    cells = {column.casefold(): cell.strip() for column, cell in row.cells.items()}
    return Row(row.number, cells, row.sheet)


def _fields(row: Row, columns: dict[str, str]) -> dict[str, Any]:
    return {name: row[column.casefold()] or None for column, name in columns.items() if name}


def _split(cell: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(separator) if part.strip())
