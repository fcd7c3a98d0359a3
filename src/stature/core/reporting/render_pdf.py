"""Renders a report as tagged PDF (PDF/UA-1) through Typst."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import fontpkg_source_sans_3
import typst

from stature.core.errors import ReportError
from stature.core.reporting.report import Report

TEMPLATES = Path(__file__).parent / "typst"
FONTS = Path(fontpkg_source_sans_3.__file__).parent / "files"
# A report without a day still needs one, so that the same input gives the same bytes.
NO_DAY = datetime.date(2000, 1, 1)


def render_pdf(report: Report) -> bytes:
    """The report as PDF/UA-1. The same report gives the same bytes.

    Never call this in a process that will fork later: a forked child deadlocks inside Typst.
    """
    day = report.day or NO_DAY
    midday = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
    try:
        return _compiler().compile(
            format="pdf",
            sys_inputs={"report": report.model_dump_json()},
            pdf_standards=["ua-1"],
            timestamp=int(midday.timestamp()),
        )
    except typst.TypstError as error:
        raise ReportError(
            f"the PDF cannot be made: {error}.", where=report.title,
            remedy="Please report this with the version of Stature.",
        ) from error


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(TEMPLATES / "report.typ"), root=str(TEMPLATES), font_paths=fonts)
