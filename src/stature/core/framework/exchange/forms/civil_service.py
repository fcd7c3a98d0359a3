"""The United Kingdom Civil Service competency framework (2012) in its JSON form, as a package.

=========================================  ====================================================
in the JSON                                in the package
=========================================  ====================================================
title, description, borrowedFrom           title, description and official source of the document
copyright                                  the licence
competencies.people, .performance, ...     an item of the type Cluster, by its title
the lists inside, but title                an item of the type Competency: description, title
level1 to level6                           an item of the type Level
effective, ineffective                     items of the types Behavioural indicator and
                                           Counter-indicator, in the order of the file
=========================================  ====================================================

The source has no identifiers, so each is made from its place and is the same each time. It has no
tiers, taglines or customer view either, so it stays a package and cannot become a framework alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from stature.core.framework.exchange.case.addresses import Addresses, derived
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
from stature.core.framework.exchange.case.own_fields import COMPETENCY, COUNTER_INDICATOR
from stature.core.framework.exchange.findings import ExchangeError, Findings, step

LEVEL: Final = re.compile(r"level(\d{1,2})")
KINDS: Final = {"effective": "Behavioural indicator", "ineffective": COUNTER_INDICATOR}
ADDRESSES: Final = Addresses()


def package_of_civil_service(data: dict[str, Any], findings: Findings) -> CasePackage:
    """The package of the framework. Raises ExchangeError when it has no title or no clusters."""
    reader = _Import(data, findings)
    reader.read_clusters()
    if not reader.items:
        raise ExchangeError(
            "there is no competency.", where="$.competencies", remedy="Give the whole file."
        )
    return reader.package()


class _Import:
    """The package as it grows, from the top down."""

    def __init__(self, data: dict[str, Any], findings: Findings) -> None:
        self.items: list[CaseItem] = []
        self._associations: list[CaseAssociation] = []
        self._data = data
        self._findings = findings
        source = data.get("borrowedFrom") or data.get("title")
        if not isinstance(source, str):
            raise ExchangeError("there is no title.", where="$.title", remedy="Give it one.")
        self._uuid = uuid5(NAMESPACE_URL, source)
        self._sequence: dict[str, int] = {}

    def package(self) -> CasePackage:
        licence = self._licence()
        return CasePackage(
            documents=(self._document(licence),),
            items=tuple(self.items),
            associations=tuple(self._associations),
            definitions=CaseDefinitions(licences=(licence,) if licence else ()),
        )

    def read_clusters(self) -> None:
        top = ADDRESSES.link("CFDocuments", self._uuid, self._text(self._data, "title", "$"))
        for place, name, cluster in self._named_parts(self._data, "competencies", "$"):
            here = self._add(place, name, "Cluster", self._text(cluster, "title", place), top)
            for inner, code, competency in self._parts(cluster, place):
                self._read_competency(inner, code, competency, here)

    def _read_competency(self, place: str, code: str, data: dict[str, Any], above: Link) -> None:
        title = self._text(data, "title", place)
        text = self._text(data, "description", place) or title
        here = self._add(place, code, COMPETENCY, text, above, abbreviated_statement=title)
        for name, statements in data.items():
            number = LEVEL.fullmatch(name)
            if number and isinstance(statements, list):
                inner = step(place, name)
                level = self._add(inner, f"{code}-{name}", "Level", f"Level {number[1]}", here)
                self._read_statements(inner, statements, level)
            elif name not in ("title", "description"):
                self._leave_out(step(place, name), "a level is expected here")

    def _read_statements(self, place: str, statements: list[Any], above: Link) -> None:
        for number, pair in enumerate(statements):
            here = f"{place}[{number}]"
            if not isinstance(pair, dict):
                self._leave_out(here, "an object is expected here")
                continue
            for name, kind in KINDS.items():
                text = self._text(pair, name, here)
                if text:
                    self._add(step(here, name), None, kind, text, above)

    def _add(
        self, place: str, code: str | None, kind: str, text: str, above: Link, **more: Any
    ) -> Link:
        """Add an item below another."""
        identifier = derived(self._uuid, place)
        number = self._sequence[above.identifier] = self._sequence.get(above.identifier, 0) + 1
        self.items.append(
            CaseItem(
                **self._named(identifier), full_statement=text, code=code, item_type=kind, **more
            )
        )
        link = ADDRESSES.link("CFItems", identifier, code or "")
        self._associations.append(
            CaseAssociation(
                **self._named(derived(identifier, IS_CHILD_OF)),
                association_type=IS_CHILD_OF,
                sequence=number,
                origin=link,
                destination=above,
            )
        )
        return link

    def _document(self, licence: CaseLicence | None) -> CaseDocument:
        return CaseDocument(
            **self._named(self._uuid),
            title=self._text(self._data, "title", "$"),
            creator="Civil Service",
            description=self._text(self._data, "description", "$") or None,
            official_source=self._text(self._data, "borrowedFrom", "$") or None,
            language="en-GB",
            licence=Link(licence.title, licence.identifier, licence.uri) if licence else None,
        )

    def _licence(self) -> CaseLicence | None:
        text = self._text(self._data, "copyright", "$")
        named = self._named(derived(self._uuid, "licence"))
        return CaseLicence(**named, title=text, text=text) if text else None

    def _named(self, identifier: UUID) -> dict[str, Any]:
        uri = ADDRESSES.uri("", identifier)
        return {"identifier": str(identifier), "uri": uri, "last_change": ""}

    def _named_parts(
        self, data: dict[str, Any], name: str, place: str
    ) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The objects in a field, each in a list of its own or bare."""
        inner = data.get(name)
        yield from self._parts(inner if isinstance(inner, dict) else {}, step(place, name))

    def _parts(self, data: dict[str, Any], place: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for name, value in data.items():
            if name == "title":
                continue
            found = value[0] if isinstance(value, list) and len(value) == 1 else value
            if isinstance(found, dict):
                yield step(place, name), name, found
            else:
                self._leave_out(step(place, name), "an object is expected here")

    def _text(self, data: dict[str, Any], name: str, place: str) -> str:
        value = data.get(name, "")
        if isinstance(value, str):
            return value.strip()
        self._leave_out(step(place, name), "a text is expected here")
        return ""

    def _leave_out(self, place: str, what: str) -> None:
        self._findings.add(place, "left-out", what, "left out")
