"""Competency frameworks to and from other systems.

CASE 1.0 and 1.1 packages, Moodle's CSV, OpenSALT's workbook, tables with a row for each statement
(CSV, XLSX) and YAML both ways; the Civil Service framework's JSON in. Whatever is wrong with a file
from outside is a finding that names the place, or the file is refused as a whole.
"""

from stature.core.framework.exchange.exporting import FORMS, Form, export_framework, exported
from stature.core.framework.exchange.findings import ExchangeError, ExchangeFinding
from stature.core.framework.exchange.importing import FrameworkImport, import_framework

__all__ = [
    "FORMS",
    "ExchangeError",
    "ExchangeFinding",
    "Form",
    "FrameworkImport",
    "export_framework",
    "exported",
    "import_framework",
]
