"""A whole round: an administrator and thirty people, each in a browser of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from stature.web.accounts.models import User
from stature.web.responses.models import SavedResponse
from tests.e2e.conftest import DESK, PHONE, OpenContext, given, newest_link, sign_in

LEADERS = ("Asha", "Ben", "Chidi", "Dana", "Emre", "Farah")
COLLEAGUES = (("Mona", "manager"), ("Nils", "peer"), ("Olga", "peer"), ("Pia", "peer"))
HEADER = ("FirstName", "LastName", "Email", "UniqueIdentifier", "SubjectEmail", "Relationship")
AREAS, ITEMS, AREAS_ONE_BY_ONE = 6, 8, 1
SIDES = ("individual", "organisation")
STRENGTHS = {f"{item}.{side}": "3" for item in ("SL-3", "RRS-5") for side in SIDES}

ANSWER_ALL = """([special, tellsPage]) => {
  const names = new Set([...document.querySelectorAll("input[type=radio]")].map(one => one.name));
  for (const name of names) {
    const value = special[name] ?? "2";
    const radio = document.querySelector(`input[name="${name}"][value="${value}"]`);
    radio.checked = true;
    if (tellsPage) radio.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return names.size;
}"""
NOTHING_WAITS = """() => !Object.keys(localStorage).some(name => name.startsWith("stature-unsent"))
  && document.getElementById("save-status").textContent === "Saved\""""


@dataclass(frozen=True)
class Bot:
    """One of the thirty."""

    first_name: str
    last_name: str
    about: str
    relationship: str

    @property
    def email(self) -> str:
        return f"{self.first_name}.{self.last_name}@harbour.example".lower()

    @property
    def is_leader(self) -> bool:
        return self.relationship == "self"

    @property
    def ratings_of_an_area(self) -> int:
        """Leaders rate each statement twice: themselves, and the organisation."""
        return ITEMS * 2 if self.is_leader else ITEMS


def team_of(leader: str) -> list[Bot]:
    """A leader and four colleagues; the family name tells the team."""
    leading = Bot(leader, "Lead", leader, "self")
    return [leading, *(Bot(name, f"Of{leader}", leader, how) for name, how in COLLEAGUES)]


def table(bots: list[Bot]) -> bytes:
    """The people as a table: whoever is a colleague says of whom."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for number, bot in enumerate(bots):
        about = (
            ("", "")
            if bot.is_leader
            else (f"{bot.about}.lead@harbour.example".lower(), bot.relationship)
        )
        writer.writerow((bot.first_name, bot.last_name, bot.email, f"S{number:02}", *about))
    return text.getvalue().encode()


BOTS = [bot for leader in LEADERS for bot in team_of(leader)]
ASHA, BEN = BOTS[0], BOTS[5]
BY_CLICKS, BY_KEYBOARD, OFFLINE, SECOND_BROWSER, DECLINES = (BOTS[at] for at in (1, 2, 3, 4, 29))
AT_A_DESK = {ASHA, BY_KEYBOARD, *BOTS[10:13]}


@dataclass
class Desk:
    """The administrator at work."""

    page: Page

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

    def follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words, exact=True).first.click()

    def bring_in_people(self) -> None:
        self.follow("People")
        self.follow("Bring in a table")
        staff = {"name": "staff.csv", "mimeType": "text/csv", "buffer": table(BOTS)}
        self.page.locator('input[type="file"]').set_input_files(staff)
        self.press("See what will change")
        assert self.figures() == {
            "New": 30,
            "Changed": 0,
            "Unchanged": 0,
            "To look at": 0,
            "Ratings for rounds": 24,
        }
        self.press("Bring in")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("staff.csv is brought in")

    def set_up(self) -> None:
        """The steps of the set-up."""
        self.follow("Programmes")
        self.follow("Set up the first programme")
        self.page.get_by_label("Profile with three or more colleagues").check()
        self.press("Continue")
        self.page.get_by_label("Title").fill("Service leaders 2027")
        self.page.get_by_label("Development").check()
        self.press("Save and continue")
        self.follow("Add participants")
        self.page.get_by_role("link", name="staff.csv").click()
        self.press("Add them")
        expect(self.page.locator("caption")).to_have_text("6 participants")
        self.follow("Continue")
        self.press("Save and continue")

    def open(self) -> str:
        """Open the round; the address of its page."""
        expect(self.page.get_by_text("30 invitations are sent")).to_be_visible()
        self.press("Open the round and send the invitations")
        expect(self.page.get_by_text("The round is open.")).to_be_visible()
        return self.page.url

    def figures(self) -> dict[str, int]:
        """The large figures of a page."""
        pairs = self.page.locator("dl.figures > div")
        return {
            pair.locator("dt").inner_text(): int(pair.locator("dd").inner_text())
            for pair in pairs.all()
        }

    def status(self, address: str) -> tuple[dict[str, int], dict[str, list[int]]]:
        """What the page of the round counts: of everybody, and by group."""
        self.page.goto(address)
        rows = self.page.get_by_role("table", name="By group").locator("tbody tr").all()
        groups = {
            row.locator("th").inner_text(): [
                int(cell) for cell in row.locator("td").all_inner_texts()
            ]
            for row in rows
        }
        return self.figures(), groups

    def close(self, address: str) -> None:
        self.page.goto(address)
        self.follow("Close the round")
        expect(self.page.get_by_text("29 of 30 people are done.")).to_be_visible()
        self.press("Close the round")

    def release(self, do_jobs: Callable[[], int]) -> None:
        self.follow("Reports")
        assert self.figures() == {"ready": 6, "not ready": 0, "released": 0}
        self.press("Release 6 reports")
        do_jobs()
        # The page looks again by itself.
        expect(self.page.get_by_text("6 reports were made.")).to_be_visible()
        assert self.figures()["released"] == 6


@dataclass
class Walk:
    """How the thirty get to their questions, and through them."""

    new_context: OpenContext
    do_jobs: Callable[[], int]
    wrong: list[str] = field(default_factory=list)
    kept: dict[bool, Page] = field(default_factory=dict)

    def open_page(self, bot: Bot) -> Page:
        """A browser that knows nothing of anybody: most bots hold a phone.

        The browser of the bot before is emptied and used again where it can be: it starts slowly.
        """
        at_a_desk = bot in AT_A_DESK
        page = self.kept.pop(at_a_desk, None) or self._new_page(DESK if at_a_desk else PHONE)
        page.context.clear_cookies()
        return page

    def put_away(self, bot: Bot, page: Page) -> None:
        """Keep the browser for the next bot."""
        assert page.evaluate("localStorage.length") == 0
        self.kept[bot in AT_A_DESK] = page

    def _new_page(self, size: dict[str, int]) -> Page:
        page = self.new_context(viewport=size).new_page()
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        return page

    def begin(self, bot: Bot) -> Page:
        """Follow the link in the bot's e-mail, and start."""
        page = self.open_page(bot)
        page.goto(newest_link(bot.email))
        name = "Before you start" if bot.is_leader else f"Your view for {bot.about} Lead"
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        page.get_by_role("button", name="I agree. Start").click()
        page.wait_for_url("**/areas/sl/")
        return page

    def answer(self, bot: Bot, begun: Page | None = None) -> None:
        page = begun or self.begin(bot)
        first_areas = WAYS.get(bot)
        n_done, page = first_areas(self, bot, page) if first_areas else (0, page)
        for number in range(n_done, AREAS):
            answer_area(page, bot, one_by_one=number < AREAS_ONE_BY_ONE)
            go_on(page)
        send(page)
        self.put_away(bot, page)


def answer_area(page: Page, bot: Bot, *, one_by_one: bool = True) -> None:
    """Answer all of an area by script: each answer is saved as it is given, or all by Continue."""
    assert page.evaluate(ANSWER_ALL, [STRENGTHS, one_by_one]) == bot.ratings_of_an_area
    if one_by_one:
        page.wait_for_function(NOTHING_WAITS)


def go_on(page: Page) -> None:
    """To the next area, or to the check: by script, which is quicker than a finger."""
    before = page.url
    page.evaluate("document.querySelector('button[value=on]').click()")
    page.wait_for_url(lambda address: address != before)


def send(page: Page) -> None:
    """Check the answers, send them, and be thanked."""
    expect(page.get_by_text("You have answered everything")).to_be_visible()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def click_through(walk: Walk, bot: Bot, page: Page) -> tuple[int, Page]:
    """The first area with a finger on each answer."""
    for label in page.get_by_text("Usually", exact=True).all():
        label.click()
    page.wait_for_function(NOTHING_WAITS)
    assert len(given(page)) == bot.ratings_of_an_area
    go_on(page)
    return 1, page


def type_through(walk: Walk, bot: Bot, page: Page) -> tuple[int, Page]:
    """The first area by keyboard alone, to the next one."""
    page.locator("input[type=radio]").first.focus()
    for _ in range(bot.ratings_of_an_area):
        for key in ("Space", "ArrowDown", "ArrowDown", "Tab"):
            page.keyboard.press(key)
    page.wait_for_function(NOTHING_WAITS)
    assert set(given(page).values()) == {"2"}
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/fvc/")
    return 1, page


def answer_offline(walk: Walk, bot: Bot, page: Page) -> tuple[int, Page]:
    """The first area on a train, in a tunnel."""
    page.context.set_offline(True)
    page.evaluate(ANSWER_ALL, [STRENGTHS, True])
    status = page.get_by_role("status")
    expect(status).to_have_text(
        "No connection. Your answer is kept on this device and will be sent later."
    )
    page.get_by_role("button", name="Continue").click()
    expect(status).to_contain_text("You can go on when you are online again.")
    assert answers_kept_of(bot) == 0
    page.context.set_offline(False)
    page.wait_for_function(NOTHING_WAITS)
    assert answers_kept_of(bot) == bot.ratings_of_an_area
    go_on(page)
    return 1, page


def change_browser(walk: Walk, bot: Bot, page: Page) -> tuple[int, Page]:
    """Begin in one browser and go on in another, by a fresh link."""
    answer_area(page, bot)
    old_link = newest_link(bot.email)
    elsewhere = walk.new_context(viewport=DESK).new_page()
    elsewhere.goto(old_link)
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("You began in another browser")
    assert elsewhere.locator("input[type=radio]").count() == 0
    elsewhere.get_by_role("button", name="Send me a fresh link").click()
    walk.do_jobs()
    assert newest_link(bot.email) != old_link
    elsewhere.goto(newest_link(bot.email))
    elsewhere.get_by_role("button", name="Go on with my answers").click()
    elsewhere.wait_for_url("**/areas/fvc/")
    walk.put_away(bot, page)
    return 1, elsewhere


def answers_kept_of(bot: Bot) -> int:
    """How many of a bot's answers the server has."""
    saved = SavedResponse.objects.get(assignment__person__email=bot.email)
    return sum(len(sides) for sides in saved.answers.values())


WAYS = {
    BY_CLICKS: click_through,
    BY_KEYBOARD: type_through,
    OFFLINE: answer_offline,
    SECOND_BROWSER: change_browser,
}


def say_no(walk: Walk) -> None:
    page = walk.open_page(DECLINES)
    page.goto(newest_link(DECLINES.email))
    page.get_by_role("link", name="I do not want to take part").click()
    page.get_by_role("button", name="Yes, I decline").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You said no")
    walk.put_away(DECLINES, page)


def read_report(walk: Walk, bot: Bot) -> None:
    """The report by the link in the e-mail, as a page and as PDF."""
    page = walk.open_page(bot)
    link = newest_link(bot.email)
    page.goto(link)
    expect(page.get_by_text("Personal report for Asha Lead")).to_be_visible()
    highest = page.get_by_role("heading", name="What you rated highest")
    codes = highest.locator("xpath=following-sibling::ul[1]").get_by_role("link")
    assert codes.all_inner_texts() == ["SL-3", "RRS-5"]
    with page.expect_download() as download:
        page.get_by_role("link", name="Download your report (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert page.goto(link.replace("/a/", "/a/x")).status == 404


def everybody(asked: int, invited: int, started: int, done: int) -> dict[str, int]:
    return {"asked": asked, "invited": invited, "started": started, "done": done}


@pytest.fixture
def desk(new_context: OpenContext, signing_in: User, letters_lead_here: None) -> Desk:
    """The administrator, signed in by password."""
    page = new_context(viewport=DESK).new_page()
    sign_in(page, signing_in)
    expect(page.get_by_role("heading", level=1)).to_have_text("Programmes")
    return Desk(page)


def test_thirty_people_walk_a_whole_round(desk: Desk, new_context: OpenContext, do_jobs):
    walk = Walk(new_context, do_jobs)
    desk.bring_in_people()
    desk.set_up()
    address = desk.open()
    do_jobs()
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(bot.email for bot in BOTS)
    assert desk.status(address) == (
        everybody(30, 30, 0, 0),
        {"Self": [6, 6, 0, 0], "Line manager": [6, 6, 0, 0], "Peer": [18, 18, 0, 0]},
    )

    for bot in BOTS[:10]:
        walk.answer(bot)
    begun = walk.begin(BOTS[10])
    assert desk.status(address) == (
        everybody(30, 30, 11, 10),
        {"Self": [6, 6, 3, 2], "Line manager": [6, 6, 2, 2], "Peer": [18, 18, 6, 6]},
    )

    walk.answer(BOTS[10], begun)
    for bot in BOTS[11:29]:
        walk.answer(bot)
    say_no(walk)
    for bot in BOTS[:29]:
        assert answers_kept_of(bot) == AREAS * bot.ratings_of_an_area
    desk.close(address)
    assert desk.status(address) == (
        everybody(30, 30, 29, 29),
        {"Self": [6, 6, 6, 6], "Line manager": [6, 6, 6, 6], "Peer": [18, 18, 17, 17]},
    )

    desk.release(do_jobs)
    read_report(walk, ASHA)
    assert walk.wrong == []
