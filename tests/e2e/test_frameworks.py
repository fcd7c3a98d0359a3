"""The handbook in a real browser: the grid first, readable at every width, by keyboard too."""

from __future__ import annotations

import pytest

from stature.core.reporting.handbook import compose_handbook
from stature.core.reporting.render_html import render_html
from stature.packs import bundled_framework_packs
from tests.e2e.conftest import DESK, NARROWEST, PHONE, axe_findings, width_beyond_the_window

LIST = "/frameworks/"
HANDBOOK = "/frameworks/customer-service-director/"
each_page = pytest.mark.parametrize("address", [LIST, HANDBOOK], ids=["list", "handbook"])


@each_page
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(new_context, address, size):
    page = new_context(viewport=size).new_page()
    page.goto(address)
    assert axe_findings(page) == []


@each_page
def test_page_and_its_tables_fit_the_width_of_the_window(new_context, address):
    page = new_context(viewport=DESK).new_page()
    page.goto(address)
    for width in (1280, 1024, 1023, 641, 640, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        cut_off = page.evaluate(
            "[...document.querySelectorAll('.table-frame')]"
            ".filter(frame => frame.scrollWidth > frame.clientWidth).length"
        )
        assert (width_beyond_the_window(page), cut_off) == (0, 0), width


def test_handbook_as_a_file_passes_axe_and_fits(new_context, tmp_path):
    pack = bundled_framework_packs()[0]
    file = tmp_path / "handbook.html"
    file.write_text(render_html(compose_handbook(pack.framework, pack.handbook_texts)), "utf-8")
    page = new_context(viewport=DESK).new_page()
    page.goto(file.as_uri())
    assert width_beyond_the_window(page) <= 0
    page.set_viewport_size(NARROWEST)
    assert width_beyond_the_window(page) <= 0
    assert axe_findings(page) == []


def test_header_leads_to_the_handbook_and_its_grid_to_a_competency(page):
    page.goto("/")
    page.get_by_role("link", name="Frameworks").click()
    page.get_by_role("link", name="Customer Service Director framework").click()
    page.get_by_role("table", name="Clusters and competencies").get_by_role(
        "link", name="I3 Managing relationships"
    ).click()
    heading = page.get_by_role("heading", name="I3 Managing relationships")
    heading.wait_for()
    assert 0 <= heading.bounding_box()["y"] < PHONE["height"] / 2


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_grid_is_a_table_to_a_screen_reader_at_every_width(new_context, size):
    page = new_context(viewport=size).new_page()
    page.goto(HANDBOOK)
    grid = page.get_by_role("table", name="Clusters and competencies")
    rows = grid.get_by_role("row")
    assert rows.count() == 5
    assert rows.nth(1).get_by_role("rowheader").inner_text() == "Thinking"
    assert [rows.nth(number).get_by_role("cell").count() for number in range(1, 5)] == [4] * 4


def test_each_cell_of_the_grid_names_its_tier_on_a_phone(new_context):
    page = new_context(viewport=PHONE).new_page()
    page.goto(HANDBOOK)
    labels = page.evaluate(
        "[...document.querySelectorAll('.grid td')].slice(0, 4)"
        ".map(cell => getComputedStyle(cell, '::before').content.split('\"')[1])"
    )
    assert labels == ["Threshold", "Threshold", "Distinguishing", "Distinguishing"]


def test_list_of_competencies_stays_in_view_on_a_desk(new_context):
    page = new_context(viewport=DESK).new_page()
    page.goto(HANDBOOK)
    page.get_by_label("Competencies and more").get_by_role("link", name="M4 Agility").click()
    page.wait_for_function("window.scrollY > 5000")
    box = page.get_by_label("Competencies and more").bounding_box()
    assert 0 <= box["y"] < 40
    assert box["height"] <= DESK["height"]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_link_to_a_competency_is_large_enough_to_touch(new_context, size):
    page = new_context(viewport=size).new_page()
    page.goto(HANDBOOK)
    small = page.evaluate(
        "[...document.querySelectorAll('.grid a, .panel a')]"
        ".filter(link => link.checkVisibility())"
        ".map(link => [link.textContent, link.getBoundingClientRect().height])"
        ".filter(([, height]) => height < 24)"
    )
    assert small == []
