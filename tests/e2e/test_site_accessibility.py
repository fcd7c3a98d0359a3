"""axe-core finds nothing on the site's screens, and none needs scrolling sideways."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from stature.web.accounts.models import Membership, Organisation, Role, User
from stature.web.people.models import Person
from stature.web.people.services import preview_import
from stature.web.programmes import services
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import Assignment, Purpose, Relationship, Round
from stature.web.reports.services import release_round
from tests.e2e.conftest import (
    DESK,
    NARROWEST,
    PHONE,
    OpenContext,
    axe_findings,
    width_beyond_the_window,
)
from tests.web.conftest import client_of, member, other_organisation, participant
from tests.web.reports.conftest import answer

__all__ = ["other_organisation", "participant"]
SCREENSHOTS = os.environ.get("STATURE_SCREENSHOTS")
TABLE = b"""FirstName,LastName,Email,Unit
Maximiliane,Schwarzenberger-Lichtenstein,maximiliane.schwarzenberger@harbour.example,Front desk
Nils,Holm,nils.holm@harbour,Front desk
Paul,Read,paul@harbour.example,Housekeeping
"""
PEERS = ("Cora Lind", "Dev Patel", "Eun-ji Han", "Maximiliane Schwarzenberger-Lichtenstein")


@dataclass(frozen=True)
class Seeded:
    """A round that is open, one that was released, one that is being set up, and their people."""

    organisation: Organisation
    empty: Organisation
    administrator: User
    participant: User
    draft: Round
    open: Round
    released: Round
    preview: int

    def assignment(self, round: Round, first_name: str) -> Assignment:
        """What somebody is asked in a round."""
        return Assignment.objects.get(
            assessment__round=round, person__first_name=first_name.split()[0]
        )

    def link(self, round: Round, first_name: str, *, fresh: bool = False) -> str:
        """Where somebody's personal link leads."""
        return f"/a/{issue_link(self.assignment(round, first_name), fresh=fresh)}/"


@pytest.fixture
def seeded(organisation, other_organisation, administrator, participant, do_jobs) -> Seeded:
    organisation.contact_email = "help@harbour.example"
    organisation.save()
    Membership.objects.create(
        user=administrator, organisation=other_organisation, role=Role.ADMINISTRATOR
    )
    member(organisation, "leo@harbour.example", Role.LINE_MANAGER)
    peers = [_person(organisation, name) for name in PEERS]
    paul = participant.people.get()
    rounds = [
        _round(organisation, administrator, paul, peers, title)
        for title in ("Service leaders, summer", "Service leaders, spring", "Service leaders 2026")
    ]
    _, opened, released = rounds
    for each in (opened, released):
        services.open_round(round=each, by=administrator)
    do_jobs()
    _answer_all(released)
    services.close_round(round=released, by=administrator)
    release_round(round=Round.objects.get(pk=released.pk), by=administrator)
    seen = preview_import(organisation=organisation, data=TABLE, file_name="staff.csv")
    do_jobs()
    seeded = Seeded(organisation, other_organisation, administrator, participant, *rounds, seen.pk)
    answer(seeded.assignment(opened, "Cora"))
    return seeded


def _person(organisation: Organisation, name: str) -> Person:
    first, _, last = name.partition(" ")
    return Person.objects.create(
        organisation=organisation,
        first_name=first,
        last_name=last,
        email=f"{first}.{last}@harbour.example".lower(),
        unit="Front desk",
    )


def _round(
    organisation: Organisation, by: User, participant: Person, peers: list[Person], title: str
) -> Round:
    programme = services.create_programme(
        organisation=organisation,
        template="profile-with-colleagues",
        title=title,
        purpose=Purpose.DEVELOPMENT,
        by=by,
    )
    round_ = programme.rounds.get()
    services.add_participants(round=round_, people=[participant], by=by)
    ratings = [(participant.pk, peer.pk, Relationship.PEER.value) for peer in peers]
    services.add_raters(round=round_, ratings=ratings, by=by)
    return round_


def _answer_all(round: Round) -> None:
    for assignment in Assignment.objects.filter(assessment__round=round):
        answer(assignment)


@pytest.fixture
def context(new_context: OpenContext) -> BrowserContext:
    return new_context(viewport=PHONE)


def sign_in_as(context: BrowserContext, user: User) -> None:
    """Give the browser the session of somebody who is signed in."""
    context.clear_cookies()
    session = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
    site = context.pages[0].evaluate("location.origin")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])


def public_screens(page: Page, seeded: Seeded) -> Iterator[str]:
    page.goto("/sign-in/login/")
    yield "sign in"
    page.get_by_role("button", name="Sign in", exact=True).click()
    yield "sign in, nothing filled in"


def administrators_screens(page: Page, seeded: Seeded) -> Iterator[str]:
    """Every screen of an administrator."""
    sign_in_as(page.context, seeded.administrator)
    page.goto(f"/o/{seeded.empty.slug}/programmes/")
    yield "programmes, empty"
    page.goto(f"/o/{seeded.empty.slug}/people/")
    yield "people, empty"
    draft, opened, released = (
        f"rounds/{each.pk}/" for each in (seeded.draft, seeded.open, seeded.released)
    )
    paul = seeded.open.assessments.get()
    for address in (
        "people/",
        f"people/{paul.participant_id}/",
        "people/import/",
        f"people/import/{seeded.preview}/",
        "programmes/",
        "programmes/new/",
        f"programmes/{seeded.open.programme_id}/",
        *(f"{draft}set-up/{step}/" for step in ("template", "purpose", "people", "plan", "check")),
        f"{draft}participants/add/",
        opened,
        f"{opened}participants/{paul.pk}/",
        f"{opened}messages/",
        f"{opened}close/",
        f"{opened}release/",
        f"{released}release/",
        "members/",
        "members/invite/",
        "audit/",
        "settings/",
        "tokens/",
    ):
        page.goto(f"/o/{seeded.organisation.slug}/{address}")
        yield address


def askeds_screens(page: Page, seeded: Seeded) -> Iterator[str]:
    """Every screen of somebody who answers by a personal link."""
    page.context.clear_cookies()
    link = seeded.link(seeded.open, "Dev")
    page.goto(link)
    yield "intro"
    page.get_by_role("button", name="I agree. Start").click()
    page.locator("input[type=radio]").first.check()
    page.get_by_text("Saved", exact=True).wait_for()
    yield "area"
    page.goto(f"{link}check/")
    yield "check"
    page.goto(f"{link}decline/")
    yield "decline"
    page.context.clear_cookies()
    page.goto(link)
    yield "begun elsewhere"
    page.goto(seeded.link(seeded.open, "Cora"))
    yield "thanks"
    page.goto(f"{seeded.link(seeded.released, 'Paul', fresh=True)}report/")
    yield "report by link"


def participants_screens(page: Page, seeded: Seeded) -> Iterator[str]:
    """What a participant with an account sees."""
    sign_in_as(page.context, seeded.participant)
    report = seeded.released.assessments.get()
    for address in (
        "",
        "reports/",
        f"reports/{report.pk}/",
        "data/",
        "data/correct/",
        "data/delete/",
    ):
        page.goto(f"/my/{address}")
        yield f"my/{address}"


SCREENS = (public_screens, administrators_screens, askeds_screens, participants_screens)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_screen_passes_axe_and_fits(context, seeded, size):
    page = context.new_page()
    page.set_viewport_size(size)
    found: dict[str, list[str]] = {}
    for screens in SCREENS:
        for screen in screens(page, seeded):
            wrong = list(faults(page, size))
            if wrong:
                found[screen] = wrong
            keep_screenshot(page, screen, size)
    assert found == {}


def faults(page: Page, size: dict[str, int]) -> Iterator[str]:
    """What is wrong with a screen at this size; a phone is narrowed for a moment as well."""
    if page.locator("h1").count() != 1:
        yield f"{page.url} has {page.locator('h1').count()} first headings"
    yield from axe_findings(page)
    yield from _too_wide(page)
    if size == PHONE:
        page.set_viewport_size(NARROWEST)
        yield from _too_wide(page)
        page.set_viewport_size(size)


def _too_wide(page: Page) -> Iterator[str]:
    beyond = width_beyond_the_window(page)
    if beyond > 0:
        yield f"{beyond} px too wide for {page.viewport_size}"


def keep_screenshot(page: Page, screen: str, size: dict[str, int]) -> None:
    """Keep a picture to look at, where STATURE_SCREENSHOTS names a folder."""
    if SCREENSHOTS:
        name = f"{screen.replace('/', '-').replace(' ', '-')}-{size['width']}.png"
        page.screenshot(path=Path(SCREENSHOTS) / name, full_page=True)
