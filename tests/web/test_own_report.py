"""The report on one's own answers."""

from __future__ import annotations

import io

import pypdf
import pytest

from stature.core.instrument.response import CANT_SAY
from stature.web.reports.selectors import own_report
from stature.web.responses import services
from tests.web.conftest import address, saved

pytestmark = pytest.mark.django_db


def test_report_covers_only_the_area_that_was_asked(client, sealed_key, instrument):
    page = client.get(address(sealed_key, "report/")).content.decode()
    assert "Personal report for Asha" in page
    assert 'id="area-sl"' in page
    assert not any(f'id="area-{code}"' in page for code in ("fvc", "ss", "es", "csp", "rrs"))
    assert "FVC-1" not in page


def test_report_scores_the_answers_given(client, key, instrument):
    services.save_area(
        key=key,
        answers={
            item.code: {"individual": 3, "organisation": 1} for item in instrument.sections[0].items
        },
    )
    services.seal_response(key=key)
    assert "24 of 24" in client.get(address(key, "report/")).content.decode()
    assert "8 of 24" in client.get(address(key, "report/")).content.decode()


def test_report_says_it_is_kept_on_this_computer_and_is_not_made_up(client, sealed_key):
    page = client.get(address(sealed_key, "report/")).content.decode()
    assert "kept only on this computer" in page
    assert "Made-up people only" in page
    assert "this person and these answers do not exist" not in page


def test_report_is_dated_by_the_day_of_sending(sealed_key):
    row = saved(sealed_key)
    assert own_report(row).day == row.sealed_at.date()


def test_report_of_a_response_with_no_rating_at_all_is_still_a_page(client, key):
    services.save_answer(key=key, item="SL-1", perspective="individual", answer=CANT_SAY)
    services.seal_response(key=key)
    assert client.get(address(key, "report/")).status_code == 200
    assert client.get(address(key, "report.pdf"))["Content-Type"] == "application/pdf"


def test_report_before_sending_leads_to_the_check(client, key):
    for rest in ("report/", "report.pdf"):
        assert client.get(address(key, rest))["Location"] == address(key, "check/")


def test_stranger_sees_no_report(client, sealed_key):
    for stranger in ("not-the-key", saved(sealed_key).key_sha256, sealed_key[:-1], "response-1"):
        assert client.get(address(stranger, "report/")).status_code == 404
        assert client.get(address(stranger, "report.pdf")).status_code == 404


def test_report_is_never_kept_by_a_browser_or_proxy(client, sealed_key):
    for rest in ("report/", "report.pdf"):
        assert "no-store" in client.get(address(sealed_key, rest))["Cache-Control"]


def test_pdf_is_the_same_report(client, sealed_key):
    reply = client.get(address(sealed_key, "report.pdf"))
    assert reply["Content-Disposition"] == 'attachment; filename="my-service-report.pdf"'
    text = pypdf.PdfReader(io.BytesIO(reply.content)).pages[0].extract_text()
    assert "Personal report for Asha" in text


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}{% debug %}"],
)
def test_name_never_becomes_markup(client, instrument, name):
    key = services.start_response(sections=["SL"], name=name)
    start = client.get(address(key, "start/")).content.decode()
    services.seal_response(key=key)
    page = client.get(address(key, "report/")).content.decode()
    for shown in (start, page):
        assert name not in shown or name.startswith("{{")
        assert "<script>alert" not in shown
        assert "<img" not in shown
        assert "49" not in page.split("Personal report for")[1][:40]


@pytest.mark.parametrize("name", ['#panic("x")', "*bold* $x$ @ref", "李 😀", "محمد علي"])
def test_name_never_becomes_typst_and_never_breaks_the_pdf(client, name, db):
    key = services.start_response(sections=["SL"], name=name)
    services.seal_response(key=key)
    reply = client.get(address(key, "report.pdf"))
    assert reply.status_code == 200
    text = pypdf.PdfReader(io.BytesIO(reply.content)).pages[0].extract_text()
    if name.isascii():
        assert name in text
