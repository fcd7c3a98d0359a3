"""The bar "See this as" in a real browser: by keyboard, on a phone, without JavaScript."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from stature.web.demo.asking import ask_for_filling
from stature.web.demo.models import Demo, Seat
from stature.web.demo.signing_in import BACKEND
from tests.e2e.conftest import (
    DESK,
    NARROWEST,
    PHONE,
    axe_findings,
    width_beyond_the_window,
)

SCREENSHOTS = os.environ.get("STATURE_SCREENSHOTS")
SIZES = {"phone": PHONE, "desk": DESK}
HEADINGS = {
    Seat.PARTICIPANT: "My assessments",
    Seat.RATER: "Priya Nair",
    Seat.LINE_MANAGER: "My team",
    Seat.ADMINISTRATOR: "Programmes",
    Seat.FACILITATOR: "My talks",
    Seat.RESEARCHER: "Competency frameworks",
}


@pytest.fixture
def demo(settings, live_server, do_jobs) -> None:
    """The demo, filled by a worker."""
    settings.STATURE_DEMO = True
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS[:1], BACKEND]
    ask_for_filling()
    do_jobs()
    assert Demo.objects.get().is_finished


def see_as(page: Page, seat: Seat) -> None:
    page.get_by_role("group", name="See this as:").get_by_role(
        "button", name=str(seat.label), exact=True
    ).click()


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture where somebody wants to look at it."""
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)


def covered(page: Page) -> list[str]:
    """The links and buttons of the page that something else lies upon."""
    return page.evaluate(
        """() => [...document.querySelectorAll("header a, aside button, main a, main button")]
            .filter(each => each.checkVisibility() && each.getClientRects().length)
            .filter(each => {
                each.scrollIntoView({block: "center"});
                const box = each.getClientRects()[0];
                const top = document.elementFromPoint(
                    box.x + box.width / 2, box.y + box.height / 2);
                return top && !each.contains(top) && !top.contains(each);
            }).map(each => each.outerHTML.slice(0, 120))"""
    )


def test_each_role_has_a_first_screen_that_everybody_can_use(demo, new_context):
    for size, window in SIZES.items():
        page = new_context(viewport=window).new_page()
        page.goto("/")
        keep_picture(page, f"demo-visitor-{size}")
        assert axe_findings(page) == []
        for seat in Seat:
            see_as(page, seat)
            expect(page.locator("main h1")).to_contain_text(HEADINGS[seat])
            pressed = page.get_by_role("group", name="See this as:").locator("[aria-pressed=true]")
            expect(pressed).to_have_text(str(seat.label))
            expect(page.get_by_text("nobody in this demo exists")).to_be_visible()
            keep_picture(page, f"demo-{seat}-{size}")
            assert axe_findings(page) == [], f"{seat} {size}"
            assert width_beyond_the_window(page) <= 0, f"{seat} {size}"
            assert covered(page) == [], f"{seat} {size}"


def test_bar_works_by_keyboard_and_without_javascript(demo, new_context):
    page = new_context(viewport=NARROWEST, java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("button", name="Line manager", exact=True).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My team")
    page.get_by_role("link", name="Robin Achterberg").click()
    expect(page.get_by_text("The rest waits", exact=False).first).to_be_visible()


def test_visitor_tries_each_side_of_a_round(demo, new_context):
    """A rater answers, the leader proposes a rater, the administrator sees how far it is."""
    page = new_context(viewport=PHONE).new_page()
    page.goto("/")
    see_as(page, Seat.RATER)
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/areas/**")
    see_as(page, Seat.PARTICIPANT)
    page.get_by_role("link", name="Choose who is asked about you").first.click()
    page.get_by_label("E-mail address").fill("grace.oduya@harbour-lane.example")
    page.get_by_label("Peer").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("grace.oduya@harbour-lane.example").first).to_be_visible()
    see_as(page, Seat.ADMINISTRATOR)
    page.get_by_role("link", name="Leading service, the next step").first.click()
    page.get_by_role("link", name="Round 1").click()
    expect(page.locator("main")).to_contain_text("Sam Okoro")
    page.get_by_role("button", name="Visitor", exact=True).click()
    expect(page.get_by_role("heading", name="Your report at a glance")).to_be_visible()
