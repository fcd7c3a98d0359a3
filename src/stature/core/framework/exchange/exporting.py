"""A framework out to any form, without loss where the form allows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, get_args

from stature.core.framework.customer import CustomerWord
from stature.core.framework.exchange.case.own_package import framework_from_case
from stature.core.framework.exchange.case.writing import case_package, package_of
from stature.core.framework.exchange.findings import ExchangeError, Findings
from stature.core.framework.exchange.forms.moodle_export import moodle_rows
from stature.core.framework.exchange.forms.moodle_import import COLUMNS as MOODLE_COLUMNS
from stature.core.framework.exchange.forms.opensalt_export import opensalt_sheets
from stature.core.framework.exchange.forms.statement_rows import COLUMNS, statement_rows
from stature.core.framework.exchange.forms.statement_table import framework_of_table
from stature.core.framework.exchange.forms.yaml_form import framework_of_yaml, yaml_of_framework
from stature.core.framework.exchange.tables.csv_files import read_csv, write_csv
from stature.core.framework.exchange.tables.workbooks import read_workbook, write_workbook
from stature.core.framework.model import Framework

Form = Literal["case", "csv", "moodle", "opensalt", "xlsx", "yaml"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
SHEET: Final = "Framework"


def export_framework(
    framework: Framework,
    path: Path,
    form: Form,
    *,
    base_uri: str | None = None,
    customer_word: CustomerWord | None = None,
) -> None:
    """Write a framework to a file: all of it, or the file is left as it was."""
    data = exported(framework, form, base_uri=base_uri, customer_word=customer_word)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ExchangeError(
            f"the file cannot be written ({error.strerror}).",
            where=str(path),
            remedy="Check the folder and that you may write there.",
        ) from error


def exported(
    framework: Framework,
    form: Form,
    *,
    base_uri: str | None = None,
    customer_word: CustomerWord | None = None,
) -> bytes:
    """A framework in one of the FORMS; the same bytes for the same framework.

    CASE, CSV, XLSX and YAML hold all of it, which is checked by reading them back. Moodle and
    OpenSALT have no place for anchors and the customer view. CSV, XLSX and YAML keep the slots
    for the customer word; the others have the word put in.
    """
    if form in _LOSSLESS:
        return _without_loss(framework, form, base_uri, customer_word)
    package = package_of(framework, base_uri=base_uri, customer_word=customer_word)
    if form == "moodle":
        return write_csv(MOODLE_COLUMNS, moodle_rows(package))
    if form == "opensalt":
        return write_workbook(opensalt_sheets(package))
    raise ExchangeError(
        f"there is no form '{form}'.", remedy=f"Use one of these: {', '.join(FORMS)}."
    )


def _without_loss(
    framework: Framework, form: Form, base_uri: str | None, word: CustomerWord | None
) -> bytes:
    if form == "case":
        package = case_package(framework, base_uri=base_uri, customer_word=word)
        data = json.dumps(package, ensure_ascii=False, indent=1).encode()
    else:
        data = _WRITERS[form](framework)
    if _LOSSLESS[form](data).sha256 != framework.sha256:
        raise ExchangeError(
            "something in this framework has no place in this form.",
            where=f"form '{form}'",
            remedy="Export it as CASE.",
        )
    return data


def _csv(framework: Framework) -> bytes:
    return write_csv(COLUMNS, statement_rows(framework))


def _xlsx(framework: Framework) -> bytes:
    return write_workbook([(SHEET, COLUMNS, statement_rows(framework))])


def _framework_of_csv(data: bytes) -> Framework:
    return framework_of_table(read_csv(data, Findings()), Findings())


def _framework_of_xlsx(data: bytes) -> Framework:
    return framework_of_table(read_workbook(data, Findings())[SHEET], Findings())


_WRITERS: Final[dict[Form, Callable[[Framework], bytes]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "yaml": yaml_of_framework,
}
_LOSSLESS: Final[dict[Form, Callable[[bytes], Framework]]] = {
    "case": lambda data: framework_from_case(json.loads(data)),
    "csv": _framework_of_csv,
    "xlsx": _framework_of_xlsx,
    "yaml": framework_of_yaml,
}
