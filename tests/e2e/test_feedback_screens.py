"""360 feedback in a real browser: every screen fits and passes axe, and comments are saved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from stature.web.accounts.models import User
from stature.web.programmes import services
from stature.web.programmes.links import issue_link
from stature.web.programmes.models import Assessment, Assignment, Purpose, Round
from stature.web.reports.models import ReleasedGroupReport
from stature.web.reports.services import ask_for_group_reports, release_round
from tests.e2e.conftest import DESK, PHONE
from tests.e2e.test_site_accessibility import context, faults, keep_screenshot, sign_in_as
from tests.web.conftest import feedback_round, participant, person
from tests.web.reports.rated_leaders import closed, rated_leader

__all__ = ["context", "participant"]


@pytest.fixture
def feedback(organisation, administrator, participant, do_jobs) -> Round:
    """An open round of 360 feedback in which a leader has two raters."""
    programme = services.create_programme(
        organisation=organisation,
        template="360-feedback",
        title="Leaders 2027",
        purpose=Purpose.DEVELOPMENT,
        by=administrator,
    )
    round_ = programme.rounds.get()
    paul = participant.people.get()
    paul.manager = person(organisation, "Mona")
    paul.save()
    services.add_participants(round=round_, people=[paul], by=administrator)
    ratings = [
        (paul.pk, person(organisation, name).pk, group)
        for name, group in (("Cora", "peer"), ("Dev", "customer"))
    ]
    services.add_raters(round=round_, ratings=ratings, by=administrator)
    services.open_round(round=round_, by=administrator)
    do_jobs()
    return Round.objects.get(pk=round_.pk)


@pytest.fixture
def draft(organisation, administrator) -> Round:
    """A draft of 360 feedback."""
    programme = services.create_programme(
        organisation=organisation,
        template="360-feedback",
        title="Leaders 2028",
        purpose=Purpose.DEVELOPMENT,
        by=administrator,
    )
    return programme.rounds.get()


@pytest.fixture
def released(organisation, administrator, do_jobs) -> Round:
    """A released round of six leaders with a facilitator, a group report, and one rating left out:
    the first leader rated as peer.
    """
    found = feedback_round(organisation)
    found.facilitator = administrator
    found.save()
    points = ((2, 3, 4, 4), (3, 4, 4, 5), (2, 2, 3, 4))
    leaders = [
        rated_leader(
            found, f"Leader{number}", points[number % 3], unit="Front desk" if number else ""
        )
        for number in range(6)
    ]
    leaders[0].assignments.filter(relationship="self").update(relationship="peer")
    closed(found)
    release_round(round=Round.objects.get(pk=found.pk), by=administrator)
    do_jobs()
    ask_for_group_reports(round=Round.objects.get(pk=found.pk), by=administrator)
    do_jobs()
    return Round.objects.get(pk=found.pk)


def link_of(round: Round, first_name: str) -> str:
    asked = Assignment.objects.get(assessment__round=round, person__first_name=first_name)
    return f"/a/{issue_link(asked)}/"


def leaders_screens(page: Page, round: Round) -> Iterator[str]:
    """The leader names raters."""
    own = link_of(round, "Paul")
    page.goto(own)
    yield "feedback intro, leader"
    page.goto(f"{own}raters/")
    yield "raters"
    page.get_by_label("E-mail").fill("p1@else.example")
    page.locator("select[name=relationship], input[name=relationship]").first.wait_for()
    yield "raters, adding"


def raters_screens(page: Page, round: Round) -> Iterator[str]:
    """A rater answers the first page and writes a comment."""
    link = link_of(round, "Cora")
    page.goto(link)
    yield "feedback intro, rater"
    page.get_by_role("button", name="I agree. Start").click()
    page.locator("input[type=radio]").first.check()
    page.get_by_text("Saved", exact=True).wait_for()
    yield "feedback page"
    page.goto(f"{link}check/")
    yield "feedback check"
    page.goto(f"{link}leaders/")
    yield "leaders to rate"


def administrators_screens(page: Page, round: Round, administrator: User) -> Iterator[str]:
    """The administrator looks at the round and at one leader's raters."""
    sign_in_as(page.context, administrator)
    home = f"/o/{round.programme.organisation.slug}/rounds/{round.pk}/"
    page.goto(home)
    yield "feedback round"
    page.goto(f"{home}participants/{round.assessments.get().pk}/")
    yield "feedback participant"


def set_up_screens(page: Page, draft: Round, administrator: User) -> Iterator[str]:
    """The administrator chooses what is asked, and names a facilitator."""
    page.goto("/sign-in/login/")
    sign_in_as(page.context, administrator)
    home = f"/o/{draft.programme.organisation.slug}/rounds/{draft.pk}/set-up/"
    for step in ("questionnaire", "plan", "check"):
        page.goto(f"{home}{step}/")
        yield f"feedback set-up {step}"


def released_screens(page: Page, round: Round) -> Iterator[str]:
    """What the administrator, who is also the facilitator, reads after the release."""
    home = f"/o/{round.programme.organisation.slug}/"
    page.goto(f"{home}rounds/{round.pk}/release/")
    yield "feedback release"
    page.goto(f"{home}rounds/{round.pk}/group-reports/")
    yield "group reports"
    page.goto(f"{home}rounds/{round.pk}/group-reports/{ReleasedGroupReport.objects.first().pk}/")
    yield "group report"
    page.goto(f"{home}talks/")
    yield "talks"
    leader = Assessment.objects.filter(round=round).last()
    page.goto(f"{home}talks/{leader.pk}/")
    yield "facilitators pack"
    own = Assignment.objects.get(assessment=leader, relationship="self")
    page.goto(f"/a/{issue_link(own, fresh=True)}/report/")
    yield "feedback own report"
    page.goto(f"/a/{issue_link(own, fresh=True)}/report/facilitator/")
    yield "feedback own pack"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_screen_of_set_up_and_release_passes_axe_and_fits(
    context, draft, released, administrator, size
):
    page = context.new_page()
    page.set_viewport_size(size)
    found: dict[str, list[str]] = {}
    for screens in (
        set_up_screens(page, draft, administrator),
        released_screens(page, released),
    ):
        for screen in screens:
            keep_screenshot(page, screen, size)
            if wrong := list(faults(page, size)):
                found[screen] = wrong
    assert found == {}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_feedback_screen_passes_axe_and_fits(context, feedback, administrator, size):
    page = context.new_page()
    page.set_viewport_size(size)
    found: dict[str, list[str]] = {}
    for screens in (
        leaders_screens(page, feedback),
        raters_screens(page, feedback),
        administrators_screens(page, feedback, administrator),
    ):
        for screen in screens:
            keep_screenshot(page, screen, size)
            if wrong := list(faults(page, size)):
                found[screen] = wrong
    assert found == {}


def test_comment_is_saved_when_its_writer_goes_on(context, feedback):
    page = context.new_page()
    link = link_of(feedback, "Dev")
    page.goto(link)
    page.get_by_role("button", name="I agree. Start").click()
    page.goto(f"{link}areas/comments/")
    page.locator("textarea").first.fill("Keep calling customers back.")
    page.locator("h1").click()
    page.get_by_text("Saved", exact=True).wait_for()
    dev = Assignment.objects.get(person__first_name="Dev")
    assert "Keep calling customers back." in str(dev.response.answers)
