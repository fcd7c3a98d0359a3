"""Renders a report as tagged PDF (PDF/UA-1) through Typst."""

from __future__ import annotations

import datetime
import json
import threading
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
_of_this_thread = threading.local()


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
        input=_document(data),
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(midday.timestamp()),
    )
    assert isinstance(pdf, bytes)  # one document, so one file
    return pdf


def _document(data: str) -> bytes:
    """A Typst document that draws the report: the data stand in it as one quoted string."""
    quoted = data.replace("\\", "\\\\").replace('"', '\\"')
    return f'#import "report.typ": draw-report\n#draw-report(json(bytes("{quoted}")))\n'.encode()


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


def _compiler() -> typst.Compiler:
    """The compiler of this thread: one compiler cannot serve two threads at once."""
    if not hasattr(_of_this_thread, "compiler"):
        _of_this_thread.compiler = typst.Compiler(root=str(TEMPLATES), font_paths=_fonts())
    compiler: typst.Compiler = _of_this_thread.compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    folders = [str(folder) for folder in FONT_FOLDERS]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
