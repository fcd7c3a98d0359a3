"""Renders a report as tagged PDF (PDF/UA-1) through Typst."""

from __future__ import annotations

import datetime
import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from stature.core.errors import ReportError
from stature.core.reporting.fonts import FONT_FOLDERS, drawable
from stature.core.reporting.report import Report

TEMPLATES = Path(__file__).parent / "typst"
# A report without a day still needs one, so that the same input gives the same bytes.
NO_DAY = datetime.date(2000, 1, 1)
LETTER_WITHOUT_FONT = "could not be displayed"


def render_pdf(report: Report) -> bytes:
    """The report as PDF/UA-1. The same report gives the same bytes.

    A letter that no font can draw is printed as a box. Never call this in a process that will
    fork later: a forked child deadlocks inside Typst.
    """
    data = report.model_dump_json()
    try:
        return _compile(data, report.day or NO_DAY)
    except typst.TypstError as error:
        if LETTER_WITHOUT_FONT in str(error):
            return _compile(_with_drawable_text(data), report.day or NO_DAY)
        raise ReportError(
            f"the PDF cannot be made: {error}.",
            where=report.title,
            remedy="Please report this with the version of Stature.",
        ) from error


def _compile(data: str, day: datetime.date) -> bytes:
    midday = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
    pdf = _compiler().compile(
        format="pdf",
        sys_inputs={"report": data},
        pdf_standards=["ua-1"],
        timestamp=int(midday.timestamp()),
    )
    assert isinstance(pdf, bytes)  # one document, so one file
    return pdf


def _with_drawable_text(data: str) -> str:
    return json.dumps(_drawable_parts(json.loads(data)), ensure_ascii=False)


def _drawable_parts(value: Any) -> Any:
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, list):
        return [_drawable_parts(entry) for entry in value]
    if isinstance(value, dict):
        return {name: _drawable_parts(entry) for name, entry in value.items()}
    return value


@cache
def _compiler() -> typst.Compiler:
    folders = [str(folder) for folder in FONT_FOLDERS]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    return typst.Compiler(str(TEMPLATES / "report.typ"), root=str(TEMPLATES), font_paths=fonts)
