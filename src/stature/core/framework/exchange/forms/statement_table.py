"""From a table with a row for each statement back to a framework."""

from __future__ import annotations

from typing import Any, NoReturn
from uuid import NAMESPACE_URL, UUID, uuid5

from stature.core.framework.exchange.case.addresses import derived
from stature.core.framework.exchange.findings import ExchangeError, Findings, quoted
from stature.core.framework.exchange.forms.statement_rows import (
    ABOUT,
    OF_FACET,
    SAID_OF_COMPETENCY,
)
from stature.core.framework.exchange.tables.sheet import Row, Sheet
from stature.core.framework.exchange.validation import Place, framework_of_data
from stature.core.framework.model import Framework

NEEDED = frozenset({"kind", "text", "cluster", "competency", "facet"})


def is_statement_table(sheet: Sheet) -> bool:
    """Whether a sheet has a row for each statement."""
    return {column.casefold() for column in sheet.header} >= NEEDED


def framework_of_table(sheet: Sheet, findings: Findings) -> Framework:
    """The framework in a table. Raises ExchangeError, which names the row, if a rule is broken.

    An identifier may be left out; it is then made from the code, the same each time.
    """
    table = _Table(findings)
    for row in sheet.rows:
        cells = {column.casefold(): cell.strip() for column, cell in row.cells.items()}
        table.read(Row(row.number, cells, row.sheet))
    return framework_of_data(table.finished(), sheet.name or "table", table.places)


class _Table:
    """The document as it grows row by row, and where each of its parts stands."""

    def __init__(self, findings: Findings) -> None:
        self.places: dict[Place, str] = {}
        self._findings = findings
        self._document: dict[str, Any] = {
            "kind": "framework",
            "authors": [],
            "provenance": {"target_roles": [], "reviewers": []},
            "clusters": [],
        }
        self._parts: dict[tuple[str, str], tuple[dict[str, Any], Place]] = {}
        self._nameless: list[tuple[dict[str, Any], str, str]] = []

    def read(self, row: Row) -> None:
        kind = row["kind"].casefold()
        if kind == "about":
            self._read_about(row)
        elif kind == "proficiency level":
            level = {"level": self._level(row), "name": row["text"]}
            self._add(row, self._document, (), "proficiency_levels", level)
        elif kind in ("cluster", "competency", "facet"):
            self._read_part(row, kind)
        elif kind == "cluster description":
            cluster, place = self._above(row, "cluster")
            self._say(row, cluster, place, ("description",), several=False)
        elif kind in SAID_OF_COMPETENCY:
            competency, place = self._above(row, "competency")
            path, several = SAID_OF_COMPETENCY[kind]
            self._say(row, competency, place, path, several=several)
        else:
            self._read_statement(row, kind)

    def finished(self) -> dict[str, Any]:
        """The document, with an identifier for whatever came without one."""
        if not self._document.get("uuid"):
            name = str(self._document.get("id", ""))
            self._document["uuid"] = str(uuid5(NAMESPACE_URL, f"stature:{name}"))
        try:
            owner = UUID(self._document["uuid"])
        except ValueError:
            return self._document
        for part, code, place in self._nameless:
            part["uuid"] = str(derived(owner, code))
            what = "there is no identifier"
            self._findings.add(place, "missing", what, "one made from the code")
        return self._document

    def _read_about(self, row: Row) -> None:
        code = row["code"].casefold()
        if code not in ABOUT:
            known = ", ".join(ABOUT)
            _refuse(row, "code", f"nothing about a framework is called {quoted(code)}", known)
        path, several = ABOUT[code]
        self._say(row, self._document, (), path, several=several)

    def _read_part(self, row: Row, kind: str) -> None:
        part: dict[str, Any] = {"code": row["code"]}
        if kind == "cluster":
            part |= {"name": row["text"], "competencies": []}
            place = self._add(row, self._document, (), "clusters", part)
        elif kind == "competency":
            part |= {"name": row["text"], "tier": row["tier"], "emphasis": row["emphasis"]}
            part |= {"second_emphasis": row["second emphasis"] or None}
            part |= {"customer_view": {"words": []}, "facets": []}
            place = self._add(row, *self._above(row, "cluster"), "competencies", part)
        else:
            part |= {"title": row["text"]}
            place = self._add(row, *self._above(row, "competency"), "facets", part)
        self._identify(row, part, part["code"])
        if self._parts.setdefault((kind, row["code"]), (part, place))[0] is not part:
            _refuse(row, "code", f"the {kind} {quoted(row['code'])} stands twice", "one of each")

    def _read_statement(self, row: Row, kind: str) -> None:
        statement: dict[str, Any] = {"text": row["text"]}
        if kind in OF_FACET:
            self._add(row, *self._above(row, "facet"), OF_FACET[kind], statement)
        elif kind in ("counter-indicator", "anchor"):
            name = "anchors" if kind == "anchor" else "counter_indicators"
            self._add(row, *self._above(row, "competency"), name, statement)
        else:
            _refuse(row, "kind", f"there is no kind {quoted(kind)}", "see the documentation")
        if kind == "anchor":
            statement["level"] = self._level(row)
            self._identify(row, statement, f"{row['competency']}.A{statement['level']}")
        else:
            statement["code"] = row["code"]
            self._identify(row, statement, row["code"])

    def _identify(self, row: Row, part: dict[str, Any], code: str) -> None:
        part["uuid"] = row["uuid"]
        if not row["uuid"]:
            self._nameless.append((part, code, row.place("uuid")))

    def _above(self, row: Row, kind: str) -> tuple[dict[str, Any], Place]:
        """What the row belongs to, which must stand above it."""
        found = self._parts.get((kind, row[kind]))
        if found is None:
            what = f"no {kind} {quoted(row[kind])} stands above this row"
            _refuse(row, kind, what, f"put the row of the {kind} first")
        return found

    def _add(
        self, row: Row, owner: dict[str, Any], place: Place, name: str, part: dict[str, Any]
    ) -> Place:
        entries = owner.setdefault(name, [])
        entries.append(part)
        here = (*place, name, len(entries) - 1)
        self.places[here] = row.place("text")
        return here

    def _say(
        self, row: Row, owner: dict[str, Any], place: Place, path: tuple[str, ...], *, several: bool
    ) -> None:
        *outer, name = path
        for step in outer:
            owner = owner.setdefault(step, {})
        self.places[(*place, *path)] = row.place("text")
        if several:
            owner.setdefault(name, []).append(row["text"])
        elif name in owner:
            _refuse(row, "kind", "this has been said already", "say it once")
        else:
            owner[name] = row["text"]

    def _level(self, row: Row) -> int:
        if not row["level"].isascii() or not row["level"].isdigit() or len(row["level"]) > 2:
            _refuse(row, "level", f"{quoted(row['level'])} is no level", "a number from 1 to 9")
        return int(row["level"])


def _refuse(row: Row, column: str, what: str, expected: str) -> NoReturn:
    raise ExchangeError(f"{what}.", where=row.place(column), remedy=f"Expected: {expected}.")
