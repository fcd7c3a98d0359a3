"""Any file with a competency framework, taken in by what it holds and not by its name."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stature.core.framework.exchange.case.json_source import load, members, plain, read_bytes
from stature.core.framework.exchange.case.model import CasePackage
from stature.core.framework.exchange.case.own_package import framework_from_case, is_own_export
from stature.core.framework.exchange.case.reading import read_case
from stature.core.framework.exchange.findings import ExchangeError, ExchangeFinding, Findings
from stature.core.framework.exchange.forms.civil_service import package_of_civil_service
from stature.core.framework.exchange.forms.moodle_import import is_moodle_table, package_of_moodle
from stature.core.framework.exchange.forms.opensalt_import import (
    is_opensalt_workbook,
    package_of_opensalt,
)
from stature.core.framework.exchange.forms.statement_table import (
    framework_of_table,
    is_statement_table,
)
from stature.core.framework.exchange.forms.yaml_form import framework_of_yaml
from stature.core.framework.exchange.tables.csv_files import read_csv
from stature.core.framework.exchange.tables.sheet import Sheet
from stature.core.framework.exchange.tables.workbooks import read_workbook
from stature.core.framework.model import Framework

ZIP: Final = b"PK\x03\x04"
LOOKED_AT: Final = 65_536
YAML_START: Final = re.compile(rb"(#[^\n]*\n|\s)*(---|%YAML|[A-Za-z_][\w-]*:\s|- )")
READABLE: Final = (
    "Use a CASE package (JSON), Moodle's CSV, OpenSALT's workbook, a table with a row for each "
    "statement (CSV, XLSX), or a framework in YAML."
)


@dataclass(frozen=True)
class FrameworkImport:
    """What a file held: a framework where it was complete, a package where it came as one.

    ``form`` says what the file was. A framework of somebody else stays a package, because it
    lacks what ours need. ``findings`` lists the first ten thousand; ``n_findings`` counts all.
    """

    form: str
    framework: Framework | None
    package: CasePackage | None
    findings: tuple[ExchangeFinding, ...]
    n_findings: int

    @property
    def counts(self) -> dict[str, int]:
        """How many documents, items, associations and findings there are."""
        package = self.package
        return {
            "documents": len(package.documents) if package else 1,
            "items": len(package.items) if package else _n_items(self.framework),
            "associations": len(package.associations) if package else 0,
            "findings": self.n_findings,
        }


def import_framework(path: Path) -> FrameworkImport:
    """Read a file in any known form. Raises ExchangeError when nothing of it can be taken in."""
    try:
        return _import_bytes(read_bytes(path))
    except ExchangeError as error:
        if path.name in error.where:
            raise
        where = f"{path.name}, {error.where}" if error.where else path.name
        raise ExchangeError(error.what, where=where, remedy=error.remedy) from error


def _import_bytes(data: bytes) -> FrameworkImport:
    start = data[:LOOKED_AT].removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(ZIP):
        return _from_workbook(data)
    if start[:1] in (b"{", b"["):
        return _from_json(data)
    if YAML_START.match(start):
        return _made("yaml", framework=framework_of_yaml(data))
    return _from_csv(data)


def _from_json(data: bytes) -> FrameworkImport:
    data = load(data)
    fields = members(data, "$")
    if "competencies" in fields and not {"CFDocument", "CFDocuments"} & fields.keys():
        findings = Findings()
        whole = {name: plain(value, f"$.{name}") for name, value in fields.items()}
        return _made("civil-service", findings, package=package_of_civil_service(whole, findings))
    case = read_case(data)
    framework = framework_from_case(case.package) if is_own_export(case.package) else None
    return FrameworkImport("case", framework, case.package, case.findings, case.n_findings)


def _from_workbook(data: bytes) -> FrameworkImport:
    findings = Findings()
    sheets = read_workbook(data, findings)
    if is_opensalt_workbook(sheets):
        return _made("opensalt", findings, package=package_of_opensalt(sheets, findings))
    for sheet in sheets.values():
        if is_statement_table(sheet):
            return _made("xlsx", findings, framework=framework_of_table(sheet, findings))
    raise _unreadable(*sheets.values())


def _from_csv(data: bytes) -> FrameworkImport:
    findings = Findings()
    sheet = read_csv(data, findings)
    if is_moodle_table(sheet):
        return _made("moodle", findings, package=package_of_moodle(sheet, findings))
    if is_statement_table(sheet):
        return _made("csv", findings, framework=framework_of_table(sheet, findings))
    raise _unreadable(sheet)


def _made(
    form: str,
    findings: Findings | None = None,
    *,
    framework: Framework | None = None,
    package: CasePackage | None = None,
) -> FrameworkImport:
    found = findings or Findings()
    return FrameworkImport(form, framework, package, tuple(found.listed), found.total)


def _unreadable(*sheets: Sheet) -> ExchangeError:
    headers = "; ".join(", ".join(sheet.header[:8]) for sheet in sheets)[:200]
    shown = "".join(letter if letter.isprintable() else "?" for letter in headers)
    what = f"the columns are of no known form ({shown})."
    return ExchangeError(what, where="row 1", remedy=READABLE)


def _n_items(framework: Framework | None) -> int:
    return sum(1 for _ in framework.statements()) if framework else 0
