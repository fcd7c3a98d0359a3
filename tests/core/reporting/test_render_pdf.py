import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from pypdf import PdfReader

from stature.core.instrument.model import Instrument
from stature.core.instrument.response import Response
from stature.core.reporting.render_pdf import render_pdf
from stature.core.reporting.report import Report
from tests.core.reporting.conftest import ReportOf
from tests.sample import COACHED


@pytest.fixture(scope="module")
def pdf(report: Report) -> bytes:
    return render_pdf(report)


@pytest.fixture(scope="module")
def text(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages)


@pytest.fixture(scope="module")
def document(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def test_text_of_the_pdf_holds_all_totals(text: str) -> None:
    folded = " ".join(text.split())
    for total in ("15 of 24", "13 of 24", "12 of 24", "83 of 144", "69 of 144"):
        assert total in folded
    assert "Service leadership, vision and commitment 15 12 +3 1" in folded
    assert "Customer-serving processes and systems 13 6 +7 4" in folded


def test_text_of_the_pdf_coaches_exactly_the_coached_items(
    text: str, instrument: Instrument
) -> None:
    folded = " ".join(text.split())
    cards = [
        item.code
        for item in instrument.items
        if " ".join(item.why_it_matters.split())[:60] in folded
    ]
    assert cards == COACHED


def test_pdf_is_tagged_titled_and_says_its_language(document: pikepdf.Pdf) -> None:
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "en"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert "Service Commitment Profile" in str(metadata["dc:title"])


def test_pdf_has_bookmarks_for_every_section(document: pikepdf.Pdf, report: Report) -> None:
    with document.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
    assert titles[-len(report.sections) :] == [part.heading for part in report.sections]


def test_pdf_embeds_its_font_and_has_no_raster_image(document: pikepdf.Pdf) -> None:
    fonts = set()
    for page in document.pages:
        assert not list(page.get_images())
        fonts |= {str(font.BaseFont) for font in page.Resources.Font.values()}
    assert fonts
    assert all(re.search(r"\+SourceSans3", font) for font in fonts)


def test_table_headers_are_tagged_as_headers(document: pikepdf.Pdf) -> None:
    assert tags_of(document) >= {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/P", "/Link"}


def tags_of(document: pikepdf.Pdf) -> set[str]:
    found: set[str] = set()
    waiting = [document.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += list(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.add(str(node.S))
            if "/K" in node:
                waiting.append(node.K)
    return found


def test_pages_are_numbered(text: str) -> None:
    assert re.search(r"Page 1 / \d+", text)


def test_same_report_gives_the_same_bytes(report: Report, pdf: bytes) -> None:
    assert render_pdf(report) == pdf


def test_same_report_gives_the_same_bytes_in_another_process(pdf: bytes) -> None:
    code = (
        "import sys\n"
        "from stature.packs import find_pack, made_up_responses\n"
        "from stature.core.scoring.profile import score_profile\n"
        "from stature.core.reporting.profile import compose_profile_report\n"
        "from stature.core.reporting.render_pdf import render_pdf\n"
        "pack, person = find_pack('service-commitment'), made_up_responses()[0]\n"
        "score = score_profile(person, pack.instrument)\n"
        "report = compose_profile_report(\n"
        "    person, score, pack.instrument, pack.report_texts, made_up=True)\n"
        "sys.stdout.buffer.write(render_pdf(report))\n"
    )
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert again == pdf


@pytest.mark.parametrize("name", ["#panic()", "$x$ *b* _i_ <a>", "عربي", "Łucja Đặng", "\\", '"'])
def test_name_is_printed_and_never_run(report_of: ReportOf, leader: Response, name: str) -> None:
    pdf = render_pdf(report_of(leader.model_copy(update={"name": name})))
    title = PdfReader(io.BytesIO(pdf)).metadata
    assert title is not None
    assert name in str(title.title)


def test_letters_without_a_font_are_boxes_and_the_pdf_is_still_made(
    report_of: ReportOf, leader: Response
) -> None:
    pdf = render_pdf(report_of(leader.model_copy(update={"name": "名前 🎉 Yuki"})))
    first_page = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "□□ □ Yuki" in first_page


def test_reports_can_be_made_in_several_threads_at_once(report: Report, pdf: bytes) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(render_pdf, [report] * 8)) == {pdf}


def test_report_without_a_day_still_gives_the_same_bytes(
    report_of: ReportOf, leader: Response
) -> None:
    report = report_of(leader.model_copy(update={"completed": None}))
    assert render_pdf(report) == render_pdf(report)
