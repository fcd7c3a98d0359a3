"""Whether a report as plain text says what its page says."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from stature.core.reporting.render_html import render_html_body
from stature.core.reporting.render_text import render_text
from stature.core.reporting.report import Report

# From whole statements down to the cells of a row.
BREAKS = (r"(?<=[.?!])\s", r";\s", r":\s", r",\s")
# Drawings, headings of columns, and the key of a chart say nothing by themselves.
DRAWN = ("nav", "svg", "thead", "textarea")
DRAWN_CLASSES = ("rating-key", "share-key", "scale")
NO_END = ("br", "rect", "line", "circle", "path")


class Page(HTMLParser):
    """The texts of a page in their order; a cell begins with the heading it stands under."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NO_END:
            return
        found = dict(attrs)
        classes = (found.get("class") or "").split()
        drawn = tag in DRAWN or bool(set(classes) & set(DRAWN_CLASSES))
        self._open.append(drawn or (bool(self._open) and self._open[-1]))
        if not self._open[-1]:
            self.texts.append(found.get("data-label") or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Parts of drawings; they say nothing."""

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open or not self._open[-1]:
            self.texts.append(data)


def one_line(text: str) -> str:
    return " ".join(text.split())


def not_on_the_page(report: Report) -> list[str]:
    """The lines of the text that say something else than the page."""
    page = one_line(" ".join(Page(render_html_body(report)).texts))
    page = f"{page} {one_line(' '.join(filled_in(report)))}"
    lines = render_text(report, width=10**6).splitlines()
    bare = (re.sub(r"^(- |\d+\. )", "", line).strip().removesuffix(":") for line in lines)
    return [line for line in bare if line.strip("=-") and not _says(page, line, BREAKS)]


def not_in_the_text(report: Report) -> list[str]:
    """The texts of the page that the plain text leaves out."""
    text = one_line(render_text(report))
    on_page = filter(None, map(one_line, Page(render_html_body(report)).texts))
    return [each for each in on_page if each.rstrip(".") not in text and each != "("]


def filled_in(report: Report) -> list[str]:
    """What stands in the fields of the form, which the page shows as fields."""
    fields = (getattr(block, "fields", ()) for each in report.sections for block in each.blocks)
    return [field.filled_in for each in fields for field in each]


def _says(page: str, line: str, breaks: tuple[str, ...]) -> bool:
    if one_line(line) in page:
        return True
    return bool(breaks) and all(_says(page, p, breaks[1:]) for p in re.split(breaks[0], line))
