"""axe-core finds nothing, and no page needs scrolling sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from stature.core.reporting.profile.compose import compose_profile_report
from stature.core.reporting.render_html import render_html
from stature.core.scoring.profile import score_profile
from tests.e2e.conftest import (
    DESK,
    NARROWEST,
    PHONE,
    axe_findings,
    give,
    start,
    width_beyond_the_window,
)


def open_sample_report(page: Page) -> None:
    page.goto("/")


def open_another_report(page: Page) -> None:
    page.goto("/people/lin-zhou/")


def open_start(page: Page) -> None:
    page.goto("/answer/")


def open_questionnaire(page: Page) -> None:
    start(page)
    give(page, "SL-1", "individual", 2)
    page.get_by_text("Saved", exact=True).wait_for()


def open_check(page: Page) -> None:
    start(page)
    give(page, "SL-1", "individual", "cant-say")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/check/")


def open_own_report(page: Page) -> None:
    open_check(page)
    page.get_by_role("button", name="See my report").click()
    page.wait_for_url("**/report/")


def open_missing_page(page: Page) -> None:
    page.goto("/no/such/page")


PAGES = [
    open_sample_report,
    open_another_report,
    open_start,
    open_questionnaire,
    open_check,
    open_own_report,
    open_missing_page,
]
each_page = pytest.mark.parametrize("open_page", PAGES, ids=lambda page: page.__name__)


@pytest.mark.parametrize(
    "open_page",
    [page for page in PAGES if page is not open_another_report],
    ids=lambda page: page.__name__,
)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(new_context, open_page, size):
    page = new_context(viewport=size).new_page()
    open_page(page)
    assert axe_findings(page) == []


@each_page
def test_page_fits_the_width_of_the_window(new_context, open_page):
    page = new_context(viewport=DESK).new_page()
    open_page(page)
    for size in (DESK, PHONE, NARROWEST):
        page.set_viewport_size(size)
        assert width_beyond_the_window(page) <= 0, size


def test_report_as_a_file_passes_axe_and_fits(new_context, tmp_path, leader, pack):
    score = score_profile(leader, pack.instrument)
    report = compose_profile_report(leader, score, pack.instrument, pack.report_texts, made_up=True)
    file = tmp_path / "report.html"
    file.write_text(render_html(report), "utf-8")
    page = new_context(viewport=DESK).new_page()
    page.goto(file.as_uri())
    assert width_beyond_the_window(page) <= 0
    page.set_viewport_size(NARROWEST)
    assert width_beyond_the_window(page) <= 0
    assert axe_findings(page) == []


def test_no_table_of_a_report_is_cut_off(new_context):
    page = new_context(viewport=DESK).new_page()
    page.goto("/")
    assert page.locator(".table-frame").count() > 6
    for width in (1280, 1024, 768, 641, 640, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        hidden = page.evaluate(
            "[...document.querySelectorAll('.table-frame')]"
            ".filter(frame => frame.scrollWidth > frame.clientWidth)"
            ".map(frame => frame.textContent.trim().slice(0, 40))"
        )
        assert hidden == [], width
        assert width_beyond_the_window(page) <= 0, width


def test_every_control_of_the_questionnaire_is_large_enough_to_touch(page):
    open_questionnaire(page)
    small = page.evaluate(
        "[...document.querySelectorAll('.option label, .actions .button, .site-header a')]"
        ".map(target => [target.textContent.trim(), target.getBoundingClientRect().height])"
        ".filter(([, height]) => height < 44)"
    )
    assert small == []


def test_page_grown_to_twice_its_text_size_still_fits(page):
    open_questionnaire(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert width_beyond_the_window(page) <= 0
