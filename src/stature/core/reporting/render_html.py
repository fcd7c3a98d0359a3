"""Renders a report as HTML: a self-contained file, or the part that a web page embeds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from stature.core.reporting.report import Report

TEMPLATES = Path(__file__).parent / "html"
STYLESHEET = TEMPLATES / "report.css"


def render_html(report: Report) -> str:
    """The report as one self-contained file: no script, no outside address."""
    styles = Markup(STYLESHEET.read_text("utf-8"))  # our own file, so nothing to escape
    return _environment().get_template("page.html").render(report=report, styles=styles)


def render_html_body(report: Report) -> str:
    """The report as one ``article``, for a page that brings the stylesheet itself."""
    return _environment().get_template("body.html").render(report=report)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
