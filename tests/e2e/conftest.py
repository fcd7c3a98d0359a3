"""A real Chromium against the real site. CHROMIUM may name its path."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django_q.models import Task
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from stature.web.accounts.models import User
from stature.web.jobs.queue import take_job
from stature.web.jobs.worker import do_job
from tests.web.conftest import (
    administrator,
    django_db_modify_db_settings,
    give_password,
    organisation,
)

__all__ = ["administrator", "django_db_modify_db_settings", "organisation"]

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
CHROMIUM_OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 860}
NARROWEST = {"width": 320, "height": 640}
WAIT_MS = 10_000
PASSWORD = "a long and dull pass phrase"


@pytest.fixture(scope="session", autouse=True)
def database_first(django_db_setup):
    """The test server looks at the database once, as it starts: the file must be there by then."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    if not CHROMIUM.is_file():
        pytest.skip(f"there is no Chromium at {CHROMIUM}: install it, or set CHROMIUM to its path")
    # Playwright runs a loop in this thread; Django must be told that its own calls do not block it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def new_context(browser: Browser, live_server) -> Iterator[OpenContext]:
    """Opens a fresh browser profile on the site; everything in it is closed at the end."""
    opened: list[BrowserContext] = []

    def open_context(**options: object) -> BrowserContext:
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(WAIT_MS)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context: OpenContext) -> Iterator[Page]:
    """A page at the size of a phone; a script error or a refused resource fails the test."""
    page = new_context(viewport=PHONE).new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda message: (
            wrong.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    yield page
    assert wrong == []


@pytest.fixture
def do_jobs(transactional_db) -> Callable[[], int]:
    """Does what waits in the queue, as a worker would, and says how many jobs there were."""

    def do_all() -> int:
        done = 0
        while job := take_job():
            do_job(job)
            done += 1
        assert list(Task.objects.filter(success=False).values_list("func", "result")) == []
        return done

    return do_all


@pytest.fixture
def letters_lead_here(live_server, settings) -> None:
    """Links in e-mails lead to the site under test."""
    settings.ADDRESS = live_server.url


@pytest.fixture
def signing_in(administrator: User, settings) -> User:
    """The administrator, with a password; it is kept by a quick rule, to save time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    give_password(administrator, PASSWORD)
    return administrator


def sign_in(page: Page, user: User) -> None:
    """Sign in by e-mail address and password."""
    page.goto("/sign-in/login/")
    page.locator('input[name="login"]').fill(user.email)
    page.locator('input[name="password"]').fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def newest_link(address: str) -> str:
    """The personal link in the newest e-mail to somebody."""
    newest = [letter for letter in mail.outbox if letter.to == [address]][-1]
    found = re.search(r"https?://\S+/a/\S+", newest.body)
    assert found, newest.body
    return found[0]


def start(page: Page, *, areas: str = "SL", name: str = "Asha") -> None:
    """Fill in the page before the start and begin."""
    page.goto("/answer/")
    page.get_by_label("Your name (optional)").fill(name)
    page.get_by_label("Which questions").select_option(areas)
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/areas/**")


def give(page: Page, item: str, perspective: str, answer: int | str) -> None:
    """Choose one answer."""
    page.check(f'input[name="{item}.{perspective}"][value="{answer}"]')


def given(page: Page) -> dict[str, str]:
    """The answers shown as chosen."""
    return page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('input:checked')]"
        ".map(radio => [radio.name, radio.value]))"
    )


def axe_findings(page: Page) -> list[str]:
    """What axe-core finds wrong, all its rules on."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in violations
        for node in rule["nodes"]
    ]


def width_beyond_the_window(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
