"""Bringing a framework, in a real browser: every screen fits and passes axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from stature.web.accounts.models import User
from stature.web.programmes import services
from stature.web.programmes.models import Purpose, Round
from tests.e2e.conftest import DESK, PHONE
from tests.e2e.test_site_accessibility import context, faults, keep_screenshot, sign_in_as
from tests.own_frameworks import file_of, own_framework, zipped_pack
from tests.web.frameworks.own import kept

__all__ = ["context"]


@pytest.fixture
def draft(organisation, administrator) -> Round:
    """A draft of 360 feedback in an organisation that keeps one version of its framework."""
    kept(organisation, version="1.0.0")
    programme = services.create_programme(
        organisation=organisation,
        template="360-feedback",
        title="Leaders 2028",
        purpose=Purpose.DEVELOPMENT,
        by=administrator,
    )
    return programme.rounds.get()


def send(page: Page, data: bytes, name: str) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="See what was read").click()


def authors_screens(page: Page, draft: Round) -> Iterator[str]:
    """An administrator sends a file that is wrong, then one that is right, and keeps it."""
    home = f"/o/{draft.programme.organisation.slug}/"
    page.goto(f"{home}frameworks/")
    yield "own frameworks"
    page.get_by_role("link", name="Add a framework").click()
    yield "add a framework"
    broken = file_of().decode().replace("tier: threshold", "tier: gold")
    send(page, zipped_pack({"framework.yaml": broken}), "wrong.zip")
    page.get_by_role("heading", name="What is wrong").wait_for()
    yield "add a framework, wrong"
    send(page, zipped_pack(), "our-framework.zip")
    page.get_by_role("heading", name="What was read").wait_for()
    yield "framework that was read"
    page.get_by_role("button", name="Keep this version").click()
    page.get_by_text("The version is kept.").wait_for()
    page.get_by_role("button", name="Archive").last.click()
    page.get_by_text("No new round can choose this version.").wait_for()
    yield "own frameworks, archived"
    page.get_by_role("link", name=own_framework().title).first.click()
    yield "own handbook"
    page.goto(f"{home}rounds/{draft.pk}/set-up/questionnaire/")
    page.get_by_label("Made-up framework 1.2.0. Questions: 18").check()
    page.get_by_label("Team leader").check()
    yield "what is asked, own framework"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_screen_of_own_frameworks_passes_axe_and_fits(
    context, size, draft, administrator: User, live_server
):
    page = context.new_page()
    page.set_viewport_size(size)
    page.goto("/frameworks/")
    sign_in_as(page.context, administrator)
    found: dict[str, list[str]] = {}
    for screen in authors_screens(page, draft):
        keep_screenshot(page, screen, size)
        found[screen] = list(faults(page, size))
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}
