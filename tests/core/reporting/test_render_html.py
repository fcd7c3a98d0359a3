import re
from html.parser import HTMLParser

import pytest

from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.core.reporting.render_html import TEMPLATES, render_html, render_html_body
from stature.core.reporting.render_pdf import TEMPLATES as TYPST_TEMPLATES
from stature.core.reporting.report import Report
from tests.core.reporting.conftest import ReportOf
from tests.sample import COACHED

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Outline(HTMLParser):
    """Collects ids, links, headings and addresses, and checks that tags are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.outside: list[str] = []
        self.headings: list[int] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID and not (self.get_starttag_text() or "").endswith("/>"):
            self.open.append(tag)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        for address in (values.get("href"), values.get("src")):
            if address is not None:
                (self.links if address.startswith("#") else self.outside).append(address)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def outline_of(html: str) -> Outline:
    outline = Outline()
    outline.feed(html)
    assert outline.open == []
    return outline


@pytest.fixture(scope="module")
def html(report: Report) -> str:
    return render_html(report)


@pytest.fixture(scope="module")
def outline(html: str) -> Outline:
    return outline_of(html)


def test_file_is_self_contained(html: str, outline: Outline) -> None:
    assert outline.outside == []
    assert "<script" not in html
    assert "url(" not in html
    assert "@import" not in html


def test_ids_are_unique_and_links_lead_to_them(outline: Outline) -> None:
    assert len(outline.ids) == len(set(outline.ids))
    assert {link[1:] for link in outline.links} <= set(outline.ids)


def test_headings_skip_no_level(outline: Outline) -> None:
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    for above, below in zip(outline.headings, outline.headings[1:], strict=False):
        assert below <= above + 1


def test_html_holds_all_totals_and_exactly_the_coached_items(
    outline: Outline, instrument: Instrument
) -> None:
    text = " ".join(" ".join(outline.texts).split())
    for total in ("15 of 24", "13 of 24", "12 of 24", "83 of 144", "69 of 144"):
        assert total in text
    cards = [item.code for item in instrument.items if item.why_it_matters[:60] in text]
    assert cards == COACHED


def test_charts_are_vector_with_a_title_each(html: str) -> None:
    drawings = re.findall(r'<svg class="track".*?</svg>\s*</td>', html, re.DOTALL)
    assert len(drawings) == 6 + 1 + 48
    assert all("<title>" in drawing for drawing in drawings)
    assert "<img" not in html


def test_name_is_shown_and_never_run(report_of: ReportOf, leader: Response) -> None:
    hostile = '<script>alert("x")</script>'
    html = render_html(report_of(leader.model_copy(update={"name": hostile})))
    assert hostile not in html
    assert "&lt;script&gt;" in html


def test_body_brings_no_style_of_its_own(report: Report) -> None:
    body = render_html_body(report)
    assert "<style" not in body
    assert " style=" not in body


def test_every_block_has_a_template_in_both_renderers() -> None:
    html = {path.stem for path in (TEMPLATES / "blocks").glob("*.html")}
    typst = {path.stem for path in (TYPST_TEMPLATES / "blocks").glob("*.typ")}
    assert html == typst == kinds()


def kinds() -> set[str]:
    from stature.core.reporting.blocks import Block

    return {str(block.model_fields["kind"].default) for block in Block.__subclasses__()}
