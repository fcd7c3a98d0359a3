"""A real browser gets from the page of sign-in to the organisation's own, policy and all."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.web.accounts.provider import WELCOME, running_provider


def test_button_leads_to_the_organisations_own_sign_in(page: Page, settings, live_server):
    with running_provider() as named:
        settings.SOCIALACCOUNT_PROVIDERS = named
        page.goto(f"{live_server.url}/sign-in/login/")
        page.get_by_role("button", name="Harbour sign-in").click()
        page.get_by_role("heading", name=WELCOME).wait_for()
