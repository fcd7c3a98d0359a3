"""Renders a report as HTML: one self-contained file, a small site, or a part of a web page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from stature.core.reporting.report import Report, ReportSection

TEMPLATES = Path(__file__).parent / "html"
STYLESHEET = TEMPLATES / "report.css"
FIRST_PAGE = "index"
Address = Callable[[str], str]


def render_html(report: Report) -> str:
    """The report as one self-contained file: no script, no outside address."""
    return _page(report, report.sections, _on_this_page)


def render_html_site(report: Report) -> dict[str, str]:
    """The report as self-contained pages by file name: a new page where a section starts one."""
    pages = _pages(report)
    file_of = {
        anchor: name
        for name, part in pages.items()
        for section in part
        for anchor in (section.anchor, *_anchors_inside(section))
    }

    def address(anchor: str) -> str:
        return f"{file_of[anchor]}#{anchor}"

    return {name: _page(report, sections, address) for name, sections in pages.items()}


def render_html_body(report: Report) -> str:
    """The report as one ``article``, for a page that brings the stylesheet itself."""
    template = _environment().get_template("body.html")
    return template.render(report=report, sections=report.sections, href=_on_this_page)


def _page(report: Report, sections: Sequence[ReportSection], href: Address) -> str:
    styles = Markup(STYLESHEET.read_text("utf-8"))  # our own file, so nothing to escape
    template = _environment().get_template("page.html")
    return template.render(report=report, sections=sections, href=href, styles=styles)


def _pages(report: Report) -> dict[str, list[ReportSection]]:
    pages: dict[str, list[ReportSection]] = {}
    name = f"{FIRST_PAGE}.html"
    for section in report.sections:
        if section.starts_page:
            name = f"{section.anchor}.html"
        pages.setdefault(name, []).append(section)
    return pages


def _anchors_inside(section: ReportSection) -> list[str]:
    """The anchors of a section's headings and cards."""
    anchors = [getattr(block, "anchor", "") for block in section.blocks]
    return [anchor for anchor in anchors if anchor]


def _on_this_page(anchor: str) -> str:
    return f"#{anchor}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
