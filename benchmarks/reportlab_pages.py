"""The same report drawn with ReportLab: its text, tables and charts, on as many pages, no tags."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from stature.core.reporting.blocks import Block, Dumbbell, ItemDots
from stature.core.reporting.fonts import FONT_FOLDERS
from stature.core.reporting.report import Report, texts_in

FONT = "Source Sans 3"
BODY = ParagraphStyle("body", fontName=FONT, fontSize=9, leading=11, spaceAfter=2)
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=8.5, leading=9.5)
HEADING = ParagraphStyle("heading", fontName=FONT, fontSize=17, leading=24, spaceAfter=10)
MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
ROW_HEIGHT = 7 * mm
FIRST, SECOND = colors.HexColor("#0072B2"), colors.HexColor("#D55E00")
GRID = TableStyle(
    [("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey), ("FONTNAME", (0, 0), (-1, -1), FONT)]
)


def load_font() -> None:
    """Register the report's own font, once a process."""
    paths = [
        path for folder in FONT_FOLDERS for path in sorted(folder.glob("SourceSans3*wght].ttf"))
    ]
    upright = next(path for path in paths if "Italic" not in path.name)
    pdfmetrics.registerFont(TTFont(FONT, str(upright)))


def draw(report: Report) -> bytes:
    """The PDF of a report."""
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        title=report.title,
        author=report.person,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
    )
    document.build(list(_story(report)), onFirstPage=_footer(report), onLaterPages=_footer(report))
    return target.getvalue()


def _footer(report: Report) -> Any:
    def write(canvas: Any, _document: Any) -> None:
        canvas.setFont(FONT, 8.5)
        canvas.drawString(MARGIN, 10 * mm, report.footer)
        canvas.drawRightString(
            A4[0] - MARGIN, 10 * mm, f"{report.page_label} {canvas.getPageNumber()}"
        )

    return write


def _story(report: Report) -> Iterator[Flowable]:
    yield from _flowables(report.masthead)
    for section in report.sections:
        if section.starts_page:
            yield PageBreak()
        yield Paragraph(f'<a name="{section.anchor}"/>{escape(section.heading)}', HEADING)
        for block in section.blocks:
            yield from _flowables(block)


def _flowables(block: Block) -> Iterator[Flowable]:
    if block.kind == "dumbbell":
        yield from _dumbbell(block)  # type: ignore[arg-type]
    elif block.kind == "item_dots":
        yield from _item_dots(block)  # type: ignore[arg-type]
    elif block.kind == "data_table":
        yield from _table(block)
    elif block.kind == "paragraph":
        yield Paragraph(escape(" ".join(each.text for each in block.sentences)), BODY)
    elif block.kind == "contract_form":
        yield from _form(block)
    else:
        yield from (Paragraph(escape(text), BODY) for text in texts_in(block) if text.strip())


def _table(block: Any) -> Iterator[Flowable]:
    yield Paragraph(escape(block.caption), BODY)
    rows = [[Paragraph(escape(cell), CELL) for cell in row] for row in (block.header, *block.rows)]
    yield Table(
        rows, colWidths=[WIDTH / len(block.header)] * len(block.header), style=GRID, repeatRows=1
    )


def _form(block: Any) -> Iterator[Flowable]:
    for field in block.fields:
        yield Paragraph(escape(f"{field.number}. {field.label} {field.hint}"), BODY)
        yield Paragraph(escape(field.filled_in), BODY)
        lines = Drawing(WIDTH, field.lines * ROW_HEIGHT)
        for number in range(field.lines):
            lines.add(Line(0, number * ROW_HEIGHT, WIDTH, number * ROW_HEIGHT))
        yield lines


def _dumbbell(block: Dumbbell) -> Iterator[Flowable]:
    yield Paragraph(escape(block.title), BODY)
    chart = Drawing(WIDTH, (len(block.rows) + 1) * ROW_HEIGHT)
    left, width = WIDTH * 0.35, WIDTH * 0.4
    for number, row in enumerate(reversed(block.rows), 1):
        y = number * ROW_HEIGHT
        marks = [
            (left + width * value / block.maximum, colour)
            for value, colour in ((row.first, FIRST), (row.second, SECOND))
            if value is not None
        ]
        _row(chart, y, row.label, f"{row.first_text}   {row.second_text}   {row.gap_text}")
        chart.add(Line(marks[0][0], y, marks[-1][0], y) if marks else Line(left, y, left, y))
        for x, colour in marks:
            chart.add(Circle(x, y, 3.5, fillColor=colour, strokeColor=colour))
    for tick in block.ticks:
        chart.add(_text(left + width * tick / block.maximum, 0, str(tick)))
    yield chart
    yield Spacer(1, 8)


def _item_dots(block: ItemDots) -> Iterator[Flowable]:
    yield Paragraph(escape(block.title), BODY)
    chart = Drawing(WIDTH, (len(block.rows) + 1) * ROW_HEIGHT)
    left, step = WIDTH * 0.45, WIDTH * 0.35 / len(block.options)
    for number, row in enumerate(reversed(block.rows), 1):
        y = number * ROW_HEIGHT
        _row(chart, y, f"{row.code} {row.label}", f"{row.first_text}   {row.second_text}")
        chart.add(Line(left, y, left + step * (len(block.options) - 1), y))
        if row.first is not None:
            chart.add(Circle(left + step * row.first, y + 1.5, 3.5, fillColor=FIRST))
        if row.second is not None:
            chart.add(
                Rect(left + step * row.second - 3, y - 5, 6, 6, fillColor=None, strokeColor=SECOND)
            )
    for place, option in enumerate(block.options):
        chart.add(_text(left + step * place, 0, option))
    yield chart
    yield Spacer(1, 8)


def _row(chart: Drawing, y: float, label: str, figures: str) -> None:
    chart.add(_text(0, y - 3, label))
    chart.add(_text(WIDTH * 0.8, y - 3, figures))


def _text(x: float, y: float, text: str) -> String:
    return String(x, y, text, fontName=FONT, fontSize=9)
