"""A person answers: by keyboard alone, without script, over a bad connection, in two sittings."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, give, given, start

ITEMS = [f"SL-{number}" for number in range(1, 9)]
SIDES = ["individual", "organisation"]


def focused(page: Page) -> str:
    """What the keyboard is on, by its words."""
    return page.evaluate(
        "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
    )


def tab_to(page: Page, words: str, *, at_most: int = 60) -> None:
    """Press Tab until the control with these words has the focus."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if focused(page).startswith(words):
            return
    pytest.fail(f"Tab never came to '{words}'")


def focus_is_in_sight(page: Page) -> bool:
    """Whether nothing covers the control that has the focus."""
    return page.evaluate(
        """() => {
          const target = document.activeElement.labels?.[0] ?? document.activeElement;
          const box = target.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return target.contains(top) || top === document.activeElement;
        }"""
    )


def test_keyboard_alone_leads_from_the_sample_report_to_ones_own(page: Page):
    page.goto("/")
    tab_to(page, "Answer it yourself")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/")
    tab_to(page, "Your name")
    page.keyboard.type("Asha")
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/sl/")
    tab_to(page, "Rarely or never")
    for number in range(16):
        if number:
            page.keyboard.press("Tab")
        assert focused(page) == "Rarely or never"
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert focused(page) == "Usually"
        assert focus_is_in_sight(page)
    assert set(given(page).values()) == {"2"}
    expect(page.get_by_role("status")).to_have_text("Saved")
    tab_to(page, "Continue", at_most=1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    tab_to(page, "See my report")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/")
    expect(page.get_by_text("Personal report for Asha")).to_be_visible()
    expect(page.get_by_text("16 of 24").first).to_be_visible()


def test_skip_link_comes_first_and_leads_past_the_header(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page).startswith("Answer it yourself")


def test_nothing_is_chosen_and_choosing_moves_nowhere(page: Page):
    start(page)
    assert given(page) == {}
    before = page.url
    give(page, "SL-8", "organisation", 3)
    page.get_by_text("Saved", exact=True).wait_for()
    assert page.url == before


def test_whole_flow_works_without_script(new_context):
    page = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    start(page, name="No Script")
    for item in ITEMS:
        for side in SIDES:
            give(page, item, side, 3 if side == "individual" else 0)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("You have answered everything")).to_be_visible()
    page.get_by_role("link", name="Back").click()
    expect(page.locator('input[name="SL-8.individual"][value="3"]')).to_be_checked()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Your name (optional)")).to_have_value("No Script")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="See my report").click()
    expect(page.get_by_text("Personal report for No Script")).to_be_visible()
    expect(page.get_by_text("24 of 24").first).to_be_visible()


def test_page_that_saves_itself_survives_a_reload(page: Page):
    start(page)
    give(page, "SL-1", "individual", 0)
    give(page, "SL-2", "organisation", "cant-say")
    give(page, "SL-1", "individual", 1)
    expect(page.get_by_role("status")).to_have_text("Saved")
    page.wait_for_function(
        "() => !Object.keys(localStorage).some(name => name.startsWith('stature-unsent'))"
    )
    page.reload()
    assert given(page) == {"SL-1.individual": "1", "SL-2.organisation": "cant-say"}


def test_same_link_resumes_on_another_device(page: Page, new_context):
    start(page)
    give(page, "SL-3", "individual", 3)
    expect(page.get_by_role("status")).to_have_text("Saved")
    other = new_context().new_page()
    other.goto(re.sub(r"areas/.*", "", page.url))
    assert given(other) == {"SL-3.individual": "3"}


def test_answers_given_offline_wait_and_are_sent_later(page: Page, new_context):
    start(page)
    page.context.set_offline(True)
    give(page, "SL-1", "individual", 2)
    give(page, "SL-1", "organisation", 0)
    give(page, "SL-1", "individual", 3)
    expect(page.get_by_role("status")).to_contain_text("will be sent later")
    elsewhere = new_context().new_page()
    elsewhere.goto(page.url)
    assert given(elsewhere) == {}
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text("Saved")
    elsewhere.reload()
    assert given(elsewhere) == {"SL-1.individual": "3", "SL-1.organisation": "0"}


def test_answers_given_offline_outlive_the_page(page: Page):
    start(page)
    address = page.url
    page.route("**/answers/", lambda route: route.abort())
    give(page, "SL-5", "individual", 1)
    expect(page.get_by_role("status")).to_contain_text("will be sent later")
    page.goto("/")
    page.unroute("**/answers/")
    page.goto(address)
    assert given(page) == {"SL-5.individual": "1"}
    expect(page.get_by_role("status")).to_have_text("Saved")
    page.reload()
    assert given(page) == {"SL-5.individual": "1"}


def test_check_page_sends_what_still_waits_before_it_counts(page: Page):
    start(page)
    page.route("**/answers/", lambda route: route.abort())
    give(page, "SL-5", "individual", 1)
    expect(page.get_by_role("status")).to_contain_text("will be sent later")
    page.unroute("**/answers/")
    page.goto(page.url.replace("areas/sl/", "check/"))
    expect(page.get_by_text("15 of 16 ratings are still open")).to_be_visible()


def test_check_page_stays_put_when_it_already_counts_what_waits(page: Page):
    start(page)
    page.route("**/answers/", lambda route: route.abort())
    give(page, "SL-5", "individual", 1)
    give(page, "SL-6", "individual", "cant-say")
    expect(page.get_by_role("status")).to_contain_text("will be sent later")
    page.unroute("**/answers/")
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/check/")
    expect(page.get_by_role("status")).to_have_text("Saved")
    page.wait_for_timeout(300)
    assert len(loads) == 1


def test_failing_server_loses_no_answer(page: Page):
    start(page)
    failures = iter([503])

    def fail_once(route):
        status = next(failures, None)
        if status:
            route.fulfill(status=status)
        else:
            route.continue_()

    page.route("**/answers/", fail_once)
    give(page, "SL-2", "individual", 2)
    expect(page.get_by_role("status")).to_contain_text("will be sent later")
    expect(page.get_by_role("status")).to_have_text("Saved", timeout=20_000)
    page.reload()
    assert given(page) == {"SL-2.individual": "2"}


def test_link_on_the_check_page_leads_to_the_very_question(page: Page):
    start(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Promises kept under pressure (My organisation)").click()
    page.wait_for_url("**/areas/sl/#SL-8-organisation_0")
    assert page.evaluate("document.activeElement.name") == "SL-8.organisation"


def test_all_six_areas_follow_one_another(page: Page):
    start(page, areas="all")
    for number in range(1, 7):
        expect(page.get_by_text(f"Area {number} of 6")).to_be_visible()
        page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("96 of 96 ratings are still open")).to_be_visible()


def test_answers_are_closed_after_the_report(page: Page):
    start(page)
    questions = page.url
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="See my report").click()
    page.wait_for_url("**/report/")
    page.goto(questions)
    assert page.url.endswith("/report/")
    expect(page.get_by_text("kept only on this computer")).to_be_visible()


def test_report_can_be_downloaded_as_pdf(page: Page):
    page.goto("/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download this report (PDF)").click()
    assert download.value.suggested_filename == "nadia-rahman-service-report.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF-")
